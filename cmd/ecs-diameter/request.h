/*
 * request.h - a request to the operator's server, and what came back for it.
 *
 * Sending returns at once; an outcome with the request's id follows, or none
 * when it was lost, for which the caller has a deadline.
 */
#ifndef ECS_DIAMETER_REQUEST_H
#define ECS_DIAMETER_REQUEST_H

#include "outcome.h"
#include "words.h"

struct msg;

struct route {
	const char	*realm, *host;	/* host "" any */
	unsigned	 timeout_s;
};

/* False, with nothing sent: no memory, or a state that is not ours. */
bool		 vector_send(uint64_t id, const struct route *, const struct gateway_ask *);
bool		 eap_send(uint64_t id, const struct route *, const struct gateway_ask *);

/* Read an answer that is one to this query; o is UNABLE so far. */
void		 vector_read(struct msg *answer, struct msg *query, struct outcome *o);
void		 eap_read(struct msg *answer, struct msg *query, struct outcome *o);

/* What all requests have in common. */

enum { SESSION_MAX = 160 };

/* A new Session-Id, in room. */
struct span	 session_new(char room[SESSION_MAX]);

/* Session-Id, origin and destination are in it; NULL when there is no memory. */
struct msg	*request_new(enum command, struct span session, const struct route *);

/* Takes the message.  False when it was not sent. */
bool		 request_send(uint64_t id, struct msg *, enum command, unsigned timeout_s);

struct result {
	uint32_t	 code;		/* 0: none to be relied on, or an agent's error */
	bool		 experimental;	/* the application's own, RFC 6733 7.6 */
};

struct result	 answer_result(struct msg *answer, struct msg *query);

/* The server itself says so; 3xxx is of the way to it (RFC 6733 7.1.3). */
bool		 result_heard(const struct result *);

/* For the stack: freeDiameter drops this message, which may be an answer to us. */
void		 request_dropped(struct msg *);

#endif
