/*
 * fuzz-doc.c - any octets as the values of an answer.
 *
 * libxml2 and jansson read what was written, and find each value: octet for
 * octet what was given, but "?" where an octet is no part of a character; in
 * XML the look-alikes that doc.h names.
 */
#include <jansson.h>
#include <libxml/parser.h>

#include "fmt/doc.h"
#include "fmt/param.h"
#include "fuzz.h"

static const enum parm	 names[] = {
	PN_token, PN_ServiceFlow_UserData, PN_MessageForIncompatible,
};

struct values {
	size_t		 n;
	const char	*v[NELEM(names)];
};

/* The same length, and different only where there is a question mark. */
static void
cleaned(const char *in, const char *out)
{
	size_t n = strlen(in);

	MUST(strlen(out) == n);
	for (size_t i = 0; i < n; i++)
		MUST(in[i] == out[i] || out[i] == '?');
	if (valid_text(in))
		MUST(strcmp(in, out) == 0);
}

static const char *
look_alike(struct arena *a, const char *s)
{
	struct buf b;

	buf_init(&b, a, 64);
	for (; *s != '\0'; s++)
		switch (*s) {
		case '<':	buf_str(&b, "\xe2\x80\xb9");	break;
		case '>':	buf_str(&b, "\xe2\x80\xba");	break;
		case '"':	buf_str(&b, "\xe2\x80\x9d");	break;
		case '\'':	buf_str(&b, "\xe2\x80\x99");	break;
		case '\t':
		case '\n':
		case '\r':	buf_char(&b, ' ');		break;
		default:	buf_char(&b, *s);
		}
	return buf_cstr(&b);
}

static xmlNodePtr
element(xmlNodePtr first, size_t n)
{
	for (; first != NULL; first = first->next)
		if (first->type == XML_ELEMENT_NODE && n-- == 0)
			return first;
	return NULL;
}

static void
has_attr(xmlNodePtr e, const char *name, const char *want)
{
	xmlChar *s = e != NULL ? xmlGetProp(e, (const xmlChar *)name) : NULL;

	MUST(s != NULL && strcmp((char *)s, want) == 0);
	xmlFree(s);
}

/* Every value where it was put: in APPLICATION, and in the item of a list. */
static void
read_xml(struct arena *a, struct buf *b, const struct values *clean)
{
	xmlDocPtr d = xmlReadMemory(b->p, (int)b->len, NULL, NULL,
	    XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);
	xmlNodePtr app, item;

	MUST(d != NULL);
	app = element(xmlDocGetRootElement(d)->children, 0);
	has_attr(app, "type", "APPLICATION");
	has_attr(element(app->children, 0), "value", "ap2004");
	item = element(element(app->children, 1 + clean->n)->children, 0);
	has_attr(item, "type", "RATVoiceEntitleInfoDetails");
	for (size_t i = 0; i < clean->n; i++) {
		const char *want = look_alike(a, clean->v[i]);

		has_attr(element(app->children, 1 + i), "name", doc_parm_name(names[i]));
		has_attr(element(app->children, 1 + i), "value", want);
		has_attr(element(item->children, i), "value", want);
	}
	MUST(element(app->children, 2 + clean->n) == NULL);
	xmlFreeDoc(d);
}

static void
read_json(struct arena *a, struct buf *b, const struct values *in, struct values *clean)
{
	json_t *j = json_loadb(b->p, b->len, JSON_REJECT_DUPLICATES, NULL);
	json_t *app = json_object_get(j, "ap2004"), *item;

	MUST(app != NULL);
	item = json_object_get(json_array_get(json_object_get(app,
	    "VoiceOverCellularEntitleInfo"), 0), "RATVoiceEntitleInfoDetails");
	for (size_t i = 0; i < in->n; i++) {
		const char *name = doc_parm_name(names[i]);
		const char *s = json_string_value(json_object_get(app, name));
		const char *t = json_string_value(json_object_get(item, name));

		MUST(s != NULL && t != NULL && strcmp(s, t) == 0);
		cleaned(in->v[i], s);
		clean->v[i] = a_strdup(a, s);
	}
	clean->n = in->n;
	MUST(json_object_size(app) == in->n + 1);
	json_decref(j);
}

static void
fill(struct node *n, const struct values *in)
{
	for (size_t i = 0; i < in->n; i++) {
		doc_str(n, names[i], in->v[i]);
		MUST(doc_has(n, names[i]));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1024);
	struct doc *d = doc_new(a);
	char *text = a_strndup(a, (const char *)data, size);
	struct node *app = doc_app(d, "ap2004");
	struct values in = { 0 }, clean = { 0 };
	struct buf xml, json;

	for (size_t at = 0; at <= size && in.n < NELEM(names); at += strlen(text + at) + 1)
		in.v[in.n++] = text + at;
	fill(app, &in);
	fill(doc_item(doc_list(app, PN_VoiceOverCellularEntitleInfo),
	    PN_RATVoiceEntitleInfoDetails), &in);
	buf_init(&xml, a, 16);
	buf_init(&json, a, 16);
	doc_write(d, DOC_XML, &xml);
	doc_write(d, DOC_JSON, &json);
	read_json(a, &json, &in, &clean);
	read_xml(a, &xml, &clean);
	arena_free(a);
	return 0;
}
