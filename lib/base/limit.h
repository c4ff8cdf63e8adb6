/*
 * limit.h - rate limits that all workers of a node share.
 *
 * Layer base.  Counters are atomics in one mapped file, RUN-DIR/limits, that
 * may be lost at any time: then counting starts again.  A limit counts events
 * of one subject in the current minute; subjects are hashed, so the file holds
 * no identifier.
 */
#ifndef ECS_BASE_LIMIT_H
#define ECS_BASE_LIMIT_H

#include "base/ecs.h"

struct limit;

/* Maps (and makes) the file; NULL when it cannot, and then nothing is limited. */
struct limit	*limit_new(const char *run_dir);
void		 limit_free(struct limit *);

/*
 * Counts one event of (kind, subject) at now_ms.  False when more than max
 * have been counted in its minute.  max 0 means no limit.
 */
bool		 limit_take(struct limit *, const char *kind, const char *subject,
		    unsigned max, uint64_t now_ms);

#endif
