/*
 * client.h - the clients that can be played, one row each: how closely they look
 * at a challenge, what they do with cookies, how they read and judge a document.
 */
#ifndef UESIM_CLIENT_H
#define UESIM_CLIENT_H

#include "docview.h"
#include "peer_aka.h"
#include "uesim.h"

enum cookie_style {
	COOKIE_JAVA,	/* java.net.HttpCookie: a line each, quoted after Max-Age */
	COOKIE_ECHO,	/* the whole Set-Cookie text comes back, attributes too */
	COOKIE_PLAIN	/* RFC 6265 */
};

enum verdict_state {
	V_ON,		/* may be used */
	V_OFF,
	V_CANNOT,	/* not offered on this line */
	V_SHEET,	/* a page has to be filled in first */
	V_PENDING,	/* being set up */
	V_UNEXPECTED,	/* the values fit no case: an error screen */
	V_ABSENT	/* asked, not in the answer */
};

/* What the client decides for one app.  Strings live in the arena or are static. */
struct verdict {
	const char		*app;
	enum verdict_state	 state;
	const char		*text;		/* "can be activated" */
	const char		*url, *user_data, *message;
};

struct client {
	const char		*name, *label;
	enum peer_look		 look;
	bool			 sends_reject;
	unsigned		 challenges;	/* accepted in one exchange */
	enum cookie_style	 cookies;
	bool			 needs_cookie;	/* none in the challenge is an error */
	bool			 needs_type;	/* Content-Type must say xml or json */
	bool			 get_only;
	bool			 keeps_last;	/* no TOKEN in an answer loses the token */
	const char		*agent;		/* its part of User-Agent */
	/* fills the view, or sets its reject */
	void			(*read)(struct doc_view *, const struct doc_in *);
	/* may set the view's reject */
	void			(*judge)(struct doc_view *, const char *app, struct verdict *);
};

const struct client	*client_find(const char *name);	/* NULL: no such */

/*
 * The Accept header: at the first request with EAP_ID, with the EAP answers, or
 * where no EAP follows.
 */
enum accept_at { ACCEPT_START, ACCEPT_ANSWER, ACCEPT_RESYNC, ACCEPT_DOCUMENT };
const char		*client_accept(const struct client *, enum accept_at, bool json);

/* Services that Android's clients read from JSON only. */
bool			 client_json_app(const char *app);

/* The readers, each in a file of its own. */
void			 reader_aosp(struct doc_view *, const struct doc_in *);
void			 reader_samsung(struct doc_view *, const struct doc_in *);
void			 reader_huawei(struct doc_view *, const struct doc_in *);
void			 reader_strict(struct doc_view *, const struct doc_in *);

/* Android's & work-around, and JSON for those that read it; see reader_aosp.c. */
void			 reader_aosp_json(struct doc_view *, const struct doc_in *);

/* How the values are judged. */
void			 judge_aosp(struct doc_view *, const char *app, struct verdict *);
void			 judge_samsung(struct doc_view *, const char *app, struct verdict *);
void			 judge_spec(struct doc_view *, const char *app, struct verdict *);

#endif
