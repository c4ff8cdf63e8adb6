/* sweep.c - once a minute: reminders of addresses, and rows that have expired. */
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "flow/otp.h"
#include "flow/wifi_calling.h"
#include "outbox.h"

enum { DAY_S = 86400, BATCHES = 20 };

struct reminder {
	unsigned	 operator;
	const struct q_address_reminders *r;
	uint64_t	 now_ms;
};

static enum ecs_err
remind(struct db *db, void *arg)
{
	const struct reminder *m = arg;
	char cause[OUTBOX_REF + 1];
	uint64_t first;
	enum ecs_err e;

	e = q_address_reminded(db, m->now_ms / 1000, m->r->line_id, m->r->device_id,
	    m->r->expires_at, &first);
	if (e != ECS_OK || first == 0)
		return e;
	snprintf(cause, sizeof(cause), "remind-%llu-%llu", (unsigned long long)m->r->line_id,
	    (unsigned long long)m->r->expires_at);
	return outbox_push(db, m->operator, m->r->line_id, m->r->device_id, WIFI_CALLING, cause,
	    m->now_ms);
}

static enum ecs_err
reminders(struct worker *w, const struct conf_operator *op, uint64_t now_ms)
{
	uint64_t now = now_ms / 1000;
	struct q_address_reminders *r;
	enum ecs_err e;
	size_t n;

	if (op->address_reminder_d == 0)
		return ECS_OK;
	e = q_address_reminders(w->db, w->arena, now,
	    now + (uint64_t)op->address_reminder_d * DAY_S, op->id, &r, &n);
	for (size_t i = 0; e == ECS_OK && i < n; i++)
		e = db_tx(w->db, remind, &(struct reminder){ op->id, &r[i], now_ms });
	if (e == ECS_OK && n > 0)
		log_msg(L_INFO, "operator %s: %zu reminders of emergency addresses", op->name, n);
	return e;
}

static enum ecs_err
purge(struct db *db, uint64_t now)
{
	uint64_t tickets = 1, sessions = 1, assertions = 1;
	enum ecs_err e = ECS_OK;

	for (int i = 0; e == ECS_OK && tickets + sessions > 0 && i < BATCHES; i++)
		if ((e = q_ticket_purge(db, now, &tickets)) == ECS_OK)
			e = q_ws_session_purge(db, now, &sessions);
	for (int i = 0; e == ECS_OK && assertions > 0 && i < BATCHES; i++)
		e = q_assertion_purge(db, now * 1000, &assertions);
	return e;
}

/* One-time passwords, and that they were sent, once they count for no limit any more. */
static enum ecs_err
purge_passwords(struct worker *w, uint64_t before_ms)
{
	enum ecs_err e = ECS_OK;
	uint64_t n = 1;

	for (int i = 0; e == ECS_OK && n > 0 && i < BATCHES; i++)
		e = q_otp_purge(w->db, before_ms, &n);
	for (size_t o = 0; o < w->conf->noperators; o++)
		for (int kind = OUTBOX_SMS; kind <= OUTBOX_MAIL; kind++)
			for (int s = OUTBOX_DONE; e == ECS_OK && s <= OUTBOX_DROPPED; s++)
				e = q_outbox_purge(w->db, s, w->conf->operators[o].id, kind,
				    before_ms, &n);
	return e;
}

void
sweep(struct worker *w)
{
	uint64_t now_ms = clock_ms();
	enum ecs_err e = purge(w->db, now_ms / 1000);

	if (e == ECS_OK)
		e = purge_passwords(w, now_ms - OTP_FAR_MS);
	for (size_t i = 0; e == ECS_OK && i < w->conf->noperators; i++)
		e = reminders(w, &w->conf->operators[i], now_ms);
	arena_reset(w->arena);
}
