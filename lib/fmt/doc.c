/* doc.c - the only file that writes TS.43 documents. */
#include <string.h>

#include "fmt/doc.h"
#include "fmt/utf8.h"

static const char *const names[] = {
#define PN(n)	#n,
#include "fmt/parm.def"
#undef PN
};

struct leaf {
	struct leaf	*next;
	enum parm	 name;
	const char	*value;
};

struct node {
	struct node	*next, *kids, **kidtail;
	struct leaf	*leaves, **leaftail;
	struct arena	*arena;
	const char	*xml, *json;	/* element type; JSON member name */
	bool		 islist;
};

struct doc {
	struct node	 root;
};

static struct node *
node_new(struct node *up, const char *xml, const char *json)
{
	struct node *n = a_zalloc(up->arena, sizeof(*n));

	*n = (struct node){ .arena = up->arena, .xml = xml, .json = json };
	n->kidtail = &n->kids;
	n->leaftail = &n->leaves;
	*up->kidtail = n;
	up->kidtail = &n->next;
	return n;
}

struct doc *
doc_new(struct arena *a)
{
	struct doc *d = a_zalloc(a, sizeof(*d));

	d->root.arena = a;
	d->root.kidtail = &d->root.kids;
	return d;
}

struct node *
doc_vers(struct doc *d)
{
	return node_new(&d->root, "VERS", "Vers");
}

struct node *
doc_token(struct doc *d)
{
	return node_new(&d->root, "TOKEN", "Token");
}

struct node *
doc_app(struct doc *d, const char *appid)
{
	return node_new(&d->root, "APPLICATION", appid);
}

struct node *
doc_list(struct node *up, enum parm list)
{
	struct node *n = node_new(up, names[list], names[list]);

	n->islist = true;
	return n;
}

struct node *
doc_item(struct node *list, enum parm item)
{
	return node_new(list, names[item], names[item]);
}

/* Copies s; a byte that is not part of an allowed character becomes '?'. */
static char *
clean(struct arena *a, const char *s)
{
	char *p = a_strdup(a, s);

	for (char *q = p; *q != '\0'; ) {
		size_t len = utf8_char(q);

		if (len == 0)
			*q = '?';
		q += len == 0 ? 1 : len;
	}
	return p;
}

void
doc_str(struct node *n, enum parm name, const char *value)
{
	struct leaf *l;

	if (value == NULL)
		return;
	l = a_zalloc(n->arena, sizeof(*l));
	l->name = name;
	l->value = clean(n->arena, value);
	*n->leaftail = l;
	n->leaftail = &l->next;
}

void
doc_int(struct node *n, enum parm name, long value)
{
	unsigned long v = value < 0 ? -(unsigned long)value : (unsigned long)value;
	char text[24], *p = text + sizeof(text);

	*--p = '\0';
	do
		*--p = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	if (value < 0)
		*--p = '-';
	doc_str(n, name, p);
}

bool
doc_has(const struct node *n, enum parm name)
{
	for (const struct leaf *l = n->leaves; l != NULL; l = l->next)
		if (l->name == name)
			return true;
	for (const struct node *k = n->kids; k != NULL; k = k->next)
		if (k->xml == names[name])
			return true;
	return false;
}

bool
doc_empty(const struct doc *d)
{
	return d->root.kids == NULL;
}

const char *
doc_parm_name(enum parm p)
{
	return names[p];
}

static void
xml_text(const char *s, struct buf *b)
{
	for (; *s != '\0'; s++)
		switch (*s) {
		case '&':  buf_str(b, "&amp;");    break;
		case '<':  buf_str(b, "\u2039");   break;
		case '>':  buf_str(b, "\u203a");   break;
		case '"':  buf_str(b, "\u201d");   break;
		case '\'': buf_str(b, "\u2019");   break;
		case '\t':
		case '\n':
		case '\r': buf_char(b, ' ');       break;
		default:   buf_char(b, *s);
		}
}

static void
xml_parm(const char *name, const char *value, struct buf *b)
{
	buf_str(b, "<parm name=\"");
	buf_str(b, name);
	buf_str(b, "\" value=\"");
	xml_text(value, b);
	buf_str(b, "\"/>\n");
}

static void
xml_node(const struct node *n, struct buf *b)
{
	buf_str(b, "<characteristic type=\"");
	buf_str(b, n->xml);
	buf_str(b, "\">\n");
	if (strcmp(n->xml, "APPLICATION") == 0)
		xml_parm("AppID", n->json, b);
	for (const struct leaf *l = n->leaves; l != NULL; l = l->next)
		xml_parm(names[l->name], l->value, b);
	for (const struct node *k = n->kids; k != NULL; k = k->next)
		xml_node(k, b);
	buf_str(b, "</characteristic>\n");
}

static void
json_node(const struct node *n, struct buf *b)
{
	bool first = true;

	buf_char(b, n->islist ? '[' : '{');
	for (const struct leaf *l = n->leaves; l != NULL; l = l->next) {
		buf_str(b, first ? "" : ",");
		buf_json(b, names[l->name]);
		buf_char(b, ':');
		buf_json(b, l->value);
		first = false;
	}
	for (const struct node *k = n->kids; k != NULL; k = k->next) {
		buf_str(b, first ? "" : ",");
		buf_str(b, n->islist ? "{" : "");
		buf_json(b, k->json);
		buf_char(b, ':');
		json_node(k, b);
		buf_str(b, n->islist ? "}" : "");
		first = false;
	}
	buf_char(b, n->islist ? ']' : '}');
}

void
doc_write(const struct doc *d, enum doc_fmt fmt, struct buf *b)
{
	if (fmt == DOC_JSON) {
		json_node(&d->root, b);
		buf_char(b, '\n');
		return;
	}
	buf_str(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<wap-provisioningdoc version=\"1.1\">\n");
	for (const struct node *k = d->root.kids; k != NULL; k = k->next)
		xml_node(k, b);
	buf_str(b, "</wap-provisioningdoc>\n");
}
