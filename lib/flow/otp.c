/* otp.c - a number, a code, an answer; TS.43 v12 8.3. */
#include <string.h>

#include "flow/operator.h"
#include "flow/otp_int.h"

#define COOKIE	"ecs_otp"

static const char *
digits(const char *msisdn)
{
	/* A plus that was not escaped arrives as a space. */
	return msisdn + (*msisdn == '+' || *msisdn == ' ');
}

bool
otp_msisdn_ok(const char *msisdn)
{
	size_t n = strlen(digits(msisdn));

	return n >= 5 && n <= 15 && strspn(digits(msisdn), "0123456789") == n;
}

/* Beside what one number bears: who asks for many. */
static enum ecs_err
limited(struct req *rq)
{
	const struct conf *c = rq->srv->conf;
	char from[CONF_NETWORK];

	conf_network(rq->address, from);
	if (conf_list_covers(&c->nat_ranges, rq->address) ||
	    limit_take(rq->srv->limit, "address", from, c->limit_address, rq->now_ms))
		return ECS_OK;
	rq->retry_after_s = (unsigned)(60 - rq->now % 60);
	return req_fail(rq, ECS_LIMITED, "one-time passwords a minute");
}

enum ecs_err
otp_begin(struct req *rq, const char *msisdn, unsigned sms_port)
{
	struct otp_message m = { .msisdn = digits(msisdn), .verb = OTP_TRANSFER,
	    .channels = &rq->op->otp_channels, .sms_port = sms_port };
	struct q_otp_line line = { .line_id = 0 };
	struct otp_own *own;
	const char *key;
	enum ecs_err e;

	rq->how = "otp";
	if ((e = limited(rq)) != ECS_OK)
		return e;
	e = q_otp_line(rq->db, rq->op->id, m.msisdn, &line);
	if (e != ECS_OK && e != ECS_NOROW)
		return e;
	m.line_id = line.line_id;
	m.language = otp_language(rq, line.language);
	if ((e = otp_limits(rq, &m)) != ECS_OK)
		return e;
	own = otp_own_new(rq);
	e = exchange_begin(rq, EXCHANGE_OTP, line.sim_id, OTP_LIVES_MS, SPAN(own, sizeof(*own)),
	    &key);
	if (e == ECS_OK)
		e = otp_promise(rq, &m, own);
	if (e == ECS_OK)
		rq->set_cookie = exchange_cookie(rq, COOKIE, key);
	return e;
}

/* The reply that a copy of this request gets is the one that the error makes. */
static enum ecs_err
wrong(struct req *rq, struct exchange *x, struct otp_own *own)
{
	enum ecs_err e;

	if (++own->tries >= OTP_TRIES)
		return req_fail(rq, ECS_AUTH_NEEDED, "wrong one-time password, the last try");
	rq->status = ecs_err_http(ECS_AUTH_NEEDED);
	rq->type = "text/plain; charset=utf-8";
	rq->out.len = 0;
	buf_printf(&rq->out, "%s\n", ecs_err_text(ECS_AUTH_NEEDED));
	if ((e = exchange_next(rq, x, SPAN(own, sizeof(*own)))) != ECS_OK) {
		rq->status = 0;
		return e;
	}
	return req_fail(rq, ECS_AUTH_NEEDED, "wrong one-time password");
}

enum ecs_err
otp_answer(struct req *rq, const char *code, struct auth *who)
{
	struct exchange *x;
	struct otp_own *own;
	const char *cookie;
	enum ecs_err e;

	rq->how = "otp";
	*who = (struct auth){ .method = AUTH_OTP };
	if ((cookie = header_cookie(rq->arena, rq->cookie, COOKIE)) == NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, "one-time password without its cookie");
	e = otp_take(rq, EXCHANGE_OTP, cookie, code, cookie, &x);
	if (e != ECS_OK || x == NULL)
		return e;
	if ((own = otp_own_of(rq, x)) == NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, "an exchange of another release");
	/* Whoever guesses the code of a number that nobody has is as wrong as others. */
	if (!otp_code_equal(own, code) || x->sim_id == 0)
		return wrong(rq, x, own);
	who->sim_id = x->sim_id;
	rq->pairs = x->pairs;
	rq->npairs = x->npairs;
	if (!header_accept(rq->accept).xml && !header_accept(rq->accept).json)
		rq->accept = x->accept;
	return ECS_OK;
}
