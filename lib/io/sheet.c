/* sheet.c - trees, and their way through libxslt. */
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "fmt/utf8.h"
#include "io/sheet_int.h"

#define X(s)	((const xmlChar *)(s))

enum { OPERATIONS = 200000 };	/* XPath steps a page may take; a page of ours takes 20,000 */

struct sheet {
	struct arena	*arena;
	xmlDocPtr	 doc;
	const char	*page;
};

/* An element is libxml's node under another name, so that nobody else needs libxml. */
static xmlNodePtr
node(struct sheet_el *el)
{
	return (xmlNodePtr)(void *)el;
}

static struct sheet_el *
element(xmlNodePtr n)
{
	if (n == NULL)
		abort();
	return (struct sheet_el *)(void *)n;
}

static void
free_doc(void *p)
{
	xmlFreeDoc(p);
}

struct sheet *
sheet_adopt(struct arena *a, const char *page, xmlDocPtr doc)
{
	struct sheet *s = a_zalloc(a, sizeof(*s));

	*s = (struct sheet){ a, doc, page };
	if (doc == NULL)
		abort();
	a_defer(a, free_doc, doc);
	return s;
}

struct sheet *
sheet_new(struct arena *a, const char *page)
{
	struct sheet *s = sheet_adopt(a, page, xmlNewDoc(X("1.0")));

	xmlDocSetRootElement(s->doc, xmlNewDocNode(s->doc, NULL, X("page"), NULL));
	return s;
}

struct sheet_el *
sheet_root(struct sheet *s)
{
	return element(xmlDocGetRootElement(s->doc));
}

struct sheet_el *
sheet_add(struct sheet_el *parent, const char *name)
{
	return element(xmlNewChild(node(parent), NULL, X(name), NULL));
}

/* What is not a character of XML becomes "?", as a browser shows what it cannot. */
static char *
clean(const char *value)
{
	char *copy = strdup(value);

	if (copy == NULL)
		abort();
	for (char *s = copy; *s != '\0'; ) {
		size_t len = utf8_char(s);

		if (len == 0)
			*s = '?';
		s += len == 0 ? 1 : len;
	}
	return copy;
}

struct sheet_el *
sheet_add_text(struct sheet_el *parent, const char *name, const char *value)
{
	char *text = clean(value);
	struct sheet_el *el = element(xmlNewTextChild(node(parent), NULL, X(name), X(text)));

	free(text);
	return el;
}

void
sheet_set(struct sheet_el *el, const char *name, const char *value)
{
	sheet_add_text(el, name, value);
}

void
sheet_set_u64(struct sheet_el *el, const char *name, uint64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)value);
	sheet_set(el, name, text);
}

void
sheet_attr(struct sheet_el *el, const char *name, const char *value)
{
	char *text = clean(value);

	if (xmlNewProp(node(el), X(name), X(text)) == NULL)
		abort();
	free(text);
}

/* A path, not "//host" nor "/\host", which browsers take for another server. */
static bool
url_ok(const char *s)
{
	for (const char *c = s; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || *c == '\\' || *c == 0x7f)
			return false;
	return strncmp(s, "https://", 8) == 0 || strncmp(s, "http://", 7) == 0 ||
	    (s[0] == '/' && s[1] != '/');
}

bool
sheet_set_url(struct sheet_el *el, const char *name, const char *value)
{
	if (!url_ok(value))
		return false;
	sheet_set(el, name, value);
	return true;
}

static int
to_buf(void *buf, const char *p, int n)
{
	buf_add(buf, p, (size_t)n);
	return n;
}

static enum ecs_err
save(xmlDocPtr result, xsltStylesheetPtr style, struct buf *out)
{
	xmlOutputBufferPtr o = xmlOutputBufferCreateIO(to_buf, NULL, out,
	    xmlFindCharEncodingHandler("UTF-8"));
	int n, closed;

	if (o == NULL)
		return ECS_INTERNAL;
	n = xsltSaveResultTo(o, result, style);
	closed = xmlOutputBufferClose(o);
	return n < 0 || closed < 0 ? ECS_INTERNAL : ECS_OK;
}

static enum ecs_err
apply(struct sheet *s, xsltStylesheetPtr style, struct buf *out)
{
	xsltTransformContextPtr ctx = xsltNewTransformContext(style, s->doc);
	enum ecs_err e = ECS_INTERNAL;
	xmlDocPtr result;

	if (ctx == NULL)
		return ECS_INTERNAL;
	ctx->opLimit = OPERATIONS;
	xsltSetCtxtSecurityPrefs(sheet_prefs(), ctx);
	result = xsltApplyStylesheetUser(style, s->doc, NULL, NULL, NULL, ctx);
	if (result != NULL && ctx->state == XSLT_STATE_OK)
		e = save(result, style, out);
	else
		log_msg(L_ERROR, "page %s: its stylesheet failed", s->page);
	xmlFreeDoc(result);
	xsltFreeTransformContext(ctx);
	return e;
}

enum ecs_err
sheet_write(struct sheet *s, const struct sheet_for *f, struct buf *out)
{
	xsltStylesheetPtr style = sheet_style(f, s->page);
	xmlNodePtr texts;
	enum ecs_err e;

	if (style == NULL)
		return ECS_INTERNAL;
	texts = sheet_texts_lend(f, s->page, xmlDocGetRootElement(s->doc));
	e = apply(s, style, out);
	sheet_texts_back(texts);
	return e;
}

const char *
sheet_path(const struct sheet_for *f, struct arena *a, const char *name)
{
	const char *path = a_printf(a, "%s/operators/%s/%s", f->conf->data_dir, f->op->name, name);

	if (access(path, F_OK) == 0)
		return path;
	path = a_printf(a, "%s/%s", f->conf->data_dir, name);
	return access(path, F_OK) == 0 ? path : NULL;
}

static FILE *
file_open(const struct sheet_for *f, struct arena *a, const char *name, size_t *len)
{
	const char *path = sheet_path(f, a, name);
	FILE *fp = path != NULL ? fopen(path, "re") : NULL;
	struct stat st;

	if (fp == NULL)
		return NULL;
	if (fstat(fileno(fp), &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > SHEET_FILE) {
		fclose(fp);
		return NULL;
	}
	*len = (size_t)st.st_size;
	return fp;
}

enum ecs_err
sheet_file(const struct sheet_for *f, struct arena *a, const char *name, struct span *out)
{
	size_t len;
	FILE *fp = file_open(f, a, name, &len);
	char *p;

	if (fp == NULL)
		return ECS_NOROW;
	p = a_zalloc(a, len + 1);
	*out = SPAN(p, fread(p, 1, len, fp));
	fclose(fp);
	return out->len == len ? ECS_OK : ECS_NOROW;
}

void
sheet_forget(void)
{
	sheet_style_forget();
	sheet_texts_forget();
}
