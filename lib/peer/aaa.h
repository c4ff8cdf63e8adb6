/*
 * aaa.h - the operator's AAA server, to which EAP is passed through.
 *
 * Layer peer.  One struct aaa_driver per protocol; an operator's `aaa` option
 * names it.  A driver keeps nothing between calls but connections: what belongs
 * to a conversation is in `state`, which the caller stores and gives back, so
 * any process may ask the next round.  TS.43 v12 2.8.1; spec RFC 3579, RFC 4072.
 */
#ifndef ECS_PEER_AAA_H
#define ECS_PEER_AAA_H

#include "base/arena.h"
#include "base/conf.h"

enum { AAA_STATE = 512, AAA_USER = 253, AAA_PACKET = 4000 };

struct aaa {
	const struct conf *conf;
	const struct conf_operator *op;
	struct arena	*arena;
	const char	*why;	/* set on error: for the log, no identifier in it */
	bool		 heard;	/* set with ECS_PEER_DOWN: it did answer, so it is there */
};

struct aaa_ask {
	const char	*identity;	/* EAP_ID, goes out as User-Name */
	struct span	 packet;	/* an EAP-Response, at most AAA_PACKET octets */
	struct span	 state;		/* the last answer's; len 0 starts a conversation */
};

enum aaa_verdict { AAA_CHALLENGE, AAA_ACCEPT, AAA_REJECT };

struct aaa_answer {
	enum aaa_verdict verdict;
	struct span	 packet;	/* EAP of the AAA; CHALLENGE always has one */
	struct span	 state;		/* at most AAA_STATE octets; CHALLENGE only */
	const char	*user_name;	/* of an ACCEPT: whom it authenticated; "" not said */
};

struct aaa_driver {
	const char	*name;
	/*
	 * ECS_OK: the AAA answered; what is in out lives in the arena.
	 * ECS_PEER_DOWN: no answer within the operator's peer_timeout_s, none that
	 * is genuine, or "unable" (TS.43 table 7).  ECS_KEYS: not configured.
	 * ECS_EAP_FORMAT: the packet is too long for the protocol.
	 */
	enum ecs_err	(*ask)(struct aaa *, const struct aaa_ask *, struct aaa_answer *out);
};

/* The operator's driver; NULL when it has none. */
const struct aaa_driver *aaa_driver(const struct conf_operator *);

extern const struct aaa_driver aaa_radius, aaa_diameter;

#endif
