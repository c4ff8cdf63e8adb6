/* status.c - one answer for any number of status services. */
#include <string.h>

#include "app.h"
#include "core/facts.h"
#include "core/told.h"
#include "flow/operator.h"
#include "flow/provision.h"
#include "io/text.h"

enum { TRIES = 4 };

/* A request's way from what is known to a document. */
struct work {
	const struct common *c;
	const struct app *const *app;
	size_t		 napp;
	uint64_t	 sim_id, line_id;
	enum auth_method method;
	const struct token *token;	/* presented; NULL after full authentication */
	struct told_device dev;
	struct told	 told;
};

/* Arguments of provision_start() through db_tx(). */
struct start {
	unsigned	 operator;
	uint64_t	 line_id;
	int		 app;
	uint64_t	 now_ms;
};

const char *
app_message(struct req *rq, const struct decision *d, enum reason r)
{
	(void)d;
	return text_get(rq->srv->conf, rq->op, rq->language, reason_name(r));
}

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

static struct told_device
describe(const struct common *c)
{
	return (struct told_device){
		.terminal_id = c->terminal_id, .vendor = or_empty(c->terminal_vendor),
		.model = or_empty(c->terminal_model),
		.software = or_empty(c->terminal_sw_version),
		.push_given = c->notif_token != NULL, .push_kind = c->notif_action,
		.push_token = c->notif_action != 0 ? or_empty(c->notif_token) : "",
	};
}

static struct bearer
bearer(const struct work *w, uint64_t device_id, uint64_t sim_epoch, uint64_t device_epoch)
{
	return (struct bearer){ w->sim_id, w->line_id, device_id, (uint32_t)sim_epoch,
	    (uint32_t)device_epoch, w->method, w->token };
}

/* Nothing has changed since the device was told: one round trip, no write. */
static enum ecs_err
still_told(struct req *rq, struct work *w)
{
	const struct token *t = w->token;
	struct told_key k;
	struct bearer b;
	enum ecs_err e;

	if (t == NULL)
		return ECS_NOROW;
	k = (struct told_key){ t->operator, t->line_id, t->device_id, t->sim_id,
	    rq->op->address_per_device };
	e = told_get(rq->db, rq->arena, &k, &w->dev, rq->now_ms, &w->told);
	if (e != ECS_OK)
		return e;
	for (size_t i = 0; i < w->napp; i++)
		if (told_find(&w->told, w->app[i]->app) == NULL)
			return ECS_NOROW;
	w->line_id = t->line_id;
	req_subject_number(rq, t->subject);
	b = bearer(w, w->told.device_id, w->told.sim_epoch, w->told.device_epoch);
	return bearer_check(rq, &b);
}

/* Facts, decisions, and what has to be written. */
static enum ecs_err
tell_anew(struct req *rq, struct work *w)
{
	struct device_desc said = { "", w->dev.vendor, w->dev.model, w->dev.software };
	int app[PARAM_APPS];
	struct bearer b;
	struct facts f;
	enum ecs_err e;

	e = facts_load(rq->db, rq->arena, rq->op, w->sim_id, w->c->terminal_id, &said, rq->now, &f);
	if (e == ECS_NOROW)
		return req_fail(rq, ECS_AUTH_NEEDED, "the SIM is gone");
	if (e != ECS_OK)
		return e;
	req_subject(rq, f.row->imsi);
	w->line_id = f.row->line_id;
	b = bearer(w, f.row->device_id, f.row->sim_epoch, f.row->device_epoch);
	if ((e = bearer_check(rq, &b)) != ECS_OK)
		return e;
	for (size_t i = 0; i < w->napp; i++)
		app[i] = w->app[i]->app;
	return told_put(rq->db, rq->arena, &f, &w->dev, app, w->napp, &w->told);
}

static enum ecs_err
tell_until(struct req *rq, struct work *w)
{
	enum ecs_err e = ECS_TAKEN;

	for (int i = 0; i < TRIES && e == ECS_TAKEN; i++)
		e = tell_anew(rq, w);
	return e;
}

static enum ecs_err
start_tx(struct db *db, void *arg)
{
	const struct start *s = arg;

	return provision_start(db, s->operator, s->line_id, s->app, s->now_ms, NULL);
}

/*
 * Where nothing but the network is missing and nobody told it yet, this
 * request does.  ECS_TAKEN: it did, so there is something new to tell.
 */
static enum ecs_err
start_provisioning(struct req *rq, struct work *w)
{
	struct start s = { rq->op->id, w->line_id, 0, rq->now_ms };
	bool started = false;
	enum ecs_err e;

	for (size_t i = 0; i < w->napp; i++) {
		s.app = w->app[i]->app;
		if (told_find(&w->told, s.app)->deciding != REASON_PROV_NEEDED)
			continue;
		if ((e = db_tx(rq->db, start_tx, &s)) != ECS_OK)
			return e;
		started = true;
	}
	if (started)
		outbox_wake(rq->srv->conf);
	return started ? ECS_TAKEN : ECS_OK;
}

static enum ecs_err
decide(struct req *rq, struct work *w)
{
	enum ecs_err e = still_told(rq, w);

	if (e == ECS_NOROW)
		e = tell_until(rq, w);
	if (e == ECS_OK && (e = start_provisioning(rq, w)) == ECS_TAKEN)
		e = tell_until(rq, w);
	if (e == ECS_OK)
		operator_language(rq, w->told.language);
	return e == ECS_TAKEN ? req_fail(rq, ECS_BUSY, "VERS is contended") : e;
}

static void
write_vers(struct req *rq, const struct work *w)
{
	struct node *n = doc_vers(rq->doc);
	enum reason r = told_find(&w->told, w->app[0]->app)->deciding;
	bool barred = r == REASON_LINE_BARRED || r == REASON_LINE_TERMINATED;
	int stop = barred ? rq->op->barred_vers : 0;

	doc_int(n, PN_version, stop != 0 ? stop : (long)w->told.version);
	doc_int(n, PN_validity, stop != 0 ? stop : (long)rq->op->validity_s);
}

enum ecs_err
resp_check(struct req *rq, const struct node *n, const struct resp_def *resp, size_t nresp,
    const char *what)
{
	for (size_t k = 0; k < nresp; k++)
		if (resp[k].card == REQUIRED && !doc_has(n, resp[k].name))
			return req_fail(rq, ECS_INTERNAL, "%s left out %s", what,
			    doc_parm_name(resp[k].name));
	return ECS_OK;
}

static enum ecs_err
write_app(struct req *rq, const struct work *w, size_t i)
{
	struct node *n = doc_app(rq->doc, w->app[i]->id);
	struct asker who = { w->c, w->sim_id, w->line_id, w->told.device_id, w->told.sim_epoch };
	const struct resp_def *resp;
	size_t nresp;
	enum ecs_err e;

	if ((e = w->app[i]->write(rq, &who, told_find(&w->told, w->app[i]->app), n)) != ECS_OK)
		return e;
	if (w->c->notif_token != NULL)
		doc_int(n, PN_RegisterNotifStatus, 0);
	resp = w->app[i]->resp(w->c, &nresp);
	return resp_check(rq, n, resp, nresp, w->app[i]->id);
}

enum ecs_err
status_answer(struct req *rq, const struct common *c, const struct app *const *app,
    size_t napp, const struct auth *who)
{
	struct work w = { .c = c, .app = app, .napp = napp, .sim_id = who->sim_id,
	    .method = who->method, .token = who->token, .dev = describe(c) };
	struct bearer b;
	enum ecs_err e;

	for (size_t i = 0; i < napp; i++)
		if ((e = bearer_may(rq, who, app[i]->least, app[i]->id)) != ECS_OK)
			return e;
	if ((e = decide(rq, &w)) != ECS_OK)
		return e;
	write_vers(rq, &w);
	b = bearer(&w, w.told.device_id, w.told.sim_epoch, w.told.device_epoch);
	if ((e = bearer_write(rq, c, &b)) != ECS_OK)
		return e;
	for (size_t i = 0; i < napp; i++)
		if ((e = write_app(rq, &w, i)) != ECS_OK)
			return e;
	return ECS_OK;
}
