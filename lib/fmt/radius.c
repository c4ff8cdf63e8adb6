/* radius.c - attributes, and the two proofs over them. */
#include <string.h>

#include "base/octets.h"
#include "fmt/radius.h"

enum {
	USER_NAME = 1, SERVICE_TYPE = 6, FRAMED_MTU = 12, STATE = 24, NAS_IDENTIFIER = 32,
	EAP_MESSAGE = 79, MESSAGE_AUTHENTICATOR = 80, CHARGEABLE_USER_IDENTITY = 89
};
enum { FRAMED = 2, MTU = 1400 };

/* What is written; full once something did not fit. */
struct out {
	uint8_t		*p;
	size_t		 len;
	bool		 full;
};

static void
put(struct out *o, uint8_t type, struct span v)
{
	if (v.len == 0 || v.len > RADIUS_VALUE || o->len + 2 + v.len > RADIUS_MAX) {
		o->full = true;
		return;
	}
	o->p[o->len] = type;
	o->p[o->len + 1] = (uint8_t)(2 + v.len);
	memcpy(o->p + o->len + 2, v.p, v.len);
	o->len += 2 + v.len;
}

static void
put_u32(struct out *o, uint8_t type, uint32_t v)
{
	uint8_t b[4];

	octets_put(b, v, sizeof(b));
	put(o, type, SPAN(b, sizeof(b)));
}

size_t
radius_request(const struct radius_ask *q, struct span secret, uint8_t *out)
{
	static const uint8_t zero[CRYPT_MD5];
	struct out o = { out, RADIUS_HEAD, false };

	put(&o, MESSAGE_AUTHENTICATOR, SPAN(zero, sizeof(zero)));
	put(&o, USER_NAME, SPAN(q->user_name, strlen(q->user_name)));
	put(&o, NAS_IDENTIFIER, SPAN(q->nas, strlen(q->nas)));
	put_u32(&o, SERVICE_TYPE, FRAMED);
	put_u32(&o, FRAMED_MTU, MTU);
	if (q->state.len > 0)
		put(&o, STATE, q->state);
	for (size_t at = 0, n; at < q->eap.len; at += n) {
		n = q->eap.len - at < RADIUS_VALUE ? q->eap.len - at : RADIUS_VALUE;
		put(&o, EAP_MESSAGE, SPAN(q->eap.p + at, n));
	}
	if (o.full || q->eap.len == 0)
		return 0;
	out[0] = RADIUS_REQUEST;
	out[1] = q->id;
	octets_put(out + 2, o.len, 2);
	memcpy(out + 4, q->authenticator, RADIUS_AUTHENTICATOR);
	crypt_hmac_md5(secret, &SPAN(out, o.len), 1, out + RADIUS_HEAD + 2);
	return o.len;
}

size_t
radius_length(const uint8_t head[4])
{
	size_t n = (size_t)head[2] << 8 | head[3];

	return n >= RADIUS_HEAD && n <= RADIUS_MAX ? n : 0;
}

/* Do the attributes fill the packet?  *mac gets Message-Authenticator's value, NULL without. */
static bool
walk(struct span pkt, const uint8_t **mac)
{
	size_t at, n;

	*mac = NULL;
	for (at = RADIUS_HEAD; at < pkt.len; at += n) {
		if (pkt.len - at < 2 || (n = pkt.p[at + 1]) < 2 || n > pkt.len - at)
			return false;
		if (pkt.p[at] != MESSAGE_AUTHENTICATOR)
			continue;
		if (n != 2 + CRYPT_MD5 || *mac != NULL)
			return false;
		*mac = pkt.p + at + 2;
	}
	return true;
}

/* What the request's authenticator stands in for the reply's. */
static const char *
flaw(struct span pkt, const struct radius_ask *q, struct span secret)
{
	static const uint8_t zero[CRYPT_MD5];
	const struct span head = SPAN(pkt.p, 4), own = SPAN(q->authenticator, CRYPT_MD5);
	const uint8_t *mac, *rest = pkt.p + RADIUS_HEAD, *end = pkt.p + pkt.len;
	uint8_t want[CRYPT_MD5];

	if (!walk(pkt, &mac))
		return "malformed RADIUS replies";
	crypt_md5((struct span []){ head, own, SPAN(rest, (size_t)(end - rest)), secret }, 4, want);
	if (!crypt_equal(want, pkt.p + 4, sizeof(want)))
		return "RADIUS replies with a wrong Response Authenticator";
	if (mac == NULL)
		return "RADIUS replies without a Message-Authenticator";
	crypt_hmac_md5(secret, (struct span []){ head, own, SPAN(rest, (size_t)(mac - rest)),
	    SPAN(zero, sizeof(zero)), SPAN(mac + CRYPT_MD5, (size_t)(end - mac - CRYPT_MD5)) }, 5,
	    want);
	if (!crypt_equal(want, mac, sizeof(want)))
		return "RADIUS replies with a wrong Message-Authenticator";
	return NULL;
}

/* One that may be there once. */
static bool
once(struct span *to, struct span v)
{
	if (to->p != NULL || v.len == 0)
		return false;
	*to = v;
	return true;
}

static bool
text(struct span *to, struct span v)
{
	return once(to, v) && memchr(v.p, 0, v.len) == NULL;
}

/* last is the type of the attribute before: the pieces of EAP stand together. */
static bool
take(struct radius_reply *out, uint8_t type, uint8_t last, struct span v)
{
	switch (type) {
	case STATE:
		return once(&out->state, v);
	case USER_NAME:
		return text(&out->user_name, v);
	case CHARGEABLE_USER_IDENTITY:	/* a single NUL is none, RFC 4372 2.2 */
		return (v.len == 1 && v.p[0] == 0) || text(&out->cui, v);
	case EAP_MESSAGE:
		if (v.len == 0 || (out->eap_len > 0 && last != EAP_MESSAGE))
			return false;
		memcpy(out->eap + out->eap_len, v.p, v.len);
		out->eap_len += v.len;
		return true;
	default:
		return true;
	}
}

enum ecs_err
radius_parse(struct span pkt, const struct radius_ask *q, struct span secret,
    struct radius_reply *out, const char **why)
{
	uint8_t type, last = 0;
	size_t n;

	memset(out, 0, offsetof(struct radius_reply, eap));
	*why = "malformed RADIUS replies";
	if (pkt.len < RADIUS_HEAD || (n = radius_length(pkt.p)) == 0 || n > pkt.len)
		return ECS_AUTH_FAILED;
	pkt.len = n;		/* what follows is padding, RFC 2865 3 */
	*why = "RADIUS replies to another request";
	if (pkt.p[1] != q->id || (pkt.p[0] != RADIUS_ACCEPT && pkt.p[0] != RADIUS_REJECT &&
	    pkt.p[0] != RADIUS_CHALLENGE))
		return ECS_AUTH_FAILED;
	if ((*why = flaw(pkt, q, secret)) != NULL)
		return ECS_AUTH_FAILED;
	out->code = pkt.p[0];
	for (size_t at = RADIUS_HEAD; at < pkt.len; at += n, last = type) {
		type = pkt.p[at];
		n = pkt.p[at + 1];
		if (!take(out, type, last, SPAN(pkt.p + at + 2, n - 2))) {
			*why = "the AAA's RADIUS attributes are wrong";
			return ECS_PEER_DOWN;
		}
	}
	return ECS_OK;
}
