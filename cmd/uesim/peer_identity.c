/*
 * peer_identity.c - AKA-Identity and AT_CHECKCODE, which phones do not know but
 * EAP peers of computers do (RFC 4187 4.1, 9.1, 9.2, 10.13).
 */
#include <openssl/evp.h>
#include <string.h>

#include "peer_packet.h"

/* Each request may only ask for more than the one before it. */
static int
rank(unsigned type)
{
	return type == AT_ANY_ID_REQ ? 1 : type == AT_FULLAUTH_ID_REQ ? 2 :
	    type == AT_PERMANENT_ID_REQ ? 3 : 0;
}

static const char *
wanted(struct peer *peer, struct span pkt)
{
	int want = 0;

	for (size_t at = 8; at < pkt.len; at += 4 * (size_t)pkt.p[at + 1]) {
		if (pkt.len - at < 4 || pkt.p[at + 1] == 0 ||
		    4 * (size_t)pkt.p[at + 1] > pkt.len - at)
			return "an attribute is cut off";
		if (rank(pkt.p[at]) == 0 && pkt.p[at] < 128)
			return "an attribute that may not be skipped is unknown";
		if (rank(pkt.p[at]) != 0 && want != 0)
			return "two identities are asked for at once";
		if (rank(pkt.p[at]) != 0)
			want = rank(pkt.p[at]);
	}
	if (want == 0)
		return "AKA-Identity does not say which identity";
	if (want <= peer->asked)
		return "the same identity is asked for again";
	peer->asked = want;
	return NULL;
}

static bool
remember(struct peer *peer, const uint8_t *p, size_t n)
{
	if (n > sizeof(peer->said) - peer->said_len)
		return false;
	memcpy(peer->said + peer->said_len, p, n);
	peer->said_len += n;
	return true;
}

enum peer_result
peer_identity(struct peer *peer, struct span pkt, struct peer_answer *out)
{
	const char *why = wanted(peer, pkt);
	size_t n = strlen(peer->own);

	if (why != NULL)
		return peer_refuse(peer, pkt, SUB_CLIENT_ERROR, why, out);
	peer_start(peer, pkt, SUB_IDENTITY, out);
	peer_attr(out, AT_IDENTITY, (unsigned)n, (const uint8_t *)peer->own, n);
	peer_finish(out);
	if (!remember(peer, pkt.p, pkt.len) || !remember(peer, out->packet, out->len))
		return peer_refuse(peer, pkt, SUB_CLIENT_ERROR, "too many identity rounds", out);
	peer->identity = peer->own;
	return PEER_NAMED;
}

size_t
peer_checkcode(const struct peer *peer, uint8_t out[CHECKCODE_MAX])
{
	unsigned len = 0;

	if (peer->said_len > 0)
		EVP_Digest(peer->said, peer->said_len, out, &len,
		    peer->prime ? EVP_sha256() : EVP_sha1(), NULL);
	return len;
}
