/* main.c - admin: finds the route of a request. */
#include <string.h>

#include "admin.h"

static const struct route routes[] = {
#define ROUTE(verb, path, run)	{ REQ_##verb, path, run },
#include "routes.def"
#undef ROUTE
};

static void
error_json(struct req *rq, enum ecs_err e)
{
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
		const char *member = rq->path + strlen(r->path);

		if (strncmp(rq->path, r->path, strlen(r->path)) != 0 || *member == '\0' ||
		    strchr(member, '/') != NULL)
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
