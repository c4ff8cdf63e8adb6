/*
 * oauth2.c - access tokens for servers, where the operator has no authorization
 * server of its own (TS.43 v12 2.8.3; RFC 6749 4.4, RFC 7523 2.2).
 *
 * No client secrets: who can verify one could use it.
 */
#include <string.h>

#include "admin.h"
#include "core/server_token.h"
#include "flow/assertion.h"

enum { ACCESS_S = 3600 };

#define JWT_BEARER	"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

struct in {
	const char	*grant_type, *client_assertion_type, *client_assertion, *client_id;
};

static const struct param_def params[] = {
	P_STR(struct in, REQUIRED, grant_type, 1, 128, valid_text),
	P_STR(struct in, OPTIONAL, client_assertion_type, 1, 128, valid_text),
	P_STR(struct in, OPTIONAL, client_assertion, 1, 8192, valid_text),
	P_STR(struct in, OPTIONAL, client_id, 1, 128, valid_text),
};

/* RFC 6749 5.2. */
void
oauth2_error(struct req *rq, enum ecs_err e)
{
	const char *name = e == ECS_ASSERTION ? "invalid_client" :
	    e == ECS_GRANT_TYPE ? "unsupported_grant_type" :
	    ecs_err_http(e) < 500 ? "invalid_request" :
	    ecs_err_http(e) == 503 ? "temporarily_unavailable" : "server_error";

	rq->type = "application/json";
	buf_printf(&rq->out, "{\"error\":\"%s\",\"error_description\":", name);
	buf_json(&rq->out, rq->param == NULL ? ecs_err_text(e) :
	    a_printf(rq->arena, "%s: %s", ecs_err_text(e), rq->param));
	buf_str(&rq->out, "}\n");
}

static enum ecs_err
read_form(struct req *rq, struct in *in)
{
	struct pair *pairs = a_zalloc(rq->arena, PARAM_PAIRS * sizeof(*pairs));
	const char *bad;
	size_t n = 0;
	enum ecs_err e;

	if (!header_media(rq->content_type, "application/x-www-form-urlencoded") ||
	    rq->body.len == 0 || memchr(rq->body.p, '\0', rq->body.len) != NULL)
		return req_fail(rq, ECS_BODY_FORMAT, "no form");
	e = param_split(rq->arena, (const char *)rq->body.p, pairs, &n);
	if (e != ECS_OK)
		return req_fail(rq, e, "form");
	if ((e = param_fill(params, NELEM(params), pairs, n, in, &bad)) != ECS_OK)
		return req_fail_param(rq, e, bad);
	if (strcmp(in->grant_type, "client_credentials") != 0)
		return req_fail(rq, ECS_GRANT_TYPE, "not client_credentials");
	if (in->client_assertion == NULL || in->client_assertion_type == NULL ||
	    strcmp(in->client_assertion_type, JWT_BEARER) != 0)
		return req_fail(rq, ECS_ASSERTION, "no assertion of a kind we take");
	return ECS_OK;
}

enum ecs_err
oauth2_token(struct req *rq, const char *member)
{
	struct in in = { NULL };
	struct requestor r;
	struct server_token t;
	const char *text;
	enum ecs_err e;

	(void)member;
	if ((e = read_form(rq, &in)) != ECS_OK ||
	    (e = assertion_accept(rq, in.client_assertion, in.client_id, &r)) != ECS_OK)
		return e;
	t = (struct server_token){ .operator = rq->op->id, .requestor_id = r.requestor_id,
	    .epoch = r.epoch, .auth_time = rq->now, .issued = rq->now,
	    .expires = rq->now + ACCESS_S };
	e = server_token_seal(rq->srv->keys, rq->srv->conf, rq->arena, SERVER_ACCESS, &t, &text);
	if (e != ECS_OK)
		return req_fail(rq, e, "no token key");
	rq->type = "application/json";
	rq->headers = "Pragma: no-cache\r\n";
	buf_printf(&rq->out, "{\"access_token\":\"%s\",\"token_type\":\"Bearer\","
	    "\"expires_in\":%d}\n", text, ACCESS_S);
	return ECS_OK;
}
