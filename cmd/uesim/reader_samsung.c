/*
 * reader_samsung.c - XML as Samsung's client takes it: a parm has exactly two
 * attributes, name then value, a characteristic exactly one; names without case;
 * every ampersand is escaped once more.
 */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "client.h"
#include "xmlread.h"

struct frame {
	struct view_group	*g;
	const char		*type;
	size_t			 app_depth;	/* of the APPLICATION it is in; 0: none */
};

static const char *
escape_again(struct arena *a, const char *s)
{
	struct buf b;

	buf_init(&b, a, strlen(s) + 64);
	for (; *s != '\0'; s++)
		if (*s == '&')
			buf_str(&b, "&amp;");
		else
			buf_char(&b, *s);
	return buf_cstr(&b);
}

static void
open_characteristic(struct doc_view *v, const struct xr *x, struct frame *up, struct frame *out,
    size_t depth)
{
	*out = (struct frame){ .app_depth = up->app_depth };
	if (x->nattr != 1) {
		view_reject(v, "a characteristic has %zu attributes, not one", x->nattr);
		return;
	}
	out->type = x->attr[0].value;
	if (up->app_depth != 0)
		out->g = view_group(v, up->g->app, up->app_depth == depth - 1 ? out->type :
		    a_printf(v->arena, "%s|%s", up->g->path, out->type));
	else if (strcasecmp(out->type, "APPLICATION") == 0) {
		out->app_depth = depth;
		out->g = view_group(v, "", "");
	} else
		out->g = view_group(v, NULL, out->type);
}

static void
take_parm(struct doc_view *v, const struct xr *x, struct frame *f)
{
	if (x->nattr != 2) {
		view_reject(v, "a parm has %zu attributes, not two", x->nattr);
		return;
	}
	view_parm(v, f->g, x->attr[0].value, x->attr[1].value);
	if (strcasecmp(x->attr[0].value, "AppID") == 0 && *f->g->path == '\0')
		f->g->app = x->attr[1].value;
}

void
reader_samsung(struct doc_view *v, const struct doc_in *in)
{
	struct frame stack[XR_DEPTH + 1] = { 0 };
	size_t depth = 0;
	enum xr_event ev = XR_END;
	struct xr x;

	v->fold = true;
	xr_init(&x, v->arena, escape_again(v->arena, in->body));
	while (v->reject == NULL && ((ev = xr_next(&x)) == XR_OPEN || ev == XR_CLOSE)) {
		bool characteristic = strcasecmp(x.name, "characteristic") == 0;
		bool parm = strcasecmp(x.name, "parm") == 0 || strcasecmp(x.name, "param") == 0;

		if (ev == XR_CLOSE && characteristic)
			depth--;
		else if (ev == XR_OPEN && characteristic) {
			open_characteristic(v, &x, &stack[depth], &stack[depth + 1], depth + 1);
			depth++;
		} else if (ev == XR_OPEN && parm && depth > 0)
			take_parm(v, &x, &stack[depth]);
	}
	if (ev == XR_ERROR)
		view_reject(v, "it cannot be parsed: %s", x.why);
	view_vers(v, false);
}
