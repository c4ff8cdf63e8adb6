/*
 * sheet_css.c - colours that people can read.
 *
 * A comment in sheet.css or brand.css declares which colours meet:
 *
 *	contrast: --on-brand on --brand, --ink on --paper
 *	contrast 3: --line on --card
 *
 * 4.5 to 1 for text, or the number given: 3 is right for large text, and for what is no
 * text.  Both are custom properties of :root, whose values count in light, and with those
 * of @media (prefers-color-scheme: dark) over them in dark.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet_check.h"

enum { LIGHT, DARK, SCHEMES };

struct property {
	struct property	*next;
	const char	*name, *value, *path;
	int		 line, scheme;
};

struct pair {
	struct pair	*next;
	const char	*fore, *back, *path;
	int		 line;
	double		 least;
};

/* Both style sheets, one after the other; later properties are found first. */
struct css {
	struct sheet_check *k;
	const char	*path;
	struct property	*properties;
	struct pair	*pairs;
	int		 line, depth;
	int		 dark_at;	/* depth of the media rule, 0 outside */
};

static const struct property *
find(const struct css *c, const char *name, int scheme)
{
	for (const struct property *p = c->properties; p != NULL; p = p->next)
		if (p->scheme == scheme && strcmp(p->name, name) == 0)
			return p;
	return scheme == DARK ? find(c, name, LIGHT) : NULL;
}

static const char *
skip_blank(const char *s)
{
	return s + strspn(s, " \t\r\n*");
}

/* "--a on --b, --c on --d"; false when it is something else. */
static bool
pairs(struct css *c, const char *s, double least)
{
	struct arena *a = c->k->c->a;

	for (;; s++) {
		const char *fore = sheet_word(a, s = skip_blank(s)), *back;
		struct pair *p;

		s = skip_blank(s + strlen(fore));
		if (strncmp(fore, "--", 2) != 0 || strncmp(s, "on", 2) != 0)
			return false;
		back = sheet_word(a, s = skip_blank(s + 2));
		if (strncmp(back, "--", 2) != 0)
			return false;
		p = a_alloc(a, sizeof(*p));
		*p = (struct pair){ c->pairs, fore, back, c->path, c->line, least };
		c->pairs = p;
		s += strlen(back);
		if (*s != ',')
			return true;
	}
}

static void
comment(struct css *c, const char *s)
{
	double least = 4.5;
	char *end;

	if ((s = strstr(s, "contrast")) == NULL)
		return;
	s += strlen("contrast");
	if (*s == ' ') {
		least = strtod(s, &end);
		s = end;
	}
	if (*s == ':' && !pairs(c, s + 1, least))
		sheet_told(c->k, c->path, c->line, "write contrast: --TEXT on --GROUND, ...",
		    "no pairs of colours");
}

static void
declaration(struct css *c, const char *s)
{
	struct arena *a = c->k->c->a;
	const char *name = sheet_word(a, s = skip_blank(s)), *value;
	struct property *p;
	size_t n;

	s = skip_blank(s + strlen(name));
	if (strncmp(name, "--", 2) != 0 || *s != ':')
		return;
	value = skip_blank(s + 1);
	for (n = strlen(value); n > 0 && strchr(" \t\r\n", value[n - 1]) != NULL; n--)
		continue;
	p = a_alloc(a, sizeof(*p));
	*p = (struct property){ c->properties, name, a_strndup(a, value, n), c->path, c->line,
	    c->dark_at > 0 ? DARK : LIGHT };
	c->properties = p;
}

/* Only our own files come through the policy that pages are sent with. */
static void
loads(struct css *c, const char *s)
{
	const char *at = strstr(s, "url(");

	if (strstr(s, "@import") != NULL)
		sheet_told(c->k, c->path, c->line, "copy it into this file", "@import");
	if (at == NULL)
		return;
	at += 4 + strspn(at + 4, " \"'");
	if (strncmp(at, "logo.svg", 8) != 0)
		sheet_told(c->k, c->path, c->line, "use url(logo.svg), a file beside it",
		    "url(%.30s: browsers are told not to load it", at);
}

/* What stands before a brace or a semicolon. */
static void
piece(struct css *c, const char *s, char end)
{
	loads(c, s);
	if (end == '{') {
		c->depth++;
		if (c->dark_at == 0 && strstr(s, "prefers-color-scheme") != NULL &&
		    strstr(s, "dark") != NULL)
			c->dark_at = c->depth;
		return;
	}
	declaration(c, s);
	if (end == '}') {
		if (c->dark_at == c->depth)
			c->dark_at = 0;
		c->depth--;
	}
}

static void
read_css(struct css *c, const char *s)
{
	struct buf b;

	buf_init(&b, c->k->c->a, 256);
	for (c->line = 1; *s != '\0'; s++) {
		const char *end = strncmp(s, "/*", 2) == 0 ? strstr(s, "*/") : NULL;

		if (end != NULL) {
			comment(c, a_strndup(c->k->c->a, s, (size_t)(end - s)));
			for (; s < end + 1; s++)
				c->line += *s == '\n';
		} else if (strchr("{};", *s) != NULL) {
			piece(c, buf_cstr(&b), *s);
			b.len = 0;
		} else {
			buf_char(&b, *s);
			c->line += *s == '\n';
		}
	}
	if (c->depth != 0)
		sheet_told(c->k, c->path, c->line, "correct it", "its braces do not match");
	c->depth = c->dark_at = 0;
}

static void
file(struct css *c, const char *name)
{
	struct arena *a = c->k->c->a;
	struct pair *before = c->pairs;
	struct span text;

	c->path = sheet_path(&c->k->f, a, name);
	if (c->path == NULL || sheet_file(&c->k->f, a, name, &text) != ECS_OK) {
		sheet_told(c->k, c->path != NULL ? c->path : name, 1, "put it back",
		    "it cannot be read");
		return;
	}
	read_css(c, a_strndup(a, (const char *)text.p, text.len));
	if (c->pairs == before)
		sheet_told(c->k, c->path, 1, "add a comment \"contrast: --TEXT on --GROUND\"",
		    "it declares no pair of colours");
}

static double
luminance(struct css *c, const struct pair *p, const char *name, int scheme)
{
	const struct property *v = find(c, name, scheme);
	double y = v != NULL ? colour_luminance(v->value) : -1;

	if (v == NULL)
		sheet_told(c->k, p->path, p->line, "define it in :root", "%s is defined nowhere",
		    name);
	else if (y < 0)
		sheet_told(c->k, v->path, v->line, "write it as #rrggbb",
		    "%s: %s cannot be measured", name, v->value);
	return y;
}

static void
measure(struct css *c, const struct pair *p, int scheme)
{
	static const char *const names[] = { "light", "dark" };
	double fore = luminance(c, p, p->fore, scheme), back = luminance(c, p, p->back, scheme);
	const struct property *v = find(c, p->fore, scheme);
	double ratio = colour_contrast(fore, back);

	if (fore < 0 || back < 0 || ratio >= p->least)
		return;
	sheet_told(c->k, v->path, v->line, a_printf(c->k->c->a,
	    "choose two that differ more; want %.1f to 1", p->least),
	    "%s on %s (%s on %s) has a contrast of %.2f to 1 in %s", p->fore, p->back, v->value,
	    find(c, p->back, scheme)->value, ratio, names[scheme]);
}

void
css_check(struct sheet_check *k)
{
	struct css c = { .k = k };

	file(&c, "websheets/static/sheet.css");
	file(&c, "websheets/static/brand.css");
	for (const struct pair *p = c.pairs; p != NULL; p = p->next)
		for (int scheme = LIGHT; scheme < SCHEMES; scheme++)
			measure(&c, p, scheme);
}
