/* line_show.c - ecsctl line show: everything about a line but its keys. */
#include <stdio.h>

#include "find.h"
#include "line_told.h"
#include "out.h"
#include "words.h"

struct show {
	struct out	 o;
	struct ctl	*c;
	struct found	 f;
};

static enum ecs_err
line(struct show *s)
{
	struct q_line_get *l = a_zalloc(s->c->a, sizeof(*l));
	struct q_line_email mail;
	struct q_line_oidc_sub sub;
	enum ecs_err e = q_line_get(s->c->db, s->f.op->id, s->f.line_id, l);

	if (e == ECS_OK)
		e = q_line_email(s->c->db, s->f.op->id, s->f.line_id, &mail);
	if (e == ECS_OK)
		e = q_line_oidc_sub(s->c->db, s->f.op->id, s->f.line_id, &sub);
	if (e != ECS_OK)
		return e;
	out_str(&s->o, "Operator", "operator", s->f.op->name);
	out_str(&s->o, "MSISDN", "msisdn", l->msisdn);
	out_str(&s->o, NULL, "plan", l->plan);
	out_str(&s->o, "Plan", "plan_name", s->c->json ? l->plan_name :
	    a_printf(s->c->a, "%s (%s)", l->plan, l->plan_name));
	out_str(&s->o, "State", "state", word_name(line_states, l->state));
	out_str(&s->o, "Language", "language", l->language);
	out_str(&s->o, "E-mail", "email", *mail.email != '\0' ? mail.email : NULL);
	out_str(&s->o, "OpenID", "oidc_sub", sub.has_oidc_sub ? sub.oidc_sub : NULL);
	out_str(&s->o, "Since", "created_at", time_text(s->c->a, l->created_at));
	return ECS_OK;
}

static enum ecs_err
sims(struct show *s)
{
	static const struct col cols[] = {
		{ "IMSI", "imsi", false }, { "PLMN", "plmn", false }, { "ICCID", "iccid", false },
		{ "role", "role", false }, { "state", "state", false },
		{ "valid until", "valid_until", false }, { "epoch", "epoch", true },
		{ "key", "alg", false }, { "SEQ", "seq", true },
	};
	struct q_line_sims *r;
	size_t n;
	enum ecs_err e = q_line_sims(s->c->db, s->c->a, s->f.op->id, s->f.line_id, &r, &n);

	if (e != ECS_OK)
		return e;
	out_cols(&s->o, cols, NELEM(cols));
	for (size_t i = 0; i < n; i++) {
		out_cell(&s->o, r[i].imsi);
		out_cell(&s->o, r[i].plmn);
		out_cell(&s->o, r[i].iccid);
		out_cell(&s->o, word_name(sim_roles, r[i].role));
		out_cell(&s->o, word_name(sim_states, r[i].state));
		out_cell(&s->o, r[i].valid_until != 0 ?
		    time_text(s->c->a, r[i].valid_until) : NULL);
		out_cell_num(&s->o, r[i].epoch);
		out_cell(&s->o, r[i].alg != 0 ? word_name(algs, r[i].alg) : NULL);
		out_cell_num(&s->o, r[i].seq);
	}
	out_list(&s->o, "SIMs", "sims");
	return ECS_OK;
}

static enum ecs_err
services(struct show *s)
{
	static const struct col cols[] = {
		{ "app", "app", false }, { "service", "title", false },
		{ "override", "override", false }, { "terms", "terms_version", true },
		{ "provisioning", "prov", false },
	};
	struct q_line_features *r;
	size_t n;
	enum ecs_err e = q_line_features(s->c->db, s->c->a, s->f.op->id, s->f.line_id, &r, &n);

	if (e != ECS_OK)
		return e;
	out_cols(&s->o, cols, NELEM(cols));
	for (size_t i = 0; i < n; i++) {
		out_cell(&s->o, a_printf(s->c->a, "ap%d", r[i].app));
		out_cell(&s->o, app_title(r[i].app));
		out_cell(&s->o, word_name(overrides, r[i].override));
		out_cell_num(&s->o, r[i].terms_version);
		out_cell(&s->o, word_name(provs, r[i].prov));
	}
	out_list(&s->o, "Set for this line", "services");
	return ECS_OK;
}

static enum ecs_err
addresses(struct show *s)
{
	static const struct col cols[] = {
		{ "for", "terminal_id", false }, { "state", "state", false },
		{ "location", "location", false }, { "until", "expires_at", false },
	};
	struct q_addresses *r;
	struct q_line_devices *d;
	size_t n, nd;
	enum ecs_err e = q_addresses(s->c->db, s->c->a, s->f.op->id, s->f.line_id, &r, &n);

	if (e == ECS_OK)
		e = q_line_devices(s->c->db, s->c->a, s->f.op->id, s->f.line_id, &d, &nd);
	if (e != ECS_OK)
		return e;
	out_cols(&s->o, cols, NELEM(cols));
	for (size_t i = 0; i < n; i++) {
		const char *who = r[i].device_id == 0 ? s->c->json ? NULL : "the line" : "?";

		for (size_t k = 0; k < nd; k++)
			if (d[k].device_id == r[i].device_id)
				who = d[k].terminal_id;
		out_cell(&s->o, who);
		out_cell(&s->o, word_name(addr_states, r[i].state));
		out_cell(&s->o, r[i].location);
		out_cell(&s->o, time_text(s->c->a, r[i].expires_at));
	}
	out_list(&s->o, "Emergency addresses", "addresses");
	return ECS_OK;
}

static enum ecs_err
changes(struct show *s)
{
	static const struct col cols[] = {
		{ "at", "at", false }, { "who", "actor", false },
		{ "action", "action", false }, { "detail", "detail", false },
	};
	struct q_audit_list *r;
	size_t n;
	enum ecs_err e = q_audit_list(s->c->db, s->c->a, s->f.line_id, s->f.op->id, &r, &n);

	if (e != ECS_OK)
		return e;
	out_cols(&s->o, cols, NELEM(cols));
	for (size_t i = 0; i < n; i++) {
		out_cell(&s->o, time_text(s->c->a, r[i].at));
		out_cell(&s->o, r[i].actor);
		out_cell(&s->o, r[i].action);
		out_cell(&s->o, r[i].detail);
	}
	out_list(&s->o, "Last changes", "changes");
	return ECS_OK;
}

static enum ctl_rc
run(struct ctl *c, const void *in, const char *const *operand)
{
	struct show s = { .c = c };
	enum ecs_err e;
	enum ctl_rc rc;

	(void)in;
	if ((rc = find_line(c, operand[0], &s.f)) != CTL_OK)
		return rc;
	out_start(&s.o, c);
	if ((e = line(&s)) == ECS_OK && (e = sims(&s)) == ECS_OK &&
	    (e = services(&s)) == ECS_OK && (e = addresses(&s)) == ECS_OK &&
	    (e = line_devices(&s.o, &s.f)) == ECS_OK &&
	    (e = line_told(&s.o, &s.f, 0, NULL)) == ECS_OK)
		e = changes(&s);
	if (e != ECS_OK)
		return ctl_db_fail(e, "reading the line");
	out_end(&s.o);
	return CTL_OK;
}

const struct command ctl_line_show = {
	"line show", "IMSI|MSISDN", 1, "a line, its SIMs, services, devices and last decisions",
	NULL, 0, 0, run, false
};
