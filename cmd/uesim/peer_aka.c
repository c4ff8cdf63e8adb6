/* peer_aka.c - reads a challenge as the played client does, and answers it. */
#include <openssl/crypto.h>
#include <string.h>

#include "aka_keys.h"
#include "peer_packet.h"

struct challenge {
	const uint8_t	*rnd, *autn;
	size_t		 mac_at;	/* 0: none */
	struct span	 network, checkcode;
	bool		 kdf_1;
	const char	*wrong;		/* RFC 4187 8.1 would refuse it */
};

/* AT_KDF_INPUT: length of the name in octets, then the name. */
static struct span
kdf_input(const uint8_t *at, size_t len)
{
	size_t n = (size_t)at[2] << 8 | at[3];

	return n <= len - 4 ? SPAN(at + 4, n) : SPAN(NULL, 0);
}

static void
take(struct challenge *ch, const uint8_t *packet, const uint8_t *at, size_t len)
{
	switch (at[0]) {
	case AT_RAND:
		if (len == 20)
			ch->rnd = at + 4;
		break;
	case AT_AUTN:
		if (len == 20)
			ch->autn = at + 4;
		break;
	case AT_MAC:
		if (len == 20)
			ch->mac_at = (size_t)(at - packet) + 4;
		break;
	case AT_KDF:
		ch->kdf_1 = ch->kdf_1 || (at[2] == 0 && at[3] == 1);
		break;
	case AT_KDF_INPUT:
		ch->network = kdf_input(at, len);
		break;
	case AT_CHECKCODE:
		ch->checkcode = SPAN(at + 4, len - 4);
		break;
	case AT_IV: case AT_ENCR_DATA: case AT_RESULT_IND: case AT_BIDDING:
		break;
	default:
		if (at[0] < 128)
			ch->wrong = "an attribute that may not be skipped is unknown";
	}
}

/* Walks the attributes; a text when that is impossible. */
static const char *
walk(struct span pkt, struct challenge *out)
{
	bool seen[256] = { false };

	for (size_t at = 8; at < pkt.len;) {
		size_t len;

		if (pkt.len - at < 4)
			return "an attribute is cut off";
		if ((len = 4 * (size_t)pkt.p[at + 1]) == 0)
			return "an attribute of length 0: phones loop on it";
		if (len > pkt.len - at)
			return "an attribute runs past the end";
		if (seen[pkt.p[at]] && pkt.p[at] != AT_KDF)
			out->wrong = "an attribute comes twice";
		seen[pkt.p[at]] = true;
		take(out, pkt.p, pkt.p + at, len);
		at += len;
	}
	return NULL;
}

static const char *
header(const struct peer *peer, struct span pkt)
{
	if (pkt.len < 8 || ((size_t)pkt.p[2] << 8 | pkt.p[3]) != pkt.len)
		return "the EAP length is not the packet's length";
	if (pkt.p[0] != EAP_REQUEST)
		return "this is not an EAP request";
	if (pkt.p[4] != (peer->prime ? TYPE_AKA_PRIME : TYPE_AKA))
		return peer->prime ? "this is not EAP-AKA'" : "this is not EAP-AKA";
	if (pkt.p[5] != SUB_CHALLENGE)
		return "this is not an AKA-Challenge, the only request phones understand";
	return NULL;
}

static bool
covers(const struct peer *peer, struct span checkcode)
{
	uint8_t want[CHECKCODE_MAX];
	size_t n = peer_checkcode(peer, want);

	return checkcode.len == n && memcmp(checkcode.p, want, n) == 0;
}

static const char *
look(const struct peer *peer, struct span pkt, struct challenge *out)
{
	const char *why;

	if (peer->look == PEER_OFFSETS && !peer->prime) {
		if (pkt.len < 48)
			return "too short to hold RAND at octet 12 and AUTN at octet 32";
		out->rnd = pkt.p + 12;
		out->autn = pkt.p + 32;
		return NULL;
	}
	if ((why = header(peer, pkt)) != NULL || (why = walk(pkt, out)) != NULL)
		return why;
	if (out->rnd == NULL || out->autn == NULL)
		return "AT_RAND or AT_AUTN is missing";
	if (peer->prime && (!out->kdf_1 || out->network.p == NULL))
		return "AT_KDF 1 or AT_KDF_INPUT is missing";
	if (peer->look == PEER_STRICT && out->wrong == NULL && out->mac_at == 0)
		return "AT_MAC is missing";
	if (peer->look == PEER_STRICT && !peer->forge && out->checkcode.p != NULL &&
	    !covers(peer, out->checkcode))
		return "AT_CHECKCODE does not cover what was said before";
	return peer->look == PEER_STRICT ? out->wrong : NULL;
}

static bool
mac_ok(const struct aka_keys *keys, struct span pkt, size_t mac_at)
{
	uint8_t copy[PEER_PACKET_MAX], mac[MAC_LEN];

	if (mac_at == 0 || pkt.len > sizeof(copy))
		return false;
	memcpy(copy, pkt.p, pkt.len);
	memset(copy + mac_at, 0, MAC_LEN);
	aka_mac(keys, copy, pkt.len, mac);
	return CRYPTO_memcmp(mac, pkt.p + mac_at, MAC_LEN) == 0;
}

static void
answer(const struct peer *peer, struct span pkt, const struct aka_keys *keys,
    const struct usim_answer *sim, struct peer_answer *out)
{
	static const uint8_t zero[MAC_LEN];
	uint8_t res[AKA_RES_MAX], code[CHECKCODE_MAX];

	memcpy(res, sim->out.res, sim->out.res_len);
	if (peer->wrong_res)
		res[0] ^= 0xff;
	peer_start(peer, pkt, SUB_CHALLENGE, out);
	peer_attr(out, AT_RES, (unsigned)sim->out.res_len * 8, res, sim->out.res_len);
	if (peer->look == PEER_STRICT)
		peer_attr(out, AT_CHECKCODE, 0, code, peer_checkcode(peer, code));
	peer_attr(out, AT_MAC, 0, zero, MAC_LEN);
	peer_finish(out);
	aka_mac(keys, out->packet, out->len, out->packet + out->len - MAC_LEN);
}

/* AT_AUTS has no reserved octets: its 14 come right after the length. */
static void
resync(const struct peer *peer, struct span pkt, const struct usim_answer *sim,
    struct peer_answer *out)
{
	peer_start(peer, pkt, SUB_SYNC_FAILURE, out);
	out->packet[out->len++] = AT_AUTS;
	out->packet[out->len++] = 4;
	memcpy(out->packet + out->len, sim->auts, AKA_AUTS);
	out->len += AKA_AUTS;
	peer_finish(out);
}

static enum peer_result
challenge(struct peer *peer, struct arena *a, struct span pkt, struct peer_answer *out)
{
	struct usim_answer *sim = a_secret(a, sizeof(*sim));
	struct aka_keys *keys = a_secret(a, sizeof(*keys));
	struct challenge ch = { 0 };
	struct sim before = *peer->sim;
	enum usim_result card;

	if ((out->why = look(peer, pkt, &ch)) != NULL)
		return peer_refuse(peer, pkt, SUB_CLIENT_ERROR, out->why, out);
	card = usim_authenticate(peer->sim, ch.rnd, ch.autn, sim);
	out->seq = sim->seq;
	out->seq_ms = sim->seq_ms;
	if (card == USIM_MAC_FAILURE && !peer->forge)
		return peer_refuse(peer, pkt, SUB_REJECT, "the challenge was made with another key",
		    out);
	if (peer->prime && !(sim->amf[0] & 0x80))
		return peer_refuse(peer, pkt, SUB_REJECT, "EAP-AKA' without the AMF separation bit",
		    out);
	if (card == USIM_SYNC_FAILURE) {
		resync(peer, pkt, sim, out);
		return PEER_RESYNC;
	}
	aka_keys(peer->prime, peer->identity, sim, ch.network, keys);
	out->forged = card == USIM_MAC_FAILURE;
	out->mac_wrong = ch.mac_at != 0 && !mac_ok(keys, pkt, ch.mac_at);
	if (out->mac_wrong && !peer->forge && peer->look == PEER_STRICT) {
		*peer->sim = before;
		return peer_refuse(peer, pkt, SUB_CLIENT_ERROR,
		    "the challenge's AT_MAC is wrong", out);
	}
	answer(peer, pkt, keys, sim, out);
	return PEER_ANSWERED;
}

enum peer_result
peer_request(struct peer *peer, struct arena *a, struct span pkt, struct peer_answer *out)
{
	*out = (struct peer_answer){ 0 };
	if (peer->full && pkt.len >= 8 && ((size_t)pkt.p[2] << 8 | pkt.p[3]) == pkt.len &&
	    pkt.p[0] == EAP_REQUEST && pkt.p[5] == SUB_IDENTITY &&
	    pkt.p[4] == (peer->prime ? TYPE_AKA_PRIME : TYPE_AKA))
		return peer_identity(peer, pkt, out);
	return challenge(peer, a, pkt, out);
}
