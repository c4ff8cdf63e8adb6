/* find.c - operators and lines by number. */
#include <string.h>

#include "find.h"
#include "flow/operator.h"

bool
find_digits(const char *s, size_t lo, size_t hi)
{
	size_t n = strlen(s);

	return n >= lo && n <= hi && strspn(s, "0123456789") == n;
}

bool
find_wanted(const struct ctl *c, const struct conf_operator *op)
{
	return c->operator == NULL || strcmp(c->operator, op->name) == 0;
}

const struct conf_operator *
find_named(struct ctl *c)
{
	if (c->operator != NULL)
		return conf_operator_by_name(c->conf, c->operator);
	if (c->conf->noperators == 1)
		return &c->conf->operators[0];
	(void)ctl_usage(c, "there are several operators: say which with --operator");
	return NULL;
}

const struct conf_operator *
find_operator(struct ctl *c, const char *imsi)
{
	const struct conf_operator *by[2];

	if (c->operator != NULL)
		return conf_operator_by_name(c->conf, c->operator);
	/* Whether the MNC has two or three digits is not written in an IMSI. */
	for (size_t i = 0; i < 2; i++)
		by[i] = operator_find(c->conf, NULL, NULL, imsi,
		    a_strndup(c->a, imsi, 5 + i), NULL);
	if (by[0] != NULL && by[1] != NULL && by[0] != by[1]) {
		(void)ctl_fail("%s could be of %s or of %s: say which with --operator", imsi,
		    by[0]->name, by[1]->name);
		return NULL;
	}
	if (by[0] == NULL && by[1] == NULL)
		(void)ctl_fail("%s fits no operator's plmns or imsi-prefixes: "
		    "say which with --operator", imsi);
	return by[0] != NULL ? by[0] : by[1];
}

/* Adds a match; a line that was found before is not another one. */
static bool
add(const char *number, const struct found *f, struct found *out)
{
	if (out->op != NULL && (out->op != f->op || out->line_id != f->line_id)) {
		(void)ctl_fail("%s is ambiguous: %s and %s know it; say which with --operator",
		    number, out->op->name, f->op->name);
		return false;
	}
	if (out->op == NULL)
		*out = *f;
	return true;
}

static enum ecs_err
look(struct ctl *c, const struct conf_operator *op, const char *number, bool imsi,
    struct found *out)
{
	struct q_sim_by_imsi sim = { 0 };
	struct q_line_by_msisdn line = { 0 };
	enum ecs_err e;

	if (imsi) {
		e = q_sim_by_imsi(ctl_db(c), op->id, number, &sim);
		*out = (struct found){ op, sim.line_id, sim.sim_id };
	} else {
		e = q_line_by_msisdn(ctl_db(c), op->id, number, &line);
		*out = (struct found){ op, line.line_id, 0 };
	}
	return e;
}

enum ctl_rc
find_line(struct ctl *c, const char *number, struct found *out)
{
	bool plus = *number == '+';
	struct found f;

	*out = (struct found){ NULL, 0, 0 };
	number += plus;
	if (!find_digits(number, 3, 15))
		return ctl_usage(c, "want an IMSI or MSISDN, not \"%s\"", number);
	for (size_t i = 0; i < c->conf->noperators; i++)
		for (int imsi = !plus; imsi >= 0; imsi--) {
			enum ecs_err e = ECS_NOROW;

			if (find_wanted(c, &c->conf->operators[i]))
				e = look(c, &c->conf->operators[i], number, imsi != 0, &f);
			if (e != ECS_OK && e != ECS_NOROW)
				return ctl_db_fail(e, "looking for the line");
			if (e == ECS_OK && !add(number, &f, out))
				return CTL_FAILED;
		}
	if (out->op == NULL)
		return ctl_fail("no line has IMSI or MSISDN %s%s%s", number,
		    c->operator != NULL ? " at " : "", c->operator != NULL ? c->operator : "");
	return CTL_OK;
}

enum ctl_rc
find_sim(struct ctl *c, struct found *f)
{
	struct q_line_sims *sims;
	size_t n;
	enum ecs_err e;

	if (f->sim_id != 0)
		return CTL_OK;
	e = q_line_sims(ctl_db(c), c->a, f->op->id, f->line_id, &sims, &n);
	if (e != ECS_OK)
		return ctl_db_fail(e, "looking for the SIM");
	if (n != 1)
		return ctl_fail("the line has %zu SIMs: say which by IMSI", n);
	f->sim_id = sims[0].sim_id;
	return CTL_OK;
}
