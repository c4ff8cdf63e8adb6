/*
 * http.h - one exchange over a kept connection, as a phone's HTTP stack does it:
 * no redirect followed, 30 s, gzip understood.
 *
 * Requests are the caller's; answers live in the arena of the phone.
 */
#ifndef UESIM_HTTP_H
#define UESIM_HTTP_H

#include "uesim.h"

enum { HTTP_LINES = 24 };

struct http_header {
	struct http_header	*next;
	const char		*name, *value;
};

struct http_req {
	const char	*url;
	const char	*body;			/* NULL: GET */
	const char	*line[HTTP_LINES];	/* "Name: value", repeats allowed */
	size_t		 nline;
};

struct http_rsp {
	int			 status;
	const char		*body;		/* terminated; "" when none */
	size_t			 len;
	struct http_header	*headers;	/* as received */
	const char		*error;		/* set when http_do fails */
};

/* NULL with a message when libcurl cannot start.  Freed with the arena. */
struct http	*http_new(struct ue *);

/* True when the certificate of that server is not looked at. */
bool		 http_trusts(const struct opts *, const char *url);

/* From now on cookies are kept and sent as RFC 6265 says; until then they are not. */
void		 http_keep_cookies(struct http *);

/* False when there was no answer at all; the status decides otherwise. */
bool		 http_do(struct http *, const struct http_req *,
		    struct http_rsp *out) MUST_CHECK;

/* n copies at the same moment, each on a connection of its own; false: no answer. */
bool		 http_race(struct ue *, const struct http_req *, unsigned n,
		    struct http_rsp *out) MUST_CHECK;

/* Status and octets of the body are the same. */
bool		 http_same(const struct http_rsp *, const struct http_rsp *);

void		 http_line(struct http_req *, const char *line);

/* The first header of that name, without case; "" when none. */
const char	*http_header(const struct http_rsp *, const char *name);

#endif
