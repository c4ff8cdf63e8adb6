/* deliver.c - one row: leased, asked, and what came of it recorded. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/rnd.h"
#include "flow/promise.h"
#include "flow/provision.h"
#include "flow/wifi_calling.h"
#include "outbox.h"
#include "peer/emergency.h"
#include "peer/provisioner.h"

enum { RETRY_AFTER_MAX_S = 3600 };

/* A row in hand. */
struct hand {
	struct worker	*w;
	struct outbox_row *row;
	uint8_t		 owner[OUTBOX_OWNER];
	uint64_t	 lease_ms;
	const struct conf_operator *op;
	struct q_outbox_about about;
	struct civic	 address;
	struct password	*password;
};

/* Committed before anything leaves; of several that try, one matches. */
static bool
lease(struct hand *h)
{
	uint64_t now = clock_ms(), affected = 0;
	struct outbox_row *r = h->row;

	rnd_bytes(h->owner, sizeof(h->owner));
	h->lease_ms = now + LEASE_MS;
	if (q_outbox_lease(h->w->db, SPAN(h->owner, sizeof(h->owner)), h->lease_ms,
	    h->lease_ms, r->attempts + 1, r->id, r->attempts, now, now,
	    SPAN(h->owner, sizeof(h->owner)), &affected) != ECS_OK || affected == 0)
		return false;
	r->attempts++;
	return true;
}

static bool
registers(const struct outbox_row *r)
{
	return r->kind == OUTBOX_EMERGENCY && strcmp(r->verb, "register") == 0;
}

static bool
sends_password(const struct outbox_row *r)
{
	return r->kind == OUTBOX_SMS || r->kind == OUTBOX_MAIL;
}

/* What the peer is told.  NOROW: nobody wants it any more, *why says why. */
static enum ecs_err
load(struct hand *h, const char **why)
{
	struct outbox_row *r = h->row;
	enum ecs_err e;

	if (sends_password(r)) {
		h->password = a_zalloc(h->w->arena, sizeof(*h->password));
		return password_load(h->w, h->op, r, h->password, why);
	}
	*why = "its line or SIM is gone";
	e = q_outbox_about(h->w->db, r->device_id, r->line_id, r->operator, &h->about);
	if (e == ECS_OK && r->kind == OUTBOX_PROVISION) {
		*why = "the service was withdrawn since";
		e = provision_wanted(h->w->db, r);
	}
	if (e != ECS_OK || !registers(r))
		return e;
	*why = "another address was given since";
	return wifi_calling_address(h->w->db, h->w->arena, r, &h->address);
}

static void
ask(struct hand *h, struct peer_answer *out)
{
	const struct outbox_row *r = h->row;
	struct peer_ask q = {
		.op = h->op, .keys = h->w->keys, .arena = h->w->arena, .ref = r->ref,
		.verb = r->verb, .app = r->app, .imsi = h->about.imsi,
		.msisdn = h->about.msisdn, .terminal_id = h->about.terminal_id,
		.address = registers(r) ? &h->address : NULL,
	};
	const struct provisioner_driver *p = provisioner_driver(h->op);
	const struct emergency_driver *m = emergency_driver(h->op);

	*out = (struct peer_answer){ .what = PEER_RETRY, .why = "no such driver",
	    .location_id = "", .fields = "" };
	if (r->kind == OUTBOX_PROVISION && p != NULL)
		p->ask(&q, out);
	else if (r->kind == OUTBOX_EMERGENCY && m != NULL)
		m->ask(&q, out);
	else if (sends_password(r))
		password_send(h->w, h->op, r, h->password, out);
}

/* 2^n seconds, of which the first half is sure and the rest is luck. */
static uint64_t
back_off_ms(const struct conf *c, unsigned attempts, unsigned retry_after_s)
{
	uint64_t cap = c->outbox_backoff_max_s, s = attempts < 32 ? 1ULL << attempts : cap, ms;
	uint32_t luck;

	rnd_bytes(&luck, sizeof(luck));
	if (s > cap)
		s = cap;
	ms = s * 500 + luck % (s * 500 + 1);
	if (retry_after_s > RETRY_AFTER_MAX_S)
		retry_after_s = RETRY_AFTER_MAX_S;
	return ms < retry_after_s * 1000ULL ? retry_after_s * 1000ULL : ms;
}

static enum ecs_err
later(struct hand *h, const struct peer_answer *a)
{
	uint64_t at = clock_ms() + back_off_ms(h->w->conf, h->row->attempts, a->retry_after_s);
	uint64_t affected;

	return q_outbox_later(h->w->db, at, a->why, h->row->id,
	    SPAN(h->owner, sizeof(h->owner)), &affected);
}

static enum ecs_err
record(struct hand *h, const struct peer_answer *a)
{
	struct outcome_of o = {
		.why = a->why, .location_id = a->location_id,
		.expires_at = a->expires_at, .fields = a->fields,
	};

	bool last = h->row->attempts >= h->w->conf->outbox_max_attempts;

	if (a->what == PEER_RETRY && !last)
		return later(h, a);
	o.what = a->what == PEER_DONE ? OUTCOME_DONE :
	    a->what == PEER_ACCEPTED && !last ? OUTCOME_ACCEPTED : OUTCOME_REFUSED;
	if (last && (a->what == PEER_RETRY || a->what == PEER_ACCEPTED)) {
		o.why = a_printf(h->w->arena, "gave up after %u attempts: %s",
		    h->row->attempts, a->what == PEER_RETRY ? a->why :
		    "accepted, but never called back");
		o.fields = "";
	}
	return promise_outcome(h->w->db, h->w->conf, h->row, &o, clock_ms());
}

/* With the database away, what the peer said is held on to until the lease ends. */
static void
record_surely(struct hand *h, const struct peer_answer *a)
{
	static const char *const words[] = { "done", "accepted", "to be tried again", "refused" };
	/* Of an end the peer says why, and may name a place or a person: for staff only. */
	const char *why = a->what == PEER_RETRY ? a->why : "";
	enum ecs_err e;

	while ((e = record(h, a)) == ECS_DB && !*h->w->stop &&
	    clock_ms() + 2000 < h->lease_ms)
		clock_sleep_ms(500);
	log_msg(e == ECS_OK ? L_INFO : L_ERROR, "%s %s, attempt %u: %s%s%s%s%s", h->row->verb,
	    h->row->ref, h->row->attempts, words[a->what], *why != '\0' ? ", " : "", why,
	    e == ECS_OK ? "" : ", but not recorded: ", e == ECS_OK ? "" : ecs_err_text(e));
}

bool
deliver(struct worker *w, struct outbox_row *row)
{
	struct hand h = { .w = w, .row = row };
	struct peer_answer a;
	const char *why;
	bool ended;
	enum ecs_err e;

	if ((h.op = conf_operator_by_id(w->conf, row->operator)) == NULL || !lease(&h))
		return false;
	e = load(&h, &why);
	if (e == ECS_NOROW) {
		e = outbox_end(w->db, row->id, OUTBOX_DROPPED, why, clock_ms(), &ended);
		if (e == ECS_OK)
			log_msg(L_INFO, "%s %s: dropped, %s", row->verb, row->ref, why);
		outbox_wake(w->conf);
		return true;
	}
	if (e != ECS_OK) {		/* the lease ends by itself */
		log_msg(L_ERROR, "%s %s: what it is about cannot be read: %s", row->verb, row->ref,
		    ecs_err_text(e));
		return true;
	}
	ask(&h, &a);
	record_surely(&h, &a);
	outbox_wake(w->conf);
	return true;
}
