/* peer_packet.c - the phone's EAP packets. */
#include <string.h>

#include "peer_packet.h"

void
peer_start(const struct peer *peer, struct span request, unsigned subtype,
    struct peer_answer *out)
{
	const uint8_t head[8] = { EAP_RESPONSE, request.p[1], 0, 0,
	    peer->prime ? TYPE_AKA_PRIME : TYPE_AKA, (uint8_t)subtype, 0, 0 };

	memcpy(out->packet, head, sizeof(head));
	out->len = sizeof(head);
}

void
peer_attr(struct peer_answer *out, unsigned type, unsigned first, const uint8_t *value, size_t n)
{
	size_t len = (4 + n + 3) / 4 * 4;
	uint8_t *at = out->packet + out->len;

	memset(at, 0, len);
	at[0] = (uint8_t)type;
	at[1] = (uint8_t)(len / 4);
	at[2] = (uint8_t)(first >> 8);
	at[3] = (uint8_t)first;
	memcpy(at + 4, value, n);
	out->len += len;
}

void
peer_finish(struct peer_answer *out)
{
	out->packet[2] = (uint8_t)(out->len >> 8);
	out->packet[3] = (uint8_t)out->len;
}

enum peer_result
peer_refuse(const struct peer *peer, struct span request, unsigned subtype, const char *why,
    struct peer_answer *out)
{
	out->why = why;
	if (!peer->sends_reject || request.len < 2)
		return PEER_STOPPED;
	peer_start(peer, request, subtype, out);
	if (subtype == SUB_CLIENT_ERROR)
		peer_attr(out, AT_CLIENT_ERROR_CODE, 0, request.p, 0);
	peer_finish(out);
	return PEER_REJECTED;
}
