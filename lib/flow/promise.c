/* promise.c - one row's end, with all that hangs on it, in one transaction. */
#include "flow/promise.h"
#include "flow/provision.h"
#include "flow/wifi_calling.h"

struct arg {
	const struct conf_operator *op;
	const struct outbox_row *row;
	const struct outcome_of *out;
	uint64_t	 now_ms;
};

static enum ecs_err
finish(struct db *db, void *p)
{
	const struct arg *a = p;
	bool ended;
	enum ecs_err e;

	e = outbox_end(db, a->row->id, a->out->what == OUTCOME_DONE ? OUTBOX_DONE : OUTBOX_DEAD,
	    a->out->why, a->now_ms, &ended);
	if (e != ECS_OK || !ended)
		return e;
	switch (a->row->kind) {
	case OUTBOX_EMERGENCY:
		return wifi_calling_address_outcome(db, a->op, a->row, a->out, a->now_ms);
	case OUTBOX_PROVISION:
		return provision_outcome(db, a->row, a->out, a->now_ms);
	case OUTBOX_PUSH:
	case OUTBOX_SMS:
	case OUTBOX_MAIL:
		break;
	}
	return ECS_OK;
}

enum ecs_err
promise_outcome(struct db *db, const struct conf *conf, const struct outbox_row *row,
    const struct outcome_of *out, uint64_t now_ms)
{
	struct arg a = { conf_operator_by_id(conf, row->operator), row, out, now_ms };

	if (out->what == OUTCOME_ACCEPTED)
		return outbox_wait(db, row->id, now_ms + conf->outbox_callback_timeout_s * 1000ULL);
	if (a.op == NULL)
		return ECS_KEYS;
	return db_tx(db, finish, &a);
}
