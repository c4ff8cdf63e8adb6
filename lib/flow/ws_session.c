/* ws_session.c - tickets, cookies and form tokens. */
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/rnd.h"
#include "flow/operator.h"
#include "flow/ws_session.h"

enum { COOKIE = 16 };

#define COOKIE_NAME	"ecs_ws"
#define FORM_LABEL	"entitled form 1"

/* A ticket on its way to a session. */
struct opening {
	struct req	*rq;
	const struct ticket *t;
	char		 cookie[2 * COOKIE + 1];
	uint8_t		 id[CRYPT_HASH], csrf[CRYPT_HASH];
	uint8_t		 own[CRYPT_HASH];	/* of the cookie that came along */
	bool		 kept;			/* ... which is this ticket's already */
};

static void
cookie_id(const char *cookie, uint8_t out[CRYPT_HASH])
{
	crypt_sha256(SPAN(cookie, strlen(cookie)), out);
}

/* Whoever has the cookie can make it again, so only its digest is stored. */
static void
form_token(const char *cookie, uint8_t token[WS_CSRF])
{
	char text[sizeof(FORM_LABEL) + 128];
	uint8_t h[CRYPT_HASH];

	snprintf(text, sizeof(text), "%s %.*s", FORM_LABEL, 2 * COOKIE, cookie);
	crypt_sha256(SPAN(text, strlen(text)), h);
	memcpy(token, h, WS_CSRF);
}

static void
make_cookie(struct opening *o)
{
	uint8_t raw[COOKIE], token[WS_CSRF];

	rnd_bytes(raw, sizeof(raw));
	hex_put(raw, sizeof(raw), o->cookie);
	cookie_id(o->cookie, o->id);
	form_token(o->cookie, token);
	crypt_sha256(SPAN(token, sizeof(token)), o->csrf);
}

static enum ecs_err
add_session(struct db *db, const struct opening *o)
{
	const struct ticket *t = o->t;

	return q_ws_session_add(db, SPAN(o->id, sizeof(o->id)), t->operator, t->sim_id,
	    t->line_id, t->device_id, t->flow, o->rq->language,
	    SPAN(o->csrf, sizeof(o->csrf)), o->rq->now + WS_SESSION_S);
}

/* The ticket's number is there already: a reload, or somebody else. */
static enum ecs_err
reopen(struct db *db, struct opening *o)
{
	struct span number = SPAN(o->t->id, TICKET_ID);
	struct q_ticket_get was;
	enum ecs_err e = q_ticket_get(db, number, &was);

	if (e != ECS_OK)
		return e == ECS_NOROW ? ECS_USED : e;
	if (was.has_forms && crypt_equal(was.session_id, o->own, CRYPT_HASH)) {
		o->kept = true;
		return ECS_OK;
	}
	if (!was.has_forms || was.forms != 0 || o->rq->now > was.opened_at + WS_REOPEN_S)
		return ECS_USED;
	if ((e = q_ws_session_end(db, SPAN(was.session_id, was.session_id_len))) != ECS_OK ||
	    (e = q_ticket_reopen(db, SPAN(o->id, sizeof(o->id)), number)) != ECS_OK)
		return e;
	return add_session(db, o);
}

static enum ecs_err
open_tx(struct db *db, void *arg)
{
	struct opening *o = arg;
	enum ecs_err e;

	o->kept = false;
	e = q_ticket_add(db, SPAN(o->t->id, TICKET_ID), o->t->operator,
	    SPAN(o->id, sizeof(o->id)), o->rq->now, o->t->expires);
	if (e == ECS_TAKEN)
		return reopen(db, o);
	return e == ECS_OK ? add_session(db, o) : e;
}

/* Is the ticket for this place, and its SIM what it was? */
static enum ecs_err
check(struct req *rq, const struct ticket *t, const char *flow)
{
	const struct conf *c = rq->srv->conf;
	const struct conf_operator *here = c->noperators == 1 ? NULL :
	    operator_find(c, rq->host, NULL, NULL, NULL, NULL);
	struct q_ws_sim sim;
	enum ecs_err e;

	if (strcmp(t->flow, flow) != 0)
		return req_fail(rq, ECS_AUTH_NEEDED, "ticket of another page");
	if (here != NULL && here->id != t->operator)
		return req_fail(rq, ECS_AUTH_NEEDED, "ticket of another operator");
	operator_set(rq, conf_operator_by_id(c, t->operator));
	e = q_ws_sim(rq->db, t->operator, t->sim_id, &sim);
	if (e != ECS_OK)
		return e == ECS_NOROW ? req_fail(rq, ECS_AUTH_NEEDED, "the SIM is gone") : e;
	req_subject(rq, sim.imsi);
	operator_language(rq, sim.language);
	if (sim.epoch != t->sim_epoch || sim.line_id != t->line_id)
		return req_fail(rq, ECS_AUTH_NEEDED, "ticket of an earlier SIM or line");
	return ECS_OK;
}

static enum ecs_err
purge(struct req *rq)
{
	uint64_t n;
	enum ecs_err e = q_ws_session_purge(rq->db, rq->now, &n);

	return e == ECS_OK ? q_ticket_purge(rq->db, rq->now, &n) : e;
}

enum ecs_err
ws_session_open(struct req *rq, const char *text, const char *flow)
{
	const char *own = header_cookie(rq->arena, rq->cookie, COOKIE_NAME);
	struct opening o = { .rq = rq };
	struct ticket t;
	enum ecs_err e;

	rq->how = "ticket";
	e = ticket_open(rq->srv->keys, rq->srv->conf, rq->arena, text, rq->now, &t);
	if (e != ECS_OK)
		return req_fail(rq, e, "ticket not ours or expired");
	if ((e = check(rq, &t, flow)) != ECS_OK || (e = purge(rq)) != ECS_OK)
		return e;
	o.t = &t;
	cookie_id(own != NULL ? own : "", o.own);
	make_cookie(&o);
	if ((e = db_tx(rq->db, open_tx, &o)) != ECS_OK)
		return e == ECS_USED ? req_fail(rq, e, "ticket used") : e;
	if (!o.kept)
		rq->set_cookie = a_printf(rq->arena, COOKIE_NAME "=%s; Path=/websheet/; "
		    "Max-Age=%d; HttpOnly; SameSite=Lax%s", o.cookie, WS_SESSION_S,
		    rq->https ? "; Secure" : "");
	return ECS_OK;
}

static bool
fill(const struct q_ws_session_get *r, const char *cookie, struct ws_session *out)
{
	if (r->csrf_len != CRYPT_HASH)
		return false;
	cookie_id(cookie, out->id);
	form_token(cookie, out->form_token);
	out->sim_id = r->sim_id;
	out->line_id = r->line_id;
	out->device_id = r->device_id;
	out->forms = (unsigned)r->forms;
	snprintf(out->terminal_id, sizeof(out->terminal_id), "%s", r->terminal_id);
	snprintf(out->flow, sizeof(out->flow), "%s", r->flow);
	snprintf(out->language, sizeof(out->language), "%s", r->language);
	memcpy(out->csrf, r->csrf, CRYPT_HASH);
	return true;
}

enum ecs_err
ws_session_find(struct req *rq, const char *flow, struct ws_session *out)
{
	const char *cookie = header_cookie(rq->arena, rq->cookie, COOKIE_NAME);
	struct q_ws_session_get r;
	uint8_t id[CRYPT_HASH];
	enum ecs_err e;

	if (cookie == NULL || strlen(cookie) != 2 * COOKIE)
		return ECS_NOROW;
	cookie_id(cookie, id);
	if ((e = q_ws_session_get(rq->db, SPAN(id, sizeof(id)), rq->now, &r)) != ECS_OK)
		return e;
	if (strcmp(r.flow, flow) != 0 || !fill(&r, cookie, out))
		return ECS_NOROW;
	rq->how = "session";
	operator_set(rq, conf_operator_by_id(rq->srv->conf, (unsigned)r.operator));
	if (rq->op == NULL)
		return ECS_NOROW;
	if (conf_list_has(&rq->op->languages, out->language))
		rq->language = a_strdup(rq->arena, out->language);
	req_subject(rq, r.imsi);
	return ECS_OK;
}

const char *
ws_session_csrf(struct arena *a, const struct ws_session *s)
{
	char *text = a_zalloc(a, WS_CSRF_TEXT + 1);
	uint8_t mask[WS_CSRF], both[WS_CSRF];

	rnd_bytes(mask, sizeof(mask));
	for (size_t i = 0; i < WS_CSRF; i++)
		both[i] = mask[i] ^ s->form_token[i];
	hex_put(mask, sizeof(mask), text);
	hex_put(both, sizeof(both), text + 2 * WS_CSRF);
	return text;
}

bool
ws_session_csrf_ok(const struct ws_session *s, const char *text)
{
	uint8_t raw[2 * WS_CSRF] = { 0 }, token[WS_CSRF], h[CRYPT_HASH];

	if (text == NULL || !hex_get(text, raw, sizeof(raw)))
		return false;
	for (size_t i = 0; i < WS_CSRF; i++)
		token[i] = raw[i] ^ raw[WS_CSRF + i];
	crypt_sha256(SPAN(token, sizeof(token)), h);
	return crypt_equal(h, s->csrf, CRYPT_HASH);
}
