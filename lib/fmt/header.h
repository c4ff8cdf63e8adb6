/*
 * header.h - HTTP request headers that decide something.  Layer fmt.
 */
#ifndef ECS_FMT_HEADER_H
#define ECS_FMT_HEADER_H

#include "base/arena.h"
#include "base/conf.h"

/* Which documents a client can read. */
struct accept {
	bool		 json;	/* names application/json */
	bool		 xml;	/* names any XML media type */
};

/* NULL is an absent header.  A range with q=0 does not count. */
struct accept	 header_accept(const char *accept);

/*
 * The value of a cookie, or NULL.  Takes quotes, "," as well as ";" between
 * cookies (fronts join repeated headers either way), and ignores what some
 * devices echo of Set-Cookie (Path, HttpOnly).
 */
const char	*header_cookie(struct arena *, const char *header, const char *name);

/*
 * Which of have: the best for this Accept-Language, else for the tag of a line's own
 * language, else the first.  A range matches a tag without its last subtags, then any
 * of the same first one.  Both may be NULL or "".
 */
const char	*header_language(const char *accept_language, const char *of_line,
		    const struct conf_list *have);

/* Does Accept-Encoding allow gzip? */
bool		 header_gzip(const char *accept_encoding);

/* Is the media type of a Content-Type header this one? */
bool		 header_media(const char *content_type, const char *want);

#endif
