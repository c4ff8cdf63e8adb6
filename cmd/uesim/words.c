/* words.c - tells what happens. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "opts.h"
#include "words.h"

struct words {
	struct arena	*arena;
	bool		 json, muted;
	json_t		*root, *steps, *services;
};

static void
drop(void *p)
{
	json_decref(p);
}

struct words *
words_new(struct arena *a, const struct opts *o)
{
	struct words *w = a_zalloc(a, sizeof(*w));

	w->arena = a;
	w->json = o->json_out;
	w->root = json_object();
	w->steps = json_array();
	w->services = json_array();
	json_object_set_new(w->root, "client", json_string(o->as));
	json_object_set_new(w->root, "steps", w->steps);
	json_object_set_new(w->root, "services", w->services);
	a_defer(a, drop, w->root);
	return w;
}

void
words_mute(struct words *w, bool muted)
{
	w->muted = muted;
}

/* What comes from a server must not steer the terminal: C0, DEL and C1 become "?". */
static const char *
tame(struct arena *a, const char *s)
{
	char *out = a_strdup(a, s);

	for (unsigned char *p = (unsigned char *)out; *p != '\0'; p++) {
		if (*p < ' ' || *p == 0x7f)
			*p = '?';
		else if (p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0)
			p[0] = p[1] = '?';
	}
	return out;
}

void
say(struct words *w, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	if (w->muted)
		return;
	va_start(ap, fmt);
	text = a_vprintf(w->arena, fmt, ap);
	va_end(ap);
	if (w->json)
		json_array_append_new(w->steps, json_string(text));
	else
		printf("%s\n", tame(w->arena, text));
	fflush(stdout);
}

const char *
words_app(const char *app)
{
	static const struct { const char *app, *name; } names[] = {
		{ "ap2003", "Voice over 4G/5G" }, { "ap2004", "Wi-Fi calling" },
		{ "ap2005", "SMS over IP" }, { "ap2006", "Companion device" },
		{ "ap2009", "eSIM of this phone" }, { "ap2010", "Data plan, boost" },
		{ "ap2011", "Managed devices" }, { "ap2012", "Carrier billing" },
		{ "ap2013", "Private identity" }, { "ap2014", "Phone number" },
		{ "ap2015", "App sign-in" }, { "ap2016", "Satellite" },
	};

	for (size_t i = 0; i < NELEM(names); i++)
		if (strcmp(names[i].app, app) == 0)
			return names[i].name;
	return app;
}

const char *
words_time(struct arena *a, long long s)
{
	static const struct { long long s; const char *unit; } units[] = {
		{ 86400, "day" }, { 3600, "hour" }, { 60, "minute" }, { 1, "second" },
	};

	for (size_t i = 0; i < NELEM(units); i++)
		if (s >= units[i].s && s % units[i].s == 0) {
			long long n = s / units[i].s;

			return a_printf(a, "%lld %s%s", n, units[i].unit, n == 1 ? "" : "s");
		}
	return s == 0 ? "ever" : a_printf(a, "%lld seconds", s);
}

static void
set_text(json_t *obj, const char *name, const char *value)
{
	if (value != NULL)
		json_object_set_new(obj, name, json_string(value));
}

const char *
words_state(enum verdict_state state)
{
	static const char *const states[] = {
		[V_ON] = "on", [V_OFF] = "off", [V_CANNOT] = "incompatible", [V_SHEET] = "sheet",
		[V_PENDING] = "pending", [V_UNEXPECTED] = "unexpected", [V_ABSENT] = "absent",
	};

	return states[state];
}

static json_t *
service(const struct verdict *v)
{
	json_t *obj = json_object();

	set_text(obj, "app", v->app);
	set_text(obj, "state", words_state(v->state));
	set_text(obj, "text", v->text);
	set_text(obj, "url", v->url);
	set_text(obj, "user_data", v->user_data);
	set_text(obj, "message", v->message);
	return obj;
}

void
words_replace(struct words *w, const struct verdict *v)
{
	json_array_clear(w->services);
	json_array_append_new(w->services, service(v));
}

void
words_verdict(struct words *w, const struct verdict *v)
{
	bool opens = v->state == V_SHEET && v->url != NULL;

	if (w->muted)
		return;
	if (w->json) {
		json_array_append_new(w->services, service(v));
		return;
	}
	printf("  %-18s %s\n", words_app(v->app), tame(w->arena, v->text));
	if (opens)
		printf("  %-18s would open %s\n", "", tame(w->arena, v->url));
	else if (v->state == V_SHEET)
		printf("  %-18s but no page is named to fill them in\n", "");
	if (v->state == V_CANNOT && v->message != NULL)
		printf("  %-18s would show: %s\n", "", tame(w->arena, v->message));
}

void
words_fact(struct words *w, const char *name, const char *value)
{
	if (!w->muted)
		set_text(w->root, name, value);
}

void
words_number(struct words *w, const char *name, long long value)
{
	if (!w->muted)
		json_object_set_new(w->root, name, json_integer(value));
}

void
words_list(struct words *w, const char *name, json_t *item)
{
	json_t *list = json_object_get(w->root, name);

	if (list == NULL) {
		list = json_array();
		json_object_set_new(w->root, name, list);
	}
	json_array_append_new(list, item);
}

void
words_again(struct words *w)
{
	json_array_clear(w->services);
}

void
words_end(struct words *w, enum ue_exit code)
{
	char *text;

	if (!w->json)
		return;
	json_object_set_new(w->root, "exit", json_integer(code));
	text = json_dumps(w->root, JSON_INDENT(2));
	puts(text);
	free(text);
}
