/*
 * buf.h - bytes that grow, in an arena.
 *
 * Layer base.  Writers append; nothing is ever inserted or removed.  The bytes
 * live as long as the arena; p moves when the buffer grows, so keep offsets.
 */
#ifndef ECS_BASE_BUF_H
#define ECS_BASE_BUF_H

#include "base/arena.h"

struct buf {
	struct arena	*arena;
	char		*p;		/* not NUL-terminated: see buf_cstr */
	size_t		 len, cap;
};

void		 buf_init(struct buf *, struct arena *, size_t cap);
void		 buf_add(struct buf *, const void *, size_t);
void		 buf_char(struct buf *, char);
void		 buf_str(struct buf *, const char *);
void		 buf_u64(struct buf *, uint64_t);	/* decimal */
void		 buf_printf(struct buf *, const char *, ...) PRINTF(2, 3);
void		 buf_json(struct buf *, const char *);	/* quoted and escaped */
const char	*buf_cstr(struct buf *);	/* terminates; valid until the next write */

#endif
