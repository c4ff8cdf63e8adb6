/* main.c - pages that a device opens: a ticket, a session, a page, its forms. */
#include <string.h>

#include "page.h"

#define ROOT	"/websheet/"
#define STATIC	ROOT "static/"
#define PREVIEW	ROOT "preview/"

static const struct page *const pages[] = {
#define WS(id)	&ws_##id,
#include "pages.def"
#undef WS
};

/* What every form of a session carries. */
struct in {
	const char	*action, *csrf;
};

static const struct param_def params[] = {
	P_STR(struct in, REQUIRED, action, 1, 16, valid_id),
	P_STR(struct in, OPTIONAL, csrf, 0, REQ_BODY_MAX, NULL),
};

/* After a form, and after a ticket, which must not stay in the address bar. */
static enum ecs_err
see(struct req *rq, const struct page *p)
{
	rq->status = 303;
	if (rq->location == NULL)
		rq->location = a_printf(rq->arena, ROOT "%s", p->name);
	return ECS_OK;
}

/* What of it is no plain word was not made by us, and goes with the ticket. */
static void
keep(struct req *rq, const struct page *p)
{
	const char *v = p->keeps != NULL ? param_get(rq->pairs, rq->npairs, p->keeps) : NULL;

	if (v != NULL && valid_id(v))
		rq->location = a_printf(rq->arena, ROOT "%s?%s=%s", p->name, p->keeps, v);
}

static enum ecs_err
open_page(struct req *rq, const struct page *p, const char *ticket)
{
	enum ecs_err e = ws_session_open(rq, ticket, p->name);

	rq->what = a_printf(rq->arena, "%s open", p->name);
	if (e != ECS_OK)
		return e;
	keep(rq, p);
	return see(rq, p);
}

static enum ecs_err
find_session(struct req *rq, const struct page *p, struct ws_session *s)
{
	enum ecs_err e = ws_session_find(rq, p->name, s);

	return e == ECS_NOROW ? req_fail(rq, ECS_AUTH_NEEDED, "no live session") : e;
}

static const struct page_verb *
verb(const struct page *p, const char *action)
{
	for (size_t i = 0; i < p->nverb; i++)
		if (strcmp(p->verb[i].action, action) == 0)
			return &p->verb[i];
	return NULL;
}

static enum ecs_err
take_form(struct req *rq, const struct page *p)
{
	struct in in = { 0 };
	const struct page_verb *v;
	struct ws_session s;
	const char *bad;
	enum ecs_err e;

	if ((e = find_session(rq, p, &s)) != ECS_OK)
		return e;
	if ((e = param_fill(params, NELEM(params), rq->pairs, rq->npairs, &in, &bad)) != ECS_OK)
		return req_fail_param(rq, e, bad);
	if (!ws_session_csrf_ok(&s, in.csrf))
		return req_fail(rq, ECS_FORBIDDEN, "form of another session");
	if ((v = verb(p, in.action)) == NULL)
		return req_fail_param(rq, ECS_PARAM_FORMAT, "action");
	rq->what = a_printf(rq->arena, "%s %s", p->name, v->action);
	if ((e = v->run(rq, &s)) != ECS_OK && e != ECS_TAKEN)
		return e;
	return rq->out.len > 0 ? ECS_OK : see(rq, p);
}

static enum ecs_err
show(struct req *rq, const struct page *p)
{
	struct ws_session s;
	enum ecs_err e = find_session(rq, p, &s);

	rq->what = p->name;
	return e != ECS_OK ? e : p->show(rq, &s);
}

static enum ecs_err
run_page(struct req *rq, const struct page *p)
{
	const char *ticket = param_get(rq->pairs, rq->npairs, "ticket");

	if (p->open != NULL)
		return p->open(rq);
	if (ticket != NULL)
		return open_page(rq, p, ticket);
	return rq->method == REQ_POST ? take_form(rq, p) : show(rq, p);
}

static enum ecs_err
handle(struct req *rq)
{
	if (strncmp(rq->path, STATIC, strlen(STATIC)) == 0)
		return rq->method == REQ_GET ? static_file(rq, rq->path + strlen(STATIC)) :
		    ECS_METHOD;
	if (strncmp(rq->path, PREVIEW, strlen(PREVIEW)) == 0)
		return preview(rq, rq->path + strlen(PREVIEW));
	if (strncmp(rq->path, ROOT, strlen(ROOT)) != 0)
		return ECS_NOT_FOUND;
	for (size_t i = 0; i < NELEM(pages); i++)
		if (strcmp(pages[i]->name, rq->path + strlen(ROOT)) == 0)
			return run_page(rq, pages[i]);
	return ECS_NOT_FOUND;
}

int
main(int argc, char **argv)
{
	req_error_page(page_error);
	return req_main(argc, argv, "websheet", handle);
}
