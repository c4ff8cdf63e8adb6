/* eap_state.c - session state and replies to sealed bytes and back. */
#include <string.h>

#include "core/sealed.h"
#include "flow/eap_state.h"

#define STATE_LABEL	"entitled eap state 1"
#define REPLY_LABEL	"entitled eap reply 1"

static void
put_bytes(struct buf *b, const void *p, size_t n)
{
	uint16_t len = (uint16_t)n;

	buf_add(b, &len, sizeof(len));
	buf_add(b, p, n);
}

static void
put_str(struct buf *b, const char *s)
{
	put_bytes(b, s, strlen(s));
}

/* Takes a field off *s; a missing one is empty, which no caller accepts. */
static struct span
get_bytes(struct span *s)
{
	struct span v = { NULL, 0 };
	uint16_t len;

	if (s->len < sizeof(len))
		return v;
	memcpy(&len, s->p, sizeof(len));
	if (len > s->len - sizeof(len))
		return v;
	v = SPAN(s->p + sizeof(len), len);
	*s = SPAN(v.p + len, s->len - sizeof(len) - len);
	return v;
}

static const char *
get_str(struct arena *a, struct span *s)
{
	struct span v = get_bytes(s);

	return a_strndup(a, v.p != NULL ? (const char *)v.p : "", v.len);
}

static bool
get_fixed(struct span *s, void *out, size_t n)
{
	struct span v = get_bytes(s);

	if (v.len != n)
		return false;
	memcpy(out, v.p, n);
	return true;
}

enum ecs_err
eap_state_put(struct req *rq, const struct eap_state *st, struct span *out)
{
	struct buf b;
	enum ecs_err e;

	/* Should it grow, the keys are left behind in what is wiped with the arena. */
	b = (struct buf){ rq->arena, a_secret(rq->arena, EAP_STATE_MAX), 0, EAP_STATE_MAX };
	put_bytes(&b, &st->keys, sizeof(st->keys));
	put_bytes(&b, (uint8_t[]){ st->identifier, st->resyncs, (uint8_t)st->npairs }, 3);
	put_bytes(&b, st->rand, sizeof(st->rand));
	put_bytes(&b, st->xres, st->xres_len);
	put_str(&b, st->identity);
	put_str(&b, st->imsi);
	put_str(&b, st->accept);
	for (size_t i = 0; i < st->npairs && b.len <= EAP_STATE_MAX; i++) {
		put_str(&b, st->pairs[i].name);
		put_str(&b, st->pairs[i].value);
	}
	e = b.len > EAP_STATE_MAX ? ECS_TOO_LARGE : sealed_put(rq->srv->keys, rq->op,
	    rq->arena, STATE_LABEL, SPAN(b.p, b.len), out);
	crypt_wipe(b.p, b.len);
	return e;
}

enum ecs_err
eap_state_get(struct req *rq, struct span box, struct eap_state *st)
{
	struct span s, xres;
	uint8_t small[3];
	enum ecs_err e;

	e = sealed_get(rq->srv->keys, rq->op, rq->arena, STATE_LABEL, box, &s);
	if (e != ECS_OK)
		return e;
	if (!get_fixed(&s, &st->keys, sizeof(st->keys)) || !get_fixed(&s, small, 3) ||
	    !get_fixed(&s, st->rand, sizeof(st->rand)))
		return ECS_INTERNAL;
	st->identifier = small[0];
	st->resyncs = small[1];
	st->npairs = small[2];
	xres = get_bytes(&s);
	if (xres.len == 0 || xres.len > sizeof(st->xres))
		return ECS_INTERNAL;
	memcpy(st->xres, xres.p, xres.len);
	st->xres_len = xres.len;
	st->identity = get_str(rq->arena, &s);
	st->imsi = get_str(rq->arena, &s);
	st->accept = get_str(rq->arena, &s);
	st->pairs = a_zalloc(rq->arena, PARAM_PAIRS * sizeof(*st->pairs));
	for (size_t i = 0; i < st->npairs; i++) {
		st->pairs[i].name = get_str(rq->arena, &s);
		st->pairs[i].value = get_str(rq->arena, &s);
	}
	return ECS_OK;
}

enum ecs_err
eap_reply_put(struct req *rq, int status, const char *type, struct span body,
    struct span *out)
{
	struct buf b;

	buf_init(&b, rq->arena, body.len + 128);
	put_bytes(&b, (uint8_t[]){ (uint8_t)(status >> 8), (uint8_t)status }, 2);
	put_str(&b, type != NULL ? type : "");
	put_bytes(&b, body.p, body.len);
	return sealed_put(rq->srv->keys, rq->op, rq->arena, REPLY_LABEL,
	    SPAN(b.p, b.len), out);
}

enum ecs_err
eap_reply_use(struct req *rq, struct span box)
{
	struct span s, body;
	uint8_t status[2];
	enum ecs_err e;

	e = sealed_get(rq->srv->keys, rq->op, rq->arena, REPLY_LABEL, box, &s);
	if (e != ECS_OK || !get_fixed(&s, status, 2))
		return req_fail(rq, ECS_AUTH_NEEDED, "kept reply does not open");
	rq->status = status[0] << 8 | status[1];
	rq->type = get_str(rq->arena, &s);
	body = get_bytes(&s);
	rq->out.len = 0;
	buf_add(&rq->out, body.p, body.len);
	return ECS_OK;
}
