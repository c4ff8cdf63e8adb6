/*
 * reader_strict.c - a client that takes nothing but what TS.43 v12 2.9 and the
 * tables of sections 3 to 15 allow.
 */
#include <string.h>
#include <strings.h>

#include "judge.h"
#include "reader_strict.h"

static const char xml_type[] = "text/vnd.wap.connectivity-xml";
static const char json_type[] = "application/json";

static bool
is_type(const char *content_type, const char *want)
{
	size_t n = strlen(want);

	return strncasecmp(content_type, want, n) == 0 &&
	    (content_type[n] == '\0' || content_type[n] == ';' || content_type[n] == ' ');
}

static bool
asked(const struct doc_in *in, const char *app)
{
	for (size_t i = 0; i < in->napp; i++)
		if (strcmp(in->app[i], app) == 0)
			return true;
	return false;
}

/* 2.9.2: only what was asked, each once. */
static void
check_apps(struct doc_view *v, const struct doc_in *in)
{
	for (const struct view_group *g = v->groups; g != NULL; g = g->next) {
		if (g->app == NULL || *g->path != '\0')
			continue;
		if (*g->app == '\0')
			view_reject(v, "an APPLICATION has no AppID");
		if (!asked(in, g->app))
			view_reject(v, "%s was not asked for", g->app);
		if (view_again(v, g) != NULL)
			view_reject(v, "%s comes twice", g->app);
	}
}

/* TS.43 v12 2.8.4: it has no TOKEN, and of the services only the error. */
static bool
is_error_leg(const struct doc_view *v)
{
	struct error_leg leg;

	return judge_error_leg(v, &leg);
}

static void
check_head(struct doc_view *v, const struct doc_in *in)
{
	const struct view_group *token = view_find(v, NULL, "TOKEN");

	view_vers(v, true);
	if (v->reset != NULL)
		view_reject(v, "%s", v->reset);
	if (v->groups != view_find(v, NULL, "VERS"))
		view_reject(v, "VERS does not come first");
	if (token == NULL && !asked(in, "ap2015") && !is_error_leg(v))
		view_reject(v, "TOKEN is missing");
	if (token != NULL && (v->token == NULL || *v->token == '\0'))
		view_reject(v, "TOKEN has no token");
}

void
reader_strict(struct doc_view *v, const struct doc_in *in)
{
	const char *want = in->json ? json_type : xml_type;

	if (!is_type(in->content_type, want)) {
		view_reject(v, "the Content-Type is \"%s\", but %s was asked for",
		    in->content_type, want);
		return;
	}
	if (in->json)
		strict_json(v, in->body);
	else
		strict_xml(v, in->body);
	if (v->reject != NULL)
		return;
	check_head(v, in);
	check_apps(v, in);
	if (!is_error_leg(v))
		strict_rules(v);
}
