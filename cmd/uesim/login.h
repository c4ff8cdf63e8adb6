/*
 * login.h - a person logs in where the server sends the phone (TS.43 v12 2.8.2,
 * OpenID Connect), and answers with the code that is sent to them.
 *
 * Everything lives in the arena of the phone.
 */
#ifndef UESIM_LOGIN_H
#define UESIM_LOGIN_H

#include "ask.h"
#include "webview.h"

struct login {
	struct ue		*ue;
	const struct asked	*asked;
	const char		*url;	/* of the page that the server sent the phone to */
	const char		*back;	/* where the browser was sent from there */
	struct webview		 web;	/* one for all pages: it keeps its cookies */
	bool			 open;
	/* what the person did so far */
	unsigned		 names, passwords, codes, consents;
};

/*
 * Each returns UE_USABLE, or a code that has been told.
 */

/* Asks without any proof; url is the page of the 302.  out->rsp is the answer. */
enum ue_exit	 login_begin(struct login *, struct ue *, const struct asked *,
		    struct answer *out);

/* The person at url, until the browser is sent back to the server: sets back. */
enum ue_exit	 login_visit(struct login *);

/* The phone itself, with the URL that was taken out of the browser. */
enum ue_exit	 login_fetch(struct login *, const char *url, struct http_rsp *out);

/* What the person does at the page that is shown; leaves when they know no more. */
enum ue_exit	 login_act(struct login *, bool *leaves);

/* The n-th code that was sent, from 0; NULL: the person has no other. */
const char	*login_code(struct ue *, unsigned n);

#endif
