/*
 * otp_int.h - what the two ways of one-time passwords share.  Layer flow.
 */
#ifndef ECS_FLOW_OTP_INT_H
#define ECS_FLOW_OTP_INT_H

#include "flow/exchange.h"
#include "flow/otp.h"

/* The kind's octets of an exchange. */
struct otp_own {
	uint64_t	 sent_ms, expires_ms;
	char		 code[OTP_DIGITS + 1];
	uint8_t		 tries;		/* wrong ones so far */
	bool		 passed;	/* second factor: it was typed */
};

/* A message to a number, whoever has it. */
struct otp_message {
	const char	*msisdn;	/* digits only */
	uint64_t	 line_id;	/* 0: nobody, and nothing is sent */
	const char	*language, *verb;
	const struct conf_list *channels;
	unsigned	 sms_port;
};

/* Room for the kind's octets, wiped with the request; with a code that nobody can guess. */
struct otp_own	*otp_own_new(struct req *);
/* NULL: of another release. */
struct otp_own	*otp_own_of(struct req *, const struct exchange *);

/* May one more be sent to this number?  ECS_LIMITED, recorded, with Retry-After. */
enum ecs_err	 otp_limits(struct req *, const struct otp_message *) MUST_CHECK;

/* Writes the rows that ecs-outbox sends, and wakes it. */
enum ecs_err	 otp_promise(struct req *, const struct otp_message *, const struct otp_own *)
		    MUST_CHECK;

/* Constant time, and no longer than it must be. */
bool		 otp_code_equal(const struct otp_own *, const char *typed);

/*
 * Like exchange_take(), where a message that comes too late needs another
 * authentication: ECS_AUTH_NEEDED.  The message is what plus once.
 */
enum ecs_err	 otp_take(struct req *, enum exchange_kind, const char *key, const char *what,
		    const char *once, struct exchange **out) MUST_CHECK;

/* The language that a line's owner reads. */
const char	*otp_language(const struct req *, const char *of_line);

#endif
