/* signed_by.c - keys behind a gate, then the signature. */
#include "flow/peer_gate.h"
#include "flow/signed_by.h"
#include "io/fetch.h"
#include "peer/jwks.h"

enum { HTTP_OK = 200 };

static enum ecs_err
ask(struct req *rq, enum gate_peer peer, const char *url, bool newer, struct fetched *f)
{
	unsigned ms = rq->op->peer_timeout_s * 1000;
	struct gate_pass pass;
	enum ecs_err e;

	if ((e = peer_gate_in(rq, peer, &pass)) != ECS_OK)
		return e;
	jwks_asked(url, rq->now, newer);
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

/* newer: they lack a key.  Old ones do when nobody answers, but for what they lack. */
static enum ecs_err
keys_of(struct req *rq, enum gate_peer peer, const char *url, bool newer,
    const struct jose_keys **out)
{
	struct fetched f = { .why = "" };
	bool due;
	enum ecs_err e;

	*out = jwks_kept(url, rq->now, newer, &due);
	if (!due)
		return ECS_OK;
	if ((e = ask(rq, peer, url, newer, &f)) == ECS_OK &&
	    (e = jwks_take(url, rq->now, f.body, out)) != ECS_OK)
		e = req_fail(rq, e, "servers-url has no usable keys");
	if (e == ECS_OK || newer || *out == NULL)
		return e;
	rq->why = NULL;
	rq->retry_after_s = 0;
	return ECS_OK;
}

enum ecs_err
signed_by(struct req *rq, enum gate_peer peer, const char *url, enum jose_alg alg,
    const char *token, struct jose_jws *out)
{
	const struct jose_keys *keys;
	enum ecs_err e = ECS_NOROW;

	for (int newer = 0; newer <= 1 && e == ECS_NOROW; newer++) {
		if ((e = keys_of(rq, peer, url, newer, &keys)) != ECS_OK)
			return e;
		e = jose_verify(rq->arena, keys, alg, token, out);
	}
	return e == ECS_OK ? e : req_fail(rq, ECS_AUTH_NEEDED, "%s", out->why);
}
