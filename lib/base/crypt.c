/* crypt.c - OpenSSL, with its contexts kept for the life of the process. */
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypt.h"
#include "base/rnd.h"

#define NONCE	12
#define TAG	16

static EVP_CIPHER	*gcm;
static EVP_CIPHER_CTX	*seal_ctx, *open_ctx;
static EVP_MD		*sha256;
static EVP_MD_CTX	*mctx;

/* What cannot fail unless the library is broken ends the process. */
static void
must(int ok)
{
	if (ok != 1) {
		fputs("entitled: OpenSSL failed\n", stderr);
		abort();
	}
}

static void
init(void)
{
	if (gcm != NULL)
		return;
	gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
	seal_ctx = EVP_CIPHER_CTX_new();
	open_ctx = EVP_CIPHER_CTX_new();
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	mctx = EVP_MD_CTX_new();
	must(gcm != NULL && seal_ctx != NULL && open_ctx != NULL && sha256 != NULL && mctx != NULL);
}

size_t
crypt_seal(const struct crypt_key *key, const char *label, struct span plain,
    uint8_t *out)
{
	int n;

	init();
	rnd_bytes(out, NONCE);
	must(EVP_EncryptInit_ex2(seal_ctx, gcm, key->k, out, NULL));
	must(EVP_EncryptUpdate(seal_ctx, NULL, &n, (const uint8_t *)label,
	    (int)strlen(label)));
	must(EVP_EncryptUpdate(seal_ctx, out + NONCE, &n, plain.p, (int)plain.len));
	must(EVP_EncryptFinal_ex(seal_ctx, out + NONCE + n, &n));
	must(EVP_CIPHER_CTX_ctrl(seal_ctx, EVP_CTRL_AEAD_GET_TAG, TAG,
	    out + NONCE + plain.len));
	return plain.len + CRYPT_OVERHEAD;
}

enum ecs_err
crypt_open(const struct crypt_key *key, const char *label, struct span box,
    uint8_t *out, size_t *len)
{
	static struct crypt_key last;
	static bool have;
	uint8_t tag[TAG];
	size_t n;
	int k;

	init();
	if (box.len < CRYPT_OVERHEAD || box.len > 1 << 20)
		return ECS_AUTH_FAILED;
	n = box.len - CRYPT_OVERHEAD;
	memcpy(tag, box.p + NONCE + n, TAG);
	/* Mostly it is the key of last time, whose schedule is still there. */
	if (!have || CRYPTO_memcmp(&last, key, sizeof(last)) != 0)
		must(EVP_DecryptInit_ex2(open_ctx, gcm, key->k, box.p, NULL));
	else
		must(EVP_DecryptInit_ex2(open_ctx, NULL, NULL, box.p, NULL));
	last = *key;
	have = true;
	must(EVP_DecryptUpdate(open_ctx, NULL, &k, (const uint8_t *)label,
	    (int)strlen(label)));
	must(EVP_DecryptUpdate(open_ctx, out, &k, box.p + NONCE, (int)n));
	must(EVP_CIPHER_CTX_ctrl(open_ctx, EVP_CTRL_AEAD_SET_TAG, TAG, tag));
	if (EVP_DecryptFinal_ex(open_ctx, out + n, &k) != 1) {
		OPENSSL_cleanse(out, n);
		return ECS_AUTH_FAILED;
	}
	*len = n;
	return ECS_OK;
}

void
crypt_sha256(struct span s, uint8_t out[CRYPT_HASH])
{
	init();
	must(EVP_DigestInit_ex2(mctx, sha256, NULL));
	must(EVP_DigestUpdate(mctx, s.p, s.len));
	must(EVP_DigestFinal_ex(mctx, out, NULL));
}

void
crypt_hmac(const struct crypt_key *key, struct span s, uint8_t out[CRYPT_HASH])
{
	must(HMAC(EVP_sha256(), key->k, CRYPT_KEY, s.p, s.len, out, NULL) != NULL);
}

bool
crypt_equal(const void *a, const void *b, size_t n)
{
	return CRYPTO_memcmp(a, b, n) == 0;
}

void
crypt_wipe(void *p, size_t n)
{
	OPENSSL_cleanse(p, n);
}
