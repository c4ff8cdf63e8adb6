/* bearer.c - a device's TOKEN, checked and written (TS.43 v12 2.8.5). */
#include "app.h"

enum ecs_err
bearer_check(struct req *rq, const struct bearer *b)
{
	const struct token *t = b->token;

	if (t == NULL || (t->device_id == b->device_id && t->sim_epoch == b->sim_epoch &&
	    t->device_epoch == b->device_epoch))
		return ECS_OK;
	return req_fail(rq, ECS_AUTH_NEEDED, "token revoked");
}

enum ecs_err
bearer_may(struct req *rq, const struct auth *who, enum auth_method least, const char *what)
{
	if (who->method >= least)
		return ECS_OK;
	/* Asked to authenticate again, who just did would come back the same way for ever. */
	return req_fail(rq, who->token != NULL ? ECS_AUTH_NEEDED : ECS_FORBIDDEN,
	    "%s wants more than %s", what, auth_method_name(who->method));
}

void
bearer_write_text(struct req *rq, const char *text, uint64_t expires)
{
	struct node *n = doc_token(rq->doc);

	doc_str(n, PN_token, text);
	doc_int(n, PN_validity, (long)(expires - rq->now));
}

/* The presented token until half its life is gone, then a new one. */
enum ecs_err
bearer_write(struct req *rq, const struct common *c, const struct bearer *b)
{
	uint64_t end, auth_time = b->token != NULL ? b->token->auth_time : rq->now;
	struct token t = {
		.operator = rq->op->id, .sim_id = b->sim_id, .line_id = b->line_id,
		.device_id = b->device_id, .subject = req_subject_as_number(rq),
		.sim_epoch = b->sim_epoch, .device_epoch = b->device_epoch,
		.method = b->method,
		.auth_time = auth_time, .issued = rq->now,
		.holder = token_holder(c->terminal_id, c->app_name),
	};
	const char *text = c->token;
	enum ecs_err e;

	end = auth_time + rq->op->auth_max_age_s;
	t.expires = rq->now + rq->op->token_ttl_s < end ? rq->now + rq->op->token_ttl_s : end;
	/* One that names the line the SIM was on finds no row that holds. */
	if (b->token != NULL && b->token->line_id == b->line_id && (rq->now -
	    b->token->issued < (b->token->expires - b->token->issued) / 2 ||
	    b->token->expires >= t.expires))
		t.expires = b->token->expires;
	else if ((e = token_seal(rq->srv->keys, rq->srv->conf, rq->arena, &t, &text)) != ECS_OK)
		return req_fail(rq, e, "no token key");
	bearer_write_text(rq, text, t.expires);
	return ECS_OK;
}
