/*
 * gateway_client.h - a worker's side of the gateways of its node.
 *
 * Layer peer.  RUN-DIR/NAME.sock is the daemon's, NAME "gsup" or "diameter".
 * Its connection is kept for the life of the process, which asks one question
 * at a time; one that the daemon has closed meanwhile is made anew once.
 */
#ifndef ECS_PEER_GATEWAY_CLIENT_H
#define ECS_PEER_GATEWAY_CLIENT_H

#include "peer/aaa.h"
#include "peer/hlr.h"

/* The drivers' calls: see struct hlr_driver and struct aaa_driver. */
enum ecs_err	 gateway_client_vector(const char *name, struct hlr *,
		    const struct hlr_ask *, struct aka_vector *out) MUST_CHECK;
enum ecs_err	 gateway_client_pass(const char *name, struct aaa *,
		    const struct aaa_ask *, struct aaa_answer *out) MUST_CHECK;

#endif
