/* status.c - one answer for any number of status services. */
#include <string.h>

#include "app.h"
#include "core/facts.h"
#include "core/text.h"
#include "core/told.h"

enum { TRIES = 4 };

/* A request's way from facts to a document. */
struct work {
	const struct common *c;
	const struct app *const *app;
	size_t		 napp;
	uint64_t	 sim_id;
	const struct token *token;	/* presented; NULL after full authentication */
	struct facts	 f;
	struct decision	*d;
	uint64_t	 version, device_id, device_epoch;
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

/* The token is of this SIM and device, as they are now. */
static bool
token_live(const struct token *t, const struct q_facts *r)
{
	return t->sim_epoch == r->sim_epoch && t->device_id == r->device_id &&
	    t->device_epoch == r->device_epoch;
}

static enum ecs_err
load(struct req *rq, struct work *w)
{
	const struct common *c = w->c;
	struct device_desc said = { "", or_empty(c->terminal_vendor),
	    or_empty(c->terminal_model), or_empty(c->terminal_sw_version) };
	enum ecs_err e;

	e = facts_load(rq->db, rq->arena, rq->op, w->sim_id, c->terminal_id, &said, rq->now,
	    &w->f);
	if (e == ECS_NOROW)
		return req_fail(rq, ECS_AUTH_NEEDED, "the SIM is gone");
	if (e != ECS_OK)
		return e;
	req_subject(rq, w->f.row->imsi);
	if (w->token != NULL && !token_live(w->token, w->f.row))
		return req_fail(rq, ECS_AUTH_NEEDED, "token revoked");
	return ECS_OK;
}

static enum ecs_err
told(struct req *rq, struct work *w)
{
	const struct common *c = w->c;
	struct told_device dev = {
		.terminal_id = c->terminal_id, .vendor = w->f.device.vendor,
		.model = w->f.device.model, .software = w->f.device.software,
		.push_given = c->notif_token != NULL, .push_kind = c->notif_action,
		.push_token = c->notif_action != 0 ? or_empty(c->notif_token) : "",
	};

	return told_update(rq->db, rq->arena, &w->f, &dev, w->d, w->napp, &w->version,
	    &w->device_id, &w->device_epoch);
}

/* Facts, decisions, and what has to be written; again when somebody was faster. */
static enum ecs_err
decide(struct req *rq, struct work *w)
{
	enum ecs_err e = ECS_TAKEN;

	w->d = a_zalloc(rq->arena, w->napp * sizeof(*w->d));
	for (int i = 0; i < TRIES && e == ECS_TAKEN; i++) {
		if ((e = load(rq, w)) != ECS_OK)
			return e;
		if (*w->f.row->language != '\0' && rq->accept_language == NULL)
			rq->language = header_language(w->f.row->language, &rq->op->languages);
		for (size_t k = 0; k < w->napp; k++)
			entitle(&w->f, w->app[k]->app, &w->d[k]);
		e = told(rq, w);
	}
	return e == ECS_TAKEN ? req_fail(rq, ECS_BUSY, "VERS is contended") : e;
}

static void
write_vers(struct req *rq, const struct work *w)
{
	struct node *n = doc_vers(rq->doc);
	bool barred = w->d[0].deciding == REASON_LINE_BARRED ||
	    w->d[0].deciding == REASON_LINE_TERMINATED;
	int stop = barred ? rq->op->barred_vers : 0;

	doc_int(n, PN_version, stop != 0 ? stop : (long)w->version);
	doc_int(n, PN_validity, stop != 0 ? stop : (long)rq->op->validity_s);
}

/* The presented token until half its life is gone, then a new one. */
static enum ecs_err
write_token(struct req *rq, const struct work *w)
{
	uint64_t end, auth_time = w->token != NULL ? w->token->auth_time : rq->now;
	struct token t = {
		.operator = rq->op->id, .sim_id = w->sim_id, .device_id = w->device_id,
		.sim_epoch = (uint32_t)w->f.row->sim_epoch,
		.device_epoch = (uint32_t)w->device_epoch,
		.method = w->token != NULL ? w->token->method : AUTH_EAP_AKA,
		.auth_time = auth_time, .issued = rq->now,
		.holder = token_holder(w->c->terminal_id, w->c->app_name),
	};
	const char *text = w->c->token;
	struct node *n;
	enum ecs_err e;

	end = auth_time + rq->op->auth_max_age_s;
	t.expires = rq->now + rq->op->token_ttl_s < end ? rq->now + rq->op->token_ttl_s : end;
	if (w->token != NULL && (rq->now - w->token->issued <
	    (w->token->expires - w->token->issued) / 2 || w->token->expires >= t.expires))
		t.expires = w->token->expires;
	else if ((e = token_seal(rq->srv->keys, rq->srv->conf, rq->arena, &t, &text)) != ECS_OK)
		return req_fail(rq, e, "no token key");
	n = doc_token(rq->doc);
	doc_str(n, PN_token, text);
	doc_int(n, PN_validity, (long)(t.expires - rq->now));
	return ECS_OK;
}

/* The contract of the response rows: never half an answer. */
static enum ecs_err
write_app(struct req *rq, const struct work *w, size_t i)
{
	struct node *n = doc_app(rq->doc, w->app[i]->id);
	const struct resp_def *resp;
	size_t nresp;
	enum ecs_err e;

	if ((e = w->app[i]->write(rq, w->c, &w->d[i], n)) != ECS_OK)
		return e;
	if (w->c->notif_token != NULL)
		doc_int(n, PN_RegisterNotifStatus, 0);
	resp = w->app[i]->resp(w->c, &nresp);
	for (size_t k = 0; k < nresp; k++)
		if (resp[k].card == REQUIRED && !doc_has(n, resp[k].name))
			return req_fail(rq, ECS_INTERNAL, "%s left out %s", w->app[i]->id,
			    doc_parm_name(resp[k].name));
	return ECS_OK;
}

enum ecs_err
status_answer(struct req *rq, const struct common *c, const struct app *const *app,
    size_t napp, uint64_t sim_id, const struct token *token)
{
	struct work w = { .c = c, .app = app, .napp = napp, .sim_id = sim_id, .token = token };
	enum ecs_err e;

	for (size_t i = 0; i < napp; i++)
		if (token != NULL && token->method < app[i]->least)
			return req_fail(rq, ECS_AUTH_NEEDED, "%s wants more than %s", app[i]->id,
			    auth_method_name(token->method));
	if ((e = decide(rq, &w)) != ECS_OK)
		return e;
	write_vers(rq, &w);
	if ((e = write_token(rq, &w)) != ECS_OK)
		return e;
	for (size_t i = 0; i < napp; i++)
		if ((e = write_app(rq, &w, i)) != ECS_OK)
			return e;
	return ECS_OK;
}
