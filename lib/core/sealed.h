/*
 * sealed.h - boxes under an operator's newest token key.
 *
 * Layer core.  A box is key id (2 octets) and what crypt_seal() makes; all of
 * the operator's keys open, so rotation disturbs nothing.
 */
#ifndef ECS_CORE_SEALED_H
#define ECS_CORE_SEALED_H

#include "base/arena.h"
#include "base/conf.h"
#include "base/keys.h"

/* ECS_KEYS when the operator has no key.  out lives in the arena. */
enum ecs_err	 sealed_put(struct keys *, const struct conf_operator *, struct arena *,
		    const char *label, struct span plain, struct span *out) MUST_CHECK;

/* ECS_AUTH_FAILED when it does not open.  out is wiped with the arena. */
enum ecs_err	 sealed_get(struct keys *, const struct conf_operator *, struct arena *,
		    const char *label, struct span box, struct span *out) MUST_CHECK;

#endif
