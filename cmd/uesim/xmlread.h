/*
 * xmlread.h - a small XML reader for the clients that are played: elements and
 * attributes in the order they stand, text skipped.
 *
 * libxml2 is the server's and the strict client's; phones use other parsers, and
 * read attributes by position, which needs their order.  Strings live in the arena.
 */
#ifndef UESIM_XMLREAD_H
#define UESIM_XMLREAD_H

#include "base/arena.h"

enum { XR_ATTRS = 16, XR_DEPTH = 32 };

enum xr_event { XR_OPEN, XR_CLOSE, XR_END, XR_ERROR };

struct xr_attr {
	const char	*name, *value;
};

struct xr {
	struct arena	*arena;
	const char	*p, *why;		/* why: set with XR_ERROR */
	const char	*name;			/* of the element opened or closed */
	struct xr_attr	 attr[XR_ATTRS];
	size_t		 nattr;
	const char	*stack[XR_DEPTH];
	size_t		 depth;
	bool		 closing, rooted;
};

void		 xr_init(struct xr *, struct arena *, const char *text);

/* The next element's start or end; XR_END after the root closed. */
enum xr_event	 xr_next(struct xr *);

#endif
