/* sight.c - a page in words. */
#include <string.h>

#include "base/buf.h"
#include "opts.h"
#include "sight.h"
#include "words.h"

enum { SHOWN = 160 };

static const char *
shorten(struct arena *a, const char *s, size_t max)
{
	size_t n = max;

	if (strlen(s) <= max)
		return s;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return a_printf(a, "%.*s ...", (int)n, s);
}

/* A full stop, unless the text brings its own end. */
static const char *
stop(const char *s)
{
	return *s != '\0' && strchr(".?!", s[strlen(s) - 1]) != NULL ? "" : ".";
}

/* Without the full stop of a sentence, for a list of them. */
static const char *
bare(struct arena *a, const char *s)
{
	size_t n = strlen(s);

	return a_strndup(a, s, n > 0 && s[n - 1] == '.' ? n - 1 : n);
}

/* jansson takes nothing that is not UTF-8; libxml2 gives nothing else. */
static void
put(json_t *obj, const char *name, const char *value)
{
	if (*value != '\0')
		json_object_set_new(obj, name, json_string(value));
}

static bool
visible(const struct field *f)
{
	return f->kind <= F_SELECT && !f->disabled;
}

static const char *
called(const struct field *f)
{
	return *f->label != '\0' ? f->label : *f->name != '\0' ? f->name : "?";
}

static json_t *
errors(const struct page *page)
{
	json_t *list = json_object();

	for (const struct page_form *form = page->forms; form != NULL; form = form->next)
		for (const struct field *f = form->fields; f != NULL; f = f->next)
			if (*f->error != '\0')
				put(list, called(f), f->error);
	for (const struct page_alert *al = page->alerts; al != NULL; al = al->next)
		put(list, "", al->text);
	return list;
}

static json_t *
fields(const struct page *page)
{
	json_t *list = json_array();

	for (const struct page_form *form = page->forms; form != NULL; form = form->next)
		for (const struct field *f = form->fields; f != NULL; f = f->next)
			if (visible(f))
				json_array_append_new(list, json_string(called(f)));
	return list;
}

static json_t *
buttons(const struct page *page)
{
	json_t *list = json_array();

	for (const struct page_form *form = page->forms; form != NULL; form = form->next)
		for (const struct field *f = form->fields; f != NULL; f = f->next)
			if (f->kind == F_SUBMIT || f->kind == F_BUTTON)
				json_array_append_new(list, json_string(f->label));
	for (const struct field *f = page->loose.fields; f != NULL; f = f->next)
		if (f->kind == F_SUBMIT || f->kind == F_BUTTON)
			json_array_append_new(list, json_string(f->label));
	return list;
}

void
sight_page(struct ue *ue, const struct page *page, const char *url, int status)
{
	json_t *item = json_object();
	const char *title = *page->heading != '\0' ? page->heading : page->title;
	const char *at = a_strndup(ue->arena, url, strcspn(url, "?#"));

	put(item, "url", at);
	json_object_set_new(item, "http", json_integer(status));
	put(item, "title", title);
	put(item, "lang", page->lang);
	put(item, "text", shorten(ue->arena, page->text, 1000));
	json_object_set_new(item, "fields", fields(page));
	json_object_set_new(item, "buttons", buttons(page));
	json_object_set_new(item, "errors", errors(page));
	if (page->call != NULL)
		put(item, "call", page->call);
	words_list(ue->words, "pages", item);
	title = shorten(ue->arena, *title != '\0' ? title : *page->text != '\0' ? page->text :
	    "nothing", SHOWN);
	if (status == 200)
		say(ue->words, "The page: %s%s", title, stop(title));
	else
		say(ue->words, "The page: %s (%d).", bare(ue->arena, title), status);
	if (ue->o->verbose && *page->text != '\0')
		say(ue->words, "  it reads: %s", shorten(ue->arena, page->text, 1000));
}

/* A version of the terms that is written in no text. */
static const char *
version(const struct page_form *form)
{
	for (const struct field *f = form->fields; f != NULL; f = f->next)
		if ((f->kind == F_HIDDEN || f->kind == F_TICK) &&
		    strncmp(f->name, "terms", 5) == 0 && *f->value != '\0' &&
		    strspn(f->value, "0123456789") == strlen(f->value))
			return f->value;
	return NULL;
}

void
sight_form(struct ue *ue, const struct page_form *form)
{
	const char *group = NULL, *v = version(form);
	struct buf b;

	buf_init(&b, ue->arena, 256);
	for (const struct field *f = form->fields; f != NULL && b.len < PAGE_TEXT; f = f->next) {
		if (!visible(f))
			continue;
		if (group == NULL || strcmp(group, f->group) != 0) {
			buf_printf(&b, "%s%s", b.len > 0 ? "; " : "", f->group);
			if (f->kind == F_TICK && v != NULL && strstr(f->group, v) == NULL)
				buf_printf(&b, " (version %s)", v);
			buf_str(&b, *f->group != '\0' ? ": " : "");
		} else
			buf_str(&b, ", ");
		group = f->group;
		buf_str(&b, bare(ue->arena, shorten(ue->arena, called(f), SHOWN)));
		if (*f->hint != '\0' && ue->o->verbose)
			buf_printf(&b, " (%s)", shorten(ue->arena, f->hint, SHOWN));
	}
	if (b.len > 0)
		say(ue->words, "The page asks: %s.", buf_cstr(&b));
	for (const struct field *f = form->fields; f != NULL; f = f->next)
		if (f->kind == F_TICK && *f->around != '\0' && ue->o->verbose)
			say(ue->words, "  the terms: %s", shorten(ue->arena, f->around, 1000));
}

void
sight_filled(struct ue *ue, const struct page_form *form)
{
	struct buf b;

	buf_init(&b, ue->arena, 256);
	for (const struct field *f = form->fields; f != NULL && b.len < PAGE_TEXT; f = f->next) {
		const char *value = f->value;

		if (!visible(f) || (f->kind != F_TICK && *value == '\0') ||
		    (f->kind == F_RADIO && !f->checked))
			continue;
		for (const struct field_option *o = f->options; o != NULL; o = o->next)
			if (strcmp(o->value, f->value) == 0)
				value = o->text;
		if (f->kind == F_TICK)
			value = f->checked ? "yes" : "no";
		buf_printf(&b, "%s%s: %s", b.len > 0 ? "; " : "",
		    bare(ue->arena, shorten(ue->arena, called(f), SHOWN)), value);
	}
	if (b.len > 0)
		say(ue->words, "The person fills in: %s.", buf_cstr(&b));
}

unsigned
sight_errors(struct ue *ue, const struct page *page)
{
	unsigned n = 0;

	for (const struct page_form *form = page->forms; form != NULL; form = form->next)
		for (const struct field *f = form->fields; f != NULL; f = f->next)
			if (*f->error != '\0') {
				say(ue->words, "  at \"%s\": %s", called(f), f->error);
				n++;
			}
	for (const struct page_alert *al = page->alerts; al != NULL; al = al->next, n++)
		say(ue->words, "  it says: %s", al->text);
	return n;
}

void
sight_call(struct ue *ue, const char *call, const char *how)
{
	words_list(ue->words, "calls", json_string(call));
	say(ue->words, "%s: %s().", how, call);
}
