/*
 * fetch_mail.h - mail that we send, by SMTP.
 *
 * Layer io.  libcurl's SMTP, tied down as in fetch.h.  TLS is a must, from the
 * start (smtps) or by STARTTLS, but to loopback addresses, where there is none.
 */
#ifndef ECS_IO_FETCH_MAIL_H
#define ECS_IO_FETCH_MAIL_H

#include "base/arena.h"

struct fetch_mail {
	const char	*url;		/* smtp or smtps */
	const char	*from, *to;	/* bare addresses, fetch_mail_address() each */
	const char	*user, *password;	/* "" none */
	struct span	 message;	/* header fields, empty line, body; CR LF */
	unsigned	 timeout_ms;
	const char	*ca_file;	/* PEM; "" the system's */
};

/*
 * ECS_OK: the server has taken it.  ECS_FORBIDDEN: it will not, now or later
 * (5xx).  ECS_PEER_DOWN: another time.  *why is static, without an identifier.
 */
enum ecs_err	 fetch_mail(struct arena *, const struct fetch_mail *, const char **why)
		    MUST_CHECK;

/* user@host of printable ASCII, without what SMTP or a header field could take otherwise. */
bool		 fetch_mail_address(const char *);

#endif
