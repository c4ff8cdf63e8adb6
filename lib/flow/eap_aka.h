/*
 * eap_aka.h - the EAP-AKA exchange of TS.43 v12 2.8.1.
 *
 * Layer flow.  This server terminates EAP with vectors of the operator's HLR,
 * or passes it through to the operator's AAA (flow/eap_relay).  An exchange of
 * flow/exchange.h, named by a cookie.
 */
#ifndef ECS_FLOW_EAP_AKA_H
#define ECS_FLOW_EAP_AKA_H

#include "flow/auth.h"
#include "flow/exchange.h"
#include "fmt/nai.h"

enum {
	EAP_SESSION_MS = 60000,	/* a session lives this long */
	EAP_RESYNCS = 2
};

#define EAP_MEDIA	"application/vnd.gsma.eap-relay.v1.0+json"
#define EAP_COOKIE	"ecs"

/*
 * Starts an exchange for the identity and answers with a challenge.  Counts
 * against the rate limits.  rq->op must be set.
 */
enum ecs_err	 eap_begin(struct req *, const struct nai *, const char *eap_id) MUST_CHECK;

/*
 * Takes a device's answer (rq->body).  ECS_OK with who->sim_id set: the SIM is
 * authenticated, rq->op and rq->pairs are those of the first request, and the
 * caller makes the document; it is kept for copies of this packet.  ECS_OK with
 * sim_id 0: rq is answered already (a new challenge, or the copy's reply).  On
 * an error rq->pairs are the first request's, too, if there is one.
 */
enum ecs_err	 eap_answer(struct req *, struct auth *who) MUST_CHECK;

/* rq->out becomes the packet in JSON. */
void		 eap_packet(struct req *, struct span packet);

#endif
