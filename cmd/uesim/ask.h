/*
 * ask.h - how a phone gets its document: by the token it kept, else by its SIM,
 * else by a login of the person who holds it.
 */
#ifndef UESIM_ASK_H
#define UESIM_ASK_H

#include "client.h"
#include "http.h"

enum asked_by { BY_SIM, BY_TOKEN, BY_LOGIN, BY_CODE };

struct answer {
	struct http_rsp	 rsp;
	enum asked_by	 by;
	unsigned	 challenges, resyncs;
	bool		 named;		/* the network asked for an identity */
	/*
	 * Sends the answer to a challenge in its own way, NULL: plainly.  Sets rsp;
	 * false when there was no reply.
	 */
	bool		 (*send)(struct ue *, const struct http_req *, struct answer *);
	void		 *arg;		/* for it */
};

/* The services asked for, three of the IMS app's when the options name none. */
struct asked {
	const char *const	*app;
	size_t			 napp;
	bool			 json;		/* kind of document */
};
void		 asked_init(const struct opts *, const struct client *, struct asked *out);

/* Says which client this is, and whose line. */
void		 ask_introduce(struct ue *);

/* False with a message when the phone has no SIM. */
bool		 ask_has_card(struct ue *) MUST_CHECK;

/* UE_USABLE and the 200 answer; any other code has been told already. */
enum ue_exit	 ask_document(struct ue *, const struct asked *, struct answer *out);

const char	*ask_by_name(enum asked_by);		/* "sim" */

/* The same by a login in the browser, by OpenID Connect (TS.43 v12 2.8.2). */
enum ue_exit	 ask_by_login(struct ue *, const struct asked *, struct answer *out);

/* The same by the SIM alone. */
enum ue_exit	 ask_by_sim(struct ue *, const struct asked *, struct answer *out);

/* Keeps the token and version of a document that was not rejected. */
void		 ask_keep(struct ue *, const struct doc_view *);

/* Tells what a status that is no answer means to this phone; the exit code. */
enum ue_exit	 ask_status(struct ue *, const struct http_rsp *);

/* After success: sends the exchange's last request again (--replay). */
void		 trial_replay(struct ue *, const struct http_req *,
		    const struct http_rsp *first);

/* The request twice in a row; false when the answers differ (--resend). */
bool		 trial_resend(struct ue *, const struct http_req *,
		    const struct http_rsp *first);

/* Many authentications in many processes (--repeat, --parallel). */
enum ue_exit	 load_run(struct ue *, const struct asked *);

#endif
