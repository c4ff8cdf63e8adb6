/* jose_sign.c - compact JWS of our own. */
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <string.h>

#include "base/buf.h"
#include "fmt/b64.h"
#include "fmt/jose_int.h"

/* A key with a pass phrase is refused rather than asked for on a terminal. */
static int
no_phrase(char *buf, int size, int rw, void *arg)
{
	(void)buf;
	(void)size;
	(void)rw;
	(void)arg;
	return -1;
}

/* NULL: no private key that fits the algorithm.  Freed with the arena. */
static EVP_PKEY *
private_key(struct arena *a, enum jose_alg alg, const char *pem)
{
	BIO *in = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *key = in != NULL ? PEM_read_bio_PrivateKey(in, NULL, no_phrase, NULL) : NULL;
	char group[32] = "";
	size_t n;

	BIO_free(in);
	if (key == NULL)
		return NULL;
	a_defer(a, jose_key_free, key);
	if (jose_alg_rsa(alg))
		return EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) >= JOSE_RSA_MIN ?
		    key : NULL;
	return EVP_PKEY_is_a(key, "EC") &&
	    EVP_PKEY_get_group_name(key, group, sizeof(group), &n) == 1 &&
	    strcmp(group, "prime256v1") == 0 ? key : NULL;
}

/* DER to raw r||s. */
static bool
ecdsa_raw(struct span der, uint8_t out[2 * JOSE_ES_HALF])
{
	const uint8_t *p = der.p;
	ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &p, (long)der.len);
	bool ok = sig != NULL &&
	    BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, JOSE_ES_HALF) == JOSE_ES_HALF &&
	    BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + JOSE_ES_HALF, JOSE_ES_HALF) ==
	    JOSE_ES_HALF;

	ECDSA_SIG_free(sig);
	return ok;
}

static bool
sign(struct arena *a, EVP_PKEY *key, enum jose_alg alg, struct span input, struct span *out)
{
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	size_t len = (size_t)EVP_PKEY_get_size(key);
	uint8_t *p = a_alloc(a, len), *raw;
	EVP_PKEY_CTX *ctx;
	bool ok;

	ok = md != NULL && EVP_DigestSignInit(md, &ctx, EVP_sha256(), NULL, key) == 1 &&
	    jose_padding(ctx, alg) && EVP_DigestSign(md, p, &len, input.p, input.len) == 1;
	EVP_MD_CTX_free(md);
	*out = SPAN(p, len);
	if (!ok || alg != JOSE_ES256)
		return ok;
	raw = a_alloc(a, 2 * JOSE_ES_HALF);
	ok = ecdsa_raw(*out, raw);
	*out = SPAN(raw, 2 * JOSE_ES_HALF);
	return ok;
}

static struct span
header(struct arena *a, enum jose_alg alg, const char *kid, const char *typ)
{
	struct buf b;

	buf_init(&b, a, 128);
	buf_printf(&b, "{\"alg\":\"%s\"", jose_alg_name(alg));
	if (typ != NULL) {
		buf_str(&b, ",\"typ\":");
		buf_json(&b, typ);
	}
	if (kid != NULL) {
		buf_str(&b, ",\"kid\":");
		buf_json(&b, kid);
	}
	buf_char(&b, '}');
	return SPAN(b.p, b.len);
}

enum ecs_err
jose_sign(struct arena *a, enum jose_alg alg, const char *pem, const char *kid,
    const char *typ, struct span payload, const char **out)
{
	EVP_PKEY *key = private_key(a, alg, pem);
	const char *input;
	struct span sig;
	bool ok;

	input = a_printf(a, "%s.%s", b64_encode(a, B64_URL, header(a, alg, kid, typ)),
	    b64_encode(a, B64_URL, payload));
	ok = key != NULL && sign(a, key, alg, SPAN(input, strlen(input)), &sig);
	ERR_clear_error();
	if (!ok)
		return ECS_KEYS;
	*out = a_printf(a, "%s.%s", input, b64_encode(a, B64_URL, sig));
	return ECS_OK;
}
