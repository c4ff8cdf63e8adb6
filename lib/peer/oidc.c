/* oidc.c - a code is swapped for tokens, and those for a person. */
#include <string.h>

#include "base/crypt.h"
#include "base/secret.h"
#include "fmt/b64.h"
#include "fmt/param.h"
#include "peer/oidc_int.h"

/* RFC 6749 2.3.1: each half is escaped before they are joined. */
static enum ecs_err
basic(struct oidc *o, char **out)
{
	const char *secret;
	char *text, *b64;
	struct buf b;
	enum ecs_err e;

	if ((e = secret_read(o->conf, o->arena, "oidc", o->op->name, &secret)) != ECS_OK)
		return oidc_fail(o, e, "no secret \"oidc\"");
	b = (struct buf){ o->arena, a_secret(o->arena, 3 * 16384 + 512), 0, 3 * 16384 + 512 };
	param_put(&b, o->op->oidc_client, secret);
	text = strchr(buf_cstr(&b), '=');
	*text = ':';
	b64 = b64_encode(o->arena, B64_STD, SPAN(b.p, b.len));
	*out = a_printf(o->arena, "Authorization: Basic %s", b64);
	crypt_wipe(b64, strlen(b64));
	return ECS_OK;
}

/* What an error of the token endpoint means (RFC 6749 5.2). */
static enum ecs_err
refused(struct oidc *o, const struct fetched *f)
{
	struct jose_claims c;
	const char *error = NULL;

	if (jose_claims_read(o->arena, f->body, &c) == ECS_OK)
		error = jose_claim(&c, "error");
	if (error != NULL && strcmp(error, "invalid_grant") == 0)
		return oidc_fail(o, ECS_AUTH_FAILED, "the OpenID provider refused the code");
	if (f->status == 401 || (error != NULL && (strcmp(error, "invalid_client") == 0 ||
	    strcmp(error, "unauthorized_client") == 0)))
		return oidc_fail(o, ECS_KEYS, "the OpenID provider does not know this client");
	return oidc_fail(o, ECS_PEER_DOWN, "the OpenID provider gave no tokens");
}

struct tokens {
	const char	*id, *access;
};

static enum ecs_err
swap(struct oidc *o, const char *url, const struct oidc_code *code, struct tokens *out)
{
	struct fetch f = { .url = url };
	struct fetched got;
	struct jose_claims c;
	const char *type;
	char *auth = NULL;
	struct buf b;
	enum ecs_err e;

	if ((e = basic(o, &auth)) != ECS_OK)
		return e;
	buf_init(&b, o->arena, 512);
	param_put(&b, "grant_type", "authorization_code");
	param_put(&b, "code", code->code);
	param_put(&b, "redirect_uri", code->redirect_uri);
	param_put(&b, "code_verifier", code->verifier);
	f.headers[0] = auth;
	f.headers[1] = "Content-Type: application/x-www-form-urlencoded";
	f.headers[2] = "Accept: application/json";
	f.body = SPAN(b.p, b.len);
	e = oidc_fetch(o, &f, &got);
	crypt_wipe(auth, strlen(auth));
	if (e != ECS_OK)
		return e;
	if (got.status != 200)
		return refused(o, &got);
	if (jose_claims_read(o->arena, got.body, &c) != ECS_OK ||
	    (out->id = jose_claim(&c, "id_token")) == NULL ||
	    (out->access = jose_claim(&c, "access_token")) == NULL ||
	    (type = jose_claim(&c, "token_type")) == NULL || strcasecmp(type, "Bearer") != 0)
		return oidc_fail(o, ECS_PEER_DOWN, "the OpenID provider's tokens are malformed");
	return ECS_OK;
}

/* By a key of the provider; where it is one we do not know, the keys are read again. */
static enum ecs_err
verify(struct oidc *o, const char *jwks, const char *token, struct jose_jws *jws)
{
	enum jose_alg alg = JOSE_RS256;
	const struct jose_keys *keys;
	enum ecs_err e;

	if (!jose_alg_of(o->op->oidc_alg, &alg))
		return oidc_fail(o, ECS_KEYS, "oidc-alg is unknown");
	for (int newer = 0; newer <= 1; newer++) {
		if ((e = oidc_keys(o, jwks, newer, &keys)) != ECS_OK)
			return e;
		e = jose_verify(o->arena, keys, alg, token, jws);
		if (e != ECS_NOROW)
			break;
	}
	return e == ECS_OK ? e : oidc_fail(o, ECS_AUTH_FAILED,
	    a_printf(o->arena, "ID token: %s", jws->why));
}

static bool
sub_ok(const char *sub)
{
	return sub != NULL && *sub != '\0' && strlen(sub) <= OIDC_VALUE;
}

/* NULL, or what is wrong; OpenID Connect Core 3.1.3.7. */
static const char *
wrong(const struct oidc *o, const struct jose_claims *c, const char *nonce)
{
	uint64_t now = o->now_ms / 1000;

	if (c->iss == NULL || strcmp(c->iss, o->op->oidc_issuer) != 0)
		return "another issuer";
	if (!jose_aud_has(c, o->op->oidc_client))
		return "for another client";
	if ((c->naud > 1 && c->azp == NULL) ||
	    (c->azp != NULL && strcmp(c->azp, o->op->oidc_client) != 0))
		return "another authorized party";
	if (!c->has_exp || c->exp + OIDC_SKEW_S <= now)
		return "expired";
	if (!c->has_iat || c->iat > now + OIDC_SKEW_S)
		return "issued in the future";
	if (c->has_nbf && c->nbf > now + OIDC_SKEW_S)
		return "not valid yet";
	if (c->nonce == NULL || strlen(c->nonce) != strlen(nonce) ||
	    !crypt_equal(c->nonce, nonce, strlen(nonce)))
		return "another nonce";
	return sub_ok(c->sub) ? NULL : "no subject";
}

static bool
person(const struct oidc *o, const struct jose_claims *c, struct oidc_person *out)
{
	out->value = jose_claim(c, o->op->oidc_claim);
	out->phone_verified = jose_claim_true(c, "phone_number_verified");
	return out->value != NULL && *out->value != '\0' && strlen(out->value) <= OIDC_VALUE;
}

/* Core 5.3: its sub must be the ID token's. */
static enum ecs_err
userinfo(struct oidc *o, const char *url, const char *access, const char *sub,
    struct oidc_person *out)
{
	struct fetch f = { .url = url, .headers = { NULL, "Accept: application/json" } };
	struct fetched got;
	struct jose_claims c;
	enum ecs_err e;

	if (url == NULL || access[strspn(access, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
	    "qrstuvwxyz0123456789-._~+/=")] != '\0')
		return oidc_fail(o, ECS_AUTH_FAILED, "the OpenID provider tells no such claim");
	f.headers[0] = a_printf(o->arena, "Authorization: Bearer %s", access);
	if ((e = oidc_fetch(o, &f, &got)) != ECS_OK)
		return e;
	if (got.status != 200)
		return oidc_fail(o, ECS_PEER_DOWN, "userinfo is not told");
	if (jose_claims_read(o->arena, got.body, &c) != ECS_OK)
		return oidc_fail(o, ECS_AUTH_FAILED, "userinfo is malformed");
	if (c.sub == NULL || strcmp(c.sub, sub) != 0)
		return oidc_fail(o, ECS_AUTH_FAILED, "userinfo is of another subject");
	return person(o, &c, out) ? ECS_OK :
	    oidc_fail(o, ECS_AUTH_FAILED, "the OpenID provider tells no such claim");
}

enum ecs_err
oidc_swap(struct oidc *o, const struct oidc_code *code, struct oidc_person *out)
{
	const struct oidc_meta *m;
	struct tokens t = { NULL, NULL };
	struct jose_jws jws;
	struct jose_claims c;
	const char *why;
	enum ecs_err e;

	if ((e = oidc_meta(o, &m)) != ECS_OK || (e = swap(o, m->token, code, &t)) != ECS_OK ||
	    (e = verify(o, m->jwks, t.id, &jws)) != ECS_OK)
		return e;
	if (jose_claims_read(o->arena, jws.payload, &c) != ECS_OK)
		return oidc_fail(o, ECS_AUTH_FAILED, "ID token: malformed claims");
	if ((why = wrong(o, &c, code->nonce)) != NULL)
		return oidc_fail(o, ECS_AUTH_FAILED, a_printf(o->arena, "ID token: %s", why));
	return person(o, &c, out) ? ECS_OK : userinfo(o, m->userinfo, t.access, c.sub, out);
}
