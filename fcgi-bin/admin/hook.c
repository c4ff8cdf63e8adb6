/*
 * hook.c - a peer that answered 202 says how it ended.
 *
 * The signature is what authenticates it; which operator's key made it says
 * whose promises it may end.
 */
#include <string.h>

#include "admin.h"
#include "core/outbox.h"
#include "flow/operator.h"
#include "flow/promise.h"
#include "fmt/hook.h"
#include "peer/webhook.h"

static enum ecs_err
authenticate(struct req *rq)
{
	const struct conf *c = rq->srv->conf;

	rq->how = "signature";
	for (size_t i = 0; i < c->noperators; i++)
		if (webhook_verify(rq->srv->keys, rq->arena, c->operators[i].name, rq->body,
		    rq->signature, rq->now) == ECS_OK) {
			operator_set(rq, &c->operators[i]);
			return ECS_OK;
		}
	return req_fail(rq, ECS_SIGNATURE, rq->signature == NULL ? "none" :
	    "of no key of ours, or too old");
}

/* Emergency: registered means that there is a location id. */
static enum ecs_err
read_answer(struct req *rq, const struct outbox_row *row, struct hook_answer *out)
{
	if (hook_answer(rq->arena, rq->body, out) != ECS_OK)
		return req_fail(rq, ECS_BODY_FORMAT, "not an answer");
	/* The signature covers the body alone, so the body says which promise it is about. */
	if (strcmp(out->ref, row->ref) != 0)
		return req_fail_param(rq, ECS_BODY_FORMAT, "ref");
	if (row->kind == OUTBOX_EMERGENCY && strcmp(row->verb, "register") == 0 &&
	    out->state == HOOK_DONE && *out->location_id == '\0')
		return req_fail_param(rq, ECS_BODY_FORMAT, "location_id");
	return ECS_OK;
}

static enum ecs_err
hook(struct req *rq, enum outbox_kind kind, const char *ref)
{
	static const enum outcome whats[] = {
		[HOOK_DONE] = OUTCOME_DONE, [HOOK_ACCEPTED] = OUTCOME_ACCEPTED,
		[HOOK_REFUSED] = OUTCOME_REFUSED,
	};
	struct outbox_row row;
	struct hook_answer a;
	struct outcome_of o;
	enum ecs_err e;

	if ((e = authenticate(rq)) != ECS_OK)
		return e;
	e = outbox_by_ref(rq->db, ref, &row);
	if (e == ECS_NOROW || (e == ECS_OK && (row.operator != rq->op->id || row.kind != kind)))
		return req_fail(rq, ECS_NOT_FOUND, "no such promise to this peer");
	if (e != ECS_OK || (e = read_answer(rq, &row, &a)) != ECS_OK)
		return e;
	o = (struct outcome_of){ whats[a.state], a.reason, a.location_id, a.expires_at,
	    a.fields };
	if ((e = promise_outcome(rq->db, rq->srv->conf, &row, &o, rq->now_ms)) != ECS_OK)
		return e;
	outbox_wake(rq->srv->conf);
	rq->status = 204;
	return ECS_OK;
}

enum ecs_err
hook_provision(struct req *rq, const char *ref)
{
	return hook(rq, OUTBOX_PROVISION, ref);
}

enum ecs_err
hook_emergency(struct req *rq, const char *ref)
{
	return hook(rq, OUTBOX_EMERGENCY, ref);
}
