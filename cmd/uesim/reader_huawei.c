/*
 * reader_huawei.c - XML as Huawei's client takes it: the first attribute of a
 * parm is its name, the second its value, whatever they are called.
 */
#include <string.h>

#include "client.h"
#include "xmlread.h"

struct node {
	struct view_group	*g;
	bool			 in_app;
};

static struct node
child(struct doc_view *v, const struct node *up, const struct xr *x)
{
	const char *type = x->nattr > 0 ? x->attr[0].value : "";

	if (up->in_app && *up->g->path != '\0')
		type = a_printf(v->arena, "%s|%s", up->g->path, type);
	if (up->in_app)
		return (struct node){ view_group(v, up->g->app, type), true };
	if (strcmp(type, "APPLICATION") == 0)
		return (struct node){ view_group(v, "", ""), true };
	return (struct node){ view_group(v, NULL, type), false };
}

static void
take(struct doc_view *v, struct node *n, const struct xr *x)
{
	if (x->nattr < 2) {
		view_note(v, "a parm with fewer than two attributes is skipped");
		return;
	}
	view_parm(v, n->g, x->attr[0].value, x->attr[1].value);
	if (n->in_app && *n->g->path == '\0' && strcmp(x->attr[0].value, "AppID") == 0)
		n->g->app = x->attr[1].value;
}

void
reader_huawei(struct doc_view *v, const struct doc_in *in)
{
	struct node stack[XR_DEPTH + 1] = { 0 };
	size_t depth = 0;
	enum xr_event ev;
	struct xr x;

	xr_init(&x, v->arena, in->body);
	while ((ev = xr_next(&x)) == XR_OPEN || ev == XR_CLOSE) {
		if (strcmp(x.name, "characteristic") == 0 && ev == XR_OPEN) {
			stack[depth + 1] = child(v, &stack[depth], &x);
			depth++;
		} else if (strcmp(x.name, "characteristic") == 0)
			depth--;
		else if (ev == XR_OPEN && strcmp(x.name, "parm") == 0 && depth > 0)
			take(v, &stack[depth], &x);
	}
	if (ev == XR_ERROR)
		view_reject(v, "it cannot be parsed: %s", x.why);
	view_vers(v, false);
}
