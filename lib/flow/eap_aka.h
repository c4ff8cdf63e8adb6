/*
 * eap_aka.h - the EAP-AKA exchange of TS.43 v12 2.8.1, this server terminating.
 *
 * Layer flow.  The exchange is a database row named by the hash of a cookie,
 * so any worker may serve the next round.  It holds the request that started
 * it and the pending challenge, sealed.  A challenge is claimed before its
 * answer is verified; whatever the outcome, it is used up.
 */
#ifndef ECS_FLOW_EAP_AKA_H
#define ECS_FLOW_EAP_AKA_H

#include "fmt/nai.h"
#include "io/req.h"

enum {
	EAP_SESSION_MS = 60000,	/* a session lives this long */
	EAP_COPY_MS = 10000,	/* a byte-identical answer gets the same reply for so long */
	EAP_WORK_MS = 5000,	/* a claim older than this, unanswered: its process died */
	EAP_RESYNCS = 2
};

#define EAP_MEDIA	"application/vnd.gsma.eap-relay.v1.0+json"
#define EAP_COOKIE	"ecs"

/* Who was authenticated. */
struct eap_aka_peer {
	uint64_t	 sim_id;
};

/*
 * Starts an exchange for the identity and answers with a challenge.  Counts
 * against the rate limits.  rq->op must be set.
 */
enum ecs_err	 eap_aka_begin(struct req *, const struct nai *, const char *eap_id)
		    MUST_CHECK;

/*
 * Takes a device's answer (rq->body).  ECS_OK with peer->sim_id set: the SIM is
 * authenticated, rq->op and rq->pairs are those of the first request, and the
 * caller makes the document; it is kept for copies of this packet.  ECS_OK with
 * sim_id 0: rq is answered already (a new challenge, or the copy's reply).
 */
enum ecs_err	 eap_aka_answer(struct req *, struct eap_aka_peer *) MUST_CHECK;

#endif
