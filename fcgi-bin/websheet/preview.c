/*
 * preview.c - pages with sample data, for those who make them.
 *
 * Off unless entitled.conf says preview, and then for browsers on this machine only.
 * No database, no session: files and nothing else, each read anew.
 */
#include <string.h>

#include "io/sheet_sample.h"
#include "page.h"

#define ROOT	"/websheet/preview/"
#define STATIC	"static/"
#define RELOAD	"3"		/* seconds */

static bool
is_loopback(const char *address)
{
	static const char *const ranges[] = { "127.0.0.0/8", "::1", "::ffff:127.0.0.1" };
	struct conf_list l = { NELEM(ranges), (const char **)(uintptr_t)ranges };

	return conf_list_covers(&l, address);
}

static struct sheet_for
whom(struct req *rq)
{
	const char *op = param_get(rq->pairs, rq->npairs, "operator");
	const char *language = param_get(rq->pairs, rq->npairs, "language");
	struct sheet_for f = { .conf = rq->srv->conf };

	f.op = op != NULL ? conf_operator_by_name(f.conf, op) : &f.conf->operators[0];
	if (f.op != NULL)
		f.language = language != NULL && conf_list_has(&f.op->languages, language) ?
		    language : f.op->languages.s[0];
	return f;
}

static enum ecs_err
write_page(struct req *rq, const struct sheet_for *f, struct sheet *s)
{
	rq->op = f->op;
	rq->language = f->language;
	sheet_attr(sheet_root(s), "static", a_printf(rq->arena, ROOT STATIC "%s", f->op->name));
	return page_write(rq, s);
}

/* Everything there is to look at. */
static enum ecs_err
list(struct req *rq)
{
	struct sheet_for f = whom(rq);
	struct sheet *s = sheet_new(rq->arena, "preview");
	struct sheet_names pages, states;
	struct sheet_el *el;

	if (f.op == NULL)
		return ECS_NOT_FOUND;
	for (size_t i = 0; i < f.conf->noperators; i++) {
		const struct conf_operator *o = &f.conf->operators[i];

		el = sheet_add(sheet_root(s), "operator");
		sheet_attr(el, "name", o->name);
		for (size_t k = 0; k < o->languages.n; k++)
			sheet_set(el, "language", o->languages.s[k]);
	}
	sheet_sample_pages(&f, rq->arena, &pages);
	for (size_t i = 0; i < pages.n; i++) {
		el = sheet_add(sheet_root(s), "sheet");
		sheet_attr(el, "name", pages.s[i]);
		sheet_sample_states(&f, rq->arena, pages.s[i], &states);
		for (size_t k = 0; k < states.n; k++)
			sheet_set(el, "state", states.s[k]);
	}
	return write_page(rq, &f, s);
}

static enum ecs_err
show(struct req *rq, const char *page)
{
	const char *state = param_get(rq->pairs, rq->npairs, "state"), *name, *why;
	struct sheet_for f = whom(rq);
	struct span xml;
	struct sheet *s;
	enum ecs_err e;

	name = sheet_sample_name(rq->arena, page, state != NULL ? state : SHEET_DEFAULT);
	if (f.op == NULL || name == NULL || sheet_file(&f, rq->arena, name, &xml) != ECS_OK)
		return ECS_NOT_FOUND;
	if (sheet_sample_read(rq->arena, page, xml, &s, &why) != ECS_OK)
		return req_fail(rq, ECS_INTERNAL, "%s: %s", name, why);
	if ((e = write_page(rq, &f, s)) == ECS_OK)
		rq->headers = a_printf(rq->arena, "%sRefresh: " RELOAD "\r\n", rq->headers);
	return e;
}

enum ecs_err
preview(struct req *rq, const char *path)
{
	enum ecs_err e;

	rq->what = "preview";
	if (!rq->srv->conf->preview || !is_loopback(rq->address))
		return ECS_NOT_FOUND;
	if (rq->method != REQ_GET)
		return ECS_METHOD;
	sheet_forget();
	if (*path == '\0')
		return list(rq);
	if (strncmp(path, STATIC, strlen(STATIC)) != 0)
		return show(rq, path);
	if ((e = static_file(rq, path + strlen(STATIC))) == ECS_OK)
		rq->cache = NULL;
	return e;
}
