/*
 * reader_aosp_json.c - the satellite and data boost apps: JSON, names exact, the
 * app's object found by its AppID.
 */
#include <jansson.h>
#include <string.h>

#include "client.h"

/* Android's getString turns a number into its text. */
static const char *
scalar(struct arena *a, const json_t *j)
{
	if (json_is_string(j))
		return a_strdup(a, json_string_value(j));
	if (json_is_integer(j))
		return a_printf(a, "%lld", (long long)json_integer_value(j));
	if (json_is_boolean(j))
		return json_is_true(j) ? "true" : "false";
	return NULL;
}

static void
fill(struct doc_view *v, json_t *obj, const char *app, const char *path)
{
	struct view_group *g = view_group(v, app, path);
	const char *name, *below;
	json_t *j, *e;
	size_t i;

	json_object_foreach(obj, name, j) {
		below = *path == '\0' ? name : a_printf(v->arena, "%s|%s", path, name);
		below = a_strdup(v->arena, below);
		if (scalar(v->arena, j) != NULL)
			view_parm(v, g, below + strlen(below) - strlen(name), scalar(v->arena, j));
		else if (json_is_object(j))
			fill(v, j, app, below);
		else
			json_array_foreach(j, i, e)
				if (json_is_object(e))
					fill(v, e, app, below);
	}
}

void
reader_aosp_json(struct doc_view *v, const struct doc_in *in)
{
	json_error_t why;
	json_t *root = json_loads(in->body, 0, &why), *obj;

	if (!json_is_object(root)) {
		view_reject(v, "it is not a JSON object: %s", why.text);
		json_decref(root);
		return;
	}
	if ((obj = json_object_get(root, "Vers")) != NULL)
		fill(v, obj, NULL, "VERS");
	if ((obj = json_object_get(root, "Token")) != NULL)
		fill(v, obj, NULL, "TOKEN");
	for (size_t i = 0; i < in->napp; i++) {
		obj = json_object_get(root, in->app[i]);
		if (json_is_object(obj))
			fill(v, obj, in->app[i], "");
		else
			view_reject(v, "it has no object \"%s\"", in->app[i]);
	}
	v->token = view_get(v, view_find(v, NULL, "TOKEN"), "token");
	json_decref(root);
}
