/* page.c - what all pages have: headers, form tokens, and how errors look. */
#include <string.h>

#include "flow/operator.h"
#include "page.h"

/* Nothing but our own files; no frame, no referrer, no guessing. */
#define POLICY	"Content-Security-Policy: default-src 'none'; style-src 'self'; "	\
	"script-src 'self'; img-src 'self'; "
#define OTHERS	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"	\
	"X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"

struct sheet_for
page_for(struct req *rq)
{
	const struct conf *c = rq->srv->conf;

	if (rq->op == NULL)
		operator_set(rq, operator_find(c, rq->host, NULL, NULL, NULL, NULL));
	if (rq->op == NULL)
		operator_set(rq, &c->operators[0]);
	return (struct sheet_for){ c, rq->op, rq->language };
}

struct sheet *
page_sheet(struct req *rq, const char *name)
{
	struct sheet *s = sheet_new(rq->arena, name);
	struct sheet_for f = page_for(rq);

	sheet_attr(sheet_root(s), "static", a_printf(rq->arena, "/websheet/static/%s",
	    f.op->name));
	return s;
}

static void
send_headers(struct req *rq, const char *policy)
{
	struct sheet_for f = page_for(rq);

	rq->headers = a_printf(rq->arena, "%sContent-Language: %s\r\n"
	    "Vary: Accept-Language, Cookie\r\n", policy, f.language);
}

enum ecs_err
page_write(struct req *rq, struct sheet *s)
{
	struct sheet_for f = page_for(rq);

	rq->type = "text/html; charset=utf-8";
	send_headers(rq, POLICY OTHERS);
	return sheet_write(s, &f, &rq->out);
}

void
page_polls(struct req *rq)
{
	send_headers(rq, POLICY "connect-src 'self'; " OTHERS);
}

void
page_form(struct req *rq, const struct ws_session *s, struct sheet_el *el)
{
	sheet_set(el, "csrf", ws_session_csrf(rq->arena, s));
	sheet_set_u64(el, "form", s->forms);
}

/* Texts of the error page; each says what to do next. */
static const char *
kind(enum ecs_err e)
{
	switch (e) {
	case ECS_USED:
		return "used";
	case ECS_AUTH_NEEDED:
		return "expired";
	case ECS_FORBIDDEN:
		return "form";
	case ECS_NOT_FOUND:
		return "unknown";
	case ECS_TOO_LARGE:
		return "large";
	default:
		return ecs_err_blame(e) == BLAME_CLIENT ? "wrong" : "busy";
	}
}

void
page_error(struct req *rq, enum ecs_err e)
{
	struct sheet *s = page_sheet(rq, "error");
	const char *tail = strrchr(rq->path, '/');

	if (e == ECS_AUTH_NEEDED)
		rq->status = 403;	/* 511 would send a browser to a log-in of its network */
	sheet_attr(sheet_root(s), "kind", kind(e));
	sheet_attr(sheet_root(s), "page", tail != NULL ? tail + 1 : "");
	rq->set_cookie = NULL;
	if (page_write(rq, s) != ECS_OK)
		rq->type = NULL;	/* then one line of text will do */
}
