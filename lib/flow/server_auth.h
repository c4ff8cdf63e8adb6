/*
 * server_auth.h - is it the server it says it is (TS.43 v12 2.8.3)?
 *
 * Layer flow.  Once by an access token, which the operator's authorization
 * server vouches for; then by our TOKEN.  What is returned lives in the arena.
 */
#ifndef ECS_FLOW_SERVER_AUTH_H
#define ECS_FLOW_SERVER_AUTH_H

#include "core/requestor.h"
#include "core/server_token.h"
#include "io/req.h"

/* What the request brought; absent ones are NULL. */
struct server_claim {
	const char	*requestor_id, *enterprise_id, *access_token, *token;
};

struct server_auth {
	struct requestor requestor;
	const char	*enterprise_id;	/* it speaks for; "" none */
	const struct server_token *token;	/* was presented; NULL: an access token was */
};

/*
 * Is a server asking?  It is with a requestor_id, with an access token alone,
 * or with a TOKEN that names a requestor.
 */
bool		 server_asks(struct req *, const struct server_claim *);

/*
 * Sets rq->op.  ECS_AUTH_NEEDED: no token that holds; the server authenticates
 * anew.  ECS_AUTH_FAILED: it is no requestor, a suspended one, or not the one
 * that the request names.  ECS_PEER_DOWN, ECS_BUSY: the authorization server
 * cannot be asked.
 */
enum ecs_err	 server_auth(struct req *, const struct server_claim *, struct server_auth *out)
		    MUST_CHECK;

/* Its TOKEN from now on: the presented one until half its life is gone.  Seconds. */
enum ecs_err	 server_auth_token(struct req *, const struct server_claim *,
		    const struct server_auth *, const char **out, uint64_t *expires)
		    MUST_CHECK;

#endif
