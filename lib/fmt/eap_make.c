/* eap_make.c - the challenge we send, and AT_MAC both ways. */
#include <openssl/crypto.h>
#include <string.h>

#include "fmt/eap_int.h"

struct out {
	uint8_t		*p;
	size_t		 len;
};

enum ecs_err
eap_mac(const struct eap_keys *keys, struct span pkt, size_t at, uint8_t out[EAP_MAC])
{
	static const uint8_t zero[EAP_MAC];
	const struct span parts[] = {
		SPAN(pkt.p, at), SPAN(zero, EAP_MAC),
		SPAN(pkt.p + at + EAP_MAC, pkt.len - at - EAP_MAC)
	};
	uint8_t full[32];
	enum ecs_err e;

	e = eap_hmac(keys->type, SPAN(keys->k_aut, keys->k_aut_len), parts,
	    NELEM(parts), full);
	if (e == ECS_OK)
		memcpy(out, full, EAP_MAC);
	OPENSSL_cleanse(full, sizeof full);
	return e;
}

bool
eap_mac_ok(const struct eap_keys *keys, struct span pkt, const struct eap_rsp *rsp)
{
	uint8_t mac[EAP_MAC];
	bool ok;

	if (rsp->mac_at < EAP_HEADER || rsp->type != keys->type ||
	    pkt.len < EAP_MAC || rsp->mac_at > pkt.len - EAP_MAC)
		return false;
	ok = eap_mac(keys, pkt, rsp->mac_at, mac) == ECS_OK &&
	    CRYPTO_memcmp(mac, pkt.p + rsp->mac_at, EAP_MAC) == 0;
	OPENSSL_cleanse(mac, sizeof mac);
	return ok;
}

/*
 * An attribute whose first two octets after type and length are num (reserved,
 * a length or a number), then value and padding.  Returns where value went.
 */
static uint8_t *
attr(struct out *o, enum eap_attr type, size_t num, const uint8_t *value, size_t n)
{
	size_t len = (4 + n + 3) & ~(size_t)3;
	uint8_t *p = o->p + o->len;

	memset(p, 0, len);
	p[0] = (uint8_t)type;
	p[1] = (uint8_t)(len / 4);
	p[2] = (uint8_t)(num >> 8);
	p[3] = (uint8_t)num;
	if (value != NULL)
		memcpy(p + 4, value, n);
	o->len += len;
	return p + 4;
}

static bool
name_fits(struct span name)
{
	/* One octet counts the 4-octet units, and an EAP packet is bounded. */
	size_t rest = EAP_HEADER + 20 + 20 + 4 + EAP_MAC_ATTR;

	return name.len > 0 && name.len <= EAP_PACKET_MAX - rest - 4 - 3;
}

enum ecs_err
eap_challenge(const struct eap_keys *keys, uint8_t identifier,
    const struct aka_vector *v, struct span network, uint8_t *out, size_t *len)
{
	struct out o = { out, EAP_HEADER };
	uint8_t *mac;

	if (keys->type == EAP_AKA_PRIME && !name_fits(network))
		return ECS_KEYS;
	memset(out, 0, EAP_HEADER);
	out[0] = EAP_REQUEST;
	out[1] = identifier;
	out[4] = (uint8_t)keys->type;
	out[5] = EAP_CHALLENGE;
	attr(&o, AT_RAND, 0, v->rand, AKA_RAND);
	attr(&o, AT_AUTN, 0, v->autn, AKA_AUTN);
	if (keys->type == EAP_AKA_PRIME) {
		attr(&o, AT_KDF, EAP_KDF_CK_IK_PRIME, NULL, 0);
		attr(&o, AT_KDF_INPUT, network.len, network.p, network.len);
	}
	mac = attr(&o, AT_MAC, 0, NULL, EAP_MAC);
	out[2] = (uint8_t)(o.len >> 8);
	out[3] = (uint8_t)o.len;
	*len = o.len;
	return eap_mac(keys, SPAN(out, o.len), (size_t)(mac - out), mac);
}
