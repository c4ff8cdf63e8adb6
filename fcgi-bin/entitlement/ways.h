/*
 * ways.h - the ways to authenticate who asks (TS.43 v12 2.8), begun and ended.
 *
 * A way that takes several requests ends with the answer to the first of them.
 */
#ifndef ECS_WAYS_H
#define ECS_WAYS_H

#include "query.h"

/*
 * A request that goes on with what another one began: an EAP packet, the way
 * back from an OpenID provider or from a page, a one-time password.
 * ECS_NOROW: it does not, and begins by itself.
 */
enum ecs_err	 ways_go_on(struct req *) MUST_CHECK;

/*
 * Begins with what the request carries and the operator has: EAP_ID, msisdn, or
 * nothing.  None that is enough for what is asked: ECS_AUTH_NEEDED.
 */
enum ecs_err	 ways_begin(struct req *, const struct query *) MUST_CHECK;

#endif
