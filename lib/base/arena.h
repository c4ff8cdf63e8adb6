/*
 * arena.h - memory that lives exactly as long as one request.
 *
 * Layer base.  Allocation never returns NULL (the process logs and aborts, its
 * supervisor replaces it).  Nothing is freed one by one: arena_reset() after
 * the response is the only release, and what a library allocated is tied to it
 * by a_defer(), so that an early return leaks nothing.
 */
#ifndef ECS_BASE_ARENA_H
#define ECS_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/ecs.h"

struct arena;

struct arena	*arena_new(size_t chunk);	/* caller owns: arena_free() */
void		 arena_free(struct arena *);	/* runs what was deferred */

/* Runs what was deferred, newest first; invalidates every pointer given out. */
void		 arena_reset(struct arena *);

void		*a_alloc(struct arena *, size_t);	/* not zeroed */
void		*a_zalloc(struct arena *, size_t);
char		*a_strdup(struct arena *, const char *);
char		*a_strndup(struct arena *, const char *, size_t);
void		*a_memdup(struct arena *, const void *, size_t);
char		*a_printf(struct arena *, const char *, ...) PRINTF(2, 3);
char		*a_vprintf(struct arena *, const char *, va_list) PRINTF(2, 0);

/* Calls fn(p) at the next reset.  fn must not use the arena. */
void		 a_defer(struct arena *, void (*fn)(void *), void *p);

/* Like a_zalloc, but wiped at reset: for keys and what is derived from them. */
void		*a_secret(struct arena *, size_t);

#endif
