/*
 * reader_aosp.c - XML as Android's open clients take it: the IMS app keyed by
 * AppID, and the library's ODSA reading keyed by path.
 */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "client.h"
#include "xmlread.h"

/* Every ampersand is doubled but those of "&amp;", so that only it survives. */
static const char *
work_around(struct arena *a, const char *s)
{
	struct buf b;

	buf_init(&b, a, strlen(s) + 64);
	for (; *s != '\0'; s++)
		if (*s == '&' && strncmp(s, "&amp;", 5) != 0)
			buf_str(&b, "&amp;");
		else
			buf_char(&b, *s);
	return buf_cstr(&b);
}

/* One open characteristic of the IMS reading. */
struct level {
	struct view_group	*parms;
	const char		*type;
	bool			 nested;
};

/* The key the IMS app files a finished characteristic under. */
static void
file_ims(struct doc_view *v, struct level *l)
{
	struct view_group *from = l->parms, *to;
	const char *app = NULL, *path = l->type;

	if (l->nested || l->type == NULL)
		return;
	if (strcmp(l->type, "APPLICATION") == 0) {
		app = view_get(v, from, "AppID");
		path = "";
		if (app == NULL)
			return;
	} else if (strcmp(l->type, "RATVoiceEntitleInfoDetails") == 0) {
		const char *access = view_get(v, from, "AccessType");
		const char *roaming = view_get(v, from, "HomeRoamingNWType");

		app = "ap2003";
		path = a_printf(v->arena, "%s|%s", access != NULL ? access : "",
		    roaming != NULL ? roaming : "");
	}
	to = view_group(v, app, path);
	to->parms = from->parms;
}

static void
parm_ims(struct doc_view *v, struct level *l, const struct xr *x)
{
	if (x->nattr < 2) {
		view_note(v, "a parm with fewer than two attributes is skipped");
		return;
	}
	if (*x->attr[1].value != '\0')
		view_parm(v, l->parms, x->attr[0].value, x->attr[1].value);
}

static void
read_ims(struct doc_view *v, struct xr *x)
{
	struct level stack[XR_DEPTH + 1] = { 0 };
	size_t depth = 0;
	enum xr_event ev;

	while ((ev = xr_next(x)) == XR_OPEN || ev == XR_CLOSE) {
		bool characteristic = strcmp(x->name, "characteristic") == 0;
		struct doc_view scratch;

		if (ev == XR_CLOSE && characteristic)
			file_ims(v, &stack[depth--]);
		else if (ev == XR_OPEN && characteristic) {
			stack[depth].nested = true;
			view_init(&scratch, v->arena);
			stack[++depth] = (struct level){ view_group(&scratch, NULL, NULL),
			    x->nattr > 0 ? x->attr[0].value : NULL, false };
		} else if (ev == XR_OPEN && strcmp(x->name, "parm") == 0 && depth > 0)
			parm_ims(v, &stack[depth], x);
	}
	if (ev == XR_ERROR) {
		view_note(v, "it cannot be parsed: %s", x->why);
		v->groups = NULL;
		v->tail = &v->groups;
	}
}

static const char *
lower(struct arena *a, const char *s)
{
	char *p = a_strdup(a, s);

	for (char *c = p; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return p;
}

/* The later characteristic of a path replaces the earlier: the key has no AppID. */
static struct view_group *
slot(struct doc_view *v, const char *path)
{
	struct view_group *g = view_find(v, NULL, path);

	if (g == NULL)
		return view_group(v, NULL, path);
	view_note(v, "%s comes again and replaces the first", path);
	g->parms = NULL;
	g->tail = &g->parms;
	return g;
}

static void
read_odsa(struct doc_view *v, struct xr *x)
{
	struct view_group *stack[XR_DEPTH + 1] = { NULL };
	size_t depth = 0;
	enum xr_event ev;

	while ((ev = xr_next(x)) == XR_OPEN || ev == XR_CLOSE) {
		bool characteristic = strcmp(x->name, "characteristic") == 0;

		if (ev == XR_CLOSE && characteristic)
			depth--;
		else if (ev == XR_OPEN && characteristic) {
			const char *type = x->nattr > 0 ? x->attr[0].value : "";

			stack[depth + 1] = slot(v, depth == 0 ? type :
			    a_printf(v->arena, "%s|%s", stack[depth]->path, type));
			depth++;
		} else if (ev == XR_OPEN && strcmp(x->name, "parm") == 0 && depth > 0 &&
		    x->nattr >= 2)
			view_parm(v, stack[depth], lower(v->arena, x->attr[0].value),
			    x->attr[1].value);
	}
	if (ev == XR_ERROR)
		view_reject(v, "it cannot be parsed: %s", x->why);
}

/* "APPLICATION|X" becomes path X of the one app that was read. */
static void
name_app(struct doc_view *v)
{
	const struct view_group *root = view_find(v, NULL, "APPLICATION");
	const char *app = view_get(v, root, "appid");

	v->fold = true;		/* names were lower-cased: callers ask in lower case */
	for (struct view_group *g = v->groups; g != NULL; g = g->next)
		if (strncmp(g->path, "APPLICATION", 11) == 0) {
			g->app = app != NULL ? app : "";
			g->path = g->path[11] == '|' ? g->path + 12 : "";
		}
}

static bool
is_ims(const struct doc_in *in)
{
	for (size_t i = 0; i < in->napp; i++)
		if (strcmp(in->app[i], "ap2003") == 0 || strcmp(in->app[i], "ap2004") == 0 ||
		    strcmp(in->app[i], "ap2005") == 0)
			return true;
	return false;
}

void
reader_aosp(struct doc_view *v, const struct doc_in *in)
{
	struct xr x;

	if (in->napp > 0 && client_json_app(in->app[0])) {
		reader_aosp_json(v, in);
		return;
	}
	xr_init(&x, v->arena, work_around(v->arena, in->body));
	if (is_ims(in)) {
		read_ims(v, &x);
		view_vers(v, true);
	} else {
		read_odsa(v, &x);
		name_app(v);
		v->token = view_get(v, view_find(v, NULL, "TOKEN"), "token");
	}
}
