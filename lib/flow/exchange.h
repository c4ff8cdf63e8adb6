/*
 * exchange.h - an authentication that takes several requests.
 *
 * Layer flow.  The exchange is a database row named by the hash of a key that
 * only the client has (a cookie, or state of OpenID Connect), so any process
 * may serve the next request.  It holds the request that began it and octets
 * that its kind alone knows, sealed.  Whoever brings the next message takes it
 * before anything is looked at; whatever the outcome, that message is used up.
 * A byte-identical copy, which phones send when a kept connection drops, waits
 * for the first one's reply and gets it.
 */
#ifndef ECS_FLOW_EXCHANGE_H
#define ECS_FLOW_EXCHANGE_H

#include "io/req.h"

enum {
	EXCHANGE_COPY_MS = 10000,	/* a copy gets the same reply for so long */
	EXCHANGE_WORK_MS = 25000,	/* taken longer ago, unanswered: its process died */
	EXCHANGE_STATE_MAX = 11000	/* octets kept, else ECS_TOO_LARGE */
};

/* Values of the ENUM column, counted from 1. */
enum exchange_kind {
	EXCHANGE_EAP = 1, EXCHANGE_RELAY, EXCHANGE_OIDC, EXCHANGE_OTP, EXCHANGE_FACTOR
};

/* A request's hold on an exchange, in its arena. */
struct exchange {
	enum exchange_kind kind;
	uint64_t	 sim_id;
	const char	*key;		/* as the client sent it */
	struct span	 own;		/* the kind's octets, wiped with the arena */
	/* the request that began it */
	const char	*accept;	/* NULL when absent */
	struct pair	*pairs;
	size_t		 npairs;
	/* private */
	uint8_t		 id[CRYPT_HASH], message[CRYPT_HASH];
	struct q_exchange_get *row;
};

/*
 * Begins one that lasts lasts_ms and keeps rq->pairs and rq->accept.  *key is
 * 128 random bits as text, in the arena.  rq->op must be set.
 */
enum ecs_err	 exchange_begin(struct req *, enum exchange_kind, uint64_t sim_id,
		    unsigned lasts_ms, struct span own, const char **key) MUST_CHECK;

/*
 * Takes the exchange that key names for this message.  ECS_OK with *out set: it
 * is ours, rq->op is the operator's, and the reply to this request is kept for
 * copies and ends the exchange, unless exchange_next() is called.  ECS_OK with
 * *out NULL: a copy, and rq is answered already.  kinds is a set of 1 << kind.
 * ECS_AUTH_NEEDED: no such exchange, or it is over time.  ECS_AUTH_FAILED: its
 * message was another one.
 */
enum ecs_err	 exchange_take(struct req *, unsigned kinds, const char *key,
		    struct span message, struct exchange **out) MUST_CHECK;

/*
 * Another round: stores own, lets go, and keeps rq->out for a copy.  rq must be
 * answered already (type and out; status 0 is 200).
 */
enum ecs_err	 exchange_next(struct req *, struct exchange *, struct span own) MUST_CHECK;

/* "NAME=key; Path=/; ...": old clients echo or quote what follows, so it is little. */
const char	*exchange_cookie(struct req *, const char *name, const char *key);

#endif
