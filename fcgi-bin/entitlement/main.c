/* main.c - the TS.43 endpoint: read the request, authenticate, answer. */
#include <string.h>

#include "flow/eap_aka.h"
#include "flow/operator.h"
#include "ways.h"

/* TS.43 v12 2.8.3. */
static enum ecs_err
answer_server(struct req *rq, const struct query *q)
{
	struct server_auth s;
	enum ecs_err e;

	if ((e = op_server(rq, &q->c, &s)) != ECS_OK || (e = query_version(rq, q)) != ECS_OK)
		return e;
	query_format(rq);
	return op_answer(rq, &q->c, q->op, NULL, &s);
}

/* Fast authentication (TS.43 v12 2.8.5).  ECS_NOROW: by EAP_ID, then. */
static enum ecs_err
answer_token(struct req *rq, const struct query *q)
{
	struct token t;
	enum ecs_err e;

	rq->how = "token";
	e = token_open(rq->srv->keys, rq->srv->conf, rq->arena, q->c.token, rq->now, &t);
	if (e == ECS_OK && t.holder != token_holder(q->c.terminal_id, q->c.app_name))
		e = ECS_AUTH_NEEDED;
	if (e != ECS_OK)
		return q->c.EAP_ID != NULL ? ECS_NOROW :
		    req_fail(rq, e, "token unknown, expired or another device's");
	operator_set(rq, conf_operator_by_id(rq->srv->conf, t.operator));
	return query_answer(rq, q, &(struct auth){ t.sim_id, t.method, &t });
}

static enum ecs_err
handle(struct req *rq)
{
	struct query q;
	enum ecs_err e;

	if (strcmp(rq->path, "/") != 0)
		return ECS_NOT_FOUND;
	if ((e = ways_go_on(rq)) != ECS_NOROW)
		return e;
	if (rq->method == REQ_POST && rq->body.len > 0 && !header_media(rq->content_type,
	    "application/json") && !header_media(rq->content_type, EAP_MEDIA))
		return req_fail(rq, ECS_MEDIA_TYPE, "POST is JSON or an EAP relay packet");
	if ((e = query_read(rq, &q)) != ECS_OK)
		return e;
	if (q.op != NULL && op_of_server(rq, &q.c))
		return answer_server(rq, &q);
	if (q.c.token != NULL && (e = answer_token(rq, &q)) != ECS_NOROW)
		return e;
	return ways_begin(rq, &q);
}

int
main(int argc, char **argv)
{
	return req_main(argc, argv, "entitlement", handle);
}
