/* docview.c - groups of parameters. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "docview.h"

void
view_init(struct doc_view *v, struct arena *a)
{
	*v = (struct doc_view){ .arena = a };
	v->tail = &v->groups;
	v->note_tail = &v->notes;
}

static bool
same(const struct doc_view *v, const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return (v->fold ? strcasecmp(a, b) : strcmp(a, b)) == 0;
}

struct view_group *
view_group(struct doc_view *v, const char *app, const char *path)
{
	struct view_group *g = a_zalloc(v->arena, sizeof(*g));

	g->app = app;
	g->path = path;
	g->tail = &g->parms;
	*v->tail = g;
	v->tail = &g->next;
	return g;
}

void
view_parm(struct doc_view *v, struct view_group *g, const char *name, const char *value)
{
	struct view_parm *p = a_zalloc(v->arena, sizeof(*p));

	p->name = name;
	p->value = value;
	*g->tail = p;
	g->tail = &p->next;
}

static struct view_group *
find_from(const struct doc_view *v, struct view_group *g, const char *app, const char *path)
{
	for (; g != NULL; g = g->next)
		if (same(v, g->app, app) && same(v, g->path, path))
			return g;
	return NULL;
}

struct view_group *
view_find(const struct doc_view *v, const char *app, const char *path)
{
	return find_from(v, v->groups, app, path);
}

struct view_group *
view_again(const struct doc_view *v, const struct view_group *g)
{
	return find_from(v, g->next, g->app, g->path);
}

const char *
view_get(const struct doc_view *v, const struct view_group *g, const char *name)
{
	if (g == NULL)
		return NULL;
	for (const struct view_parm *p = g->parms; p != NULL; p = p->next)
		if (same(v, p->name, name))
			return p->value;
	return NULL;
}

bool
view_is_number(const char *text, long long lo, long long hi, long long *out)
{
	const char *digits = text + (*text == '-' || *text == '+');
	char *end;

	errno = 0;
	*out = strtoll(text, &end, 10);
	return isdigit((unsigned char)*digits) && *end == '\0' && errno == 0 &&
	    *out >= lo && *out <= hi;
}

int
view_num(struct doc_view *v, const struct view_group *g, const char *name, int dflt, bool strict)
{
	const char *text = view_get(v, g, name);
	long long n;

	if (text == NULL)
		return dflt;
	if (view_is_number(text, INT_MIN, INT_MAX, &n))
		return (int)n;
	if (strict)
		view_reject(v, "%s is \"%s\", not a number", name, text);
	else
		view_note(v, "%s is \"%s\", read as 0", name, text);
	return 0;
}

void
view_note(struct doc_view *v, const char *fmt, ...)
{
	struct view_note *note = a_zalloc(v->arena, sizeof(*note));
	va_list ap;

	va_start(ap, fmt);
	note->text = a_vprintf(v->arena, fmt, ap);
	va_end(ap);
	*v->note_tail = note;
	v->note_tail = &note->next;
}

void
view_reject(struct doc_view *v, const char *fmt, ...)
{
	va_list ap;

	if (v->reject != NULL)
		return;
	va_start(ap, fmt);
	v->reject = a_vprintf(v->arena, fmt, ap);
	va_end(ap);
}

static void
vers_meaning(struct doc_view *v)
{
	if (v->version > 0 && v->validity >= 0)
		return;
	if (v->version == v->validity && v->version <= 0 && v->version >= -2)
		v->off = true;
	else
		v->reset = a_printf(v->arena, "VERS %lld/%lld means nothing", v->version,
		    v->validity);
}

void
view_vers(struct doc_view *v, bool strict)
{
	const struct view_group *vers = view_find(v, NULL, "VERS");
	const char *version = view_get(v, vers, "version");
	const char *validity = view_get(v, vers, "validity");

	v->token = view_get(v, view_find(v, NULL, "TOKEN"), "token");
	if (version == NULL || validity == NULL) {
		v->reset = "it has no VERS with version and validity";
		return;
	}
	if (!view_is_number(version, INT_MIN, INT_MAX, &v->version) ||
	    !view_is_number(validity, LLONG_MIN, LLONG_MAX, &v->validity)) {
		if (strict)
			view_reject(v, "VERS is \"%s\"/\"%s\", not numbers", version, validity);
		else
			v->reset = "VERS holds no numbers";
		return;
	}
	vers_meaning(v);
}
