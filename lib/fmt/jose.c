/* jose.c - a compact JWS is taken apart and verified; claims. */
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>
#include <string.h>

#include "fmt/b64.h"
#include "fmt/jose_int.h"

#define YEAR_9999	253402300799	/* its last second */

static const struct {
	const char	*name;
	bool		 rsa;
} algs[] = {
	[JOSE_RS256] = { "RS256", true }, [JOSE_PS256] = { "PS256", true },
	[JOSE_ES256] = { "ES256", false },
};

bool
jose_alg_of(const char *name, enum jose_alg *out)
{
	for (size_t i = JOSE_RS256; i < NELEM(algs); i++)
		if (strcmp(algs[i].name, name) == 0) {
			*out = (enum jose_alg)i;
			return true;
		}
	return false;
}

const char *
jose_alg_name(enum jose_alg alg)
{
	return algs[alg].name;
}

bool
jose_alg_rsa(enum jose_alg alg)
{
	return algs[alg].rsa;
}

bool
jose_padding(EVP_PKEY_CTX *ctx, enum jose_alg alg)
{
	if (alg == JOSE_PS256)	/* RFC 7518 3.5: salt and MGF1 as the digest */
		return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) == 1 &&
		    EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, RSA_PSS_SALTLEN_DIGEST) == 1 &&
		    EVP_PKEY_CTX_set_rsa_mgf1_md(ctx, EVP_sha256()) == 1;
	return alg != JOSE_RS256 ||
	    EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) == 1;
}

/* A token in pieces. */
struct parts {
	struct span	 input;		/* what is signed */
	struct span	 header, payload, signature;
};

static enum ecs_err
refuse(struct jose_jws *out, const char *why)
{
	out->why = why;
	return ECS_AUTH_FAILED;
}

static bool
part(struct arena *a, const char *s, size_t n, struct span *out)
{
	return b64_decode(a, B64_URL, a_strndup(a, s, n), out) == ECS_OK;
}

static bool
split(struct arena *a, const char *token, struct parts *out)
{
	size_t first = strcspn(token, "."), second, all = strlen(token);

	if (all > JOSE_TOKEN || token[first] == '\0')
		return false;
	second = first + 1 + strcspn(token + first + 1, ".");
	if (token[second] == '\0' || strchr(token + second + 1, '.') != NULL)
		return false;
	out->input = SPAN(token, second);
	return part(a, token, first, &out->header) &&
	    part(a, token + first + 1, second - first - 1, &out->payload) &&
	    part(a, token + second + 1, all - second - 1, &out->signature);
}

/* The key to verify with; out->why when there is none. */
static enum ecs_err
choose(const struct jose_keys *keys, enum jose_alg alg, const json_t *kid,
    const struct jose_key **key, struct jose_jws *out)
{
	size_t fit = 0, named = 0;

	for (size_t i = 0; i < keys->n; i++) {
		const struct jose_key *k = &keys->key[i];
		bool its = kid == NULL || (k->kid != NULL &&
		    strcmp(k->kid, json_string_value(kid)) == 0);

		named += its;
		if (its && k->rsa == jose_alg_rsa(alg) && (k->alg == 0 || k->alg == alg)) {
			*key = k;
			fit++;
		}
	}
	if (fit == 1)
		return ECS_OK;
	if (fit > 1)
		return refuse(out, kid != NULL ? "two keys have this kid" :
		    "no kid, and several keys");
	out->why = "no key of this kid";
	return kid != NULL && named == 0 ? ECS_NOROW :
	    refuse(out, "no key for the algorithm");
}

/* Raw r||s as OpenSSL wants it. */
static bool
ecdsa_der(struct arena *a, struct span raw, struct span *der)
{
	ECDSA_SIG *sig = ECDSA_SIG_new();
	BIGNUM *r, *s;
	uint8_t *p = NULL;
	int len = -1;

	if (raw.len == 2 * JOSE_ES_HALF && sig != NULL) {
		r = BN_bin2bn(raw.p, JOSE_ES_HALF, NULL);
		s = BN_bin2bn(raw.p + JOSE_ES_HALF, JOSE_ES_HALF, NULL);
		if (ECDSA_SIG_set0(sig, r, s) == 1)
			len = i2d_ECDSA_SIG(sig, &p);
	}
	if (len > 0)
		*der = SPAN(a_memdup(a, p, (size_t)len), (size_t)len);
	OPENSSL_free(p);
	ECDSA_SIG_free(sig);
	return len > 0;
}

static bool
genuine(struct arena *a, EVP_PKEY *key, enum jose_alg alg, const struct parts *p)
{
	struct span sig = p->signature;
	EVP_MD_CTX *md;
	EVP_PKEY_CTX *ctx;
	bool ok;

	if (alg == JOSE_ES256 && !ecdsa_der(a, p->signature, &sig))
		return false;
	md = EVP_MD_CTX_new();
	ok = md != NULL && EVP_DigestVerifyInit(md, &ctx, EVP_sha256(), NULL, key) == 1 &&
	    jose_padding(ctx, alg) &&
	    EVP_DigestVerify(md, sig.p, sig.len, p->input.p, p->input.len) == 1;
	EVP_MD_CTX_free(md);
	ERR_clear_error();
	return ok;
}

enum ecs_err
jose_verify(struct arena *a, const struct jose_keys *keys, enum jose_alg alg,
    const char *token, struct jose_jws *out)
{
	const struct jose_key *key = NULL;
	json_t *h, *said, *kid, *typ;
	struct parts p;
	enum ecs_err e;

	*out = (struct jose_jws){ .why = "" };
	if (!split(a, token, &p))
		return refuse(out, "not a compact JWS");
	if ((h = jose_object(a, p.header)) == NULL)
		return refuse(out, "its header is no JSON object");
	said = json_object_get(h, "alg");
	if (!json_is_string(said) || strcmp(json_string_value(said), jose_alg_name(alg)) != 0)
		return refuse(out, "another algorithm");
	if (json_object_get(h, "crit") != NULL)
		return refuse(out, "it has a critical extension");
	kid = json_object_get(h, "kid");
	typ = json_object_get(h, "typ");
	if ((kid != NULL && !json_is_string(kid)) || (typ != NULL && !json_is_string(typ)))
		return refuse(out, "its header is malformed");
	if ((e = choose(keys, alg, kid, &key, out)) != ECS_OK)
		return e;
	if (!genuine(a, key->key, alg, &p))
		return refuse(out, "the signature is wrong");
	out->payload = p.payload;
	out->typ = json_string_value(typ);
	return ECS_OK;
}

static bool
text(const json_t *j, const char *name, const char **out)
{
	const json_t *v = json_object_get(j, name);

	*out = json_string_value(v);
	return v == NULL || *out != NULL;
}

static bool
numeric_date(const json_t *j, const char *name, bool *has, uint64_t *out)
{
	const json_t *v = json_object_get(j, name);
	double d = json_number_value(v);

	*has = v != NULL;
	if (v == NULL)
		return true;
	if (!json_is_number(v) || !(d >= 0 && d <= (double)YEAR_9999))
		return false;
	*out = (uint64_t)d;
	return true;
}

static bool
audience(const json_t *j, struct jose_claims *out)
{
	json_t *aud = json_object_get(j, "aud"), *v;
	size_t i;

	if (json_is_string(aud))
		out->aud[out->naud++] = json_string_value(aud);
	else if (aud != NULL && !json_is_array(aud))
		return false;
	json_array_foreach(aud, i, v) {
		if (!json_is_string(v) || out->naud == JOSE_AUD)
			return false;
		out->aud[out->naud++] = json_string_value(v);
	}
	return true;
}

enum ecs_err
jose_claims_read(struct arena *a, struct span payload, struct jose_claims *out)
{
	json_t *j = jose_object(a, payload);
	struct jose_claims *c = out;

	*c = (struct jose_claims){ .all = j };
	if (j == NULL || !text(j, "iss", &c->iss) || !text(j, "sub", &c->sub) ||
	    !text(j, "azp", &c->azp) || !text(j, "nonce", &c->nonce) ||
	    !text(j, "jti", &c->jti) || !audience(j, c) ||
	    !numeric_date(j, "exp", &c->has_exp, &c->exp) ||
	    !numeric_date(j, "iat", &c->has_iat, &c->iat) ||
	    !numeric_date(j, "nbf", &c->has_nbf, &c->nbf))
		return ECS_BODY_FORMAT;
	return ECS_OK;
}

const char *
jose_claim(const struct jose_claims *c, const char *name)
{
	return json_string_value(json_object_get(c->all, name));
}

bool
jose_claim_true(const struct jose_claims *c, const char *name)
{
	return json_is_true(json_object_get(c->all, name));
}

bool
jose_aud_has(const struct jose_claims *c, const char *who)
{
	for (size_t i = 0; i < c->naud; i++)
		if (strcmp(c->aud[i], who) == 0)
			return true;
	return false;
}
