/* jwks.c - one slot a URL. */
#include <string.h>

#include "flow/jwks.h"
#include "flow/peer_gate.h"
#include "io/fetch.h"

enum { FRESH_S = 300, STALE_S = 3600, AGAIN_S = 30, HTTP_OK = 200 };

struct slot {
	const char	*url;		/* the configuration's own string */
	struct arena	*arena;		/* of the keys; NULL: none yet */
	struct jose_keys *keys;
	uint64_t	 fetched, tried;	/* seconds */
};

/* As many URLs as operators, since each has one. */
static struct slot *
slot_of(const char *url)
{
	static struct slot slots[CONF_OPERATORS];

	for (size_t i = 0; i < NELEM(slots); i++) {
		if (slots[i].url == NULL)
			slots[i].url = url;
		if (strcmp(slots[i].url, url) == 0)
			return &slots[i];
	}
	return &slots[0];	/* not reached while the configuration is constant */
}

static enum ecs_err
ask(struct req *rq, enum gate_peer peer, const char *url, struct fetched *f)
{
	unsigned ms = rq->op->peer_timeout_s * 1000;
	struct gate_pass pass;
	enum ecs_err e;

	if ((e = peer_gate_in(rq, peer, &pass)) != ECS_OK)
		return e;
	e = fetch(rq->arena, &(struct fetch){
	    .url = url, .headers = { "Accept: application/jwk-set+json, application/json" },
	    .timeout_ms = ms, .connect_ms = ms / 3,
	    .ca_file = rq->op->peer_ca, .certificate = rq->op->peer_certificate,
	}, f);
	if (e == ECS_OK && f->status != HTTP_OK) {
		e = ECS_PEER_DOWN;
		f->why = "no keys at servers-url";
	}
	return peer_gate_out(rq, &pass, e, f->why);
}

static enum ecs_err
refresh(struct req *rq, enum gate_peer peer, struct slot *s)
{
	struct arena *a;
	struct jose_keys *keys;
	struct fetched f = { .why = "" };
	enum ecs_err e;

	s->tried = rq->now;
	if ((e = ask(rq, peer, s->url, &f)) != ECS_OK)
		return e;
	a = arena_new(4096);
	if (jose_keys_read(a, f.body, &keys) != ECS_OK || jose_keys_count(keys) == 0) {
		arena_free(a);
		return req_fail(rq, ECS_PEER_DOWN, "servers-url has no usable keys");
	}
	if (s->arena != NULL)
		arena_free(s->arena);
	s->arena = a;
	s->keys = keys;
	s->fetched = rq->now;
	return ECS_OK;
}

static bool
younger(const struct slot *s, uint64_t now, uint64_t age_s)
{
	return s->arena != NULL && now < s->fetched + age_s;
}

enum ecs_err
jwks_verify(struct req *rq, enum gate_peer peer, const char *url, enum jose_alg alg,
    const char *token, struct jose_jws *out)
{
	struct slot *s = slot_of(url);
	enum ecs_err e;

	if (!younger(s, rq->now, FRESH_S) && (e = refresh(rq, peer, s)) != ECS_OK) {
		if (!younger(s, rq->now, STALE_S))
			return e;
		rq->why = NULL;
		rq->retry_after_s = 0;
	}
	e = jose_verify(rq->arena, s->keys, alg, token, out);
	if (e == ECS_NOROW && rq->now >= s->tried + AGAIN_S) {
		if ((e = refresh(rq, peer, s)) != ECS_OK)
			return e;
		e = jose_verify(rq->arena, s->keys, alg, token, out);
	}
	return e == ECS_OK ? e : req_fail(rq, ECS_AUTH_NEEDED, "%s", out->why);
}
