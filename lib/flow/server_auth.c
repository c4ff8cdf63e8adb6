/* server_auth.c - access token or TOKEN to requestor. */
#include <string.h>

#include "flow/from_limit.h"
#include "flow/operator.h"
#include "flow/server_access.h"
#include "flow/server_auth.h"

static bool
opens(struct req *rq, const char *token, struct server_token *t)
{
	return token != NULL && server_token_open(rq->srv->keys, rq->srv->conf, rq->arena,
	    SERVER_TOKEN, token, rq->now, t) == ECS_OK;
}

bool
server_asks(struct req *rq, const struct server_claim *c)
{
	struct server_token t;

	return c->requestor_id != NULL || (c->access_token != NULL && c->token == NULL) ||
	    opens(rq, c->token, &t);
}

/* A TOKEN names the requestor; the row says whether that still holds. */
static enum ecs_err
by_token(struct req *rq, const struct server_claim *c, const struct server_token *t,
    struct server_auth *out)
{
	enum ecs_err e;

	rq->how = "token";
	operator_set(rq, conf_operator_by_id(rq->srv->conf, t->operator));
	if (c->enterprise_id != NULL && strcmp(c->enterprise_id, t->enterprise_id) != 0)
		return req_fail(rq, ECS_AUTH_NEEDED, "token of another enterprise");
	e = requestor_get(rq->db, rq->arena, t->operator, t->requestor_id, &out->requestor);
	if (e == ECS_NOROW || (e == ECS_OK && out->requestor.epoch != t->epoch))
		return req_fail(rq, ECS_AUTH_NEEDED, "token revoked");
	out->token = t;
	out->enterprise_id = t->enterprise_id;
	return e;
}

static enum ecs_err
by_access_token(struct req *rq, const struct server_claim *c, struct server_auth *out)
{
	enum ecs_err e;

	rq->how = "access-token";
	e = from_limit(rq, "server-address", rq->srv->conf->limit_address, 0,
	    "access tokens a minute");
	if (e != ECS_OK)
		return e;
	out->enterprise_id = c->enterprise_id != NULL ? c->enterprise_id : "";
	return server_access(rq, c->access_token, &out->requestor);
}

enum ecs_err
server_auth(struct req *rq, const struct server_claim *c, struct server_auth *out)
{
	struct server_token *t = a_zalloc(rq->arena, sizeof(*t));
	enum ecs_err e;

	*out = (struct server_auth){ .token = NULL };
	if (opens(rq, c->token, t))
		e = by_token(rq, c, t, out);
	else if (c->access_token == NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, c->token == NULL ?
		    "no access token and no token" : "token unknown, expired or a device's");
	else
		e = ECS_AUTH_NEEDED;
	/* Who brought both is not sent to fetch what it has brought. */
	if (e == ECS_AUTH_NEEDED && c->access_token != NULL) {
		out->token = NULL;
		e = by_access_token(rq, c, out);
	}
	if (e != ECS_OK)
		return e;
	rq->requestor = out->requestor.requestor_id;
	if (!out->requestor.active)
		return req_fail(rq, ECS_AUTH_FAILED, "the requestor is suspended");
	if (c->requestor_id != NULL && strcmp(c->requestor_id, rq->requestor) != 0)
		return req_fail(rq, ECS_AUTH_FAILED, "another requestor's token");
	rq->why = NULL;
	return ECS_OK;
}

enum ecs_err
server_auth_token(struct req *rq, const struct server_claim *c, const struct server_auth *s,
    const char **out, uint64_t *expires)
{
	const struct server_token *old = s->token;
	struct server_token t = {
		.operator = rq->op->id, .requestor_id = s->requestor.requestor_id,
		.enterprise_id = s->enterprise_id, .epoch = s->requestor.epoch,
		.auth_time = old != NULL ? old->auth_time : rq->now, .issued = rq->now,
	};
	uint64_t end = t.auth_time + rq->op->auth_max_age_s;
	enum ecs_err e = ECS_OK;

	t.expires = rq->now + rq->op->token_ttl_s < end ? rq->now + rq->op->token_ttl_s : end;
	*expires = t.expires;
	if (old != NULL && (rq->now - old->issued < (old->expires - old->issued) / 2 ||
	    old->expires >= t.expires)) {
		*out = c->token;
		*expires = old->expires;
	} else
		e = server_token_seal(rq->srv->keys, rq->srv->conf, rq->arena, SERVER_TOKEN, &t,
		    out);
	return e == ECS_OK ? e : req_fail(rq, e, "no token key");
}
