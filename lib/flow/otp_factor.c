/* otp_factor.c - a code after a login: TS.43 v12 2.8.2.1. */
#include <string.h>

#include "core/ticket.h"
#include "flow/operator.h"
#include "flow/otp_int.h"

static const char *const by_sms[] = { "sms" };
static const struct conf_list sms_only = { 1, (const char **)(uintptr_t)by_sms };

static enum ecs_err
message_of(struct req *rq, uint64_t sim_id, struct q_otp_sim *sim, struct otp_message *out)
{
	enum ecs_err e = q_otp_sim(rq->db, rq->op->id, sim_id, sim);

	if (e == ECS_NOROW)
		return req_fail(rq, ECS_AUTH_NEEDED, "the SIM is gone");
	*out = (struct otp_message){ .msisdn = sim->msisdn, .line_id = sim->line_id,
	    .language = otp_language(rq, sim->language), .verb = OTP_LOGIN,
	    .channels = &sms_only };
	return e;
}

/* The page opens by a ticket like others; state names the exchange to it. */
static enum ecs_err
page_url(struct req *rq, uint64_t sim_id, const struct q_otp_sim *sim, const char *state,
    const char **out)
{
	struct ticket t = { .operator = rq->op->id, .sim_id = sim_id, .line_id = sim->line_id,
	    .sim_epoch = (uint32_t)sim->epoch, .issued = rq->now,
	    .expires = rq->now + OTP_LIVES_MS / 1000, .flow = OTP_FLOW };
	const char *userdata;
	enum ecs_err e = ticket_seal(rq->srv->keys, rq->srv->conf, rq->arena, &t, &userdata);

	if (e == ECS_OK)
		*out = a_printf(rq->arena, "%s/websheet/" OTP_FLOW "?%s&state=%s", rq->op->url,
		    userdata, state);
	return e;
}

enum ecs_err
otp_factor_begin(struct req *rq, uint64_t sim_id)
{
	struct otp_own *own = otp_own_new(rq);
	struct q_otp_sim sim;
	struct otp_message m;
	const char *key;
	enum ecs_err e;

	if ((e = message_of(rq, sim_id, &sim, &m)) != ECS_OK)
		return e;
	req_subject(rq, sim.imsi);
	if ((e = otp_limits(rq, &m)) != ECS_OK ||
	    (e = exchange_begin(rq, EXCHANGE_FACTOR, sim_id, OTP_LIVES_MS,
	    SPAN(own, sizeof(*own)), &key)) != ECS_OK ||
	    (e = page_url(rq, sim_id, &sim, key, &rq->location)) != ECS_OK)
		return e;
	rq->status = 302;
	return otp_promise(rq, &m, own);
}

enum ecs_err
otp_factor_answer(struct req *rq, const char *state, struct auth *who)
{
	struct exchange *x;
	struct otp_own *own;
	enum ecs_err e;

	rq->how = "oidc";
	*who = (struct auth){ .method = AUTH_OIDC };
	e = otp_take(rq, EXCHANGE_FACTOR, state, "back", "", &x);
	if (e != ECS_OK || x == NULL)
		return e;
	if ((own = otp_own_of(rq, x)) == NULL || !own->passed)
		return req_fail(rq, ECS_AUTH_NEEDED, "no code was typed");
	who->sim_id = x->sim_id;
	rq->pairs = x->pairs;
	rq->npairs = x->npairs;
	/* A web view asks for pages; a document is what was asked for at first. */
	if (header_accept(x->accept).xml || header_accept(x->accept).json)
		rq->accept = x->accept;
	return ECS_OK;
}

/* Takes the exchange for a form; *out NULL: a copy, answered already. */
static enum ecs_err
take_form(struct req *rq, const struct otp_form *f, const char *what, struct exchange **x,
    struct otp_own **own)
{
	enum ecs_err e = otp_take(rq, EXCHANGE_FACTOR, f->state, what, f->once, x);

	if (e != ECS_OK || *x == NULL)
		return e;
	if ((*x)->sim_id != f->sim_id)
		return req_fail(rq, ECS_AUTH_NEEDED, "an exchange of another session");
	if ((*own = otp_own_of(rq, *x)) == NULL || (*own)->passed)
		return req_fail(rq, ECS_AUTH_NEEDED, "an exchange that has no code to type");
	return ECS_OK;
}

static void
to_page(struct req *rq, const struct otp_form *f, const char *view)
{
	rq->status = 303;
	rq->location = a_printf(rq->arena, "/websheet/" OTP_FLOW "?state=%s&view=%s", f->state,
	    view);
}

enum ecs_err
otp_factor_code(struct req *rq, const struct otp_form *f, const char *code)
{
	struct otp_own *own = NULL;
	struct exchange *x;
	enum ecs_err e = take_form(rq, f, code, &x, &own);

	if (e != ECS_OK || x == NULL)
		return e;
	if (otp_code_equal(own, code)) {
		own->passed = true;
		rq->status = 303;
		rq->location = a_printf(rq->arena, "%s/?state=%s", rq->op->url, f->state);
	} else if (++own->tries >= OTP_TRIES) {
		to_page(rq, f, "over");
		return ECS_OK;		/* and with this reply it ends */
	} else
		to_page(rq, f, "wrong");
	return exchange_next(rq, x, SPAN(own, sizeof(*own)));
}

/* "again" once it is on its way; else why not. */
static enum ecs_err
send_again(struct req *rq, struct otp_own *own, uint64_t sim_id, const char **view)
{
	struct q_otp_sim sim;
	struct otp_message m;
	enum ecs_err e;

	*view = "soon";
	if (own->sent_ms + OTP_AGAIN_MS > rq->now_ms)
		return ECS_OK;
	if ((e = message_of(rq, sim_id, &sim, &m)) != ECS_OK)
		return e;
	*view = "many";
	if ((e = otp_limits(rq, &m)) == ECS_LIMITED) {
		rq->why = NULL;
		return ECS_OK;
	}
	if (e != ECS_OK || (e = otp_promise(rq, &m, own)) != ECS_OK)
		return e;
	own->sent_ms = rq->now_ms;
	*view = "again";
	return ECS_OK;
}

enum ecs_err
otp_factor_again(struct req *rq, const struct otp_form *f)
{
	struct otp_own *own = NULL;
	struct exchange *x;
	const char *view;
	enum ecs_err e = take_form(rq, f, "again", &x, &own);

	if (e != ECS_OK || x == NULL)
		return e;
	if ((e = send_again(rq, own, x->sim_id, &view)) != ECS_OK)
		return e;
	to_page(rq, f, view);
	return exchange_next(rq, x, SPAN(own, sizeof(*own)));
}
