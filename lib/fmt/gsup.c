/* gsup.c - GSUP in IPA. */
#include <stdio.h>
#include <string.h>

#include "base/crypt.h"
#include "base/octets.h"
#include "fmt/gsup.h"

enum { HEAD = 3, CCM = 0xfe, OSMO = 0xee, OSMO_GSUP = 0x05 };
enum { PING = 0, PONG = 1, ID_GET = 4, ID_RESP = 5 };
enum { SEND_AUTH_INFO = 0x08, AUTH_ERROR = 0x09, AUTH_RESULT = 0x0a };
enum {
	IE_IMSI = 0x01, IE_CAUSE = 0x02, IE_TUPLE = 0x03, IE_RAND = 0x20, IE_IK = 0x23,
	IE_CK = 0x24, IE_AUTN = 0x25, IE_AUTS = 0x26, IE_RES = 0x27, IE_CN_DOMAIN = 0x28,
	IE_RAT = 0x2a, IE_NUM_VECTORS = 0x52
};
enum { DOMAIN_PS = 1, RAT_EUTRAN = 3 };
enum { TAG_SERIAL = 0, TAG_NAME = 1, TAG_MAC = 7, TAG_UNIT = 8 };

/* The next tag-length-value of *s; false at its end and when it is cut off. */
static bool
ie_next(struct span *s, uint8_t *tag, struct span *value)
{
	if (s->len < 2 || s->len - 2 < s->p[1])
		return false;
	*tag = s->p[0];
	*value = SPAN(s->p + 2, s->p[1]);
	*s = SPAN(value->p + value->len, s->len - 2 - value->len);
	return true;
}

/* TBCD: the low half first, 15 fills up. */
static bool
imsi_get(struct span v, char out[NAI_IMSI + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < 2 * v.len; i++) {
		unsigned d = v.p[i / 2] >> (i % 2 * 4) & 15;

		if (d == 15 && i == 2 * v.len - 1)
			break;
		if (d > 9 || n == NAI_IMSI)
			return false;
		out[n++] = (char)('0' + d);
	}
	out[n] = '\0';
	return n > 0;
}

static bool
octets(struct span v, uint8_t *out, size_t n)
{
	if (v.len == n)
		memcpy(out, v.p, n);
	return v.len == n;
}

/* True when the tuple is one for a USIM; one of GSM alone has no AUTN. */
static bool
tuple(struct span s, struct aka_vector *out)
{
	struct aka_vector v = { .primed = false };
	unsigned have = 0;
	struct span value;
	uint8_t tag;

	while (ie_next(&s, &tag, &value)) {
		if (tag == IE_RAND)
			have |= octets(value, v.rand, AKA_RAND) << 0;
		else if (tag == IE_IK)
			have |= octets(value, v.ik, AKA_KEY) << 1;
		else if (tag == IE_CK)
			have |= octets(value, v.ck, AKA_KEY) << 2;
		else if (tag == IE_AUTN)
			have |= octets(value, v.autn, AKA_AUTN) << 3;
		else if (tag == IE_RES && value.len >= 4 && value.len <= AKA_RES_MAX) {
			have |= 1 << 4;
			v.xres_len = value.len;
			memcpy(v.xres, value.p, value.len);
		}
	}
	if (have == 31 && s.len == 0)
		*out = v;
	crypt_wipe(&v, sizeof(v));
	return have == 31 && s.len == 0;
}

static enum ecs_err
message(struct span s, struct gsup *out)
{
	uint8_t type = s.len > 0 ? s.p[0] : 0, tag;
	struct span value;

	if (type != AUTH_ERROR && type != AUTH_RESULT)
		return ECS_OK;
	out->kind = type == AUTH_ERROR ? GSUP_ERROR : GSUP_RESULT;
	for (s = SPAN(s.p + 1, s.len - 1); ie_next(&s, &tag, &value);) {
		if (tag == IE_IMSI && (*out->imsi != '\0' || !imsi_get(value, out->imsi)))
			return ECS_BODY_FORMAT;
		if (tag == IE_CAUSE && value.len == 1)
			out->cause = value.p[0];
		if (tag == IE_TUPLE && type == AUTH_RESULT && !out->has_vector)
			out->has_vector = tuple(value, &out->vector);
	}
	return s.len == 0 && *out->imsi != '\0' ? ECS_OK : ECS_BODY_FORMAT;
}

enum ecs_err
gsup_parse(struct span in, struct gsup *out, size_t *used)
{
	struct span s;
	size_t n;

	*out = (struct gsup){ .kind = GSUP_OTHER };
	*used = 0;
	if (in.len < HEAD)
		return ECS_OK;
	n = (size_t)(in.p[0] << 8 | in.p[1]);
	if (n == 0 || n > GSUP_FRAME - HEAD)
		return ECS_BODY_FORMAT;
	if (in.len < HEAD + n)
		return ECS_OK;
	*used = HEAD + n;
	s = SPAN(in.p + HEAD, n);
	if (in.p[2] == OSMO && s.p[0] == OSMO_GSUP)
		return message(SPAN(s.p + 1, n - 1), out);
	if (in.p[2] != CCM)
		return ECS_OK;
	if (s.p[0] == PING || s.p[0] == PONG)
		out->kind = s.p[0] == PING ? GSUP_PING : GSUP_PONG;
	else if (s.p[0] == ID_GET) {
		out->kind = GSUP_ID_GET;
		out->tags = SPAN(s.p + 1, n - 1);
	}
	return ECS_OK;
}

static uint8_t *
ie_put(uint8_t *p, uint8_t tag, const void *value, size_t n)
{
	*p++ = tag;
	*p++ = (uint8_t)n;
	memcpy(p, value, n);
	return p + n;
}

/* Puts the head before what was written from out + HEAD to end. */
static size_t
frame(uint8_t *out, const uint8_t *end, uint8_t stream)
{
	octets_put(out, (uint64_t)(end - out) - HEAD, 2);
	out[2] = stream;
	return (size_t)(end - out);
}

size_t
gsup_ping(uint8_t out[GSUP_OUT])
{
	out[HEAD] = PING;
	return frame(out, out + HEAD + 1, CCM);
}

size_t
gsup_pong(uint8_t out[GSUP_OUT])
{
	out[HEAD] = PONG;
	return frame(out, out + HEAD + 1, CCM);
}

/* Our name is the HLR's key to its IND; the rest only has to be there. */
static const char *
about_us(uint8_t tag, const char *unit)
{
	switch (tag) {
	case TAG_SERIAL:
	case TAG_NAME:
		return unit;
	case TAG_MAC:
		return "00:00:00:00:00:00";
	case TAG_UNIT:
		return "0/0/0";
	default:
		return "entitled";
	}
}

size_t
gsup_identity(struct span tags, const char *unit, uint8_t out[GSUP_OUT])
{
	uint8_t *p = out + HEAD, tag;
	bool told[TAG_UNIT + 1] = { false };
	struct span rest;
	char value[GSUP_UNIT + 1];

	*p++ = ID_RESP;
	while (tags.len >= 2 && tags.p[0] >= 1 && tags.p[0] < tags.len) {
		tag = tags.p[1];
		rest = SPAN(tags.p + 1 + tags.p[0], tags.len - 1 - tags.p[0]);
		tags = rest;
		if (tag > TAG_UNIT || told[tag])
			continue;
		told[tag] = true;
		snprintf(value, sizeof(value), "%s", about_us(tag, unit));
		p = octets_put(p, strlen(value) + 2, 2);
		*p++ = tag;
		memcpy(p, value, strlen(value) + 1);
		p += strlen(value) + 1;
	}
	return frame(out, p, CCM);
}

size_t
gsup_send_auth_info(const char *imsi, enum eap_type type, const uint8_t *rand,
    const uint8_t *auts, uint8_t out[GSUP_OUT])
{
	uint8_t *p = out + HEAD, tbcd[(NAI_IMSI + 1) / 2] = { 0 };
	size_t n = strnlen(imsi, NAI_IMSI);

	for (size_t i = 0; i < n + n % 2; i++)
		tbcd[i / 2] |= (uint8_t)((i < n ? imsi[i] - '0' : 15) << (i % 2 * 4));
	*p++ = OSMO_GSUP;
	*p++ = SEND_AUTH_INFO;
	p = ie_put(p, IE_IMSI, tbcd, (n + 1) / 2);
	p = ie_put(p, IE_CN_DOMAIN, &(uint8_t){ DOMAIN_PS }, 1);
	if (auts != NULL) {
		p = ie_put(p, IE_AUTS, auts, AKA_AUTS);
		p = ie_put(p, IE_RAND, rand, AKA_RAND);
	}
	if (type == EAP_AKA_PRIME)	/* then AMF's separation bit is set */
		p = ie_put(p, IE_RAT, &(uint8_t){ RAT_EUTRAN }, 1);
	p = ie_put(p, IE_NUM_VECTORS, &(uint8_t){ 1 }, 1);
	return frame(out, p, OSMO);
}
