/*
 * query.h - a parsed request for one or more services, or one operation.
 *
 * Lives as long as the request.
 */
#ifndef ECS_QUERY_H
#define ECS_QUERY_H

#include "op.h"

struct query {
	struct common	 c;
	const struct app *app[PARAM_APPS];
	size_t		 napp;
	const struct op	*op;		/* instead of services */
};

/* rq->pairs to out; every error is recorded. */
enum ecs_err	 query_read(struct req *, struct query *out) MUST_CHECK;

/* Does the operator serve this entitlement_version?  ECS_VERSION. */
enum ecs_err	 query_version(struct req *, const struct query *) MUST_CHECK;

void		 query_format(struct req *);	/* rq->fmt, by Accept */

/* Answers whoever was authenticated. */
enum ecs_err	 query_answer(struct req *, const struct query *, const struct auth *)
		    MUST_CHECK;

#endif
