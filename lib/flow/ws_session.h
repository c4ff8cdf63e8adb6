/*
 * ws_session.h - a person at a page: a ticket opens a session, a cookie finds it.
 *
 * Layer flow.  The row's key is the SHA-256 of a random cookie that only we
 * make; a value that a client brings along is looked up and never adopted.
 */
#ifndef ECS_FLOW_WS_SESSION_H
#define ECS_FLOW_WS_SESSION_H

#include "core/ticket.h"
#include "io/req.h"

enum {
	WS_SESSION_S = 1800,	/* a session's whole life */
	WS_REOPEN_S = 60,	/* for a reload or a POST that was sent again */
	WS_CSRF = 16, WS_CSRF_TEXT = 4 * WS_CSRF
};

struct ws_session {
	uint8_t		 id[CRYPT_HASH];
	uint64_t	 sim_id, line_id, device_id;
	char		 terminal_id[64 + 1];	/* "" none */
	char		 flow[TICKET_FLOW + 1];
	char		 language[8 + 1];
	uint8_t		 csrf[CRYPT_HASH];	/* digest of the form token */
	uint8_t		 form_token[WS_CSRF];
	unsigned	 forms;			/* taken in this session */
};

/*
 * Opens a session for this flow and sets rq->op, rq->language, rq->set_cookie.
 * The same ticket again replaces its session within WS_REOPEN_S and before any
 * form was taken, and is harmless for whoever has the session's cookie.
 * ECS_AUTH_NEEDED: not a ticket of ours, expired, of another flow, operator or
 * an earlier SIM.  ECS_USED.
 */
enum ecs_err	 ws_session_open(struct req *, const char *ticket, const char *flow) MUST_CHECK;

/* The live session of the request's cookie.  ECS_NOROW: none.  Sets rq->op, rq->language. */
enum ecs_err	 ws_session_find(struct req *, const char *flow, struct ws_session *out) MUST_CHECK;

/*
 * What a form of this session carries; another text each time, so that packing
 * the page tells nothing about it.  Lives in the arena.
 */
const char	*ws_session_csrf(struct arena *, const struct ws_session *);

/* Constant time.  text may be NULL. */
bool		 ws_session_csrf_ok(const struct ws_session *, const char *text);

#endif
