/* requestor_new.c - options of a requestor; its public keys, from PEM or JWKS to JWKS. */
#include <jansson.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypt.h"
#include "core/requestor.h"
#include "find.h"
#include "fmt/b64.h"
#include "fmt/jose.h"
#include "fmt/param.h"
#include "requestor_new.h"
#include "words.h"

enum { FILE_MAX = 16 * 1024, RSA_BITS = 2048, P256 = 32 };

const char *const requestor_states[] = { "active", "suspended", NULL };
const char *const requestor_algs[] = { "RS256", "PS256", "ES256", NULL };

static bool
text_ok(struct ctl *c, const char *option, const char *s, size_t max, bool (*valid)(const char *))
{
	if (s == NULL || (*s != '\0' && strlen(s) <= max && valid(s)))
		return true;
	(void)ctl_usage(c, "%s: want 1 to %zu characters", option, max);
	return false;
}

static bool
printable(const char *s)
{
	while (*s > ' ' && *s < 0x7f)
		s++;
	return *s == '\0';
}

bool
requestor_in_ok(struct ctl *c, const struct requestor_in *in)
{
	if (!text_ok(c, "name", in->name, 128, valid_text) ||
	    !text_ok(c, "client-id", in->client_id, 128, printable))
		return false;
	if (in->alg != NULL && word_index(requestor_algs, in->alg) == 0)
		return ctl_usage(c, "alg: want %s", word_list(requestor_algs, c->a)), false;
	if (in->state != NULL && word_index(requestor_states, in->state) == 0)
		return ctl_usage(c, "state: want %s", word_list(requestor_states, c->a)), false;
	if (in->operations != NULL && (strlen(in->operations) > 1024 ||
	    !requestor_operations_ok(in->operations)))
		return ctl_usage(c, "operations: want a list such as "
		    "ap2011/CheckEligibility,ap2014/GetPhoneNumber"), false;
	return true;
}

static const char *
read_file(struct ctl *c, const char *path)
{
	char *text = a_zalloc(c->a, FILE_MAX + 1);
	FILE *f = fopen(path, "re");
	size_t n = f != NULL ? fread(text, 1, FILE_MAX + 1, f) : 0;

	if (f != NULL)
		fclose(f);
	if (n == 0 || n > FILE_MAX || memchr(text, '\0', n) != NULL) {
		(void)ctl_fail("%s: not there, empty, or no text of up to 16 KiB", path);
		return NULL;
	}
	return text;
}

static json_t *
number(struct ctl *c, const EVP_PKEY *k, const char *name, size_t len)
{
	BIGNUM *bn = NULL;
	json_t *v = NULL;

	if (EVP_PKEY_get_bn_param(k, name, &bn) == 1) {
		int n = len > 0 ? (int)len : BN_num_bytes(bn);
		uint8_t *p = a_zalloc(c->a, (size_t)n + 1);

		if (BN_bn2binpad(bn, p, n) == n)
			v = json_string(b64_encode(c->a, B64_URL, SPAN(p, n)));
	}
	BN_free(bn);
	return v;
}

/* NULL when it is no key for ES256, RS256 or PS256. */
static json_t *
jwk(struct ctl *c, const EVP_PKEY *k)
{
	char curve[64] = "";

	if (EVP_PKEY_get_base_id(k) == EVP_PKEY_RSA)
		return json_pack("{s:s, s:o*, s:o*}", "kty", "RSA",
		    "n", number(c, k, OSSL_PKEY_PARAM_RSA_N, 0),
		    "e", number(c, k, OSSL_PKEY_PARAM_RSA_E, 0));
	EVP_PKEY_get_utf8_string_param(k, OSSL_PKEY_PARAM_GROUP_NAME, curve, sizeof(curve), NULL);
	if (strcmp(curve, "prime256v1") != 0)
		return NULL;
	return json_pack("{s:s, s:s, s:o*, s:o*}", "kty", "EC", "crv", "P-256",
	    "x", number(c, k, OSSL_PKEY_PARAM_EC_PUB_X, P256),
	    "y", number(c, k, OSSL_PKEY_PARAM_EC_PUB_Y, P256));
}

/* RFC 7638: so that a client may name it, and must where there are two. */
static void
name_by_thumbprint(struct ctl *c, json_t *key)
{
	char *s = json_dumps(key, JSON_COMPACT | JSON_SORT_KEYS);
	uint8_t hash[CRYPT_HASH];

	if (s == NULL)
		return;
	crypt_sha256(SPAN(s, strlen(s)), hash);
	json_object_set_new(key, "kid",
	    json_string(b64_encode(c->a, B64_URL, SPAN(hash, sizeof(hash)))));
	free(s);
}

static json_t *
from_pem(struct ctl *c, const char *text)
{
	BIO *bio = BIO_new_mem_buf(text, -1);
	json_t *keys = json_array();
	EVP_PKEY *k;

	while (bio != NULL && (k = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL)) != NULL) {
		json_t *one = jwk(c, k);

		if (one != NULL)
			name_by_thumbprint(c, one);
		json_array_append_new(keys, one != NULL ? one : json_null());
		EVP_PKEY_free(k);
	}
	ERR_clear_error();
	BIO_free(bio);
	return json_pack("{s:o}", "keys", keys);
}

static size_t
octets(struct ctl *c, json_t *key, const char *name)
{
	const char *s = json_string_value(json_object_get(key, name));
	struct span v = { NULL, 0 };

	return s != NULL && b64_decode(c->a, B64_URL, s, &v) == ECS_OK ? v.len : 0;
}

/* What will verify takes all of them, and can tell them apart. */
static bool
usable(struct ctl *c, const json_t *keys, const char *set)
{
	struct jose_keys *read;
	const char *kid;

	for (size_t i = 0; i < json_array_size(keys); i++) {
		kid = json_string_value(json_object_get(json_array_get(keys, i), "kid"));
		for (size_t k = 0; k < i; k++) {
			const char *other = json_string_value(json_object_get(
			    json_array_get(keys, k), "kid"));

			if (kid == NULL || other == NULL || strcmp(kid, other) == 0)
				return false;
		}
	}
	return jose_keys_read(c->a, SPAN(set, strlen(set)), &read) == ECS_OK &&
	    jose_keys_count(read) == json_array_size(keys);
}

/* RFC 7518 6.2.2, 6.3.2, 6.4: p alone gives the rest of a private key away. */
static bool
private(const json_t *key)
{
	static const char *const names[] = { "d", "p", "q", "dp", "dq", "qi", "oth", "k" };

	for (size_t i = 0; i < NELEM(names); i++)
		if (json_object_get(key, names[i]) != NULL)
			return true;
	return false;
}

/* A key that can be used with alg, and is not private. */
static bool
key_ok(struct ctl *c, json_t *key, const char *alg)
{
	const char *kty = json_string_value(json_object_get(key, "kty"));
	const char *crv = json_string_value(json_object_get(key, "crv"));

	if (kty == NULL || private(key))
		return false;
	if (strcmp(alg, "ES256") != 0)
		return strcmp(kty, "RSA") == 0 && octets(c, key, "n") >= RSA_BITS / 8 &&
		    octets(c, key, "e") > 0;
	return strcmp(kty, "EC") == 0 && crv != NULL && strcmp(crv, "P-256") == 0 &&
	    octets(c, key, "x") == P256 && octets(c, key, "y") == P256;
}

const char *
requestor_keys(struct ctl *c, const char *path, const char *alg)
{
	const char *text = read_file(c, path), *out = NULL;
	json_t *set, *keys, *key;
	bool ok;
	size_t i;
	char *s;

	if (text == NULL)
		return NULL;
	set = text[strspn(text, " \t\r\n")] == '{' ?
	    json_loads(text, JSON_REJECT_DUPLICATES, NULL) : from_pem(c, text);
	keys = json_object_get(set, "keys");
	ok = json_array_size(keys) > 0 && strstr(text, "PRIVATE KEY") == NULL;
	json_array_foreach(keys, i, key)
		ok = ok && key_ok(c, key, alg);
	if (ok && (s = json_dumps(set, JSON_COMPACT | JSON_ENSURE_ASCII)) != NULL) {
		out = strlen(s) <= FILE_MAX && usable(c, keys, s) ? a_strdup(c->a, s) : NULL;
		free(s);
	}
	json_decref(set);
	if (out == NULL)
		(void)ctl_fail("%s: want public keys for %s, as PEM or JWKS (RSA of 2048 bits "
		    "or more, P-256)", path, alg);
	return out;
}
