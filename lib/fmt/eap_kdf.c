/* eap_kdf.c - keys from a vector: RFC 4187 7, RFC 9048 3.3 and 3.4. */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <string.h>

#include "fmt/eap_int.h"

enum { SHA1_LEN = 20, SHA256_LEN = 32, K_ENCR = 16 };

static EVP_MAC_CTX *
hmac_new(const char *hash)
{
	OSSL_PARAM p[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST,
		    (char *)(uintptr_t)hash, 0),
		OSSL_PARAM_construct_end()
	};
	EVP_MAC *alg = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *c = alg == NULL ? NULL : EVP_MAC_CTX_new(alg);

	EVP_MAC_free(alg);
	if (c != NULL && EVP_MAC_CTX_set_params(c, p) != 1) {
		EVP_MAC_CTX_free(c);
		return NULL;
	}
	return c;
}

static EVP_MAC_CTX *
hmac(enum eap_type type)
{
	static EVP_MAC_CTX *sha1, *sha256;

	if (type == EAP_AKA) {
		if (sha1 == NULL)
			sha1 = hmac_new("SHA1");
		return sha1;
	}
	if (sha256 == NULL)
		sha256 = hmac_new("SHA256");
	return sha256;
}

enum ecs_err
eap_hmac(enum eap_type type, struct span key, const struct span *part,
    size_t nparts, uint8_t out[32])
{
	EVP_MAC_CTX *c = hmac(type);
	static const uint8_t no_key[SHA256_LEN];
	bool ok = c != NULL && EVP_MAC_init(c, key.p, key.len, NULL) == 1;

	for (size_t i = 0; ok && i < nparts; i++)
		if (part[i].len != 0)
			ok = EVP_MAC_update(c, part[i].p, part[i].len) == 1;
	ok = ok && EVP_MAC_final(c, out, NULL, SHA256_LEN) == 1;
	if (c != NULL)		/* the kept context must not remember the key */
		(void)EVP_MAC_init(c, no_key, sizeof no_key, NULL);
	return ok ? ECS_OK : ECS_INTERNAL;
}

static enum ecs_err
sha1(const struct span *part, size_t nparts, uint8_t out[SHA1_LEN])
{
	static EVP_MD *alg;
	static EVP_MD_CTX *c;
	bool ok;

	if (alg == NULL)
		alg = EVP_MD_fetch(NULL, "SHA1", NULL);
	if (c == NULL)
		c = EVP_MD_CTX_new();
	ok = alg != NULL && c != NULL && EVP_DigestInit_ex2(c, alg, NULL) == 1;
	for (size_t i = 0; ok && i < nparts; i++)
		if (part[i].len != 0)
			ok = EVP_DigestUpdate(c, part[i].p, part[i].len) == 1;
	ok = ok && EVP_DigestFinal_ex(c, out, NULL) == 1;
	if (ok)			/* nor this one MK */
		(void)EVP_DigestInit_ex2(c, NULL, NULL);
	return ok ? ECS_OK : ECS_INTERNAL;
}

/* The seed of PRF' in two parts, so that label and identity need no copy. */
static enum ecs_err
prf_prime(struct span key, struct span label, struct span seed, uint8_t *out, size_t n)
{
	uint8_t t[SHA256_LEN], count = 0;
	struct span parts[] = { SPAN(t, 0), label, seed, SPAN(&count, 1) };
	enum ecs_err e = ECS_OK;
	size_t take;

	if (n > 255 * SHA256_LEN)
		return ECS_INTERNAL;
	for (; e == ECS_OK && n > 0; n -= take, out += take) {
		count++;
		take = n < SHA256_LEN ? n : SHA256_LEN;
		e = eap_hmac(EAP_AKA_PRIME, key, parts, NELEM(parts), t);
		if (e == ECS_OK)
			memcpy(out, t, take);
		parts[0].len = SHA256_LEN;
	}
	OPENSSL_cleanse(t, sizeof t);
	return e;
}

enum ecs_err
eap_prf_prime(struct span key, struct span seed, uint8_t *out, size_t n)
{
	return prf_prime(key, SPAN("", 0), seed, out, n);
}

enum ecs_err
eap_ck_ik_prime(const uint8_t ck[AKA_KEY], const uint8_t ik[AKA_KEY],
    const uint8_t sqn_xor_ak[AKA_SQN], struct span network,
    uint8_t ckp[AKA_KEY], uint8_t ikp[AKA_KEY])
{
	const uint8_t fc = 0x20, l1[2] = { 0, AKA_SQN };
	const uint8_t l0[2] = { (uint8_t)(network.len >> 8), (uint8_t)network.len };
	const struct span s[] = {
		SPAN(&fc, 1), network, SPAN(l0, 2), SPAN(sqn_xor_ak, AKA_SQN), SPAN(l1, 2)
	};
	uint8_t key[2 * AKA_KEY], out[SHA256_LEN];
	enum ecs_err e;

	if (network.len == 0 || network.len > UINT16_MAX)
		return ECS_KEYS;
	memcpy(key, ck, AKA_KEY);
	memcpy(key + AKA_KEY, ik, AKA_KEY);
	e = eap_hmac(EAP_AKA_PRIME, SPAN(key, sizeof key), s, NELEM(s), out);
	if (e == ECS_OK) {
		memcpy(ckp, out, AKA_KEY);
		memcpy(ikp, out + AKA_KEY, AKA_KEY);
	}
	OPENSSL_cleanse(key, sizeof key);
	OPENSSL_cleanse(out, sizeof out);
	return e;
}

static enum ecs_err
keys_aka(struct span identity, const struct aka_vector *v, struct eap_keys *out)
{
	const struct span parts[] = {
		identity, SPAN(v->ik, AKA_KEY), SPAN(v->ck, AKA_KEY)
	};
	uint8_t mk[SHA1_LEN], x[K_ENCR + 16];
	enum ecs_err e;

	out->k_aut_len = 16;
	if ((e = sha1(parts, NELEM(parts), mk)) == ECS_OK)
		e = eap_fips_prf(mk, x, sizeof x);
	if (e == ECS_OK)
		memcpy(out->k_aut, x + K_ENCR, 16);
	OPENSSL_cleanse(mk, sizeof mk);
	OPENSSL_cleanse(x, sizeof x);
	return e;
}

static enum ecs_err
keys_prime(struct span identity, const struct aka_vector *v, struct span network,
    struct eap_keys *out)
{
	static const char label[] = "EAP-AKA'";
	uint8_t key[2 * AKA_KEY], mk[K_ENCR + 32];
	enum ecs_err e;

	out->k_aut_len = 32;
	e = network.len == 0 ? ECS_KEYS : ECS_OK;
	if (e == ECS_OK && v->primed) {
		memcpy(key, v->ik, AKA_KEY);
		memcpy(key + AKA_KEY, v->ck, AKA_KEY);
	} else if (e == ECS_OK)
		e = eap_ck_ik_prime(v->ck, v->ik, v->autn, network, key + AKA_KEY, key);
	if (e == ECS_OK)
		e = prf_prime(SPAN(key, sizeof key), SPAN(label, strlen(label)),
		    identity, mk, sizeof mk);
	if (e == ECS_OK)
		memcpy(out->k_aut, mk + K_ENCR, 32);
	OPENSSL_cleanse(key, sizeof key);
	OPENSSL_cleanse(mk, sizeof mk);
	return e;
}

enum ecs_err
eap_keys(enum eap_type type, struct span identity, const struct aka_vector *v,
    struct span network, struct eap_keys *out)
{
	*out = (struct eap_keys){ .type = type };
	if (type == EAP_AKA && v->primed)
		return ECS_INTERNAL;
	if (type == EAP_AKA)
		return keys_aka(identity, v, out);
	return keys_prime(identity, v, network, out);
}
