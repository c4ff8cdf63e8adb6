/* server_access.c - who vouches for servers. */
#include <string.h>

#include "core/server_token.h"
#include "flow/introspect.h"
#include "flow/operator.h"
#include "flow/server_access.h"
#include "flow/signed_by.h"

enum { SKEW_S = 60 };

/* Sealed by our token endpoint; its requestor may have been changed since. */
static enum ecs_err
own(struct req *rq, const struct server_token *t, struct requestor *out)
{
	enum ecs_err e = requestor_get(rq->db, rq->arena, t->operator, t->requestor_id, out);

	if (e == ECS_NOROW || (e == ECS_OK && out->epoch != t->epoch))
		return req_fail(rq, ECS_AUTH_NEEDED, "access token revoked");
	return e;
}

static bool
is_access_token(const char *typ)
{
	/* RFC 9068 2.1; what is older says JWT, or nothing. */
	return typ == NULL || strcasecmp(typ, "at+jwt") == 0 ||
	    strcasecmp(typ, "application/at+jwt") == 0 || strcasecmp(typ, "JWT") == 0;
}

/* RFC 9068 4; NULL: it holds. */
static const char *
flaw(const struct req *rq, const struct jose_jws *jws, const struct jose_claims *c)
{
	if (!is_access_token(jws->typ))
		return "not an access token";
	if (c->iss == NULL || strcmp(c->iss, rq->op->servers_issuer) != 0)
		return "access token of another issuer";
	if (!jose_aud_has(c, rq->op->servers_audience))
		return "access token for another audience";
	if (!c->has_exp || c->exp <= rq->now)
		return "access token expired";
	if ((c->has_nbf && c->nbf > rq->now + SKEW_S) || (c->has_iat && c->iat > rq->now + SKEW_S))
		return "access token not valid yet";
	return NULL;
}

static enum ecs_err
signed_one(struct req *rq, const char *access_token, const char **client_id)
{
	struct jose_claims c;
	struct jose_jws jws;
	enum jose_alg alg;
	const char *why;
	enum ecs_err e;

	if (!jose_alg_of(rq->op->servers_alg, &alg))
		return req_fail(rq, ECS_KEYS, "servers-alg");
	e = signed_by(rq, GATE_TOKENS, rq->op->servers_url, alg, access_token, &jws);
	if (e != ECS_OK)
		return e;
	if (jose_claims_read(rq->arena, jws.payload, &c) != ECS_OK)
		return req_fail(rq, ECS_AUTH_NEEDED, "its claims cannot be read");
	if ((why = flaw(rq, &jws, &c)) != NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, "%s", why);
	if ((*client_id = jose_claim(&c, "client_id")) == NULL && (*client_id = c.azp) == NULL)
		*client_id = c.sub;
	return *client_id != NULL ? ECS_OK :
	    req_fail(rq, ECS_AUTH_NEEDED, "it does not say whose it is");
}

static enum ecs_err
of_client(struct req *rq, const char *client_id, struct requestor *out)
{
	enum ecs_err e = requestor_by_client(rq->db, rq->arena, rq->op->id, client_id, out);

	/* To SQL a name with blanks behind it is the same name; to who gave it out, another. */
	if (e == ECS_OK && strcmp(out->client_id, client_id) != 0)
		e = ECS_NOROW;
	return e == ECS_NOROW ? req_fail(rq, ECS_AUTH_FAILED, "its client is no requestor") : e;
}

enum ecs_err
server_access(struct req *rq, const char *access_token, struct requestor *out)
{
	const struct conf *c = rq->srv->conf;
	const struct conf_operator *op = operator_find(c, rq->host, NULL, NULL, NULL, NULL);
	const char *client_id;
	struct server_token t;
	bool ours = server_token_open(rq->srv->keys, c, rq->arena, SERVER_ACCESS, access_token,
	    rq->now, &t) == ECS_OK;
	enum ecs_err e;

	if (op == NULL && ours)
		op = conf_operator_by_id(c, t.operator);
	if (op == NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, "no operator at this host, nor by the token");
	operator_set(rq, op);
	if (strcmp(op->servers, "own") == 0)
		return ours && t.operator == op->id ? own(rq, &t, out) :
		    req_fail(rq, ECS_AUTH_NEEDED, "access token unknown or expired");
	e = strcmp(op->servers, "introspection") == 0 ?
	    introspect(rq, access_token, &client_id) : signed_one(rq, access_token, &client_id);
	return e == ECS_OK ? of_client(rq, client_id, out) : e;
}
