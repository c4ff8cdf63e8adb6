/* json.c - jansson's tree to pairs. */
#include <jansson.h>
#include <string.h>

#include "fmt/b64.h"
#include "fmt/json.h"

static void
unref(void *p)
{
	json_decref(p);
}

static json_t *
load(struct arena *a, struct span body)
{
	json_t *j = json_loadb((const char *)body.p, body.len,
	    JSON_REJECT_DUPLICATES, NULL);

	if (j != NULL)
		a_defer(a, unref, j);
	return json_is_object(j) ? j : NULL;
}

/* Copies a scalar as text; false for what is none, or too much. */
static bool
add(struct arena *a, const char *name, const json_t *v, struct pair *out, size_t *n)
{
	const char *text;

	if (json_is_null(v))
		return true;
	if (json_is_string(v))
		text = a_strdup(a, json_string_value(v));
	else if (json_is_integer(v))
		text = a_printf(a, "%lld", (long long)json_integer_value(v));
	else if (json_is_real(v))
		text = a_printf(a, "%.15g", json_real_value(v));
	else if (json_is_boolean(v))
		text = json_is_true(v) ? "true" : "false";
	else
		return false;
	if (*n == PARAM_PAIRS)
		return false;
	out[(*n)++] = (struct pair){ a_strdup(a, name), text };
	return true;
}

enum ecs_err
json_pairs(struct arena *a, struct span body, struct pair *out, size_t *n)
{
	json_t *j = load(a, body), *v, *item;
	const char *name;
	size_t i;

	if (j == NULL)
		return ECS_BODY_FORMAT;
	json_object_foreach(j, name, v) {
		if (!json_is_array(v)) {
			if (!add(a, name, v, out, n))
				return ECS_BODY_FORMAT;
			continue;
		}
		json_array_foreach(v, i, item)
			if (!add(a, name, item, out, n))
				return ECS_BODY_FORMAT;
	}
	return ECS_OK;
}

enum ecs_err
json_relay(struct arena *a, struct span body, struct span *packet)
{
	const char *s = json_string_value(json_object_get(load(a, body),
	    "eap-relay-packet"));

	if (s == NULL || b64_decode(a, B64_STD, s, packet) != ECS_OK)
		return ECS_BODY_FORMAT;
	return ECS_OK;
}
