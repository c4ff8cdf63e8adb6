/*
 * sms.h - short messages, by the HTTP interface of an SMS gateway.
 *
 * Layer peer.  One driver: the operator's sms-url is a template of a GET, with
 * {to} {from} {text} {coding} {udh} {user} {password}, each percent-encoded as
 * it is put in; the secret "sms" of the operator has user:password where the
 * template asks for them.  coding is 0 (the GSM alphabet, 3GPP TS 23.038) or 2
 * (UCS-2), the text is always given in UTF-8.  The answers are those of
 * Kannel's smsbox: 202 with "0:" or "3:" in its body, or of others 200, 201,
 * 202 and 204, mean that the gateway has it.
 */
#ifndef ECS_PEER_SMS_H
#define ECS_PEER_SMS_H

#include "peer/provisioner.h"

enum { SMS_SEPTETS = 160, SMS_SEPTETS_PORT = 152 };	/* of one message; with ports before it */

struct sms {
	const struct conf *conf;
	const struct conf_operator *op;
	struct arena	*arena;
	const char	*to;		/* digits */
	const char	*text;		/* UTF-8 */
	unsigned	 port;		/* of the application it is for; 0 a plain one */
};

/* Neither to nor text is in out->why.  DONE, RETRY or REFUSED. */
void		 sms_send(const struct sms *, struct peer_answer *out);

/* How many septets the text has in the GSM alphabet; -1 when it does not fit into it. */
int		 sms_septets(const char *text);

#endif
