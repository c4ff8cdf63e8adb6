/* gateway.c - messages between workers and gateways. */
#include <string.h>

#include "base/octets.h"
#include "fmt/gateway.h"

enum { FORM = 1, ANSWER = 0x80 };	/* the kind of an answer has this bit */

/* What is written, or read; once something is wrong nothing more is. */
struct cursor {
	uint8_t		*w;
	const uint8_t	*r;
	size_t		 left;
	bool		 bad;
};

static bool
room(struct cursor *c, size_t n)
{
	c->bad |= n > c->left;
	if (!c->bad)
		c->left -= n;
	return !c->bad;
}

static void
put_num(struct cursor *c, uint64_t v, size_t n)
{
	if (room(c, n))
		c->w = octets_put(c->w, v, n);
}

static void
put_raw(struct cursor *c, const void *p, size_t n)
{
	if (room(c, n) && n > 0) {
		memcpy(c->w, p, n);
		c->w += n;
	}
}

static void
put_str(struct cursor *c, const char *s, size_t min, size_t max)
{
	size_t n = strlen(s);

	c->bad |= n < min || n > max;
	for (size_t i = 0; i < n; i++)
		c->bad |= s[i] < ' ' || s[i] > '~';
	put_num(c, n, 1);
	put_raw(c, s, n);
}

static void
put_span(struct cursor *c, struct span s, size_t min, size_t max)
{
	c->bad |= s.len < min || s.len > max;
	put_num(c, s.len, 2);
	put_raw(c, s.p, s.len);
}

static uint64_t
get_num(struct cursor *c, size_t n, uint64_t min, uint64_t max)
{
	uint64_t v = room(c, n) ? octets_get(&c->r, n) : 0;

	c->bad |= v < min || v > max;
	return c->bad ? 0 : v;
}

static void
get_raw(struct cursor *c, uint8_t *out, size_t n)
{
	if (room(c, n)) {
		memcpy(out, c->r, n);
		c->r += n;
	}
}

static void
get_str(struct cursor *c, char *out, size_t min, size_t max)
{
	size_t n = (size_t)get_num(c, 1, min, max);

	get_raw(c, (uint8_t *)out, n);
	out[c->bad ? 0 : n] = '\0';
	for (const char *s = out; *s != '\0' || s < out + (c->bad ? 0 : n); s++)
		c->bad |= *s < ' ' || *s > '~';
}

static struct span
get_span(struct cursor *c, size_t min, size_t max)
{
	size_t n = (size_t)get_num(c, 2, min, max);
	struct span s = { NULL, 0 };

	if (n > 0 && room(c, n)) {
		s = SPAN(c->r, n);
		c->r += n;
	}
	return s;
}

static bool
is_imsi(const char *s)
{
	return s[strspn(s, "0123456789")] == '\0';
}

static bool
is_type(uint64_t type)
{
	return type == EAP_AKA || type == EAP_AKA_PRIME;
}

/* Which verdicts answer which questions. */
static bool
answers(enum gateway_kind kind, enum gateway_verdict v)
{
	if (v >= GATEWAY_UNABLE)
		return true;
	return (kind == GATEWAY_VECTOR) == (v == GATEWAY_OK || v == GATEWAY_UNKNOWN);
}

static bool
has_packet(enum gateway_verdict v)
{
	return v == GATEWAY_CHALLENGE || v == GATEWAY_ACCEPT || v == GATEWAY_REJECT;
}

static struct cursor
begin(uint8_t *out, unsigned kind, uint32_t id)
{
	struct cursor c = { .w = out, .left = GATEWAY_MAX };

	put_num(&c, FORM, 1);
	put_num(&c, kind, 1);
	put_num(&c, id, 4);
	return c;
}

size_t
gateway_ask_put(const struct gateway_ask *q, uint8_t out[GATEWAY_MAX])
{
	struct cursor c = begin(out, q->kind, q->id);

	c.bad |= q->operator < 1 || q->operator > UINT16_MAX;
	put_num(&c, q->operator, 2);
	if (q->kind == GATEWAY_VECTOR) {
		c.bad |= !is_type(q->type) || !is_imsi(q->imsi);
		put_num(&c, q->type, 1);
		put_str(&c, q->imsi, 1, NAI_IMSI);
		put_num(&c, q->resync, 1);
		put_raw(&c, q->rand, q->resync ? AKA_RAND : 0);
		put_raw(&c, q->auts, q->resync ? AKA_AUTS : 0);
	} else if (q->kind == GATEWAY_PASS) {
		put_str(&c, q->identity, 1, NAI_MAX);
		put_span(&c, q->packet, 1, GATEWAY_EAP);
		put_span(&c, q->state, 0, GATEWAY_STATE);
	} else
		c.bad = true;
	return c.bad ? 0 : GATEWAY_MAX - c.left;
}

size_t
gateway_answer_put(const struct gateway_answer *a, uint8_t out[GATEWAY_MAX])
{
	struct cursor c = begin(out, ANSWER | a->kind, a->id);
	const struct aka_vector *v = &a->vector;

	c.bad |= a->kind < GATEWAY_VECTOR || a->kind > GATEWAY_PASS ||
	    a->verdict < GATEWAY_OK || a->verdict > GATEWAY_ERROR ||
	    !answers(a->kind, a->verdict);
	put_num(&c, a->verdict, 1);
	put_str(&c, a->why, 0, GATEWAY_WHY);
	if (a->verdict == GATEWAY_OK) {
		put_raw(&c, v->rand, AKA_RAND);
		put_raw(&c, v->autn, AKA_AUTN);
		c.bad |= v->xres_len < 4 || v->xres_len > AKA_RES_MAX;
		put_num(&c, v->xres_len, 1);
		put_raw(&c, v->xres, c.bad ? 0 : v->xres_len);
		put_raw(&c, v->ck, AKA_KEY);
		put_raw(&c, v->ik, AKA_KEY);
		put_num(&c, v->primed, 1);
	}
	if (has_packet(a->verdict)) {
		put_span(&c, a->packet, a->verdict == GATEWAY_CHALLENGE, GATEWAY_EAP);
		put_span(&c, a->state, 0, GATEWAY_STATE);
		put_str(&c, a->user_name, 0, NAI_MAX);
	}
	return c.bad ? 0 : GATEWAY_MAX - c.left;
}

static struct cursor
open(struct span bytes, unsigned bit, enum gateway_kind *kind, uint32_t *id)
{
	struct cursor c = { .r = bytes.p, .left = bytes.len };

	c.bad = bytes.len > GATEWAY_MAX;
	get_num(&c, 1, FORM, FORM);
	*kind = (enum gateway_kind)(get_num(&c, 1, bit | GATEWAY_VECTOR,
	    bit | GATEWAY_PASS) & ~(uint64_t)ANSWER);
	*id = (uint32_t)get_num(&c, 4, 0, UINT32_MAX);
	return c;
}

enum ecs_err
gateway_ask_get(struct span bytes, struct gateway_ask *q)
{
	struct cursor c;

	*q = (struct gateway_ask){ .id = 0 };
	c = open(bytes, 0, &q->kind, &q->id);
	q->operator = (unsigned)get_num(&c, 2, 1, UINT16_MAX);
	if (q->kind == GATEWAY_VECTOR) {
		q->type = (enum eap_type)get_num(&c, 1, EAP_AKA, EAP_AKA_PRIME);
		get_str(&c, q->imsi, 1, NAI_IMSI);
		c.bad |= !is_type(q->type) || !is_imsi(q->imsi);
		q->resync = get_num(&c, 1, 0, 1) == 1;
		get_raw(&c, q->rand, q->resync ? AKA_RAND : 0);
		get_raw(&c, q->auts, q->resync ? AKA_AUTS : 0);
	} else {
		get_str(&c, q->identity, 1, NAI_MAX);
		q->packet = get_span(&c, 1, GATEWAY_EAP);
		q->state = get_span(&c, 0, GATEWAY_STATE);
	}
	return c.bad || c.left != 0 ? ECS_BODY_FORMAT : ECS_OK;
}

enum ecs_err
gateway_answer_get(struct span bytes, struct gateway_answer *a)
{
	struct aka_vector *v = &a->vector;
	struct cursor c;

	*a = (struct gateway_answer){ .id = 0 };
	c = open(bytes, ANSWER, &a->kind, &a->id);
	a->verdict = (enum gateway_verdict)get_num(&c, 1, GATEWAY_OK, GATEWAY_ERROR);
	c.bad |= !answers(a->kind, a->verdict);
	get_str(&c, a->why, 0, GATEWAY_WHY);
	if (a->verdict == GATEWAY_OK) {
		get_raw(&c, v->rand, AKA_RAND);
		get_raw(&c, v->autn, AKA_AUTN);
		v->xres_len = (size_t)get_num(&c, 1, 4, AKA_RES_MAX);
		get_raw(&c, v->xres, v->xres_len);
		get_raw(&c, v->ck, AKA_KEY);
		get_raw(&c, v->ik, AKA_KEY);
		v->primed = get_num(&c, 1, 0, 1) == 1;
	}
	if (has_packet(a->verdict)) {
		a->packet = get_span(&c, a->verdict == GATEWAY_CHALLENGE, GATEWAY_EAP);
		a->state = get_span(&c, 0, GATEWAY_STATE);
		get_str(&c, a->user_name, 0, NAI_MAX);
	}
	return c.bad || c.left != 0 ? ECS_BODY_FORMAT : ECS_OK;
}
