/* outbox.c - ecsctl outbox: what was promised outside, and those that went wrong. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "find.h"
#include "flow/promise.h"
#include "flow/provision.h"
#include "out.h"
#include "words.h"

static const char *const kinds[] = {
	"emergency", "provision", "push", "sms", "mail", NULL
};
static const char *const states[] = { "open", "waiting", "done", "dead", "dropped", NULL };

/* ---- list */

struct list_in {
	const char	*state, *line;
};

static const struct opt list_opts[] = {
	O_STR(struct list_in, state, "state", "STATE",
	    "open, waiting, done, dead or dropped (open, waiting and dead)"),
	O_STR(struct list_in, line, "line", "IMSI|MSISDN", "about this line, whatever the state"),
};

static void
row(struct out *o, const struct q_outbox_list *r, const struct conf_operator *op)
{
	bool over = r->state >= OUTBOX_DONE;

	out_cell(o, r->ref);
	out_cell(o, op->name);
	out_cell(o, word_name(kinds, r->kind));
	out_cell(o, r->verb);
	out_cell(o, *r->msisdn != '\0' ? r->msisdn : NULL);
	out_cell(o, word_name(states, r->state));
	out_cell_num(o, r->attempts);
	out_cell(o, time_text(o->c->a, r->created_at));
	out_cell(o, time_text(o->c->a, over ? r->finished_at : r->next_ms / 1000));
	out_cell(o, *r->error != '\0' ? r->error : NULL);
}

static enum ecs_err
of_operator(struct out *o, const struct conf_operator *op, int state)
{
	enum ecs_err e = ECS_OK;

	for (int k = OUTBOX_EMERGENCY; e == ECS_OK && k <= OUTBOX_MAIL; k++) {
		struct q_outbox_list *r;
		size_t n;

		e = q_outbox_list(ctl_db(o->c), o->c->a, state, op->id, k, &r, &n);
		for (size_t i = 0; e == ECS_OK && i < n; i++)
			row(o, &r[i], op);
	}
	return e;
}

static enum ecs_err
of_states(struct out *o, int only)
{
	const struct conf *conf = o->c->conf;
	enum ecs_err e = ECS_OK;

	for (size_t i = 0; i < conf->noperators; i++)
		for (int s = OUTBOX_OPEN; s <= OUTBOX_DROPPED && e == ECS_OK; s++) {
			bool usual = s == OUTBOX_OPEN || s == OUTBOX_WAITING || s == OUTBOX_DEAD;

			if (find_wanted(o->c, &conf->operators[i]) &&
			    (only != 0 ? s == only : usual))
				e = of_operator(o, &conf->operators[i], s);
		}
	return e;
}

static enum ecs_err
of_line(struct out *o, const struct found *f, int only)
{
	struct q_outbox_list_line *r;
	size_t n;
	enum ecs_err e = q_outbox_list_line(ctl_db(o->c), o->c->a, f->line_id, f->op->id, &r, &n);

	/* Both statements give the same columns, so their rows are one type in all but name. */
	_Static_assert(sizeof(*r) == sizeof(struct q_outbox_list), "outbox_list* differ");
	for (size_t i = 0; e == ECS_OK && i < n; i++)
		if (only == 0 || r[i].state == only)
			row(o, (const struct q_outbox_list *)(const void *)&r[i], f->op);
	return e;
}

static enum ctl_rc
list(struct ctl *c, const void *arg, const char *const *operand)
{
	static const struct col cols[] = {
		{ "ref", "ref", false }, { NULL, "operator", false }, { "kind", "kind", false },
		{ "verb", "verb", false }, { "line", "msisdn", false },
		{ "state", "state", false }, { "tries", "attempts", true },
		{ NULL, "created", false }, { "next or ended", "at", false },
		{ "why", "error", false },
	};
	const struct list_in *in = arg;
	int only = in->state != NULL ? word_index(states, in->state) : 0;
	struct found f;
	struct out o;
	enum ctl_rc rc;
	enum ecs_err e;

	(void)operand;
	if (in->state != NULL && only == 0)
		return ctl_usage(c, "state: want %s", word_list(states, c->a));
	if (in->line != NULL && (rc = find_line(c, in->line, &f)) != CTL_OK)
		return rc;
	out_start(&o, c);
	out_cols(&o, cols, NELEM(cols));
	e = in->line != NULL ? of_line(&o, &f, only) : of_states(&o, only);
	if (e != ECS_OK)
		return ctl_db_fail(e, "reading the outbox");
	out_list(&o, NULL, "outbox");
	out_end(&o);
	return CTL_OK;
}

/* ---- replay and drop */

struct work {
	struct ctl	*c;
	struct outbox_row row;
	const char	*why;		/* drop: given.  replay: what forbids it */
	bool		 held;
};

static enum ctl_rc
find_ref(struct work *w, const char *ref)
{
	const struct conf_operator *op;
	enum ecs_err e = outbox_by_ref(ctl_db(w->c), ref, &w->row);

	if (e != ECS_OK && e != ECS_NOROW)
		return ctl_db_fail(e, "reading the outbox");
	op = e == ECS_OK ? conf_operator_by_id(w->c->conf, w->row.operator) : NULL;
	if (op == NULL || !find_wanted(w->c, op))
		return ctl_fail("no promise has the ref \"%s\"", ref);
	return CTL_OK;
}

/*
 * What a subscriber did since comes first: nobody's service is switched on or
 * off by an old promise.
 */
static enum ecs_err
forbidden(struct db *db, struct work *w)
{
	enum { PROV_NONE = 1, PROV_PENDING, PROV_DONE, PROV_FAILED };
	const struct outbox_row *r = &w->row;
	struct q_outbox_line q;
	enum ecs_err e = q_outbox_line(db, r->device_id, r->ref, r->app, r->line_id,
	    r->operator, &q);

	if (e != ECS_OK)
		return e;
	if (strcmp(r->verb, "withdraw") == 0 && q.prov != PROV_NONE)
		w->why = "the service is wanted again";
	else if (r->kind == OUTBOX_PROVISION && strcmp(r->verb, "withdraw") != 0 &&
	    q.prov != PROV_PENDING && q.prov != PROV_FAILED)
		w->why = q.prov == PROV_DONE ? "the service is set up" : "nobody wants it any more";
	else if (r->kind == OUTBOX_PROVISION && (e = provision_wanted(db, r)) == ECS_NOROW)
		w->why = "the service was withdrawn since";
	else if (strcmp(r->verb, "remove") == 0 && q.addresses > 0)
		w->why = "an address was given since";
	else if (strcmp(r->verb, "register") == 0 && q.changes == 0)
		w->why = "the address was replaced or withdrawn since";
	return e == ECS_NOROW ? ECS_OK : e;
}

static enum ecs_err
replay_one(struct db *db, void *arg)
{
	struct work *w = arg;
	const struct outbox_row *r = &w->row;
	uint64_t now_ms = clock_ms(), n;
	enum ecs_err e;

	w->why = NULL;
	if ((e = forbidden(db, w)) != ECS_OK || w->why != NULL)
		return e;
	if ((e = q_outbox_replay(db, now_ms, r->id, now_ms, &n)) != ECS_OK)
		return e;
	if ((w->held = n == 0))
		return ECS_OK;
	e = ECS_OK;
	if (r->kind == OUTBOX_PROVISION && strcmp(r->verb, "withdraw") != 0)
		e = q_provision_again(db, r->line_id, r->app, &n);
	else if (strcmp(r->verb, "register") == 0 && (e = q_address_change_again(db,
	    r->line_id, r->device_id, r->ref, &n)) == ECS_OK)
		e = q_address_again(db, r->line_id, r->device_id, &n);
	return e != ECS_OK ? e : ctl_audit(w->c, db, r->operator, r->line_id, "outbox-replay",
	    r->ref);
}

static enum ctl_rc
replay(struct work *w)
{
	enum ecs_err e = db_tx(ctl_db(w->c), replay_one, w);

	if (e == ECS_NOROW)
		return ctl_fail("%s: its line is gone", w->row.ref);
	if (e != ECS_OK)
		return ctl_db_fail(e, "replaying");
	if (w->why != NULL)
		return ctl_fail("%s is not replayed: %s", w->row.ref, w->why);
	if (w->held)
		return ctl_fail("%s is done, or just being carried out", w->row.ref);
	return CTL_OK;
}

struct replay_in {
	bool		 dead;
};

static const struct opt replay_opts[] = {
	O_FLAG(struct replay_in, dead, "dead", "all that are dead"),
};

/* Those that may not be are told and left. */
static enum ctl_rc
replay_dead(struct work *w, const struct conf_operator *op, unsigned *done)
{
	enum ecs_err e = ECS_OK;

	for (int k = OUTBOX_EMERGENCY; e == ECS_OK && k <= OUTBOX_MAIL; k++) {
		struct q_outbox_list *r;
		size_t n;

		e = q_outbox_list(ctl_db(w->c), w->c->a, OUTBOX_DEAD, op->id, k, &r, &n);
		for (size_t i = n; e == ECS_OK && i > 0; i--)
			if (find_ref(w, r[i - 1].ref) == CTL_OK && replay(w) == CTL_OK)
				(*done)++;
	}
	return e == ECS_OK ? CTL_OK : ctl_db_fail(e, "reading the outbox");
}

static enum ctl_rc
run_replay(struct ctl *c, const void *arg, const char *const *operand)
{
	const struct replay_in *in = arg;
	struct work w = { .c = c };
	unsigned done = 0;
	enum ctl_rc rc = CTL_OK;

	if ((operand[0] == NULL) == !in->dead)
		return ctl_usage(c, "want either a REF or --dead");
	if (operand[0] != NULL) {
		if ((rc = find_ref(&w, operand[0])) != CTL_OK || (rc = replay(&w)) != CTL_OK)
			return rc;
		done = 1;
	}
	for (size_t i = 0; in->dead && rc == CTL_OK && i < c->conf->noperators; i++)
		if (find_wanted(c, &c->conf->operators[i]))
			rc = replay_dead(&w, &c->conf->operators[i], &done);
	outbox_wake(c->conf);
	if (rc == CTL_OK)
		printf(c->json ? "{\"replayed\":%u}\n" : "replayed: %u\n", done);
	return rc;
}

struct drop_in {
	const char	*why;
};

static const struct opt drop_opts[] = {
	O_STR(struct drop_in, why, "why", "TEXT", "for the record; it must be given"),
};

static enum ecs_err
drop_one(struct db *db, void *arg)
{
	struct work *w = arg;
	const struct outbox_row *r = &w->row;
	uint64_t n;
	enum ecs_err e = q_outbox_drop(db, w->why, w->c->now, r->id, &n);

	if (e != ECS_OK || (w->held = n == 0))
		return e;
	return ctl_audit(w->c, db, r->operator, r->line_id, "outbox-drop",
	    a_printf(w->c->a, "%s: %s", r->ref, w->why));
}

/* One that is not over ends as refused first, so that its line waits no longer. */
static enum ctl_rc
run_drop(struct ctl *c, const void *arg, const char *const *operand)
{
	const struct drop_in *in = arg;
	struct work w = { .c = c, .why = in->why };
	struct outcome_of o = { OUTCOME_REFUSED, in->why, "", 0, "" };
	enum ctl_rc rc;
	enum ecs_err e;

	if (in->why == NULL || *in->why == '\0' || strlen(in->why) > 200)
		return ctl_usage(c, "say why with --why, in at most 200 characters");
	if ((rc = find_ref(&w, operand[0])) != CTL_OK)
		return rc;
	e = promise_outcome(ctl_db(c), c->conf, &w.row, &o, clock_ms());
	if (e == ECS_OK)
		e = db_tx(ctl_db(c), drop_one, &w);
	if (e != ECS_OK)
		return ctl_db_fail(e, "dropping");
	if (w.held)
		return ctl_fail("%s is done or dropped already", w.row.ref);
	outbox_wake(c->conf);
	printf(c->json ? "{\"dropped\":1}\n" : "dropped\n");
	return CTL_OK;
}

const struct command ctl_outbox_list = {
	"outbox list", "", 0, "what is promised outside, and what went wrong",
	list_opts, NELEM(list_opts), sizeof(struct list_in), list, false
};

const struct command ctl_outbox_replay = {
	"outbox replay", "[REF]", 1, "carry out again what is dead or dropped, or try now",
	replay_opts, NELEM(replay_opts), sizeof(struct replay_in), run_replay, true
};

const struct command ctl_outbox_drop = {
	"outbox drop", "REF", 1, "give a promise up",
	drop_opts, NELEM(drop_opts), sizeof(struct drop_in), run_drop, false
};
