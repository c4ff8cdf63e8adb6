/* sheet_sample.c - finding and reading samples. */
#include <dirent.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/sheet_int.h"
#include "io/sheet_sample.h"

enum { NAMES = 256, NAME = 64 };

static bool
is_name(const char *s)
{
	return *s != '\0' && strlen(s) < NAME && s[strspn(s,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")] == '\0';
}

static void
add(struct sheet_names *l, struct arena *a, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->s[i], name) == 0)
			return;
	if (l->n < NAMES)
		l->s[l->n++] = a_strdup(a, name);
}

static int
by_name(const void *x, const void *y)
{
	const char *const *a = x, *const *b = y;

	return strcmp(*a, *b);
}

/* Names of a folder, of the operator and ours, that end so. */
static void
names(const struct sheet_for *f, struct arena *a, const char *below, const char *end,
    struct sheet_names *out)
{
	const char *dirs[] = { a_printf(a, "%s/%s", f->conf->data_dir, below),
	    a_printf(a, "%s/operators/%s/%s", f->conf->data_dir, f->op->name, below) };
	struct dirent *d;
	DIR *dir;

	for (size_t i = 0; i < NELEM(dirs); i++) {
		if ((dir = opendir(dirs[i])) == NULL)
			continue;
		while ((d = readdir(dir)) != NULL) {
			size_t n = strlen(d->d_name), m = strlen(end);
			const char *name;

			if (n <= m || strcmp(d->d_name + n - m, end) != 0)
				continue;
			name = a_strndup(a, d->d_name, n - m);
			if (is_name(name))
				add(out, a, name);
		}
		closedir(dir);
	}
}

const char *
sheet_sample_name(struct arena *a, const char *page, const char *state)
{
	if (!is_name(page) || !is_name(state))
		return NULL;
	if (strcmp(state, SHEET_DEFAULT) == 0)
		return a_printf(a, "websheets/%s/sample.xml", page);
	return a_printf(a, "websheets/%s/samples/%s.xml", page, state);
}

void
sheet_sample_pages(const struct sheet_for *f, struct arena *a, struct sheet_names *out)
{
	struct sheet_names all = { 0, a_zalloc(a, NAMES * sizeof(*all.s)) };

	*out = (struct sheet_names){ 0, a_zalloc(a, NAMES * sizeof(*out->s)) };
	names(f, a, "websheets", "", &all);
	for (size_t i = 0; i < all.n; i++)
		if (sheet_path(f, a, sheet_sample_name(a, all.s[i], SHEET_DEFAULT)) != NULL)
			add(out, a, all.s[i]);
	qsort(out->s, out->n, sizeof(*out->s), by_name);
}

void
sheet_sample_states(const struct sheet_for *f, struct arena *a, const char *page,
    struct sheet_names *out)
{
	*out = (struct sheet_names){ 0, a_zalloc(a, NAMES * sizeof(*out->s)) };
	if (!is_name(page))
		return;
	names(f, a, a_printf(a, "websheets/%s/samples", page), ".xml", out);
	if (sheet_path(f, a, sheet_sample_name(a, page, SHEET_DEFAULT)) != NULL)
		add(out, a, SHEET_DEFAULT);
	qsort(out->s, out->n, sizeof(*out->s), by_name);
}

static const char *
fault(struct arena *a, xmlParserCtxtPtr ctx)
{
	const xmlError *e = xmlCtxtGetLastError(ctx);
	const char *text = e != NULL && e->message != NULL ? e->message : "it is no XML";

	return a_printf(a, "line %d: %s", e != NULL ? e->line : 1,
	    a_strndup(a, text, strcspn(text, "\n")));
}

/* What sheet_write() adds must not be there; and the root's name is what it works on. */
static const char *
shape(const xmlNode *root)
{
	const xmlChar *page = (const xmlChar *)"page", *texts = (const xmlChar *)"texts";

	if (root == NULL || !xmlStrEqual(root->name, page))
		return "line 1: its root must be the element page";
	for (const xmlAttr *a = root->properties; a != NULL; a = a->next)
		if (xmlStrEqual(a->name, (const xmlChar *)"lang") ||
		    xmlStrEqual(a->name, (const xmlChar *)"dir") ||
		    xmlStrEqual(a->name, (const xmlChar *)"static"))
			return "line 1: leave out lang, dir and static, which are added";
	for (const xmlNode *n = root->children; n != NULL; n = n->next)
		if (n->type == XML_ELEMENT_NODE && xmlStrEqual(n->name, texts))
			return "line 1: leave out the element texts, which is added";
	return NULL;
}

enum ecs_err
sheet_sample_read(struct arena *a, const char *page, struct span xml, struct sheet **out,
    const char **why)
{
	xmlParserCtxtPtr ctx;
	xmlDocPtr doc;

	*why = NULL;
	if (memmem(xml.p, xml.len, "!DOCTYPE", 8) != NULL) {
		*why = "line 1: it has a DTD";
		return ECS_PARAM_FORMAT;
	}
	sheet_begin();
	if ((ctx = xmlNewParserCtxt()) == NULL)
		abort();
	doc = xmlCtxtReadMemory(ctx, (const char *)xml.p, (int)xml.len, "sample.xml", NULL,
	    XML_PARSE_NONET | XML_PARSE_NOBLANKS | XML_PARSE_NOCDATA | XML_PARSE_NOERROR |
	    XML_PARSE_NOWARNING);
	*why = doc == NULL ? fault(a, ctx) : shape(xmlDocGetRootElement(doc));
	xmlFreeParserCtxt(ctx);
	if (*why != NULL) {
		xmlFreeDoc(doc);
		return ECS_PARAM_FORMAT;
	}
	*out = sheet_adopt(a, page, doc);
	return ECS_OK;
}
