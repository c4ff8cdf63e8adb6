/* peer_gate.c - bulkhead, circuit, and what a device is told of either. */
#include "base/clock.h"
#include "flow/peer_gate.h"

enum { FULL_S = 5 };	/* how soon a place may be free again */

enum ecs_err
peer_gate_in(struct req *rq, enum gate_peer peer, struct gate_pass *pass)
{
	unsigned again_s = FULL_S, lasts_ms = rq->op->peer_timeout_s * 1000 + 1000;
	enum ecs_err e;

	e = gate_enter(rq->srv->gates, rq->op->id, peer, rq->srv->conf->limit_waiting,
	    clock_ms(), lasts_ms, pass, &again_s);
	if (e == ECS_OK)
		return e;
	rq->retry_after_s = again_s;
	return req_fail(rq, e, e == ECS_BUSY ? "too many wait for %s" :
	    "%s failed lately; it is left alone", gate_peer_name(peer));
}

/* Only silence speaks against a back end, and only an answer for it. */
static enum gate_fate
fate(enum ecs_err e)
{
	switch (e) {
	case ECS_PEER_DOWN:
		return GATE_FAILED;
	case ECS_BUSY:		/* before it is asked, there are others */
	case ECS_DB:
	case ECS_KEYS:
	case ECS_INTERNAL:
		return GATE_UNASKED;
	default:
		return GATE_ANSWERED;
	}
}

enum ecs_err
peer_gate_out(struct req *rq, struct gate_pass *pass, enum ecs_err e, const char *why)
{
	gate_leave(pass, fate(e), clock_ms());
	return e != ECS_OK && why != NULL ? req_fail(rq, e, "%s", why) : e;
}
