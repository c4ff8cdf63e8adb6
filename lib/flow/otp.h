/*
 * otp.h - one-time passwords: who has the number is whom they say.
 *
 * Layer flow.  TS.43 v12 8.3: a device without a SIM names a number, gets 200
 * with a cookie and nothing else, and repeats with OTP what was sent to that
 * number.  A number that nobody has is answered alike, with the same rows
 * written, and nothing is sent.  TS.43 v12 2.8.2.1: after a login at an OpenID
 * provider a code that was sent by SMS is typed at a page of ours.  A code is
 * sealed wherever it is kept, good for one exchange, and used once.
 */
#ifndef ECS_FLOW_OTP_H
#define ECS_FLOW_OTP_H

#include "flow/auth.h"
#include "io/req.h"

enum {
	OTP_DIGITS = 6,
	OTP_TRIES = 5,			/* wrong ones that an exchange bears */
	OTP_LIVES_MS = 300 * 1000,	/* a code and its exchange */
	OTP_AGAIN_MS = 60 * 1000,	/* before it is sent again */
	OTP_NEAR = 3, OTP_NEAR_MS = 600 * 1000,	/* so many of one number in so long */
	OTP_FAR = 8, OTP_FAR_MS = 86400 * 1000,
	OTP_MSISDN_MAX = 16		/* digits, with a plus before them */
};

/* The verb of an outbox row, which is what the code is for; otp-VERB is its text. */
#define OTP_TRANSFER	"transfer"
#define OTP_LOGIN	"login"

#define OTP_LABEL	"entitled otp 1"	/* of the code that is sealed in an otp row */

#define OTP_FLOW	"sms-code"	/* the page's name */

/* "+15550100001" or without the plus: 5 to 15 digits. */
bool		 otp_msisdn_ok(const char *);

/*
 * Starts it: rq->op must be set, rq is then answered with 200, a cookie and no
 * body.  sms_port 0: a plain SMS.  ECS_LIMITED with Retry-After.
 */
enum ecs_err	 otp_begin(struct req *, const char *msisdn, unsigned sms_port) MUST_CHECK;

/*
 * What was sent, together with the cookie.  ECS_OK: who is known, and rq has
 * the parameters and Accept of the first request; or who->sim_id is 0 and rq is
 * answered already (a copy).  ECS_AUTH_NEEDED (511): a wrong code, which leaves
 * the exchange going on until there were OTP_TRIES; or no such exchange.
 */
enum ecs_err	 otp_answer(struct req *, const char *code, struct auth *who) MUST_CHECK;

/*
 * The second factor for a SIM whose owner has logged in: keeps rq->pairs and
 * rq->accept, sends a code by SMS, and answers 302 to the page.
 */
enum ecs_err	 otp_factor_begin(struct req *, uint64_t sim_id) MUST_CHECK;

/* The device is back from the page; like otp_answer(), who->method is AUTH_OIDC. */
enum ecs_err	 otp_factor_answer(struct req *, const char *state, struct auth *who) MUST_CHECK;

/* A form of the page, of a session for sim_id. */
struct otp_form {
	uint64_t	 sim_id;
	const char	*state;		/* of the page's URL */
	const char	*once;		/* what only a copy of this form has, too */
};

/*
 * The code was typed.  Answers 303: to the ECS when it is right, else to the
 * page with view=wrong or view=over.  ECS_AUTH_NEEDED: no such exchange.
 */
enum ecs_err	 otp_factor_code(struct req *, const struct otp_form *, const char *code)
		    MUST_CHECK;

/* It is to be sent again.  Answers 303 to the page with view=again, soon or many. */
enum ecs_err	 otp_factor_again(struct req *, const struct otp_form *) MUST_CHECK;

#endif
