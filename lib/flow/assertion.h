/*
 * assertion.h - a server proves to our token endpoint who it is, by a JWT that
 * it signs with its private key (RFC 7523 2.2, 3).
 *
 * Layer flow.
 */
#ifndef ECS_FLOW_ASSERTION_H
#define ECS_FLOW_ASSERTION_H

#include "core/requestor.h"
#include "io/req.h"

enum { ASSERTION_S = 300 };	/* seconds: how far ahead it may end */

/*
 * Sets rq->op: by Host, or by the audience.  Takes the assertion, which counts
 * once.  ECS_ASSERTION: it is not accepted, why is recorded.  ECS_LIMITED: too
 * many from there.  client_id is what the request says besides; it may be NULL.
 */
enum ecs_err	 assertion_accept(struct req *, const char *jwt, const char *client_id,
		    struct requestor *out) MUST_CHECK;

#endif
