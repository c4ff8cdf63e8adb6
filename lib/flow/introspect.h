/*
 * introspect.h - the authorization server says what an access token is good
 * for (RFC 7662).
 *
 * Layer flow.  Asked at servers-url, as the client in secret "servers"
 * ("client_id:secret").  What it says of a token that holds is kept for a
 * minute, or until the token's end.
 */
#ifndef ECS_FLOW_INTROSPECT_H
#define ECS_FLOW_INTROSPECT_H

#include "io/req.h"

/*
 * *client_id is who the token was given to; in the arena.  ECS_AUTH_NEEDED: it
 * does not hold, or not here.  ECS_PEER_DOWN, ECS_BUSY, ECS_KEYS: nobody can tell.
 */
enum ecs_err	 introspect(struct req *, const char *access_token, const char **client_id)
		    MUST_CHECK;

#endif
