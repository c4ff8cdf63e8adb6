/*
 * peer_packet.h - EAP responses put together octet by octet; for the peer_*.c only.
 */
#ifndef UESIM_PEER_PACKET_H
#define UESIM_PEER_PACKET_H

#include "peer_aka.h"

enum { CHECKCODE_MAX = 32 };	/* SHA-256 with EAP-AKA', SHA-1 else */

/* Starts a response to this request; its length is written by peer_finish(). */
void	 peer_start(const struct peer *, struct span request, unsigned subtype,
	    struct peer_answer *out);

/* Appends an attribute: two octets after the length, then the value, padded. */
void	 peer_attr(struct peer_answer *out, unsigned type, unsigned first,
	    const uint8_t *value, size_t n);
void	 peer_finish(struct peer_answer *out);

/* Client-Error or Authentication-Reject, or nothing when this client stops there. */
enum peer_result peer_refuse(const struct peer *, struct span request, unsigned subtype,
	    const char *why, struct peer_answer *out);

/* Answers AKA-Identity. */
enum peer_result peer_identity(struct peer *, struct span request, struct peer_answer *out);

/* What AT_CHECKCODE holds after the rounds so far: no octets when there were none. */
size_t	 peer_checkcode(const struct peer *, uint8_t out[CHECKCODE_MAX]);

#endif
