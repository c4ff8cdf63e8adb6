/*
 * why.c - ecsctl why: may this line use this service, and why (not)?
 *
 * The facts and the decision are those a device would get (TS.43 3.1, 4.1, 5.1).
 */
#include <stdio.h>
#include <string.h>

#include "core/entitle.h"
#include "find.h"
#include "line_told.h"
#include "out.h"
#include "words.h"

struct in {
	const char	*device, *vendor, *model, *software;
};

static const struct opt opts[] = {
	O_STR(struct in, device, "device", "TERMINAL_ID", "on this device"),
	O_STR(struct in, vendor, "vendor", "TEXT", "as if it called itself so"),
	O_STR(struct in, model, "model", "TEXT", "likewise"),
	O_STR(struct in, software, "software", "TEXT", "likewise"),
};

static bool
waits(enum ent_step s)
{
	return s == STEP_MISSING || s == STEP_PENDING;
}

/* "not yet: the terms have not been accepted" */
static const char *
answer(struct ctl *c, const struct decision *d)
{
	const char *word = "no";

	if (d->status == ENT_ENABLED)
		return "yes";
	if (d->status == ENT_PROVISIONING || waits(d->terms) || waits(d->address))
		word = "not yet";
	else if (d->status == ENT_DISABLED)
		word = "not now";
	return a_printf(c->a, "%s: %s", word, reason_text(d->deciding));
}

static void
tell_who(struct out *o, const struct found *f, const struct facts *facts,
    const struct q_line_get *line)
{
	const struct device_desc *dev = &facts->device;
	const char *sep = *dev->vendor != '\0' && *dev->model != '\0' ? " " : "";

	out_str(o, "Operator", "operator", f->op->name);
	out_str(o, NULL, "imsi", facts->row->imsi);
	out_str(o, "Line", "msisdn", o->c->json ? line->msisdn : a_printf(o->c->a,
	    "%s, IMSI %s, %s", line->msisdn, facts->row->imsi,
	    word_name(line_states, line->state)));
	out_str(o, NULL, "plan", line->plan);
	out_str(o, "Plan", "plan_name", o->c->json ? line->plan_name :
	    a_printf(o->c->a, "%s (%s)", line->plan, line->plan_name));
	out_str(o, "Device", "device", a_printf(o->c->a, "%s%s%s%s%s", dev->vendor, sep,
	    dev->model, *dev->software != '\0' ? ", " : "", dev->software));
}

static void
tell_cells(struct out *o, const struct decision *d)
{
	static const struct col cols[] = {
		{ "access", "access", false }, { "network", "network", false },
		{ "status", "status", false }, { NULL, "reason", false },
		{ "because", "text", false },
	};

	out_cols(o, cols, NELEM(cols));
	for (size_t i = 0; i < d->ncell; i++) {
		const struct ent_cell *cell = &d->cell[i];
		bool on = cell->status == ENT_ENABLED;

		out_cell(o, access_name(cell->access));
		out_cell(o, network_name(cell->network));
		out_cell(o, ent_status_name(cell->status));
		out_cell(o, on ? NULL : reason_name(cell->reason));
		out_cell(o, on ? NULL : reason_text(cell->reason));
	}
	if (d->ncell > 1 || o->c->json)
		out_list(o, "By access", "cells");
}

static void
tell_decision(struct out *o, const struct decision *d)
{
	static const struct col cols[] = {
		{ "reason", "reason", false }, { "which says", "text", false },
	};

	out_str(o, NULL, "app", a_printf(o->c->a, "ap%d", d->app));
	out_str(o, NULL, "status", ent_status_name(d->status));
	out_str(o, NULL, "deciding", reason_name(d->deciding));
	out_str(o, NULL, "answer", answer(o->c, d));
	out_str(o, NULL, "terms", ent_step_name(d->terms));
	out_str(o, NULL, "address", ent_step_name(d->address));
	out_str(o, NULL, "prov", ent_step_name(d->prov));
	if (!o->c->json)
		printf("\n%s (ap%d): %s\n\n", app_title(d->app), d->app, answer(o->c, d));
	out_cols(o, cols, NELEM(cols));
	for (size_t i = 0; i < d->nreason; i++) {
		out_cell(o, reason_name(d->reason[i]));
		out_cell(o, reason_text(d->reason[i]));
	}
	out_list(o, "Facts that mattered", "reasons");
	tell_cells(o, d);
}

/* What the server would know: the SIM by its IMSI, then all facts at once. */
static enum ecs_err
load(struct ctl *c, const struct in *in, const struct found *f, struct facts *out)
{
	enum ecs_err e = facts_load(ctl_db(c), c->a, f->op, f->sim_id,
	    in->device != NULL ? in->device : "", NULL, c->now, out);

	if (e != ECS_OK)
		return e;
	if (in->vendor != NULL)
		out->device.vendor = in->vendor;
	if (in->model != NULL)
		out->device.model = in->model;
	if (in->software != NULL)
		out->device.software = in->software;
	return ECS_OK;
}

static enum ctl_rc
run(struct ctl *c, const void *arg, const char *const *operand)
{
	const struct in *in = arg;
	int app = app_number(operand[1]);
	struct q_line_get line;
	struct found f;
	struct facts facts;
	struct decision d;
	struct out o;
	enum ecs_err e;
	enum ctl_rc rc;

	if (app == 0 || !entitle_knows(app))
		return ctl_usage(c, "want a service: " APP_WORDS);
	if ((rc = find_line(c, operand[0], &f)) != CTL_OK || (rc = find_sim(c, &f)) != CTL_OK)
		return rc;
	if ((e = load(c, in, &f, &facts)) == ECS_NOROW)
		return ctl_fail("%s has no catalog: load plans and features first", f.op->name);
	if (e != ECS_OK || (e = q_line_get(c->db, f.op->id, f.line_id, &line)) != ECS_OK)
		return ctl_db_fail(e, "reading the line");
	entitle(&facts, app, &d);
	out_start(&o, c);
	tell_who(&o, &f, &facts, &line);
	tell_decision(&o, &d);
	if ((e = line_told(&o, &f, app, in->device)) != ECS_OK)
		return ctl_db_fail(e, "reading what was told");
	out_end(&o);
	return CTL_OK;
}

const struct command ctl_why = {
	"why", "IMSI APP", 2, "may this line use this service, and why or why not",
	opts, NELEM(opts), sizeof(struct in), run, false
};
