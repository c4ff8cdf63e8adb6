/* requestor_list.c - ecsctl requestor list: servers that ask for devices, and what they may. */
#include <jansson.h>

#include "find.h"
#include "out.h"
#include "requestor_new.h"
#include "words.h"

/* Their kids; one without a kid is "-". */
static const char *
key_names(struct ctl *c, const char *jwks)
{
	json_t *set = json_loads(jwks, 0, NULL), *key;
	struct buf b;
	size_t i;

	buf_init(&b, c->a, 64);
	json_array_foreach(json_object_get(set, "keys"), i, key) {
		const char *kid = json_string_value(json_object_get(key, "kid"));

		buf_printf(&b, "%s%s", i > 0 ? "," : "", kid != NULL ? kid : "-");
	}
	json_decref(set);
	return buf_cstr(&b);
}

static enum ecs_err
of_operator(struct out *o, const struct conf_operator *op)
{
	struct q_requestors *r;
	size_t n;
	enum ecs_err e = q_requestors(ctl_db(o->c), o->c->a, op->id, &r, &n);

	for (size_t i = 0; e == ECS_OK && i < n; i++) {
		out_cell(o, op->name);
		out_cell(o, r[i].requestor_id);
		out_cell(o, r[i].name);
		out_cell(o, r[i].client_id);
		out_cell(o, word_name(requestor_states, r[i].state));
		out_cell(o, word_name(requestor_algs, r[i].alg));
		out_cell(o, key_names(o->c, r[i].jwks));
		out_cell_num(o, r[i].epoch);
		out_cell(o, r[i].operations);
	}
	return e;
}

static enum ctl_rc
list(struct ctl *c, const void *in, const char *const *operand)
{
	static const struct col cols[] = {
		{ "operator", "operator", false }, { "requestor_id", "requestor_id", false },
		{ "name", "name", false }, { "client_id", "client_id", false },
		{ "state", "state", false }, { "alg", "alg", false }, { "keys", "keys", false },
		{ NULL, "epoch", true }, { "operations", "operations", false },
	};
	struct out o;
	enum ecs_err e = ECS_OK;

	(void)in, (void)operand;
	out_start(&o, c);
	out_cols(&o, cols, NELEM(cols));
	for (size_t i = 0; i < c->conf->noperators && e == ECS_OK; i++)
		if (find_wanted(c, &c->conf->operators[i]))
			e = of_operator(&o, &c->conf->operators[i]);
	if (e != ECS_OK)
		return ctl_db_fail(e, "reading the requestors");
	out_list(&o, "Requestors", "requestors");
	out_end(&o);
	return CTL_OK;
}

const struct command ctl_requestor_list = {
	"requestor list", "", 0, "servers that ask for devices", NULL, 0, 0, list, false
};
