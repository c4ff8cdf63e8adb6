/*
 * secret.h - passwords and private keys in files.
 *
 * Layer base.  SECRET-DIR holds one file a secret, NAME or NAME.OPERATOR:
 * "db-entitlement", "radius.north".  Read when it is needed, so that a new one
 * counts at once.
 */
#ifndef ECS_BASE_SECRET_H
#define ECS_BASE_SECRET_H

#include "base/arena.h"
#include "base/conf.h"

/*
 * The file's text, without the line end of a single line.  owner may be NULL.
 * *out lives in the arena and is wiped with it.  ECS_KEYS and a log line when
 * there is none, it is empty, or longer than 16 KiB.
 */
enum ecs_err	 secret_read(const struct conf *, struct arena *, const char *name,
		    const char *owner, const char **out) MUST_CHECK;

#endif
