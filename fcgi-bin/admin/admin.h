/*
 * admin.h - what the operator's machines call: call-backs of peers.
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
};

/* /hooks/provision/REF and /hooks/emergency/REF: a peer that answered 202 is done. */
enum ecs_err	 hook_provision(struct req *, const char *ref) MUST_CHECK;
enum ecs_err	 hook_emergency(struct req *, const char *ref) MUST_CHECK;

#endif
