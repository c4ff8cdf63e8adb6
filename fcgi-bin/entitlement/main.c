/* main.c - the TS.43 endpoint: read the request, authenticate, answer. */
#include <string.h>

#include "app.h"
#include "flow/eap_aka.h"
#include "flow/oidc_login.h"
#include "flow/operator.h"
#include "flow/otp.h"
#include "op.h"

static const struct app *const apps[] = {
#define APP(id)	&app_##id,
#include "apps.def"
#undef APP
};

/* TS.43 v12 2.3 table 4; the limits are ours, wide of what devices send. */
static const struct param_def params[] = {
	P_STR(struct common, OPTIONAL, entitlement_version, 1, 16, NULL),
	P_STR(struct common, OPTIONAL, terminal_id, 1, 64, valid_id),
	P_STR(struct common, OPTIONAL, terminal_vendor, 0, 32, valid_text),
	P_STR(struct common, OPTIONAL, terminal_model, 0, 32, valid_text),
	P_STR(struct common, OPTIONAL, terminal_sw_version, 0, 32, valid_text),
	P_STR(struct common, OPTIONAL, app_name, 0, 128, valid_text),
	P_STR(struct common, OPTIONAL, app_version, 0, 64, valid_text),
	P_STR(struct common, OPTIONAL, IMSI, 14, 15, valid_digits),
	P_STR(struct common, OPTIONAL, EAP_ID, 1, NAI_MAX, valid_text),
	P_STR(struct common, OPTIONAL, token, 1, 2048, NULL),
	P_STR(struct common, OPTIONAL, GID1, 0, 64, valid_id),
	P_STR(struct common, OPTIONAL, GID2, 0, 64, valid_id),
	P_STR(struct common, OPTIONAL, notif_token, 0, 512, valid_text),
	P_STR(struct common, OPTIONAL, msisdn, 1, OTP_MSISDN_MAX, otp_msisdn_ok),
	P_INT(struct common, OPTIONAL, SMS_port, 0, 65535),
	P_STR(struct common, OPTIONAL, operation, 1, 64, valid_text),
	P_STR(struct common, OPTIONAL, requestor_id, 1, SERVER_ID_MAX, valid_id),
	P_STR(struct common, OPTIONAL, enterprise_id, 1, SERVER_ID_MAX, valid_text),
	P_STR(struct common, OPTIONAL, access_token, 1, 4096, valid_text),
	P_INT(struct common, OPTIONAL, notif_action, 0, 4),
	P_INT(struct common, OPTIONAL, vers, -1000, 2147483647),
};

/* What ends an exchange that another request began (TS.43 v12 2.8.2.1, 8.3). */
struct ending {
	const char	*OTP, *state;
};

static const struct param_def endings[] = {
	P_STR(struct ending, OPTIONAL, OTP, 1, 16, NULL),
	P_STR(struct ending, OPTIONAL, state, 1, 64, valid_id),
};

enum { VERSION_MIN = 9 };	/* 0.9: drafts of the first TS.43 are out there */

/* A parsed request for one or more services. */
struct query {
	struct common	 c;
	const struct app *app[PARAM_APPS];
	size_t		 napp;
	const struct op	*op;		/* instead of services */
};

static enum ecs_err
read_apps(struct req *rq, struct query *q)
{
	const char *ids[PARAM_APPS];
	struct buf what;
	size_t n;
	enum ecs_err e;

	if ((e = param_apps(rq->arena, rq->pairs, rq->npairs, ids, &n)) != ECS_OK)
		return req_fail_param(rq, e, "app");
	if (n == 1 && (e = op_find(rq, ids[0], q->c.operation, &q->op)) != ECS_NOROW)
		return e;
	buf_init(&what, rq->arena, 64);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < NELEM(apps); k++)
			if (strcasecmp(apps[k]->id, ids[i]) == 0)
				q->app[q->napp++] = apps[k];
		if (q->napp != i + 1)
			return req_fail_param(rq, ECS_APP_UNKNOWN, "app");
		buf_str(&what, i > 0 ? "," : "");
		buf_str(&what, q->app[i]->id);
	}
	rq->what = buf_cstr(&what);
	return ECS_OK;
}

static enum ecs_err
read_query(struct req *rq, struct query *q)
{
	const char *bad;
	enum ecs_err e;

	memset(q, 0, sizeof(*q));
	e = param_fill(params, NELEM(params), rq->pairs, rq->npairs, &q->c, &bad);
	if (e != ECS_OK)
		return req_fail_param(rq, e, bad);
	/* TS.43 v12 2.3 table 4: who acts for devices may leave it out. */
	if (q->c.terminal_id == NULL && q->c.requestor_id == NULL)
		return req_fail_param(rq, ECS_PARAM_MISSING, "terminal_id");
	if ((e = read_apps(rq, q)) != ECS_OK)
		return e;
	if (q->c.terminal_id == NULL && q->op == NULL)
		return req_fail_param(rq, ECS_PARAM_MISSING, "terminal_id");
	q->c.version = 2000;	/* what clients that say nothing were made for */
	if (q->c.entitlement_version != NULL &&
	    (q->c.version = param_version(q->c.entitlement_version)) < 0)
		return req_fail_param(rq, ECS_VERSION, "entitlement_version");
	return ECS_OK;
}

/* TS.43 v12 2.5: what the operator does not serve gets 406. */
static enum ecs_err
check_version(struct req *rq, const struct common *c)
{
	if (c->version > param_version(rq->op->version_max) || c->version < VERSION_MIN ||
	    (c->entitlement_version != NULL &&
	    conf_list_has(&rq->op->version_refuse, c->entitlement_version)))
		return req_fail_param(rq, ECS_VERSION, "entitlement_version");
	return ECS_OK;
}

static void
choose_format(struct req *rq)
{
	struct accept a = header_accept(rq->accept);

	rq->fmt = a.json && !a.xml ? DOC_JSON : DOC_XML;
}

static enum ecs_err
answer(struct req *rq, const struct query *q, const struct auth *who)
{
	enum ecs_err e = check_version(rq, &q->c);

	if (e != ECS_OK)
		return e;
	choose_format(rq);
	if (q->op != NULL)
		return op_answer(rq, &q->c, q->op, who, NULL);
	return status_answer(rq, &q->c, q->app, q->napp, who);
}

/* TS.43 v12 2.8.3. */
static enum ecs_err
answer_server(struct req *rq, const struct query *q)
{
	struct server_auth s;
	enum ecs_err e;

	if ((e = op_server(rq, &q->c, &s)) != ECS_OK || (e = check_version(rq, &q->c)) != ECS_OK)
		return e;
	choose_format(rq);
	return op_answer(rq, &q->c, q->op, NULL, &s);
}

/* The device's next EAP packet. */
static enum ecs_err
eap_round(struct req *rq)
{
	struct auth who;
	struct query q;
	enum ecs_err e;

	if ((e = eap_answer(rq, &who)) != ECS_OK || who.sim_id == 0)
		return e;
	if ((e = read_query(rq, &q)) != ECS_OK)
		return e;
	q.c.token = NULL;
	return answer(rq, &q, &who);
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
	if ((e = read_query(rq, &q)) != ECS_OK)
		return e;
	q.c.token = NULL;
	if (outcome == OIDC_KNOWN)
		return answer(rq, &q, &who);
	choose_format(rq);
	for (; n < q.napp; n++)
		ids[n] = q.app[n]->id;
	if (q.op != NULL)
		ids[n++] = q.op->app;
	oidc_problem(rq, ids, n, q.op != NULL ? OP_ERROR_GENERAL : 0);
	return ECS_OK;
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

/* TS.43 v12 8.3: a number instead of a SIM, where that is enough for what is asked. */
static bool
wants_otp(const struct query *q)
{
	bool enough = q->c.msisdn != NULL;

	for (size_t i = 0; i < q->napp; i++)
		enough = enough && q->app[i]->least <= AUTH_OTP;
	return enough && (q->op == NULL || q->op->least == AUTH_OTP);
}

/* Neither token nor EAP_ID: a number is asked, or the person (TS.43 v12 2.8.2). */
static enum ecs_err
start_person(struct req *rq, const struct query *q)
{
	bool otp, oidc;
	enum ecs_err e;

	operator_set(rq, whose(rq, &q->c));
	otp = rq->op != NULL && conf_list_has(&rq->op->methods, "otp") && wants_otp(q);
	oidc = rq->op != NULL && conf_list_has(&rq->op->methods, "oidc") &&
	    param_get(rq->pairs, rq->npairs, "temporary_token") == NULL;
	if (!otp && !oidc)
		return req_fail(rq, ECS_AUTH_NEEDED, "no token and no EAP_ID");
	if ((e = check_version(rq, &q->c)) != ECS_OK)
		return e;
	return otp ? otp_begin(rq, q->c.msisdn, (unsigned)q->c.SMS_port) : oidc_begin(rq);
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
	if ((e = read_query(rq, &q)) != ECS_OK)
		return e;
	q.c.token = NULL;
	return answer(rq, &q, &who);
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
	if ((e = check_version(rq, &q->c)) != ECS_OK)
		return e;
	if (!conf_list_has(&rq->op->methods, "eap-aka"))
		return req_fail(rq, ECS_AUTH_NEEDED, "the operator authenticates no SIM");
	return eap_begin(rq, &nai, q->c.EAP_ID);
}

static enum ecs_err
handle(struct req *rq)
{
	struct ending in = { NULL, NULL };
	struct query q;
	struct token t;
	const char *bad;
	enum ecs_err e;

	if (strcmp(rq->path, "/") != 0)
		return ECS_NOT_FOUND;
	if (rq->method == REQ_POST && header_media(rq->content_type, EAP_MEDIA)) {
		e = eap_round(rq);
		/* No session: begin again where the URL still says with what. */
		if (e != ECS_AUTH_NEEDED || rq->answered != NULL || rq->npairs == 0)
			return e;
		rq->why = NULL;
	} else if (oidc_is_return(rq))
		return oidc_round(rq);
	else if (rq->method == REQ_POST && !header_media(rq->content_type,
	    "application/json") && rq->body.len > 0)
		return req_fail(rq, ECS_MEDIA_TYPE, "POST is JSON or an EAP relay packet");
	e = param_fill(endings, NELEM(endings), rq->pairs, rq->npairs, &in, &bad);
	if (e != ECS_OK)
		return req_fail_param(rq, e, bad);
	if (in.OTP != NULL || in.state != NULL)
		return end_exchange(rq, &in);
	if ((e = read_query(rq, &q)) != ECS_OK)
		return e;
	if (q.op != NULL && op_of_server(rq, &q.c))
		return answer_server(rq, &q);
	if (q.c.token != NULL) {
		rq->how = "token";
		e = token_open(rq->srv->keys, rq->srv->conf, rq->arena, q.c.token, rq->now, &t);
		if (e == ECS_OK && t.holder != token_holder(q.c.terminal_id, q.c.app_name))
			e = ECS_AUTH_NEEDED;
		if (e == ECS_OK) {
			operator_set(rq, conf_operator_by_id(rq->srv->conf, t.operator));
			return answer(rq, &q, &(struct auth){ t.sim_id, t.method, &t });
		}
		if (q.c.EAP_ID == NULL)
			return req_fail(rq, e, "token unknown, expired or another device's");
	}
	return q.c.EAP_ID != NULL ? start_eap(rq, &q) : start_person(rq, &q);
}

int
main(int argc, char **argv)
{
	return req_main(argc, argv, "entitlement", handle);
}
