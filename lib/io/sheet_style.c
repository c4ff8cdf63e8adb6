/*
 * sheet_style.c - stylesheets: read from our folders, looked over, compiled, kept.
 *
 * libxslt asks the loader below for everything it wants to read.  It gets files
 * that a stylesheet imports, by name, from the folders of pages; document() and
 * entities get nothing, and a stylesheet with a DTD, with a namespace that is
 * not XSLT's (extensions have one), or with unescaped output is not taken.
 */
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "io/sheet_int.h"

#define X(s)	((const xmlChar *)(s))

enum { PARSE = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING };

struct style {
	struct style	*next;
	const char	*page;
	unsigned	 operator;
	xsltStylesheetPtr xsl;
};

static struct arena	*mem;
static struct style	*styles;
static xsltSecurityPrefsPtr prefs;

/* Set while a stylesheet is compiled: for whom, and which page. */
static const struct sheet_for *compiling;
static const char	*compiling_page;

/* Who wants to know what libxslt says. */
static void (*listener)(void *, const char *);
static void *listener_arg;

void
sheet_style_forget(void)
{
	for (struct style *s = styles; s != NULL; s = s->next)
		xsltFreeStylesheet(s->xsl);
	if (mem != NULL)
		arena_free(mem);
	mem = NULL;
	styles = NULL;
}

static void
forget(void)
{
	sheet_style_forget();
	xsltFreeSecurityPrefs(prefs);
	xsltCleanupGlobals();
	xmlCleanupParser();
}

/* It may quote values of the page, so a server does not log it. */
static void
said(void *arg, const char *fmt, ...)
{
	char line[512];
	va_list ap;

	(void)arg;
	if (listener == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	line[strcspn(line, "\n")] = '\0';
	if (*line != '\0')
		listener(listener_arg, line);
}

static xmlParserInputPtr
no_entity(const char *url, const char *id, xmlParserCtxtPtr ctx)
{
	(void)url;
	(void)id;
	(void)ctx;
	return NULL;
}

static bool
clean_attribute(const xmlAttr *a)
{
	return !xmlStrEqual(a->name, X("disable-output-escaping")) &&
	    !xmlStrEqual(a->name, X("extension-element-prefixes"));
}

static bool
clean_tree(const xmlNode *n)
{
	for (; n != NULL; n = n->next) {
		if (n->type == XML_ENTITY_REF_NODE)
			return false;
		if (n->type != XML_ELEMENT_NODE)
			continue;
		for (const xmlNs *ns = n->nsDef; ns != NULL; ns = ns->next)
			if (!xmlStrEqual(ns->href, XSLT_NAMESPACE))
				return false;
		for (const xmlAttr *a = n->properties; a != NULL; a = a->next)
			if (!clean_attribute(a))
				return false;
		if (!clean_tree(n->children))
			return false;
	}
	return true;
}

static xmlDocPtr
parse(const char *name, const xmlChar *uri, xmlDictPtr dict)
{
	struct arena *a = arena_new(8192);
	xmlParserCtxtPtr ctx = xmlNewParserCtxt();
	struct span text;
	xmlDocPtr doc = NULL;

	if (ctx == NULL)
		abort();
	if (dict != NULL) {	/* libxslt compares names by their place in it */
		xmlDictFree(ctx->dict);
		ctx->dict = dict;
		xmlDictReference(dict);
	}
	if (sheet_file(compiling, a, name, &text) == ECS_OK)
		doc = xmlCtxtReadMemory(ctx, (const char *)text.p, (int)text.len,
		    (const char *)uri, NULL, PARSE);
	if (doc != NULL && (doc->intSubset != NULL || doc->extSubset != NULL ||
	    !clean_tree(doc->children))) {
		log_msg(L_ERROR, "stylesheet %s: it has a DTD, an extension or unescaped "
		    "output", name);
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(ctx);
	arena_free(a);
	return doc;
}

static bool
plain_name(const char *s)
{
	return *s != '\0' && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-.")] == '\0' &&
	    *s != '.';
}

/* page.xsl of the page, or one of templates/, whatever folder the reference names. */
static xmlDocPtr
load(const xmlChar *uri, xmlDictPtr dict, int options, void *ctx, xsltLoadType type)
{
	const char *slash = strrchr((const char *)uri, '/');
	const char *base = slash != NULL ? slash + 1 : (const char *)uri;
	char name[256];

	(void)options;
	(void)ctx;
	if (compiling == NULL || type == XSLT_LOAD_DOCUMENT || !plain_name(base) ||
	    strstr((const char *)uri, ":") != NULL)
		return NULL;
	if (type == XSLT_LOAD_START)
		snprintf(name, sizeof(name), "websheets/%s/%s", compiling_page, base);
	else
		snprintf(name, sizeof(name), "templates/%s", base);
	return parse(name, uri, dict);
}

xsltSecurityPrefsPtr
sheet_prefs(void)
{
	static const xsltSecurityOption all[] = {
		XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
		XSLT_SECPREF_WRITE_NETWORK,
	};

	if (prefs == NULL) {
		if ((prefs = xsltNewSecurityPrefs()) == NULL)
			abort();
		for (size_t i = 0; i < NELEM(all); i++)
			xsltSetSecurityPrefs(prefs, all[i], xsltSecurityForbid);
	}
	return prefs;
}

void
sheet_begin(void)
{
	static bool done;

	if (done)
		return;
	done = true;
	xmlInitParser();
	xmlSetExternalEntityLoader(no_entity);
	xmlSetGenericErrorFunc(NULL, said);
	xsltSetGenericErrorFunc(NULL, said);
	xsltSetLoaderFunc(load);
	atexit(forget);
}

static xsltStylesheetPtr
compile(const struct sheet_for *f, const char *page)
{
	xsltStylesheetPtr xsl;

	sheet_begin();
	compiling = f;
	compiling_page = page;
	xsl = xsltParseStylesheetFile(X("page.xsl"));
	compiling = NULL;
	if (xsl != NULL && xsl->errors == 0)
		return xsl;
	xsltFreeStylesheet(xsl);
	if (listener != NULL)
		return NULL;
	log_msg(L_ERROR, "page %s of operator %s does not compile", page, f->op->name);
	return NULL;
}

xsltStylesheetPtr
sheet_style(const struct sheet_for *f, const char *page)
{
	struct style *s;
	xsltStylesheetPtr xsl;

	if (mem == NULL)
		mem = arena_new(4096);
	for (s = styles; s != NULL; s = s->next)
		if (s->operator == f->op->id && strcmp(s->page, page) == 0)
			return s->xsl;
	if ((xsl = compile(f, page)) == NULL)
		return NULL;
	s = a_zalloc(mem, sizeof(*s));
	*s = (struct style){ styles, a_strdup(mem, page), f->op->id, xsl };
	styles = s;
	return xsl;
}

bool
sheet_compiles(const struct sheet_for *f, const char *page,
    void (*fn)(void *arg, const char *line), void *arg)
{
	xsltStylesheetPtr xsl;

	listener = fn;
	listener_arg = arg;
	xsl = compile(f, page);
	listener = NULL;
	xsltFreeStylesheet(xsl);
	return xsl != NULL;
}
