/*
 * sheet_form.c - every state of a page as a browser gets it: has each field its label?
 *
 * A label and its field may come from two templates, so the finished page is looked at;
 * the place that is told is the most similar element of the stylesheets.
 */
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "sheet_check.h"

/* One state of a page. */
struct sight {
	struct sheet_check *k;
	const char	*page, *state;
	const struct xsl *sheets;
	const xmlNode	*root;
};

static bool
is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* How many attributes of the stylesheet's element are the field's, too. */
static int
likeness(struct arena *a, const xmlNode *in_sheet, const xmlNode *field)
{
	int n = 1;

	for (const xmlAttr *t = in_sheet->properties; t != NULL; t = t->next) {
		const char *name = (const char *)t->name, *value = xsl_attr(a, field, name);

		n += value != NULL && strcmp(value, xsl_attr(a, in_sheet, name)) == 0;
	}
	return n;
}

static void
closest(struct arena *a, const xmlNode *n, const xmlNode *field, int *best, const xmlNode **out)
{
	for (; n != NULL; n = n->next) {
		int like = is(n, (const char *)field->name) ? likeness(a, n, field) : 0;

		if (like > *best) {
			*best = like;
			*out = n;
		}
		closest(a, n->children, field, best, out);
	}
}

static bool
has_label_for(struct arena *a, const xmlNode *n, const char *id)
{
	const char *s;

	for (; n != NULL; n = n->next) {
		if (is(n, "label") && (s = xsl_attr(a, n, "for")) != NULL && strcmp(s, id) == 0)
			return true;
		if (has_label_for(a, n->children, id))
			return true;
	}
	return false;
}

static bool
has_label(const struct sight *s, const xmlNode *field)
{
	struct arena *a = s->k->c->a;
	const char *id = xsl_attr(a, field, "id");

	if (xsl_attr(a, field, "aria-label") != NULL ||
	    xsl_attr(a, field, "aria-labelledby") != NULL)
		return true;
	for (const xmlNode *n = field->parent; n != NULL; n = n->parent)
		if (is(n, "label"))
			return true;
	return id != NULL && has_label_for(a, s->root, id);
}

static bool
wants_label(struct arena *a, const xmlNode *n)
{
	const char *type = xsl_attr(a, n, "type");

	if (is(n, "select") || is(n, "textarea"))
		return true;
	return is(n, "input") && (type == NULL || (strcmp(type, "hidden") != 0 &&
	    strcmp(type, "submit") != 0 && strcmp(type, "button") != 0));
}

static void
tell(const struct sight *s, const xmlNode *field)
{
	struct arena *a = s->k->c->a;
	const char *path = s->sheets != NULL ? s->sheets->path : s->page;
	const char *name = xsl_attr(a, field, "name");
	const xmlNode *at = NULL, *found = NULL;
	int best = 0, before;

	for (const struct xsl *x = s->sheets; x != NULL; x = x->next) {
		before = best;
		closest(a, x->doc->children, field, &best, &found);
		if (best > before) {
			at = found;
			path = x->path;
		}
	}
	sheet_told(s->k, path, at != NULL ? (int)xmlGetLineNo(at) : 1,
	    "add <label for=\"ID\">, or aria-label=\"{$t/KEY}\"",
	    "%s%s%s has no label (state %s)", (const char *)field->name,
	    name != NULL ? " " : "", name != NULL ? name : "", s->state);
}

static void
walk(const struct sight *s, const xmlNode *n)
{
	for (; n != NULL; n = n->next) {
		if (n->type == XML_ELEMENT_NODE && wants_label(s->k->c->a, n) && !has_label(s, n))
			tell(s, n);
		walk(s, n->children);
	}
}

static void
look(struct sight *s, struct buf *html)
{
	htmlDocPtr doc = htmlReadMemory(html->p, (int)html->len, "page", "UTF-8",
	    HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER);

	if (doc == NULL)
		abort();
	s->root = doc->children;
	walk(s, s->root);
	xmlFreeDoc(doc);
}

static void
state(struct sight *s)
{
	struct sheet_check *k = s->k;
	const char *name = sheet_sample_name(k->c->a, s->page, s->state);
	const char *path = sheet_path(&k->f, k->c->a, name), *why;
	struct sheet *sheet;
	struct span xml;
	struct buf html;

	if (sheet_file(&k->f, k->c->a, name, &xml) != ECS_OK) {
		sheet_told(k, path, 1, "keep it below 256 KiB", "it cannot be read");
		return;
	}
	if (sheet_sample_read(k->c->a, s->page, xml, &sheet, &why) != ECS_OK) {
		sheet_told(k, path, atoi(why + strlen("line ")), "correct the sample", "%s", why);
		return;
	}
	buf_init(&html, k->c->a, 32768);
	sheet_attr(sheet_root(sheet), "static", "/websheet/static");
	if (sheet_write(sheet, &k->f, &html) == ECS_OK)
		look(s, &html);
	else
		sheet_told(k, path, 1, "find what it does without end, or correct the sample",
		    "its stylesheet fails with this sample");
}

void
form_check(struct sheet_check *k, const char *page, const struct xsl *sheets)
{
	struct sight s = { .k = k, .page = page, .sheets = sheets };
	struct sheet_names states;

	sheet_sample_states(&k->f, k->c->a, page, &states);
	for (size_t i = 0; i < states.n; i++) {
		s.state = states.s[i];
		state(&s);
	}
}
