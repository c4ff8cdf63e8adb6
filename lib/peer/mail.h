/*
 * mail.h - a short text by e-mail.
 *
 * Layer peer.  To the operator's mail-url, from its mail-from; the secret
 * "mail" of the operator, where it is there, has user:password.  Subject and
 * text are UTF-8 of any kind: both are encoded, so that nothing in them can be
 * taken for a header field or another message.
 */
#ifndef ECS_PEER_MAIL_H
#define ECS_PEER_MAIL_H

#include "peer/provisioner.h"

struct mail {
	const struct conf *conf;
	const struct conf_operator *op;
	struct arena	*arena;
	const char	*ref;		/* makes the Message-ID: a copy has the same */
	const char	*to;		/* bare address */
	const char	*subject, *text;	/* UTF-8; lines end in a line feed */
	uint64_t	 now;		/* seconds, for Date */
};

/* Neither to nor text is in out->why.  DONE, RETRY or REFUSED. */
void		 mail_send(const struct mail *, struct peer_answer *out);

#endif
