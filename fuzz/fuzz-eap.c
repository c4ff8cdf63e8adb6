/*
 * fuzz-eap.c - any octets as an EAP response, and as the inputs of a challenge.
 *
 * What parses lies inside the packet and parses the same again; a challenge
 * made from the octets carries a right AT_MAC that any changed octet breaks.
 */
#include <stdlib.h>
#include <string.h>

#include "fmt/eap.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
inside(struct span s, const uint8_t *data, size_t size)
{
	if (s.p != NULL)
		must(s.p >= data + 8 && s.p <= data + size &&
		    s.len <= (size_t)(data + size - s.p));
}

static bool
same(struct span a, struct span b)
{
	return a.p == b.p && a.len == b.len;
}

static void
sound(const struct eap_rsp *r, const uint8_t *data, size_t size)
{
	must(size >= 8 && size == (size_t)(data[2] << 8 | data[3]));
	must(data[0] == 2 && r->identifier == data[1]);
	must(r->type == data[4] && (r->type == EAP_AKA || r->type == EAP_AKA_PRIME));
	must(r->subtype == data[5]);
	inside(r->res, data, size);
	inside(r->auts, data, size);
	inside(r->checkcode, data, size);
	inside(r->identity, data, size);
	must(r->mac_at == 0 || (r->mac_at >= 12 && r->mac_at + 16 <= size));
	if (r->subtype == EAP_CHALLENGE)
		must(r->mac_at != 0 && r->res.len >= 4 && r->res.len <= AKA_RES_MAX &&
		    r->res.len == (r->res_bits + 7) / 8);
	if (r->subtype == EAP_SYNC_FAILURE)
		must(r->auts.len == AKA_AUTS && r->mac_at == 0);
}

static void
response(const uint8_t *data, size_t size)
{
	static const struct eap_keys keys = { EAP_AKA, { 1 }, 16 };
	struct eap_rsp a, b;

	if (eap_parse(SPAN(data, size), &a) != ECS_OK)
		return;
	sound(&a, data, size);
	must(eap_parse(SPAN(data, size), &b) == ECS_OK);
	must(same(a.res, b.res) && same(a.auts, b.auts) && a.mac_at == b.mac_at &&
	    same(a.checkcode, b.checkcode) && same(a.identity, b.identity) &&
	    a.res_bits == b.res_bits && a.client_error == b.client_error &&
	    a.result_ind == b.result_ind);
	must(a.mac_at != 0 || !eap_mac_ok(&keys, SPAN(data, size), &a));
}

/* Data: RAND AUTN CK IK, one octet that says where to flip, then the identity. */
static void
challenge(enum eap_type type, const uint8_t *data, size_t size)
{
	struct span id = SPAN(data + 65, size - 65), net;
	struct aka_vector v = { .xres_len = 8 };
	struct eap_keys keys;
	struct eap_rsp rsp = { .type = type };
	uint8_t pkt[EAP_PACKET_MAX];
	size_t len;

	memcpy(v.rand, data, 16);
	memcpy(v.autn, data + 16, 16);
	memcpy(v.ck, data + 32, 16);
	memcpy(v.ik, data + 48, 16);
	net = SPAN(id.p, id.len < 255 ? id.len : 255);
	must(eap_keys(type, id, &v, net, &keys) == ECS_OK);
	must(eap_challenge(&keys, data[64], &v, net, pkt, &len) == ECS_OK);
	must(len % 4 == 0 && len == (size_t)(pkt[2] << 8 | pkt[3]));
	must(len == (type == EAP_AKA ? 68 : 76 + (net.len + 3) / 4 * 4));
	must(memcmp(pkt + 12, v.rand, 16) == 0 && memcmp(pkt + 32, v.autn, 16) == 0);
	rsp.mac_at = len - 16;
	must(eap_mac_ok(&keys, SPAN(pkt, len), &rsp));
	must(eap_parse(SPAN(pkt, len), &rsp) == ECS_EAP_FORMAT);
	rsp = (struct eap_rsp){ .type = type, .mac_at = len - 16 };
	pkt[data[64] % len] ^= 0x10;
	must(!eap_mac_ok(&keys, SPAN(pkt, len), &rsp));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	response(data, size);
	if (size > 65) {
		challenge(EAP_AKA, data, size);
		challenge(EAP_AKA_PRIME, data, size);
	}
	return 0;
}
