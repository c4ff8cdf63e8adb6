/* crypt.c - OpenSSL, with its contexts kept for the life of the process. */
#include <openssl/core_names.h>
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
/* A direction's context, and the key whose schedule is in it: mostly the one wanted next. */
static struct side {
	EVP_CIPHER_CTX	*ctx;
	struct crypt_key key;
	bool		 have;
} sealing, opening;
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
	sealing.ctx = EVP_CIPHER_CTX_new();
	opening.ctx = EVP_CIPHER_CTX_new();
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	mctx = EVP_MD_CTX_new();
	must(gcm != NULL && sealing.ctx != NULL && opening.ctx != NULL);
	must(sha256 != NULL && mctx != NULL);
}

/* The key, when its schedule has to be made; NULL when it is there. */
static const uint8_t *
schedule(struct side *s, const struct crypt_key *key)
{
	if (s->have && CRYPTO_memcmp(&s->key, key, sizeof(*key)) == 0)
		return NULL;
	s->key = *key;
	s->have = true;
	return key->k;
}

size_t
crypt_seal(const struct crypt_key *key, const char *label, struct span plain,
    uint8_t *out)
{
	const uint8_t *k;
	int n;

	init();
	rnd_bytes(out, NONCE);
	k = schedule(&sealing, key);
	must(EVP_EncryptInit_ex2(sealing.ctx, k != NULL ? gcm : NULL, k, out, NULL));
	must(EVP_EncryptUpdate(sealing.ctx, NULL, &n, (const uint8_t *)label,
	    (int)strlen(label)));
	must(EVP_EncryptUpdate(sealing.ctx, out + NONCE, &n, plain.p, (int)plain.len));
	must(EVP_EncryptFinal_ex(sealing.ctx, out + NONCE + n, &n));
	must(EVP_CIPHER_CTX_ctrl(sealing.ctx, EVP_CTRL_AEAD_GET_TAG, TAG,
	    out + NONCE + plain.len));
	return plain.len + CRYPT_OVERHEAD;
}

enum ecs_err
crypt_open(const struct crypt_key *key, const char *label, struct span box,
    uint8_t *out, size_t *len)
{
	const uint8_t *new;
	uint8_t tag[TAG];
	size_t n;
	int k;

	init();
	if (box.len < CRYPT_OVERHEAD || box.len > 1 << 20)
		return ECS_AUTH_FAILED;
	n = box.len - CRYPT_OVERHEAD;
	memcpy(tag, box.p + NONCE + n, TAG);
	new = schedule(&opening, key);
	must(EVP_DecryptInit_ex2(opening.ctx, new != NULL ? gcm : NULL, new, box.p, NULL));
	must(EVP_DecryptUpdate(opening.ctx, NULL, &k, (const uint8_t *)label,
	    (int)strlen(label)));
	must(EVP_DecryptUpdate(opening.ctx, out, &k, box.p + NONCE, (int)n));
	must(EVP_CIPHER_CTX_ctrl(opening.ctx, EVP_CTRL_AEAD_SET_TAG, TAG, tag));
	if (EVP_DecryptFinal_ex(opening.ctx, out + n, &k) != 1) {
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

/* Also where only what FIPS 140 approves is to be used otherwise. */
#define NOT_FIPS	"-fips"

void
crypt_md5(const struct span *pieces, size_t n, uint8_t out[CRYPT_MD5])
{
	static EVP_MD *md5;

	init();
	if (md5 == NULL)
		md5 = EVP_MD_fetch(NULL, "MD5", NOT_FIPS);
	must(md5 != NULL);
	must(EVP_DigestInit_ex2(mctx, md5, NULL));
	for (size_t i = 0; i < n; i++)
		must(EVP_DigestUpdate(mctx, pieces[i].p, pieces[i].len));
	must(EVP_DigestFinal_ex(mctx, out, NULL));
}

static EVP_MAC_CTX *
hmac_md5(void)
{
	OSSL_PARAM with[] = {
		OSSL_PARAM_utf8_string(OSSL_MAC_PARAM_DIGEST, (char []){ "MD5" }, 3),
		OSSL_PARAM_utf8_string(OSSL_MAC_PARAM_PROPERTIES, (char []){ NOT_FIPS }, 5),
		OSSL_PARAM_END,
	};
	static EVP_MAC_CTX *kept;
	EVP_MAC *mac;

	if (kept == NULL) {
		mac = EVP_MAC_fetch(NULL, "HMAC", NOT_FIPS);
		must(mac != NULL && (kept = EVP_MAC_CTX_new(mac)) != NULL);
		EVP_MAC_free(mac);
		must(EVP_MAC_CTX_set_params(kept, with));
	}
	return kept;
}

void
crypt_hmac_md5(struct span key, const struct span *pieces, size_t n, uint8_t out[CRYPT_MD5])
{
	EVP_MAC_CTX *c = hmac_md5();
	size_t len;

	must(EVP_MAC_init(c, key.p, key.len, NULL));
	for (size_t i = 0; i < n; i++)
		must(EVP_MAC_update(c, pieces[i].p, pieces[i].len));
	must(EVP_MAC_final(c, out, &len, CRYPT_MD5));
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
