/*
 * eap_way.h - the two ways of an EAP exchange.  Layer flow, private to
 * eap_aka.c: it parses, limits, finds the SIM and keeps the exchange; a way
 * makes and judges packets.
 */
#ifndef ECS_FLOW_EAP_WAY_H
#define ECS_FLOW_EAP_WAY_H

#include "flow/eap_aka.h"

struct eap_way {
	enum exchange_kind kind;
	size_t		 own;	/* octets it keeps between rounds */
	/*
	 * The first packet for the device, by eap_packet(), and what to keep.  sim_id
	 * 0: nobody has this IMSI, which must not show.
	 */
	enum ecs_err	(*begin)(struct req *, const struct nai *, const char *eap_id,
			    uint64_t sim_id, void *own);
	/*
	 * Judges a response that parses.  ECS_OK with *again: rq has the next packet,
	 * own goes on.  ECS_OK without: the SIM is authenticated.
	 */
	enum ecs_err	(*judge)(struct req *, const struct exchange *, struct span bytes,
			    const struct eap_rsp *, void *own, bool *again);
};

extern const struct eap_way eap_local, eap_relay;

#endif
