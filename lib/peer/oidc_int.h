/*
 * oidc_int.h - what the files of oidc.h share.  Layer peer, private to them.
 */
#ifndef ECS_PEER_OIDC_INT_H
#define ECS_PEER_OIDC_INT_H

#include "fmt/jose.h"
#include "io/fetch.h"
#include "peer/oidc.h"

/* Live until the next oidc_meta() or oidc_keys(). */
struct oidc_meta {
	const char	*authorize, *token, *jwks, *userinfo;	/* userinfo may be NULL */
	bool		 sends_iss;
};

/* Sets o->why. */
enum ecs_err	 oidc_fail(struct oidc *, enum ecs_err, const char *why) MUST_CHECK;

/* fetch() within what is left of the time, with the operator's certificates. */
enum ecs_err	 oidc_fetch(struct oidc *, struct fetch *, struct fetched *) MUST_CHECK;

enum ecs_err	 oidc_meta(struct oidc *, const struct oidc_meta **out) MUST_CHECK;

/* newer: a key was not in the last copy.  The same copy again is no error. */
enum ecs_err	 oidc_keys(struct oidc *, const char *url, bool newer,
		    const struct jose_keys **out) MUST_CHECK;

#endif
