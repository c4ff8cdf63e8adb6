/* sheet_xsl.c - what a stylesheet must not have. */
#include <ctype.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sheet_check.h"

#define XSLT	"http://www.w3.org/1999/XSL/Transform"

/* One stylesheet being walked. */
struct walk {
	struct sheet_check *k;
	const char	*path;
	const xmlNode	*at;
};

#define TELL(w, todo, ...)	sheet_told((w)->k, (w)->path, (int)xmlGetLineNo((w)->at), todo, \
	    __VA_ARGS__)

bool
xsl_is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && n->ns != NULL &&
	    strcmp((const char *)n->ns->href, XSLT) == 0 &&
	    strcmp((const char *)n->name, name) == 0;
}

static bool
is_xsl(const xmlNode *n)
{
	return n->ns != NULL && strcmp((const char *)n->ns->href, XSLT) == 0;
}

const char *
xsl_attr(struct arena *a, const xmlNode *n, const char *name)
{
	xmlChar *s = xmlGetNoNsProp(n, (const xmlChar *)name);
	const char *copy = s != NULL ? a_strdup(a, (const char *)s) : NULL;

	xmlFree(s);
	return copy;
}

static bool
is_one_of(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(name, list[i]) == 0)
			return true;
	return false;
}

/* "javascript" of " java\tscript:x", as browsers read it; "" when there is no scheme. */
static const char *
scheme(struct arena *a, const char *s)
{
	char *out = a_strdup(a, s);
	size_t n = 0;

	for (; *s != '\0' && strchr("/?#{", *s) == NULL; s++) {
		if (*s == ':') {
			out[n] = '\0';
			return out;
		}
		if ((unsigned char)*s > ' ')
			out[n++] = (char)tolower((unsigned char)*s);
	}
	return "";
}

static void
url(struct walk *w, const char *name, const char *value)
{
	static const char *const urls[] = { "href", "src", "action", "formaction", "poster",
	    "data", "cite", "xlink:href" };
	static const char *const good[] = { "", "http", "https", "tel", "mailto" };
	const char *s;

	if (!is_one_of(name, urls, NELEM(urls)))
		return;
	s = scheme(w->k->c->a, value);
	if (!is_one_of(s, good, NELEM(good)))
		TELL(w, "link to https: or to a path", "%s has the scheme %s:", name, s);
}

/* An attribute of the page, be it written out or made by xsl:attribute. */
static void
attribute(struct walk *w, const char *name, const char *value)
{
	static const char *const spoken[] = { "title", "alt", "placeholder", "aria-label" };

	if (strncasecmp(name, "on", 2) == 0)
		TELL(w, "use a data attribute that sheet.js knows", "%s is an event handler", name);
	if (strcasecmp(name, "style") == 0)
		TELL(w, "give it a class, and style that in brand.css",
		    "a style attribute, which browsers are told to ignore");
	if (is_one_of(name, spoken, NELEM(spoken)) && strchr(value, '{') == NULL &&
	    isalpha((unsigned char)*value))
		TELL(w, "make it a text and write {$t/KEY}",
		    "%s is hard-coded: \"%s\"", name, value);
	url(w, name, value);
}

/* The one script of all pages, from our folder and empty. */
static bool
is_our_script(struct walk *w, const xmlNode *n)
{
	const char *src = xsl_attr(w->k->c->a, n, "src");

	return src != NULL && strcmp(src, "{@static}/sheet.js") == 0 &&
	    (n->children == NULL || (n->children->next == NULL && xsl_is(n->children, "text") &&
	    n->children->children == NULL));
}

static bool
makes_attribute(struct walk *w, const xmlNode *n, const char *name)
{
	const char *s;

	if (xsl_attr(w->k->c->a, n, name) != NULL)
		return true;
	for (n = n->children; n != NULL; n = n->next)
		if (xsl_is(n, "attribute") && (s = xsl_attr(w->k->c->a, n, "name")) != NULL &&
		    strcmp(s, name) == 0)
			return true;
	return false;
}

/* An element of the page. */
static void
element(struct walk *w, const xmlNode *n, const char *name)
{
	if (strcasecmp(name, "script") == 0 && !is_our_script(w, n))
		TELL(w, "remove it; pages have one script, sheet.js", "a script element");
	if (strcasecmp(name, "style") == 0)
		TELL(w, "move it to brand.css",
		    "a style element, which browsers are told to ignore");
	if (strcasecmp(name, "img") == 0 && !makes_attribute(w, n, "alt"))
		TELL(w, "add alt=\"{$t/KEY}\", or alt=\"\" to what only decorates",
		    "a picture without alt");
}

static void
literal(struct walk *w, const xmlNode *n)
{
	element(w, n, (const char *)n->name);
	for (const xmlAttr *t = n->properties; t != NULL; t = t->next)
		attribute(w, (const char *)t->name,
		    xsl_attr(w->k->c->a, n, (const char *)t->name));
}

static void
instruction(struct walk *w, const xmlNode *n)
{
	const char *name = xsl_attr(w->k->c->a, n, "name");
	xmlChar *text;

	if (name == NULL)
		return;
	if (xsl_is(n, "element"))
		element(w, n, name);
	if (!xsl_is(n, "attribute"))
		return;
	text = xmlNodeGetContent(n);
	attribute(w, name, a_strdup(w->k->c->a, text != NULL ? (const char *)text : ""));
	xmlFree(text);
}

/* What no element of a stylesheet may have, whose ever it is. */
static void
any_element(struct walk *w, const xmlNode *n)
{
	for (const xmlNs *ns = n->nsDef; ns != NULL; ns = ns->next)
		if (strcmp((const char *)ns->href, XSLT) != 0)
			TELL(w, "remove it; stylesheets have XSLT and plain HTML only",
			    "namespace %s, an extension", (const char *)ns->href);
	for (const xmlAttr *t = n->properties; t != NULL; t = t->next) {
		const char *name = (const char *)t->name, *value = xsl_attr(w->k->c->a, n, name);
		const char *call = strstr(value, "document");

		if (strcmp(name, "disable-output-escaping") == 0)
			TELL(w, "remove it; values are text", "disable-output-escaping");
		if (strcmp(name, "extension-element-prefixes") == 0)
			TELL(w, "remove it", "extension elements");
		if (call != NULL && call[8 + strspn(call + 8, " \t")] == '(')
			TELL(w, "use the page's own tree", "document() reads a file");
	}
}

/* Is this text part of the page, and not of a name, a value or an attribute? */
static bool
is_shown(const xmlNode *n)
{
	static const char *const not_shown[] = { "attribute", "variable", "param", "with-param",
	    "comment", "message" };

	for (n = n->parent; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent) {
		if (!is_xsl(n))
			return true;
		if (is_one_of((const char *)n->name, not_shown, NELEM(not_shown)))
			return false;
	}
	return false;
}

static void
text(struct walk *w, const xmlNode *n)
{
	const char *s = (const char *)n->content, *from;
	size_t letters = 0;

	for (const char *c = s; *c != '\0'; c++)
		letters += isalpha((unsigned char)*c) || (unsigned char)*c >= 0xc3;
	if (letters < 2 || !is_shown(n))
		return;
	from = s + strspn(s, " \t\r\n");
	TELL(w, "make it a text and write <xsl:value-of select=\"$t/KEY\"/>",
	    "\"%.40s\" is hard-coded", a_strndup(w->k->c->a, from, strcspn(from, "\r\n")));
}

static void
tree(struct walk *w, const xmlNode *n)
{
	for (; n != NULL; n = n->next) {
		w->at = n;
		if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
			text(w, n);
		if (n->type != XML_ELEMENT_NODE)
			continue;
		any_element(w, n);
		if (is_xsl(n))
			instruction(w, n);
		else
			literal(w, n);
		tree(w, n->children);
	}
}

static void
free_doc(void *p)
{
	xmlFreeDoc(p);
}

/* No network, no DTD, no entities: nothing but this file is read. */
static xmlDocPtr
parse(struct sheet_check *k, const char *path)
{
	xmlParserCtxtPtr ctx = xmlNewParserCtxt();
	const xmlError *e;
	struct span text = { 0 };
	xmlDocPtr doc = NULL;

	if (ctx == NULL)
		abort();
	if (sheet_slurp(k->c->a, path, &text))
		doc = xmlCtxtReadMemory(ctx, (const char *)text.p, (int)text.len, path, NULL,
		    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (doc == NULL && (e = xmlCtxtGetLastError(ctx)) != NULL)
		sheet_told(k, path, e->line, "correct it", "it is not well-formed: %s",
		    a_strndup(k->c->a, e->message, strcspn(e->message, "\n")));
	else if (doc == NULL)
		sheet_told(k, path, 1, "correct it", "it cannot be read");
	else
		a_defer(k->c->a, free_doc, doc);
	xmlFreeParserCtxt(ctx);
	if (doc != NULL && (doc->intSubset != NULL || doc->extSubset != NULL)) {
		sheet_told(k, path, 1, "remove <!DOCTYPE", "it has a DTD");
		return NULL;
	}
	return doc;
}

struct xsl *
xsl_check(struct sheet_check *k, const char *path)
{
	struct walk w = { .k = k, .path = path };
	struct xsl *x;
	xmlDocPtr doc = parse(k, path);

	if (doc == NULL)
		return NULL;
	x = a_alloc(k->c->a, sizeof(*x));
	*x = (struct xsl){ NULL, path, doc };
	tree(&w, doc->children);
	return x;
}
