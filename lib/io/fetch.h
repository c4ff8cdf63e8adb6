/*
 * fetch.h - HTTP requests that we make.
 *
 * Layer io.  The only user of libcurl.  One handle a process, so a connection
 * to a peer is kept between requests.  No redirect is followed, no proxy used,
 * TLS certificates are always checked.  What is returned lives in the arena.
 */
#ifndef ECS_IO_FETCH_H
#define ECS_IO_FETCH_H

#include "base/arena.h"

enum { FETCH_BODY_MAX = 64 * 1024, FETCH_HEADERS = 8 };

struct fetch {
	const char	*url;		/* http or https */
	const char	*headers[FETCH_HEADERS + 1];	/* "Name: value", then NULL */
	struct span	 body;		/* p NULL: GET, else POST */
	unsigned	 timeout_ms;	/* for all of it */
	unsigned	 connect_ms;	/* of which at most this to connect */
	const char	*ca_file;	/* PEM; "" the system's */
	const char	*certificate;	/* PEM with certificate and key; "" none */
};

struct fetched {
	int		 status;
	struct span	 body;		/* at most FETCH_BODY_MAX octets */
	unsigned	 retry_after_s;	/* 0: not said */
	const char	*why;		/* on an error; static, no identifier in it */
};

/*
 * ECS_OK: there is an answer, whatever its status.  ECS_PEER_DOWN: there is
 * none, or more than FETCH_BODY_MAX of it; why says what happened.
 */
enum ecs_err	 fetch(struct arena *, const struct fetch *, struct fetched *out) MUST_CHECK;

#endif
