/* assertion.c - whose it is, whether it is theirs, and that it comes once. */
#include <string.h>

#include "base/crypt.h"
#include "base/octets.h"
#include "flow/assertion.h"
#include "flow/from_limit.h"
#include "flow/operator.h"
#include "fmt/b64.h"
#include "fmt/jose.h"

enum { CLIENT_MAX = 128, JTI_MAX = 256, SKEW_S = 60, PER_CLIENT = 20, GRACE_MS = 300000 };

static enum ecs_err
refuse(struct req *rq, const char *why)
{
	return req_fail(rq, ECS_ASSERTION, "%s", why);
}

/* What it says, not verified: only to find whose key to verify it with. */
static bool
peek(struct req *rq, const char *jwt, struct jose_claims *c)
{
	const char *p = strchr(jwt, '.');
	struct span payload;

	return p != NULL && b64_decode(rq->arena, B64_URL,
	    a_strndup(rq->arena, p + 1, strcspn(p + 1, ".")), &payload) == ECS_OK &&
	    jose_claims_read(rq->arena, payload, c) == ECS_OK && c->iss != NULL &&
	    *c->iss != '\0' && strlen(c->iss) <= CLIENT_MAX && valid_text(c->iss);
}

/* One audience, and that is us: an assertion for several could be used by each of them. */
static bool
for_us(struct req *rq, const struct conf_operator *op, const struct jose_claims *c)
{
	return *op->url != '\0' && strcmp(op->servers, "own") == 0 && c->naud == 1 &&
	    (strcmp(c->aud[0], op->url) == 0 ||
	    strcmp(c->aud[0], a_printf(rq->arena, "%s/oauth2/token", op->url)) == 0);
}

static enum ecs_err
find_operator(struct req *rq, const struct jose_claims *c)
{
	const struct conf *conf = rq->srv->conf;
	const struct conf_operator *op = operator_find(conf, rq->host, NULL, NULL, NULL, NULL);

	for (size_t i = 0; i < conf->noperators && op == NULL; i++)
		if (for_us(rq, &conf->operators[i], c))
			op = &conf->operators[i];
	if (op == NULL || !for_us(rq, op, c))
		return refuse(rq, "for another audience");
	operator_set(rq, op);
	return ECS_OK;
}

/* By client and address together, so that nobody uses up another one's. */
static enum ecs_err
limited(struct req *rq, const char *client_id)
{
	const char *kind = a_printf(rq->arena, "assertion-client %s", client_id);
	enum ecs_err e = from_limit(rq, "assertion-address", rq->srv->conf->limit_address, 0,
	    "assertions a minute");

	return e != ECS_OK ? e :
	    from_limit(rq, kind, PER_CLIENT, PER_CLIENT, "assertions a minute");
}

/* RFC 7523 3; NULL: nothing is wrong with it. */
static const char *
flaw(struct req *rq, const struct jose_jws *jws, const struct jose_claims *c,
    const struct requestor *r)
{
	if (jws->typ != NULL && strcasecmp(jws->typ, "JWT") != 0 &&
	    strcasecmp(jws->typ, "client-authentication+jwt") != 0)
		return "another type of token";
	if (c->iss == NULL || c->sub == NULL || strcmp(c->iss, r->client_id) != 0 ||
	    strcmp(c->sub, r->client_id) != 0)
		return "iss and sub are not both the client";
	if (!for_us(rq, rq->op, c))
		return "for another audience";
	if (!c->has_exp || c->exp <= rq->now)
		return "expired";
	if (c->exp > rq->now + ASSERTION_S)
		return "it would live too long";
	if ((c->has_nbf && c->nbf > rq->now + SKEW_S) || (c->has_iat && c->iat > rq->now + SKEW_S))
		return "not valid yet";
	if (c->jti == NULL || *c->jti == '\0' || strlen(c->jti) > JTI_MAX)
		return "no jti, or a long one";
	return NULL;
}

static enum ecs_err
verify(struct req *rq, const char *jwt, const struct requestor *r, struct jose_claims *c)
{
	struct jose_keys *keys;
	struct jose_jws jws;
	const char *why;

	if (jose_keys_read(rq->arena, SPAN(r->jwks, strlen(r->jwks)), &keys) != ECS_OK)
		return refuse(rq, "the requestor has no key");
	if (jose_verify(rq->arena, keys, r->alg, jwt, &jws) != ECS_OK)
		return refuse(rq, jws.why);
	if (jose_claims_read(rq->arena, jws.payload, c) != ECS_OK)
		return refuse(rq, "its claims cannot be read");
	return (why = flaw(rq, &jws, c, r)) != NULL ? refuse(rq, why) : ECS_OK;
}

/* Once: whoever wrote the row has it, also if that statement was sent twice. */
static enum ecs_err
take(struct req *rq, const struct jose_claims *c)
{
	size_t client = strlen(c->iss), jti = strlen(c->jti), n = 2 + client + 1 + jti;
	uint8_t *id = a_zalloc(rq->arena, n), hash[CRYPT_HASH];
	struct q_assertion_get got;
	enum ecs_err e;

	memcpy(octets_put(id, rq->op->id, 2), c->iss, client);
	memcpy(id + 2 + client + 1, c->jti, jti);
	crypt_sha256(SPAN(id, n), hash);
	e = q_assertion_add(rq->db, SPAN(hash, sizeof(hash)), rq->op->id, SPAN(rq->id, REQ_ID),
	    c->exp * 1000 + GRACE_MS);
	if (e == ECS_OK)
		e = q_assertion_get(rq->db, SPAN(hash, sizeof(hash)), &got);
	if (e != ECS_OK)
		return e;
	return crypt_equal(got.claim, rq->id, REQ_ID) ? ECS_OK : refuse(rq, "used before");
}

enum ecs_err
assertion_accept(struct req *rq, const char *jwt, const char *client_id, struct requestor *out)
{
	struct jose_claims said, c;
	enum ecs_err e;

	rq->how = "assertion";
	if (!peek(rq, jwt, &said))
		return refuse(rq, "not a JWT of a client");
	if ((e = limited(rq, said.iss)) != ECS_OK || (e = find_operator(rq, &said)) != ECS_OK)
		return e;
	if (client_id != NULL && strcmp(client_id, said.iss) != 0)
		return refuse(rq, "client_id is another client");
	e = requestor_by_client(rq->db, rq->arena, rq->op->id, said.iss, out);
	if (e == ECS_NOROW)
		return refuse(rq, "its client is no requestor");
	if (e != ECS_OK)
		return e;
	rq->requestor = out->requestor_id;
	if ((e = verify(rq, jwt, out, &c)) != ECS_OK)
		return e;
	if (!out->active)
		return refuse(rq, "the requestor is suspended");
	return take(rq, &c);
}
