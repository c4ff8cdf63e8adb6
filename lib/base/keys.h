/*
 * keys.h - the key directory.
 *
 * Layer base.  One file a key, 64 hexadecimal digits, mode 0600, named
 * PURPOSE.OWNER.ID: "token.north.2".  Owner is an operator's name, or "node"
 * for keys that no operator has (master, log).  All keys of a purpose and
 * owner open; the one with the highest id seals.  The directory is read again
 * when it is older than ten seconds and a key is asked for, so a key that
 * `ecsctl keygen --rotate` adds is in use everywhere soon after.
 */
#ifndef ECS_BASE_KEYS_H
#define ECS_BASE_KEYS_H

#include "base/crypt.h"

struct keys;

/* Reads the directory; NULL and a log line if it cannot.  keys_free() wipes. */
struct keys	*keys_new(const char *dir);
void		 keys_free(struct keys *);

/*
 * The key with this id (0: the newest; *id says which).  NULL when there is
 * none.  The pointer is good until the next call.
 */
const struct crypt_key *keys_get(struct keys *, const char *purpose,
		    const char *owner, unsigned *id);

/* Writes a new key file with the next id.  ECS_KEYS and a log line if not. */
enum ecs_err	 keys_make(const char *dir, const char *purpose,
		    const char *owner, unsigned id) MUST_CHECK;

#endif
