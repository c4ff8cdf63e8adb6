/*
 * radius.h - RADIUS packets of a client that passes EAP through: Access-Request
 * and what answers it.
 *
 * Layer fmt.  RFC 2865, RFC 3579, RFC 4372.  No I/O, no memory.  A reply counts
 * only when both its Response Authenticator and its Message-Authenticator are
 * right (CVE-2024-3596); both are compared in constant time.
 */
#ifndef ECS_FMT_RADIUS_H
#define ECS_FMT_RADIUS_H

#include "base/crypt.h"

enum { RADIUS_HEAD = 20, RADIUS_MAX = 4096, RADIUS_AUTHENTICATOR = CRYPT_MD5, RADIUS_VALUE = 253 };

enum radius_code {
	RADIUS_REQUEST = 1, RADIUS_ACCEPT = 2, RADIUS_REJECT = 3, RADIUS_CHALLENGE = 11
};

struct radius_ask {
	uint8_t		 id;
	uint8_t		 authenticator[RADIUS_AUTHENTICATOR];	/* random */
	const char	*user_name, *nas;	/* each 1 to RADIUS_VALUE octets */
	struct span	 state;			/* len 0: none */
	struct span	 eap;
};

/* Spans point into the packet; absent ones are NULL. */
struct radius_reply {
	enum radius_code code;
	struct span	 state;		/* 1 to RADIUS_VALUE octets */
	struct span	 user_name;	/* no NUL in it */
	struct span	 cui;		/* Chargeable-User-Identity; likewise */
	size_t		 eap_len;	/* of all EAP-Message together; 0 none */
	uint8_t		 eap[RADIUS_MAX];
};

/*
 * Writes an Access-Request into out (RADIUS_MAX octets), Message-Authenticator
 * first.  Returns its length, 0 when it does not fit.
 */
size_t		 radius_request(const struct radius_ask *, struct span secret, uint8_t *out);

/*
 * The length that a packet's first four octets claim; 0 when it cannot be one.
 */
size_t		 radius_length(const uint8_t head[4]);

/*
 * Reads the reply to a request.  ECS_AUTH_FAILED: it is not one, or not proved
 * to come from who knows the secret; drop it and go on waiting.  ECS_PEER_DOWN:
 * it is genuine, but breaks the RFCs.  *why is static and says how.
 */
enum ecs_err	 radius_parse(struct span packet, const struct radius_ask *,
		    struct span secret, struct radius_reply *out, const char **why) MUST_CHECK;

#endif
