/* jose_keys.c - JWK sets to OpenSSL's keys. */
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <string.h>

#include "fmt/b64.h"
#include "fmt/jose_int.h"

static void
unref(void *p)
{
	json_decref(p);
}

void
jose_key_free(void *p)
{
	EVP_PKEY_free(p);
}

json_t *
jose_object(struct arena *a, struct span s)
{
	json_t *j = json_loadb((const char *)s.p, s.len, JSON_REJECT_DUPLICATES, NULL);

	if (j != NULL)
		a_defer(a, unref, j);
	return json_is_object(j) ? j : NULL;
}

/* A member as octets; false when it is no Base64url string. */
static bool
octets(struct arena *a, const json_t *jwk, const char *name, struct span *out)
{
	const char *s = json_string_value(json_object_get(jwk, name));

	return s != NULL && strlen(s) <= JOSE_TOKEN && b64_decode(a, B64_URL, s, out) == ECS_OK;
}

/* NULL when OpenSSL takes the numbers for no public key of that type. */
static EVP_PKEY *
from_params(const char *type, OSSL_PARAM *params)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *key = NULL;

	if (ctx == NULL || params == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
	    EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	EVP_PKEY_CTX_free(ctx);
	return key;
}

static EVP_PKEY *
rsa(struct arena *a, const json_t *jwk)
{
	OSSL_PARAM_BLD *bld;
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;
	BIGNUM *n, *e;
	struct span ns, es;

	if (!octets(a, jwk, "n", &ns) || !octets(a, jwk, "e", &es) ||
	    ns.len > JOSE_RSA_MAX / 8 || es.len > 8)
		return NULL;
	bld = OSSL_PARAM_BLD_new();
	n = BN_bin2bn(ns.p, (int)ns.len, NULL);
	e = BN_bin2bn(es.p, (int)es.len, NULL);
	if (bld != NULL && n != NULL && e != NULL && BN_num_bits(n) >= JOSE_RSA_MIN &&
	    BN_is_odd(n) && BN_is_odd(e) && !BN_is_one(e) &&
	    OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
	    OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_RSA_E, e) == 1 &&
	    (params = OSSL_PARAM_BLD_to_param(bld)) != NULL)
		key = from_params("RSA", params);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(bld);
	BN_free(n);
	BN_free(e);
	return key;
}

/* OpenSSL refuses a point that is not on the curve. */
static EVP_PKEY *
p256(struct arena *a, const json_t *jwk)
{
	const char *crv = json_string_value(json_object_get(jwk, "crv"));
	uint8_t point[1 + 2 * JOSE_ES_HALF] = { 4 };
	char group[] = "P-256";
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
		OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point,
		    sizeof(point)),
		OSSL_PARAM_construct_end(),
	};
	struct span x, y;

	if (crv == NULL || strcmp(crv, group) != 0 || !octets(a, jwk, "x", &x) ||
	    !octets(a, jwk, "y", &y) || x.len != JOSE_ES_HALF || y.len != JOSE_ES_HALF)
		return NULL;
	memcpy(point + 1, x.p, x.len);
	memcpy(point + 1 + x.len, y.p, y.len);
	return from_params("EC", params);
}

/* A member that may be absent must otherwise be this string. */
static bool
absent_or(const json_t *jwk, const char *name, const char *want)
{
	const json_t *v = json_object_get(jwk, name);

	return v == NULL || (json_is_string(v) && strcmp(json_string_value(v), want) == 0);
}

/* key_ops is absent or has "verify" (RFC 7517 4.3). */
static bool
may_verify(const json_t *jwk)
{
	json_t *ops = json_object_get(jwk, "key_ops"), *v;
	size_t i;

	json_array_foreach(ops, i, v)
		if (json_is_string(v) && strcmp(json_string_value(v), "verify") == 0)
			return true;
	return ops == NULL;
}

/* False when the key is of no use to us. */
static bool
read_key(struct arena *a, const json_t *jwk, struct jose_key *k)
{
	const char *kty = json_string_value(json_object_get(jwk, "kty"));
	json_t *kid = json_object_get(jwk, "kid"), *alg = json_object_get(jwk, "alg");

	*k = (struct jose_key){ .rsa = kty != NULL && strcmp(kty, "RSA") == 0 };
	if (kty == NULL || (!k->rsa && strcmp(kty, "EC") != 0) ||
	    !absent_or(jwk, "use", "sig") || !may_verify(jwk))
		return false;
	if (alg != NULL && (!json_is_string(alg) ||
	    !jose_alg_of(json_string_value(alg), &k->alg) || jose_alg_rsa(k->alg) != k->rsa))
		return false;
	if (kid != NULL && (!json_is_string(kid) || json_string_length(kid) > JOSE_KID))
		return false;
	k->kid = kid != NULL ? a_strdup(a, json_string_value(kid)) : NULL;
	if ((k->key = k->rsa ? rsa(a, jwk) : p256(a, jwk)) == NULL)
		return false;
	a_defer(a, jose_key_free, k->key);
	return true;
}

enum ecs_err
jose_keys_read(struct arena *a, struct span json, struct jose_keys **out)
{
	json_t *j = jose_object(a, json), *list = json_object_get(j, "keys"), *v;
	struct jose_keys *keys = a_zalloc(a, sizeof(*keys));
	size_t i;

	*out = keys;
	if (j == NULL || (list != NULL && !json_is_array(list)) ||
	    (list == NULL && json_object_get(j, "kty") == NULL))
		return ECS_BODY_FORMAT;
	if (list == NULL)
		keys->n += read_key(a, j, &keys->key[0]);
	json_array_foreach(list, i, v)
		if (keys->n < JOSE_KEYS && read_key(a, v, &keys->key[keys->n]))
			keys->n++;
	ERR_clear_error();
	return ECS_OK;
}

size_t
jose_keys_count(const struct jose_keys *keys)
{
	return keys->n;
}
