/* eap_pass.c - requests looked at, responses in a device's place. */
#include <string.h>

#include "fmt/eap_int.h"
#include "fmt/eap_pass.h"

enum { TYPE_IDENTITY = 1, IDENTITY_MAX = 253 };

static size_t
be16(const uint8_t *p)
{
	return (size_t)p[0] << 8 | p[1];
}

/* Lengths of all attributes; *seen has a bit for each of type 0..31. */
static bool
attributes(struct span pkt, uint32_t *seen)
{
	size_t at, len;

	*seen = 0;
	for (at = EAP_HEADER; at < pkt.len; at += len) {
		if (pkt.len - at < 4)
			return false;
		len = pkt.p[at + 1] * 4u;
		if (len == 0 || len > pkt.len - at)
			return false;
		if ((pkt.p[at] == AT_RAND || pkt.p[at] == AT_AUTN) && len != 4 + AKA_RAND)
			return false;
		if (pkt.p[at] < 32)
			*seen |= 1u << pkt.p[at];
	}
	return true;
}

enum ecs_err
eap_request(struct span pkt, struct eap_req *out)
{
	const uint32_t vector = 1u << AT_RAND | 1u << AT_AUTN | 1u << AT_MAC;
	uint32_t seen;

	memset(out, 0, sizeof(*out));
	if (pkt.p == NULL || pkt.len < 5 || pkt.p[0] != EAP_REQUEST || be16(pkt.p + 2) != pkt.len)
		return ECS_EAP_FORMAT;
	out->identifier = pkt.p[1];
	out->type = pkt.p[4];
	if (out->type != EAP_AKA && out->type != EAP_AKA_PRIME)
		return ECS_OK;
	if (pkt.len < EAP_HEADER || !attributes(pkt, &seen))
		return ECS_EAP_FORMAT;
	out->subtype = pkt.p[5];
	return out->subtype == EAP_CHALLENGE && (seen & vector) != vector ?
	    ECS_EAP_FORMAT : ECS_OK;
}

/* Code, identifier, length, type. */
static void
head(uint8_t *out, uint8_t identifier, size_t len, uint8_t type)
{
	out[0] = EAP_RESPONSE;
	out[1] = identifier;
	out[2] = (uint8_t)(len >> 8);
	out[3] = (uint8_t)len;
	out[4] = type;
}

size_t
eap_identity(const char *identity, uint8_t *out)
{
	size_t n = strlen(identity);

	if (n > IDENTITY_MAX)
		return 0;
	head(out, 0, 5 + n, TYPE_IDENTITY);
	memcpy(out + 5, identity, n);
	return 5 + n;
}

size_t
eap_aka_identity(const struct eap_req *rq, const char *identity, uint8_t *out)
{
	size_t n = strlen(identity), attr = (4 + n + 3) & ~(size_t)3;

	if (n > IDENTITY_MAX)
		return 0;
	memset(out, 0, EAP_HEADER + attr);
	head(out, rq->identifier, EAP_HEADER + attr, rq->type);
	out[5] = EAP_IDENTITY;
	out[EAP_HEADER] = AT_IDENTITY;
	out[EAP_HEADER + 1] = (uint8_t)(attr / 4);
	out[EAP_HEADER + 2] = (uint8_t)(n >> 8);
	out[EAP_HEADER + 3] = (uint8_t)n;
	memcpy(out + EAP_HEADER + 4, identity, n);
	return EAP_HEADER + attr;
}

size_t
eap_notified(const struct eap_req *rq, uint8_t *out)
{
	memset(out, 0, EAP_HEADER);
	head(out, rq->identifier, EAP_HEADER, rq->type);
	out[5] = EAP_NOTIFICATION;
	return EAP_HEADER;
}
