/* plan.c - ecsctl plan list: plans and what they grant. */
#include "core/entitle.h"
#include "find.h"
#include "out.h"
#include "words.h"

/* "ap2003 lte home, lte visited; ap2004 wlan home" */
static const char *
grants(struct ctl *c, const struct q_plan_features *f, size_t n, uint64_t plan_id)
{
	struct buf b;
	int app = 0;

	buf_init(&b, c->a, 256);
	for (size_t i = 0; i < n; i++) {
		if (f[i].plan_id != plan_id)
			continue;
		if (f[i].app != app)
			buf_printf(&b, "%sap%d ", app != 0 ? "; " : "", f[i].app);
		else
			buf_str(&b, ", ");
		app = f[i].app;
		buf_printf(&b, "%s %s", access_name((enum access)f[i].access),
		    network_name((enum network)f[i].network));
	}
	return buf_cstr(&b);
}

static enum ecs_err
of_operator(struct out *o, const struct conf_operator *op)
{
	struct q_plans *plan;
	struct q_plan_features *f;
	size_t n, nf;
	enum ecs_err e = q_plans(ctl_db(o->c), o->c->a, op->id, &plan, &n);

	if (e == ECS_OK)
		e = q_plan_features(o->c->db, o->c->a, op->id, &f, &nf);
	if (e != ECS_OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		out_cell(o, op->name);
		out_cell(o, plan[i].code);
		out_cell(o, plan[i].name);
		out_cell(o, grants(o->c, f, nf, plan[i].plan_id));
	}
	return ECS_OK;
}

static enum ctl_rc
run(struct ctl *c, const void *in, const char *const *operand)
{
	static const struct col cols[] = {
		{ "operator", "operator", false }, { "code", "code", false },
		{ "name", "name", false }, { "grants", "grants", false },
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
		return ctl_db_fail(e, "reading the plans");
	out_list(&o, "Plans", "plans");
	out_end(&o);
	return CTL_OK;
}

const struct command ctl_plan_list = {
	"plan list", "", 0, "plans and what they grant", NULL, 0, 0, run, false
};
