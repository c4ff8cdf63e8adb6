/*
 * eap_state.h - what an EAP session remembers between rounds, and its row.
 *
 * Layer flow.  Private to eap_aka.c.
 */
#ifndef ECS_FLOW_EAP_STATE_H
#define ECS_FLOW_EAP_STATE_H

#include "flow/eap_aka.h"

enum { EAP_STATE_MAX = 11000 };	/* octets of request kept, else 413 */

struct eap_state {
	/* the pending challenge */
	struct eap_keys	 keys;
	uint8_t		 identifier, resyncs;
	uint8_t		 rand[AKA_RAND];
	uint8_t		 xres[AKA_RES_MAX];
	size_t		 xres_len;
	/* the request that started it */
	const char	*identity, *imsi, *accept;	/* accept "" when absent */
	struct pair	*pairs;
	size_t		 npairs;
};

/* Sealed for the operator; ECS_TOO_LARGE when the request does not fit. */
enum ecs_err	 eap_state_put(struct req *, const struct eap_state *, struct span *out)
		    MUST_CHECK;
enum ecs_err	 eap_state_get(struct req *, struct span box, struct eap_state *out)
		    MUST_CHECK;

/* A reply as it was sent: status, media type, body; sealed likewise. */
enum ecs_err	 eap_reply_put(struct req *, int status, const char *type,
		    struct span body, struct span *out) MUST_CHECK;

/* Makes the kept reply this request's. */
enum ecs_err	 eap_reply_use(struct req *, struct span box) MUST_CHECK;

#endif
