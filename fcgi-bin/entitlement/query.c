/* query.c - what a device asks, read once; and what it is answered. */
#include <string.h>

#include "flow/otp.h"
#include "fmt/nai.h"
#include "query.h"

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

enum { VERSION_MIN = 9 };	/* 0.9: drafts of the first TS.43 are out there */

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

enum ecs_err
query_read(struct req *rq, struct query *q)
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
enum ecs_err
query_version(struct req *rq, const struct query *q)
{
	const struct common *c = &q->c;

	if (c->version > param_version(rq->op->version_max) || c->version < VERSION_MIN ||
	    (c->entitlement_version != NULL &&
	    conf_list_has(&rq->op->version_refuse, c->entitlement_version)))
		return req_fail_param(rq, ECS_VERSION, "entitlement_version");
	return ECS_OK;
}

void
query_format(struct req *rq)
{
	struct accept a = header_accept(rq->accept);

	rq->fmt = a.json && !a.xml ? DOC_JSON : DOC_XML;
}

enum ecs_err
query_answer(struct req *rq, const struct query *q, const struct auth *who)
{
	enum ecs_err e = query_version(rq, q);

	if (e != ECS_OK)
		return e;
	query_format(rq);
	if (q->op != NULL)
		return op_answer(rq, &q->c, q->op, who, NULL);
	return status_answer(rq, &q->c, q->app, q->napp, who);
}
