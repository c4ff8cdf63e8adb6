/* main.c - admin: finds the route of a request. */
#include <string.h>

#include "admin.h"

static const struct route routes[] = {
#define ROUTE(verb, path, run, error)	{ REQ_##verb, path, run, error },
#include "routes.def"
#undef ROUTE
};

/* What follows the route's path: a member, or nothing; NULL: it is not this route. */
static const char *
member_of(const struct req *rq, const struct route *r)
{
	size_t n = strlen(r->path);
	const char *member = rq->path + n;

	if (strncmp(rq->path, r->path, n) != 0 || strchr(member, '/') != NULL ||
	    (r->path[n - 1] == '/') == (*member == '\0'))
		return NULL;
	return member;
}

static void
error_json(struct req *rq, enum ecs_err e)
{
	for (size_t i = 0; i < NELEM(routes); i++)
		if (routes[i].error != NULL && member_of(rq, &routes[i]) != NULL) {
			routes[i].error(rq, e);
			return;
		}
	rq->type = "application/json";
	buf_str(&rq->out, "{\"error\":");
	buf_json(&rq->out, ecs_err_text(e));
	if (rq->param != NULL) {
		buf_str(&rq->out, ",\"at\":");
		buf_json(&rq->out, rq->param);
	}
	buf_str(&rq->out, "}\n");
}

static enum ecs_err
handle(struct req *rq)
{
	enum ecs_err e = ECS_NOT_FOUND;

	for (size_t i = 0; i < NELEM(routes); i++) {
		const struct route *r = &routes[i];
		const char *member = member_of(rq, r);

		if (member == NULL)
			continue;
		rq->what = r->path;
		if (rq->method == r->verb)
			return r->run(rq, member);
		e = ECS_METHOD;
	}
	return e;
}

int
main(int argc, char **argv)
{
	req_error_page(error_json);
	req_raw_bodies();
	return req_main(argc, argv, "admin", handle);
}
