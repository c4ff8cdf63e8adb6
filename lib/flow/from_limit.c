/* from_limit.c - the limits file, by network. */
#include "flow/from_limit.h"

enum ecs_err
from_limit(struct req *rq, const char *kind, unsigned max, unsigned nat, const char *what)
{
	const struct conf *c = rq->srv->conf;
	char from[CONF_NETWORK];

	conf_network(rq->address, from);
	if (conf_list_covers(&c->nat_ranges, rq->address))
		max = nat;
	if (limit_take(rq->srv->limit, kind, from, max, rq->now_ms))
		return ECS_OK;
	rq->retry_after_s = (unsigned)(60 - rq->now % 60);
	return req_fail(rq, ECS_LIMITED, "%s", what);
}
