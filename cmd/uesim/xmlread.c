/* xmlread.c - elements, attributes, five entities and character references. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "xmlread.h"

void
xr_init(struct xr *x, struct arena *a, const char *text)
{
	*x = (struct xr){ .arena = a, .p = text };
	if (strncmp(x->p, "\xef\xbb\xbf", 3) == 0)
		x->p += 3;
}

static enum xr_event
wrong(struct xr *x, const char *why)
{
	x->why = why;
	return XR_ERROR;
}

static void
blanks(struct xr *x)
{
	while (isspace((unsigned char)*x->p))
		x->p++;
}

static const char *
name(struct xr *x)
{
	const char *from = x->p;

	while (isalnum((unsigned char)*x->p) || (*x->p != '\0' && strchr("_-.:", *x->p) != NULL))
		x->p++;
	return x->p == from ? NULL : a_strndup(x->arena, from, (size_t)(x->p - from));
}

static void
utf8(struct buf *b, unsigned long c)
{
	if (c < 0x80)
		buf_char(b, (char)c);
	else if (c < 0x800) {
		buf_char(b, (char)(0xc0 | c >> 6));
		buf_char(b, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_char(b, (char)(0xe0 | c >> 12));
		buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_char(b, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_char(b, (char)(0xf0 | (c >> 18 & 7)));
		buf_char(b, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_char(b, (char)(0x80 | (c & 0x3f)));
	}
}

/* One reference at x->p, which points at the ampersand. */
static bool
reference(struct xr *x, struct buf *b)
{
	static const struct { const char *text; char c; } named[] = {
		{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' },
	};
	char *end;
	unsigned long c;

	for (size_t i = 0; i < NELEM(named); i++)
		if (strncmp(x->p, named[i].text, strlen(named[i].text)) == 0) {
			buf_char(b, named[i].c);
			x->p += strlen(named[i].text);
			return true;
		}
	if (x->p[1] != '#')
		return false;
	c = x->p[2] == 'x' ? strtoul(x->p + 3, &end, 16) : strtoul(x->p + 2, &end, 10);
	if (*end != ';' || c == 0 || c > 0x10ffff)
		return false;
	utf8(b, c);
	x->p = end + 1;
	return true;
}

static const char *
value(struct xr *x)
{
	char quote = *x->p;
	struct buf b;

	if (quote != '"' && quote != '\'')
		return NULL;
	buf_init(&b, x->arena, 64);
	for (x->p++; *x->p != quote;) {
		if (*x->p == '\0' || *x->p == '<')
			return NULL;
		if (*x->p != '&')
			buf_char(&b, *x->p++);
		else if (!reference(x, &b))
			return NULL;
	}
	x->p++;
	return buf_cstr(&b);
}

static enum xr_event
open_element(struct xr *x)
{
	x->nattr = 0;
	if ((x->name = name(x)) == NULL)
		return wrong(x, "a tag has no name");
	for (blanks(x); *x->p != '>' && *x->p != '/'; blanks(x)) {
		struct xr_attr at = { .name = name(x) };

		blanks(x);
		if (at.name == NULL || *x->p++ != '=')
			return wrong(x, "an attribute is malformed");
		blanks(x);
		if ((at.value = value(x)) == NULL)
			return wrong(x, "an attribute's value is malformed");
		if (x->nattr == XR_ATTRS)
			return wrong(x, "too many attributes");
		x->attr[x->nattr++] = at;
	}
	if ((x->closing = *x->p == '/'))
		x->p++;
	if (*x->p++ != '>')
		return wrong(x, "a tag is not closed");
	if (x->depth == XR_DEPTH || (x->depth == 0 && x->rooted))
		return wrong(x, x->rooted ? "more than one root element" : "nested too deeply");
	x->rooted = true;
	x->stack[x->depth++] = x->name;
	return XR_OPEN;
}

static enum xr_event
close_element(struct xr *x)
{
	const char *n = name(x);

	blanks(x);
	if (n == NULL || *x->p++ != '>')
		return wrong(x, "an end tag is malformed");
	if (x->depth == 0 || strcmp(n, x->stack[x->depth - 1]) != 0)
		return wrong(x, "an end tag does not match");
	x->depth--;
	x->name = n;
	return XR_CLOSE;
}

/* Past "-->", "?>" and the like; the end of the text when it never comes. */
static void
skip_to(struct xr *x, const char *end)
{
	const char *at = strstr(x->p, end);

	x->p = at != NULL ? at + strlen(end) : x->p + strlen(x->p);
}

enum xr_event
xr_next(struct xr *x)
{
	if (x->closing) {
		x->closing = false;
		x->name = x->stack[--x->depth];
		return XR_CLOSE;
	}
	for (;;) {
		while (*x->p != '<' && *x->p != '\0') {
			if (x->depth == 0 && !isspace((unsigned char)*x->p))
				return wrong(x, "this is not XML");
			x->p++;
		}
		if (*x->p == '\0' && (x->depth > 0 || !x->rooted))
			return wrong(x, x->rooted ? "the document is cut off" : "empty");
		if (*x->p == '\0')
			return XR_END;
		x->p++;
		if (strncmp(x->p, "!--", 3) == 0)
			skip_to(x, "-->");
		else if (*x->p == '?')
			skip_to(x, "?>");
		else if (*x->p == '!')
			skip_to(x, ">");
		else if (*x->p == '/') {
			x->p++;
			return close_element(x);
		} else
			return open_element(x);
	}
}
