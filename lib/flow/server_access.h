/*
 * server_access.h - an access token to the requestor it was given to.
 *
 * Layer flow.  By the operator's option `servers`: one of our own token
 * endpoint, one that the authorization server is asked about (RFC 7662), or
 * one that it has signed (RFC 9068).
 */
#ifndef ECS_FLOW_SERVER_ACCESS_H
#define ECS_FLOW_SERVER_ACCESS_H

#include "core/requestor.h"
#include "io/req.h"

/*
 * Sets rq->op: by Host, or by the token where it is ours.  ECS_AUTH_NEEDED: it
 * holds no longer, or never did.  ECS_AUTH_FAILED: it does, but its client is
 * no requestor.  ECS_PEER_DOWN, ECS_BUSY: nobody can tell.
 */
enum ecs_err	 server_access(struct req *, const char *access_token, struct requestor *out)
		    MUST_CHECK;

#endif
