/* form_field.c - a field's label, group, hint and error, as HTML and ARIA tie them. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "form_field.h"

void
field_init(struct field_ctx *c, struct arena *a, const xmlNode *root)
{
	static const char *const label[] = { "label" };

	*c = (struct field_ctx){ .arena = a, .group = "", .around = "" };
	c->label = a_zalloc(a, PAGE_FIELDS * sizeof(xmlNode *));
	for (const xmlNode *n = root; n != NULL && c->nlabel < PAGE_FIELDS;
	    n = html_next(n, root, true))
		if (n->type == XML_ELEMENT_NODE && html_is(n, label[0]) && html_has(n, "for"))
			c->label[c->nlabel++] = (xmlNode *)n;
}

/* ARIA knows no mark for it on the message: role="alert", or a usual class. */
static bool
is_error(struct arena *a, const xmlNode *n)
{
	static const char *const classes[] = { "error", "message", "invalid", "fault" };

	for (size_t i = 0; i < NELEM(classes); i++)
		if (html_word(a, n, "class", classes[i]))
			return true;
	return html_word(a, n, "role", "alert");
}

/* The texts of the elements whose ids the attribute lists, error ones or others. */
static const char *
referred(struct arena *a, const xmlNode *n, const char *attr, bool errors, bool all)
{
	const char *p = html_attr(a, n, attr);
	struct buf b;

	buf_init(&b, a, 64);
	for (; *p != '\0' && b.len < PAGE_TEXT; p += strspn(p, " ")) {
		const char *id = a_strndup(a, p, strcspn(p, " "));
		const xmlNode *to = html_by_id(n, id);
		bool bad = to != NULL && is_error(a, to);
		const char *text = to == NULL || (!all && bad != errors) ? "" : html_text(a, to);

		if (*text != '\0')
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "", text);
		p += strlen(id);
	}
	return buf_cstr(&b);
}

static const char *
label(struct field_ctx *c, const xmlNode *n)
{
	static const char *const wraps[] = { "label" };
	const char *id = html_attr(c->arena, n, "id"), *text;
	const xmlNode *around = html_up(n, wraps, NELEM(wraps));

	for (size_t i = 0; html_by_id(n, id) == n && i < c->nlabel; i++)
		if (strcmp(html_attr(c->arena, c->label[i], "for"), id) == 0)
			return html_text(c->arena, c->label[i]);
	if (around != NULL && *(text = html_text(c->arena, around)) != '\0')
		return text;
	if (*(text = html_attr(c->arena, n, "aria-label")) != '\0')
		return text;
	if (*(text = referred(c->arena, n, "aria-labelledby", false, true)) != '\0')
		return text;
	return html_attr(c->arena, n, "placeholder");
}

/* The legend or heading of the closest part of the page, and the part's text. */
static void
surroundings(struct field_ctx *c, const xmlNode *n)
{
	static const char *const boxes[] = { "fieldset", "section", "article", "form", "body" };
	static const char *const heads[] = { "legend", "h1", "h2", "h3", "h4", "h5", "h6" };
	const xmlNode *box = html_up(n, boxes, NELEM(boxes)), *head;

	if (box == c->box)
		return;
	c->box = box;
	head = box != NULL ? html_down(box, heads, NELEM(heads)) : NULL;
	c->group = head != NULL ? html_text(c->arena, head) : "";
	c->around = box != NULL && !html_is(box, "body") ? html_text(c->arena, box) : "";
}

static bool
disabled(const xmlNode *n)
{
	static const char *const sets[] = { "fieldset" };

	for (const xmlNode *at = n; at != NULL; at = html_up(at->parent, sets, NELEM(sets)))
		if (html_has(at, "disabled"))
			return true;
	return false;
}

static bool
kind_of(struct arena *a, const xmlNode *n, enum field_kind *out)
{
	static const struct { const char *type; enum field_kind kind; } types[] = {
		{ "hidden", F_HIDDEN }, { "checkbox", F_TICK }, { "radio", F_RADIO },
		{ "submit", F_SUBMIT }, { "image", F_SUBMIT }, { "button", F_BUTTON },
	};
	const char *type = html_attr(a, n, "type");
	bool button = html_is(n, "button");

	*out = button ? F_SUBMIT : html_is(n, "select") ? F_SELECT : F_TEXT;
	if (!button && !html_is(n, "input"))
		return html_is(n, "select") || html_is(n, "textarea");
	if (strcasecmp(type, "reset") == 0 || strcasecmp(type, "file") == 0)
		return false;
	for (size_t i = 0; i < NELEM(types); i++)
		if (strcasecmp(types[i].type, type) == 0 && (!button || i >= 3))
			*out = types[i].kind;
	return true;
}

/* value as it is sent: the octets of the page, control characters included. */
static const char *
raw(struct arena *a, xmlChar *value)
{
	const char *s = value != NULL ? a_strdup(a, (const char *)value) : "";

	xmlFree(value);
	return s;
}

static void
options(struct arena *a, const xmlNode *select, struct field *f)
{
	struct field_option **tail = &f->options;
	size_t n = 0;

	f->value = "";
	for (xmlNode *o = html_next(select, select, true); o != NULL && n < PAGE_FIELDS;
	    o = html_next(o, select, true)) {
		struct field_option *opt;

		if (!html_is(o, "option") || html_has(o, "disabled"))
			continue;
		opt = a_zalloc(a, sizeof(*opt));
		opt->text = html_text(a, o);
		opt->value = html_has(o, "value") ?
		    raw(a, xmlGetProp(o, (const xmlChar *)"value")) : opt->text;
		if (html_has(o, "selected") || n == 0)
			f->value = opt->value;
		*tail = opt;
		tail = &opt->next;
		n++;
	}
}

static void
value(struct arena *a, const xmlNode *n, struct field *f)
{
	if (f->kind == F_SELECT)
		options(a, n, f);
	else if (html_is(n, "textarea"))
		f->value = raw(a, xmlNodeGetContent(n));
	else if ((f->kind == F_TICK || f->kind == F_RADIO) && !html_has(n, "value"))
		f->value = "on";
	else
		f->value = raw(a, xmlGetProp(n, (const xmlChar *)"value"));
}

static const char *
or_null(const char *s)
{
	return *s != '\0' ? s : NULL;
}

static void
button(struct field_ctx *c, const xmlNode *n, struct field *f)
{
	f->label = html_is(n, "button") ? html_text(c->arena, n) :
	    html_attr(c->arena, n, "value");
	f->call = or_null(html_attr(c->arena, n, "data-call"));
	f->action = or_null(html_attr(c->arena, n, "formaction"));
	f->method = or_null(html_attr(c->arena, n, "formmethod"));
	f->novalidate = html_has(n, "formnovalidate");
	f->unseen = f->call == NULL && (html_has(n, "hidden") ||
	    strcasecmp(html_attr(c->arena, n, "aria-hidden"), "true") == 0);
}

static void
seen(struct field_ctx *c, const xmlNode *n, struct field *f)
{
	struct arena *a = c->arena;
	const char *max = html_attr(a, n, "maxlength");

	f->label = label(c, n);
	f->invalid = strcasecmp(html_attr(a, n, "aria-invalid"), "true") == 0;
	f->error = referred(a, n, "aria-errormessage", true, true);
	if (*f->error == '\0')
		f->error = referred(a, n, "aria-describedby", true, false);
	f->hint = referred(a, n, "aria-describedby", false, false);
	if (f->invalid && *f->error == '\0') {
		f->error = f->hint;
		f->hint = "";
	}
	f->autocomplete = html_attr(a, n, "autocomplete");
	f->secret = strcasecmp(html_attr(a, n, "type"), "password") == 0;
	f->required = html_has(n, "required") ||
	    strcasecmp(html_attr(a, n, "aria-required"), "true") == 0;
	f->checked = html_has(n, "checked");
	f->presses = or_null(html_attr(a, n, "data-press"));
	f->max = strspn(max, "0123456789") == strlen(max) ? strtoul(max, NULL, 10) : 0;
	surroundings(c, n);
	f->group = c->group;
	if (f->kind == F_TICK)
		f->around = c->around;
}

struct field *
field_read(struct field_ctx *c, const xmlNode *n)
{
	enum field_kind kind;
	struct field *f;

	if (n->type != XML_ELEMENT_NODE || !kind_of(c->arena, n, &kind))
		return NULL;
	f = a_zalloc(c->arena, sizeof(*f));
	f->kind = kind;
	f->label = f->group = f->hint = f->error = f->around = f->autocomplete = "";
	f->name = html_attr(c->arena, n, "name");
	f->id = html_attr(c->arena, n, "id");
	f->disabled = disabled(n);
	value(c->arena, n, f);
	if (kind == F_SUBMIT || kind == F_BUTTON)
		button(c, n, f);
	else if (kind != F_HIDDEN)
		seen(c, n, f);
	return f;
}
