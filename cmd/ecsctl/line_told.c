/* line_told.c - stored decisions, for care. */
#include <string.h>

#include "line_told.h"
#include "words.h"

enum ecs_err
line_devices(struct out *o, const struct found *f)
{
	static const struct col cols[] = {
		{ "terminal", "terminal_id", false }, { "class", "class", false },
		{ "vendor", "vendor", false }, { "model", "model", false },
		{ "software", "software", false }, { "epoch", "epoch", true },
		{ "VERS", "version", true }, { "changed", "changed_at", false },
	};
	struct q_line_devices *r;
	size_t n;
	enum ecs_err e = q_line_devices(o->c->db, o->c->a, f->op->id, f->line_id, &r, &n);

	if (e != ECS_OK)
		return e;
	out_cols(o, cols, NELEM(cols));
	for (size_t i = 0; i < n; i++) {
		out_cell(o, r[i].terminal_id);
		out_cell(o, r[i].class);
		out_cell(o, r[i].vendor);
		out_cell(o, r[i].model);
		out_cell(o, r[i].software);
		out_cell_num(o, r[i].epoch);
		out_cell_num(o, r[i].version);
		out_cell(o, time_text(o->c->a, r[i].changed_at));
	}
	out_list(o, "Devices", "devices");
	return ECS_OK;
}

static const struct q_line_devices *
device(const struct q_line_devices *d, size_t n, uint64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (d[i].device_id == id)
			return &d[i];
	return NULL;
}

enum ecs_err
line_told(struct out *o, const struct found *f, int app, const char *terminal_id)
{
	static const struct col cols[] = {
		{ "terminal", "terminal_id", false }, { "app", "app", false },
		{ "VERS", "version", true }, { "at", "at", false },
		{ "outcome", "outcome", false }, { "reasons", "reasons", false },
	};
	struct q_decisions *r;
	struct q_line_devices *d;
	size_t n, nd;
	enum ecs_err e = q_line_devices(o->c->db, o->c->a, f->op->id, f->line_id, &d, &nd);

	if (e == ECS_OK)
		e = q_decisions(o->c->db, o->c->a, f->op->id, f->line_id, &r, &n);
	if (e != ECS_OK)
		return e;
	out_cols(o, cols, NELEM(cols));
	for (size_t i = 0; i < n; i++) {
		const struct q_line_devices *to = device(d, nd, r[i].device_id);

		if (to == NULL || (app != 0 && r[i].app != app) ||
		    (terminal_id != NULL && strcmp(to->terminal_id, terminal_id) != 0))
			continue;
		out_cell(o, to->terminal_id);
		out_cell(o, a_printf(o->c->a, "ap%d", r[i].app));
		out_cell_num(o, r[i].version);
		out_cell(o, time_text(o->c->a, r[i].at));
		out_cell(o, r[i].outcome);
		out_cell(o, r[i].reasons);
	}
	out_list(o, "Last told", "told");
	return ECS_OK;
}
