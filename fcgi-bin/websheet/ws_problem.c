/*
 * ws_problem.c - what went wrong before there was a session: a login that failed.
 *
 * TS.43 v12 2.8.4, 6.5.1: the device opens GeneralErrorURL with GeneralErrorUserData,
 * "problem=KIND.OPERATOR", and the page can do no more than dismissFlow().  Anybody may
 * open it; it says nothing about anybody.
 */
#include <string.h>

#include "flow/operator.h"
#include "page.h"

#define NAME	"problem"

struct in {
	const char	*problem;
};

static const struct param_def params[] = {
	P_STR(struct in, OPTIONAL, problem, 0, 64, valid_id),
};

static enum ecs_err
show(struct req *rq)
{
	struct in in = { NULL };
	const struct conf_operator *op = NULL;
	const char *dot = NULL, *bad;
	struct sheet *s;
	enum ecs_err e;

	rq->what = NAME;
	if ((e = param_fill(params, NELEM(params), rq->pairs, rq->npairs, &in, &bad)) != ECS_OK)
		return req_fail_param(rq, e, bad);
	if (in.problem != NULL && (dot = strchr(in.problem, '.')) != NULL)
		op = conf_operator_by_name(rq->srv->conf, dot + 1);
	if (op != NULL)
		operator_set(rq, op);
	s = page_sheet(rq, NAME);
	sheet_attr(sheet_root(s), "kind", dot != NULL && strncmp(in.problem, "login.", 6) == 0 ?
	    "login" : "other");
	return page_write(rq, s);
}

const struct page ws_problem = { .name = NAME, .open = show };
