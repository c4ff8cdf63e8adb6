/*
 * from_limit.h - how often one address may ask for something.  Layer flow; keeps nothing.
 */
#ifndef ECS_FLOW_FROM_LIMIT_H
#define ECS_FLOW_FROM_LIMIT_H

#include "io/req.h"

/*
 * Counts one event of kind from the client's network.  At most max a minute, or nat where the
 * address is one of nat-ranges; 0 is without limit.  what is for the log.  ECS_LIMITED, recorded,
 * with Retry-After.
 */
enum ecs_err	 from_limit(struct req *, const char *kind, unsigned max, unsigned nat,
		    const char *what) MUST_CHECK;

#endif
