/* strict_formats.c - XML by libxml2 and JSON by jansson into the same groups. */
#include <jansson.h>
#include <libxml/parser.h>
#include <string.h>

#include "reader_strict.h"

static bool
is(const xmlNode *n, const char *name)
{
	return strcmp((const char *)n->name, name) == 0;
}

/* The attribute, which must be the n-th; NULL otherwise. */
static const char *
attribute(struct doc_view *v, const xmlNode *n, unsigned at, const char *name)
{
	const xmlAttr *a = n->properties;

	while (a != NULL && at-- > 0)
		a = a->next;
	if (a == NULL || strcmp((const char *)a->name, name) != 0) {
		view_reject(v, "a %s lacks \"%s\" in its place", (const char *)n->name, name);
		return NULL;
	}
	return a->children == NULL ? "" :
	    a_strdup(v->arena, (const char *)a->children->content);
}

static void
count_attributes(struct doc_view *v, const xmlNode *n, unsigned want)
{
	unsigned got = 0;

	for (const xmlAttr *a = n->properties; a != NULL; a = a->next)
		got++;
	if (got != want)
		view_reject(v, "a %s has %u attributes", (const char *)n->name, got);
}

static void
parm(struct doc_view *v, const xmlNode *n, struct view_group *g)
{
	const char *name = attribute(v, n, 0, "name"), *value = attribute(v, n, 1, "value");

	count_attributes(v, n, 2);
	if (name == NULL || value == NULL)
		return;
	if (view_get(v, g, name) != NULL)
		view_reject(v, "%s comes twice", name);
	if (strcmp(name, "AppID") == 0 && g->app != NULL && *g->path == '\0') {
		if (g->parms != NULL)
			view_reject(v, "AppID is not the first parameter");
		g->app = value;
	}
	view_parm(v, g, name, value);
}

static void characteristic(struct doc_view *, const xmlNode *, const struct view_group *up);

static void
content(struct doc_view *v, const xmlNode *n, struct view_group *g)
{
	for (n = n->children; n != NULL && v->reject == NULL; n = n->next)
		if (n->type == XML_ELEMENT_NODE && is(n, "parm"))
			parm(v, n, g);
		else if (n->type == XML_ELEMENT_NODE && is(n, "characteristic"))
			characteristic(v, n, g);
		else if (n->type == XML_ELEMENT_NODE)
			view_reject(v, "unknown element \"%s\"", (const char *)n->name);
		else if (n->type != XML_COMMENT_NODE && !xmlIsBlankNode(n))
			view_reject(v, "text between the elements");
}

static void
characteristic(struct doc_view *v, const xmlNode *n, const struct view_group *up)
{
	const char *type = attribute(v, n, 0, "type");

	count_attributes(v, n, 1);
	if (type == NULL)
		return;
	if (up != NULL && up->app == NULL)
		view_reject(v, "%s may hold no characteristic", up->path);
	else if (up != NULL)
		content(v, n, view_group(v, up->app, *up->path == '\0' ? type :
		    a_printf(v->arena, "%s|%s", up->path, type)));
	else if (strcmp(type, "APPLICATION") == 0)
		content(v, n, view_group(v, "", ""));
	else
		content(v, n, view_group(v, NULL, type));
}

static void
root(struct doc_view *v, const xmlNode *n)
{
	const char *version = attribute(v, n, 0, "version");

	if (!is(n, "wap-provisioningdoc") || version == NULL || strcmp(version, "1.1") != 0)
		view_reject(v, "the root is not wap-provisioningdoc of version 1.1");
	for (n = n->children; n != NULL && v->reject == NULL; n = n->next)
		if (n->type == XML_ELEMENT_NODE && is(n, "characteristic"))
			characteristic(v, n, NULL);
		else if (n->type == XML_ELEMENT_NODE)
			view_reject(v, "unknown element \"%s\"", (const char *)n->name);
}

void
strict_xml(struct doc_view *v, const char *body)
{
	xmlDoc *doc = xmlReadMemory(body, (int)strlen(body), NULL, NULL, XML_PARSE_NONET |
	    XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOENT);

	if (doc == NULL)
		view_reject(v, "it is not well-formed XML");
	else if (doc->intSubset != NULL)
		view_reject(v, "it has a document type");
	else
		root(v, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
}

static void object(struct doc_view *, json_t *, const char *app, const char *path);

static void
member(struct doc_view *v, struct view_group *g, const char *name, json_t *j)
{
	const char *app = g->app, *path = g->path;
	size_t i;
	json_t *e;

	name = a_strdup(v->arena, name);
	if (json_is_string(j)) {
		view_parm(v, g, name, a_strdup(v->arena, json_string_value(j)));
		return;
	}
	path = *path == '\0' || app == NULL ? name : a_printf(v->arena, "%s|%s", path, name);
	if (json_is_object(j))
		object(v, j, app, path);
	else if (json_is_array(j)) {
		json_array_foreach(j, i, e)
			if (json_is_object(e))
				object(v, e, app, path);
			else
				view_reject(v, "%s holds something that is no object", name);
	} else
		view_reject(v, "%s is not a string", name);
}

static void
object(struct doc_view *v, json_t *obj, const char *app, const char *path)
{
	struct view_group *g = view_group(v, app, path);
	const char *name;
	json_t *j;

	json_object_foreach(obj, name, j)
		member(v, g, name, j);
}

void
strict_json(struct doc_view *v, const char *body)
{
	json_error_t why;
	json_t *top = json_loads(body, JSON_REJECT_DUPLICATES, &why), *j;
	const char *name;

	if (!json_is_object(top))
		view_reject(v, "it is not a JSON object: %s", why.text);
	else
		json_object_foreach(top, name, j) {
			bool head = strcmp(name, "Vers") == 0 || strcmp(name, "Token") == 0;

			if (!json_is_object(j))
				view_reject(v, "%s is not an object", name);
			else if (head)
				object(v, j, NULL, *name == 'V' ? "VERS" : "TOKEN");
			else
				object(v, j, a_strdup(v->arena, name), "");
		}
	json_decref(top);
}
