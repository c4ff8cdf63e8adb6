/*
 * server_token.h - what a server carries: its TOKEN (TS.43 v12 2.8.3, 2.8.5)
 * and the access tokens of our own token endpoint (RFC 6749 1.4).
 *
 * Layer core.  Sealed like the tokens of devices, but each kind under a label
 * of its own, so that none of the three ever opens as another.  Both end with
 * their expiry, or when the requestor's epoch is raised.
 */
#ifndef ECS_CORE_SERVER_TOKEN_H
#define ECS_CORE_SERVER_TOKEN_H

#include "base/arena.h"
#include "base/conf.h"
#include "base/keys.h"

enum server_token_kind { SERVER_TOKEN, SERVER_ACCESS };
enum { SERVER_ID_MAX = 64 };	/* octets of requestor_id, of enterprise_id */

struct server_token {
	unsigned	 operator;
	const char	*requestor_id;
	const char	*enterprise_id;	/* "" for none; NULL counts as "" */
	uint32_t	 epoch;		/* of the requestor */
	uint64_t	 auth_time;	/* seconds: when it was authenticated */
	uint64_t	 issued, expires;
};

/* Lives in the arena.  ECS_KEYS when the operator has no token key. */
enum ecs_err	 server_token_seal(struct keys *, const struct conf *, struct arena *,
		    enum server_token_kind, const struct server_token *, const char **out)
		    MUST_CHECK;

/* ECS_AUTH_NEEDED when it is none of this kind of ours, or expired at now. */
enum ecs_err	 server_token_open(struct keys *, const struct conf *, struct arena *,
		    enum server_token_kind, const char *text, uint64_t now,
		    struct server_token *out) MUST_CHECK;

#endif
