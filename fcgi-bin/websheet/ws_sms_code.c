/*
 * ws_sms_code.c - the code that was sent by SMS after a login, typed.
 *
 * TS.43 v12 2.8.2.1.  The ECS sends the device here with a ticket and with state,
 * the name of the exchange (flow/otp), which goes along from page to page.  The
 * right code leads back to the ECS.  Wrong ones are counted there, and sending
 * again is limited there; view says how it went.
 */
#include <string.h>

#include "flow/otp.h"
#include "page.h"

#define NAME	OTP_FLOW

enum { TYPED_MAX = 32, SHOWN = 2 };

struct in {
	const char	*state, *view;
	const char	*code, *csrf;
};

static const struct param_def params[] = {
	P_STR(struct in, REQUIRED, state, 1, 64, valid_id),
	P_STR(struct in, OPTIONAL, view, 0, 16, valid_id),
	P_STR(struct in, OPTIONAL, code, 0, TYPED_MAX, valid_text),
	P_STR(struct in, OPTIONAL, csrf, 0, REQ_BODY_MAX, NULL),
};

static enum ecs_err
read_in(struct req *rq, struct in *in)
{
	const char *bad;
	enum ecs_err e;

	*in = (struct in){ .state = NULL };
	e = param_fill(params, NELEM(params), rq->pairs, rq->npairs, in, &bad);
	return e != ECS_OK ? req_fail_param(rq, e, bad) : ECS_OK;
}

/* What the page says beside asking; any other view is the first one. */
static const char *
said(const struct in *in)
{
	static const char *const views[] = { "wrong", "missing", "again", "soon", "many", "over" };

	for (size_t i = 0; i < NELEM(views) && in->view != NULL; i++)
		if (strcmp(in->view, views[i]) == 0)
			return views[i];
	return "first";
}

static enum ecs_err
show_view(struct req *rq, const struct ws_session *s, const struct in *in, const char *view)
{
	struct sheet *sheet = page_sheet(rq, NAME);
	struct sheet_el *root = sheet_root(sheet);
	struct q_otp_sim sim;
	enum ecs_err e = q_otp_sim(rq->db, rq->op->id, s->sim_id, &sim);
	size_t n;

	if (e != ECS_OK)
		return e == ECS_NOROW ? req_fail(rq, ECS_AUTH_NEEDED, "the SIM is gone") : e;
	n = strlen(sim.msisdn);
	rq->what = a_printf(rq->arena, NAME " %s", view);
	sheet_attr(root, "kind", strcmp(view, "over") == 0 ? "over" : "ask");
	sheet_attr(root, "said", view);
	sheet_set(root, "number", sim.msisdn + (n > SHOWN ? n - SHOWN : 0));
	sheet_set(root, "state", in->state);
	page_form(rq, s, root);
	return page_write(rq, sheet);
}

static enum ecs_err
show(struct req *rq, const struct ws_session *s)
{
	struct in in;
	enum ecs_err e = read_in(rq, &in);

	return e != ECS_OK ? e : show_view(rq, s, &in, said(&in));
}

/* People write it as they read it: with blanks, or with a hyphen. */
static const char *
digits(struct req *rq, const char *typed)
{
	char *out = a_secret(rq->arena, TYPED_MAX + 1);
	size_t n = 0;

	for (; typed != NULL && *typed != '\0' && n < TYPED_MAX; typed++)
		if (*typed != ' ' && *typed != '-')
			out[n++] = *typed;
	return out;
}

static struct otp_form
form(const struct ws_session *s, const struct in *in)
{
	return (struct otp_form){ s->sim_id, in->state, in->csrf };
}

static enum ecs_err
submit(struct req *rq, const struct ws_session *s)
{
	struct otp_form f;
	struct in in;
	const char *code;
	enum ecs_err e = read_in(rq, &in);

	if (e != ECS_OK)
		return e;
	/* What cannot be a code is no try. */
	code = digits(rq, in.code);
	if (strlen(code) != OTP_DIGITS || strspn(code, "0123456789") != OTP_DIGITS)
		return show_view(rq, s, &in, "missing");
	f = form(s, &in);
	return otp_factor_code(rq, &f, code);
}

static enum ecs_err
again(struct req *rq, const struct ws_session *s)
{
	struct otp_form f;
	struct in in;
	enum ecs_err e = read_in(rq, &in);

	if (e != ECS_OK)
		return e;
	f = form(s, &in);
	return otp_factor_again(rq, &f);
}

static const struct page_verb verbs[] = {
	{ "submit", submit }, { "again", again },
};

const struct page ws_sms_code = {
	.name = NAME, .keeps = "state", .show = show, .verb = verbs, .nverb = NELEM(verbs),
};
