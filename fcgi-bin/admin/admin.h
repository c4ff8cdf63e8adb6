/*
 * admin.h - what machines call: call-backs of peers, the token endpoint.
 *
 * The program's own header, above flow.  Handlers see the path's last member;
 * bodies reach them as they came.
 */
#ifndef ECS_ADMIN_H
#define ECS_ADMIN_H

#include "io/req.h"

struct route {
	enum req_method	 verb;
	const char	*path;		/* ends in "/": one more member follows */
	enum ecs_err	(*run)(struct req *, const char *member);
	void		(*error)(struct req *, enum ecs_err);	/* NULL: as all others */
};

/* /hooks/provision/REF and /hooks/emergency/REF: a peer that answered 202 is done. */
enum ecs_err	 hook_provision(struct req *, const char *ref) MUST_CHECK;
enum ecs_err	 hook_emergency(struct req *, const char *ref) MUST_CHECK;

/* /oauth2/token: an access token for a server, and what is wrong in its own words. */
enum ecs_err	 oauth2_token(struct req *, const char *member) MUST_CHECK;
void		 oauth2_error(struct req *, enum ecs_err);

#endif
