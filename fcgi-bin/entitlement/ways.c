/* ways.c - which authentication: by operator, by what is asked, by what is carried. */
#include <string.h>

#include "flow/eap_aka.h"
#include "flow/oidc_login.h"
#include "flow/operator.h"
#include "flow/otp.h"
#include "ways.h"

/* What ends an exchange that another request began (TS.43 v12 2.8.2.1, 8.3). */
struct ending {
	const char	*OTP, *state;
};

static const struct param_def endings[] = {
	P_STR(struct ending, OPTIONAL, OTP, 1, 16, NULL),
	P_STR(struct ending, OPTIONAL, state, 1, 64, valid_id),
};

/* Is this enough for all that is asked? */
static bool
enough(const struct query *q, enum auth_method m)
{
	for (size_t i = 0; i < q->napp; i++)
		if (q->app[i]->least > m)
			return false;
	return q->op == NULL || (q->op->least != AUTH_NONE && q->op->least <= m);
}

/*
 * TS.43 v12 2.8.1 table 7: the SIM cannot be authenticated now.  Another way,
 * where there is one for what is asked and no token came, else later.
 */
static enum ecs_err
unable(struct req *rq, const struct query *q, enum ecs_err e)
{
	bool down = e == ECS_PEER_DOWN || e == ECS_BUSY;

	return down && q->c.token == NULL && enough(q, AUTH_OIDC) &&
	    conf_list_has(&rq->op->methods, "oidc") ? ECS_AUTH_NEEDED : e;
}

/* The device's next EAP packet. */
static enum ecs_err
eap_round(struct req *rq)
{
	struct auth who;
	struct query q;
	enum ecs_err e;

	e = eap_answer(rq, &who);
	if (e == ECS_OK && who.sim_id == 0)
		return e;
	if (e != ECS_OK)
		return rq->op != NULL && query_read(rq, &q) == ECS_OK ? unable(rq, &q, e) : e;
	if ((e = query_read(rq, &q)) != ECS_OK)
		return e;
	q.c.token = NULL;
	return query_answer(rq, &q, &who);
}

/* A person comes back from the OpenID provider. */
static enum ecs_err
oidc_round(struct req *rq)
{
	const char *ids[PARAM_APPS];
	enum oidc_outcome outcome;
	struct auth who;
	struct query q;
	size_t n = 0;
	enum ecs_err e;

	if ((e = oidc_return(rq, &who, &outcome)) != ECS_OK || outcome == OIDC_ANSWERED)
		return e;
	if ((e = query_read(rq, &q)) != ECS_OK)
		return e;
	q.c.token = NULL;
	if (outcome == OIDC_KNOWN)
		return query_answer(rq, &q, &who);
	query_format(rq);
	for (; n < q.napp; n++)
		ids[n] = q.app[n]->id;
	if (q.op != NULL)
		ids[n++] = q.op->app;
	oidc_problem(rq, ids, n, q.op != NULL ? OP_ERROR_GENERAL : 0);
	return ECS_OK;
}

/* What began it is answered now, if who is known by then. */
static enum ecs_err
end_exchange(struct req *rq, const struct ending *in)
{
	struct auth who;
	struct query q;
	enum ecs_err e = in->OTP != NULL ? otp_answer(rq, in->OTP, &who) :
	    otp_factor_answer(rq, in->state, &who);

	if (e != ECS_OK || who.sim_id == 0)
		return e;
	if ((e = query_read(rq, &q)) != ECS_OK)
		return e;
	q.c.token = NULL;
	return query_answer(rq, &q, &who);
}

enum ecs_err
ways_go_on(struct req *rq)
{
	struct ending in = { NULL, NULL };
	const char *bad;
	enum ecs_err e;

	if (rq->method == REQ_POST && header_media(rq->content_type, EAP_MEDIA)) {
		e = eap_round(rq);
		/* No session: begin again where the URL still says with what. */
		if (e != ECS_AUTH_NEEDED || rq->answered != NULL || rq->npairs == 0)
			return e;
		rq->why = NULL;
		return ECS_NOROW;
	}
	if (oidc_is_return(rq))
		return oidc_round(rq);
	e = param_fill(endings, NELEM(endings), rq->pairs, rq->npairs, &in, &bad);
	if (e != ECS_OK)
		return req_fail_param(rq, e, bad);
	return in.OTP != NULL || in.state != NULL ? end_exchange(rq, &in) : ECS_NOROW;
}

/* An IMSI alone does not tell how long its MNC is. */
static const struct conf_operator *
whose(struct req *rq, const struct common *c)
{
	const struct conf_operator *op = NULL;

	for (size_t n = 6; n >= 5 && op == NULL; n--)
		op = operator_find(rq->srv->conf, rq->host, NULL, c->IMSI, c->IMSI != NULL ?
		    a_strndup(rq->arena, c->IMSI, n) : NULL, c->GID1);
	return op;
}

/*
 * Neither token nor EAP_ID: a number is asked (TS.43 v12 8.3), or the person
 * (2.8.2).  Nobody is sent to log in who would be refused afterwards.
 */
static enum ecs_err
start_person(struct req *rq, const struct query *q)
{
	bool otp, oidc;
	enum ecs_err e;

	operator_set(rq, whose(rq, &q->c));
	otp = rq->op != NULL && q->c.msisdn != NULL && enough(q, AUTH_OTP) &&
	    conf_list_has(&rq->op->methods, "otp");
	oidc = rq->op != NULL && enough(q, AUTH_OIDC) &&
	    conf_list_has(&rq->op->methods, "oidc") &&
	    param_get(rq->pairs, rq->npairs, "temporary_token") == NULL;
	if (!otp && !oidc)
		return req_fail(rq, ECS_AUTH_NEEDED, "no token and no EAP_ID");
	if ((e = query_version(rq, q)) != ECS_OK)
		return e;
	return otp ? otp_begin(rq, q->c.msisdn, (unsigned)q->c.SMS_port) : oidc_begin(rq);
}

static enum ecs_err
start_eap(struct req *rq, const struct query *q)
{
	struct nai nai;
	enum ecs_err e;

	if (nai_parse(q->c.EAP_ID, operator_realm, rq->srv->conf, &nai) != ECS_OK)
		return req_fail_param(rq, ECS_PARAM_FORMAT, "EAP_ID");
	operator_set(rq, operator_find(rq->srv->conf, rq->host, nai.realm, nai.imsi,
	    *nai.plmn != '\0' ? nai.plmn : NULL, q->c.GID1));
	if (rq->op == NULL)
		return req_fail(rq, ECS_AUTH_FAILED, "no operator for this identity");
	req_subject(rq, nai.imsi);
	if ((e = query_version(rq, q)) != ECS_OK)
		return e;
	if (!conf_list_has(&rq->op->methods, "eap-aka"))
		return req_fail(rq, ECS_AUTH_NEEDED, "the operator authenticates no SIM");
	return unable(rq, q, eap_begin(rq, &nai, q->c.EAP_ID));
}

enum ecs_err
ways_begin(struct req *rq, const struct query *q)
{
	return q->c.EAP_ID != NULL ? start_eap(rq, q) : start_person(rq, q);
}
