/* op.c - operations: who asks and may, the frame of the answer (TS.43 v12 2.8.3, 6.2, 6.5). */
#include <string.h>

#include "flow/operator.h"
#include "op.h"

static const struct op *const ops[] = {
#define OP(file)	&op_##file,
#include "ops.def"
#undef OP
};

/* What no row names.  Whoever is authenticated is told that there is no such thing. */
static enum ecs_err
run_unknown(struct req *rq, const struct op_asker *who, const void *in, struct node *n,
    enum op_result *result)
{
	(void)rq, (void)who, (void)in, (void)n;
	*result = OP_INVALID_OPERATION;
	return ECS_OK;
}

static const struct op *
unknown(struct req *rq, const char *app)
{
	struct op *o = a_zalloc(rq->arena, sizeof(*o));

	*o = (struct op){ .app = app, .operation = "unknown", .least = AUTH_OTP, .server = true,
	    .run = run_unknown };
	return o;
}

enum ecs_err
op_find(struct req *rq, const char *app, const char *operation, const struct op **out)
{
	const char *known = NULL;

	*out = NULL;
	for (size_t i = 0; i < NELEM(ops) && *out == NULL; i++) {
		if (strcasecmp(ops[i]->app, app) != 0)
			continue;
		known = ops[i]->app;
		if (strcasecmp(ops[i]->operation, operation != NULL ? operation : "") == 0)
			*out = ops[i];
	}
	if (known == NULL)
		return ECS_NOROW;
	if (*out == NULL && operation == NULL)
		return req_fail_param(rq, ECS_PARAM_MISSING, "operation");
	if (*out == NULL)
		*out = unknown(rq, known);
	rq->what = *(*out)->operation == '\0' ? known :
	    a_printf(rq->arena, "%s/%s", known, (*out)->operation);
	return ECS_OK;
}

static struct server_claim
claim(const struct common *c)
{
	return (struct server_claim){ c->requestor_id, c->enterprise_id, c->access_token,
	    c->token };
}

bool
op_of_server(struct req *rq, const struct common *c)
{
	struct server_claim cl = claim(c);

	return server_asks(rq, &cl);
}

enum ecs_err
op_server(struct req *rq, const struct common *c, struct server_auth *out)
{
	struct server_claim cl = claim(c);

	return server_auth(rq, &cl, out);
}

static void
write_vers(struct req *rq, uint64_t version)
{
	struct node *n = doc_vers(rq->doc);

	doc_int(n, PN_version, version > 0 ? (long)version : 1);
	doc_int(n, PN_validity, (long)rq->op->validity_s);
}

/* The use case, and the rows that it owes. */
static enum ecs_err
run(struct req *rq, const struct op *op, const struct op_asker *who, const void *in)
{
	struct node *n = doc_app(rq->doc, op->app);
	enum op_result result = OP_SUCCESS;
	enum ecs_err e = op->run(rq, who, in, n, &result);

	if (e != ECS_OK)
		return e;
	doc_int(n, PN_OperationResult, result);
	if (who->c->notif_token != NULL && who->server == NULL)
		doc_int(n, PN_RegisterNotifStatus, 0);
	return result != OP_SUCCESS ? ECS_OK :
	    resp_check(rq, n, op->resp, op->nresp, rq->what);
}

static enum ecs_err
read_params(struct req *rq, const struct op *op, void **in)
{
	const char *bad;
	enum ecs_err e;

	*in = a_zalloc(rq->arena, op->size + 1);
	e = param_fill(op->params, op->nparams, rq->pairs, rq->npairs, *in, &bad);
	return e == ECS_OK ? e : req_fail_param(rq, e, bad);
}

static enum ecs_err
answer_server(struct req *rq, const struct common *c, const struct op *op,
    const struct server_auth *s)
{
	struct server_claim cl = claim(c);
	struct op_asker who = { .c = c, .method = AUTH_SERVER, .server = s };
	const char *text;
	uint64_t expires;
	enum ecs_err e;
	void *in;

	if (!op->server)
		return req_fail(rq, ECS_FORBIDDEN, "for devices only");
	if (op->run != run_unknown && !requestor_may(&s->requestor, op->app, op->operation))
		return req_fail(rq, ECS_FORBIDDEN, "not among the requestor's operations");
	if ((e = read_params(rq, op, &in)) != ECS_OK)
		return e;
	write_vers(rq, 0);
	if ((e = server_auth_token(rq, &cl, s, &text, &expires)) != ECS_OK)
		return e;
	bearer_write_text(rq, text, expires);
	return run(rq, op, &who, in);
}

static bool
differs(const char *said, const char *known)
{
	return strcmp(said != NULL ? said : "", known) != 0;
}

/* The device's row, which its TOKEN names; written where it says something new. */
static enum ecs_err
register_device(struct req *rq, const struct common *c, const struct facts *f, uint64_t *id)
{
	const struct q_facts *r = f->row;
	bool push = c->notif_token != NULL;
	const char *push_token = !push ? r->push_token : c->notif_action != 0 ?
	    c->notif_token : "";
	int push_kind = push ? c->notif_action : r->push_kind;

	*id = r->device_id;
	if (*id != 0 && !differs(c->terminal_vendor, r->vendor) &&
	    !differs(c->terminal_model, r->model) &&
	    !differs(c->terminal_sw_version, r->software) && push_kind == r->push_kind &&
	    !differs(push_token, r->push_token))
		return ECS_OK;
	return q_device_put(rq->db, rq->op->id, c->terminal_id, f->device.vendor,
	    f->device.model, f->device.software, push_kind, push_token, id);
}

/* Facts of who asks, and whether the TOKEN is still of that SIM and device. */
static enum ecs_err
load(struct req *rq, const struct common *c, const struct auth *auth, struct facts *f,
    struct bearer *b)
{
	struct device_desc said = { "", c->terminal_vendor != NULL ? c->terminal_vendor : "",
	    c->terminal_model != NULL ? c->terminal_model : "",
	    c->terminal_sw_version != NULL ? c->terminal_sw_version : "" };
	enum ecs_err e;

	e = facts_load(rq->db, rq->arena, rq->op, auth->sim_id, c->terminal_id, &said, rq->now, f);
	if (e == ECS_NOROW)
		return req_fail(rq, ECS_AUTH_NEEDED, "the SIM is gone");
	if (e != ECS_OK)
		return e;
	req_subject(rq, f->row->imsi);
	operator_language(rq, f->row->language);
	*b = (struct bearer){ auth->sim_id, f->row->line_id, f->row->device_id,
	    (uint32_t)f->row->sim_epoch, (uint32_t)f->row->device_epoch, auth->method,
	    auth->token };
	if ((e = bearer_check(rq, b)) != ECS_OK ||
	    (e = register_device(rq, c, f, &b->device_id)) != ECS_OK)
		return e;
	if (b->device_epoch == 0)
		b->device_epoch = 1;	/* a new row's */
	return ECS_OK;
}

static enum ecs_err
answer_device(struct req *rq, const struct common *c, const struct op *op,
    const struct auth *auth)
{
	struct facts f;
	struct bearer b;
	struct op_asker who = { .c = c, .facts = &f, .method = auth->method };
	enum ecs_err e;
	void *in;

	if (op->least == AUTH_NONE)
		return req_fail(rq, ECS_FORBIDDEN, "for servers only");
	if ((e = bearer_may(rq, auth, op->least, rq->what)) != ECS_OK ||
	    (e = read_params(rq, op, &in)) != ECS_OK ||
	    (e = load(rq, c, auth, &f, &b)) != ECS_OK)
		return e;
	who.device_id = b.device_id;
	write_vers(rq, f.row->version);
	if ((e = bearer_write(rq, c, &b)) != ECS_OK)
		return e;
	return run(rq, op, &who, in);
}

enum ecs_err
op_answer(struct req *rq, const struct common *c, const struct op *op, const struct auth *auth,
    const struct server_auth *s)
{
	return s != NULL ? answer_server(rq, c, op, s) : answer_device(rq, c, op, auth);
}
