/* line_set.c - ecsctl line set: change what is named, leave the rest alone. */
#include <stdio.h>
#include <string.h>

#include "feature_set.h"
#include "find.h"
#include "io/fetch_mail.h"
#include "line_new.h"
#include "words.h"

struct in {
	const char	*state, *plan, *language, *oidc_sub, *email, *sim_state;
	struct opt_list	 override, terms, prov;
	const char	*address, *location, *expires, *device;
};

static const struct opt opts[] = {
	O_STR(struct in, state, "state", "STATE", "active, suspended, barred or terminated"),
	O_STR(struct in, plan, "plan", "CODE", "as in ecsctl plan list"),
	O_STR(struct in, language, "language", "TAG", "BCP 47; empty: the device's"),
	O_STR(struct in, email, "email", "ADDRESS", "for one-time passwords; empty: none"),
	O_STR(struct in, oidc_sub, "oidc-sub", "SUB",
	    "who the OpenID provider says it is; empty: nobody"),
	O_STR(struct in, sim_state, "sim-state", "STATE", "active, suspended or retired"),
	O_LIST(struct in, override, "override", "APP=X", "X grant, deny or none"),
	O_LIST(struct in, terms, "terms", "APP=N", "version of the terms that is accepted"),
	O_LIST(struct in, prov, "prov", "APP=X", "X none, pending, done or failed"),
	O_STR(struct in, address, "address", "STATE",
	    "emergency address: valid, invalid, pending or none"),
	O_STR(struct in, location, "location", "ID", "its AddrIdentifier"),
	O_STR(struct in, expires, "address-expires", "TIME", "when it ends, or never"),
	O_STR(struct in, device, "device", "TERMINAL_ID", "the address on this device only"),
};

/* Checked, ready for the transaction, which may run it again. */
struct work {
	struct ctl	*c;
	const struct in	*in;
	struct found	 f;
	uint64_t	 plan_id, device_id, expires_at;
	const char	*said;		/* for the audit trail */
};

static bool
lists_ok(struct ctl *c, const struct in *in)
{
	const struct opt_list *const lists[] = { &in->override, &in->terms, &in->prov };

	for (size_t k = 0; k < NELEM(lists); k++)
		for (size_t i = 0; i < lists[k]->n; i++)
			if (!feature_ok(c, (enum feature_kind)k, lists[k]->s[i]))
				return false;
	return true;
}

static bool
address_ok(struct work *w)
{
	const struct in *in = w->in;

	if (in->address != NULL && strcmp(in->address, "none") != 0 &&
	    word_index(addr_states, in->address) == 0)
		return ctl_usage(w->c, "address: want valid, invalid, pending or none"), false;
	if (in->address == NULL && (in->location != NULL || in->expires != NULL ||
	    in->device != NULL))
		return ctl_usage(w->c, "location, address-expires, device: want --address"),
		    false;
	if (in->expires != NULL && strcmp(in->expires, "never") != 0 &&
	    (w->expires_at = time_parse(in->expires, w->c->now)) == 0)
		return ctl_usage(w->c, "address-expires: want 2027-01-31T12:00:00Z, +30d or never"),
		    false;
	return line_location_ok(w->c, in->location);
}

/* OpenID Connect Core 2: ASCII, up to 255; blanks at its end would not count in SQL. */
static bool
sub_ok(const char *s)
{
	size_t n = 0;

	while (s[n] > ' ' && s[n] <= '~')
		n++;
	return s[n] == '\0' && n <= 255;
}

static bool
usage_ok(struct work *w)
{
	const struct in *in = w->in;
	static const struct in nothing;

	if (memcmp(in, &nothing, sizeof(nothing)) == 0)
		return ctl_usage(w->c, "nothing to set"), false;
	if (in->state != NULL && word_index(line_states, in->state) == 0)
		return ctl_usage(w->c, "state: want %s", word_list(line_states, w->c->a)), false;
	if (in->sim_state != NULL && word_index(sim_states, in->sim_state) == 0)
		return ctl_usage(w->c, "sim-state: want %s", word_list(sim_states, w->c->a)), false;
	if (in->email != NULL && *in->email != '\0' && !fetch_mail_address(in->email))
		return ctl_usage(w->c, "email: want name@host.example"), false;
	if (in->oidc_sub != NULL && !sub_ok(in->oidc_sub))
		return ctl_usage(w->c, "oidc-sub: want up to 255 characters, no blanks"), false;
	return line_language_ok(w->c, in->language) && lists_ok(w->c, in) && address_ok(w);
}

/* What the options name has to exist. */
static enum ctl_rc
look_up(struct work *w)
{
	struct q_plan_by_code plan;
	struct q_device_by_terminal device;
	enum ecs_err e = ECS_OK;

	if (w->in->plan != NULL) {
		e = q_plan_by_code(w->c->db, w->f.op->id, w->in->plan, &plan);
		if (e == ECS_NOROW)
			return ctl_fail("%s has no plan \"%s\"", w->f.op->name, w->in->plan);
		w->plan_id = plan.plan_id;
	}
	if (e == ECS_OK && w->in->device != NULL) {
		e = q_device_by_terminal(w->c->db, w->f.op->id, w->in->device, &device);
		if (e == ECS_NOROW)
			return ctl_fail("%s knows no device \"%s\"", w->f.op->name, w->in->device);
		w->device_id = device.device_id;
	}
	return e == ECS_OK ? CTL_OK : ctl_db_fail(e, "looking up the line's plan or device");
}

static enum ecs_err
write_line(struct work *w, struct db *db)
{
	const struct in *in = w->in;
	struct q_line_lock old;
	uint64_t n;
	enum ecs_err e = q_line_lock(db, w->f.op->id, w->f.line_id, &old);

	if (e != ECS_OK)
		return e;
	e = q_line_set(db, in->state != NULL ? in->state : word_name(line_states, old.state),
	    in->plan != NULL ? w->plan_id : old.plan_id,
	    in->language != NULL ? in->language : old.language, w->f.op->id, w->f.line_id, &n);
	if (e == ECS_OK && in->email != NULL)
		e = q_line_email_set(db, in->email, w->f.op->id, w->f.line_id, &n);
	if (e == ECS_OK && in->oidc_sub != NULL)
		e = q_line_oidc_sub_set(db, *in->oidc_sub != '\0' ? in->oidc_sub : NULL,
		    w->f.op->id, w->f.line_id, &n);
	if (e == ECS_OK && in->sim_state != NULL)
		e = q_sim_state_set(db, in->sim_state, w->f.op->id, w->f.sim_id, &n);
	return e;
}

static enum ecs_err
write_features(struct work *w, struct db *db)
{
	const struct opt_list *const lists[] = { &w->in->override, &w->in->terms, &w->in->prov };
	enum ecs_err e = ECS_OK;

	for (size_t k = 0; k < NELEM(lists); k++)
		for (size_t i = 0; i < lists[k]->n && e == ECS_OK; i++)
			e = feature_write(w->c, db, w->f.op, w->f.line_id, (enum feature_kind)k,
			    lists[k]->s[i]);
	return e;
}

/* Location and expiry that are not named stay as they are. */
static enum ecs_err
write_address(struct work *w, struct db *db)
{
	const struct in *in = w->in;
	const char *location = in->location != NULL ? in->location : "";
	uint64_t expires = w->expires_at, none;
	struct q_addresses *r;
	size_t n;
	enum ecs_err e;

	if (in->address == NULL)
		return ECS_OK;
	if (strcmp(in->address, "none") == 0)
		return q_address_remove(db, w->f.op->id, w->f.line_id, w->device_id, &none);
	e = q_addresses(db, w->c->a, w->f.op->id, w->f.line_id, &r, &n);
	for (size_t i = 0; e == ECS_OK && i < n; i++) {
		if (r[i].device_id != w->device_id)
			continue;
		location = in->location != NULL ? in->location : r[i].location;
		expires = in->expires != NULL ? w->expires_at : r[i].expires_at;
	}
	if (e != ECS_OK)
		return e;
	return q_address_put(db, w->f.line_id, w->device_id, w->f.op->id, in->address, location,
	    expires);
}

static enum ecs_err
write_all(struct db *db, void *arg)
{
	struct work *w = arg;
	enum ecs_err e = write_line(w, db);

	if (e == ECS_OK)
		e = write_features(w, db);
	if (e == ECS_OK)
		e = write_address(w, db);
	if (e == ECS_OK)
		e = ctl_audit(w->c, db, w->f.op->id, w->f.line_id, "line-set", w->said);
	return e;
}

/* "state=barred override=2004=deny": the options as they were given. */
static const char *
said(struct ctl *c, const struct in *in)
{
	struct buf b;

	buf_init(&b, c->a, 256);
	for (size_t i = 0; i < NELEM(opts); i++) {
		const char *at = (const char *)in + opts[i].offset;
		const struct opt_list one = { 1, { *(const char *const *)(const void *)at } };
		const struct opt_list *l = opts[i].kind == OPT_LIST ? (const void *)at : &one;

		for (size_t k = 0; k < l->n; k++)
			if (l->s[k] != NULL)
				buf_printf(&b, "%s%s=%s", b.len > 0 ? " " : "", opts[i].name,
				    l->s[k]);
	}
	return buf_cstr(&b);
}

static enum ctl_rc
run(struct ctl *c, const void *arg, const char *const *operand)
{
	struct work w = { .c = c, .in = arg };
	enum ecs_err e;
	enum ctl_rc rc;

	if (!usage_ok(&w))
		return CTL_USAGE;
	if ((rc = find_line(c, operand[0], &w.f)) != CTL_OK || (rc = look_up(&w)) != CTL_OK)
		return rc;
	if (w.in->sim_state != NULL && (rc = find_sim(c, &w.f)) != CTL_OK)
		return rc;
	w.said = said(c, w.in);
	if ((e = db_tx(c->db, write_all, &w)) == ECS_TAKEN)
		return ctl_fail("another line has this oidc-sub");
	if (e != ECS_OK)
		return ctl_db_fail(e, "changing the line");
	if (c->json)
		printf("{\"changed\":1}\n");
	else
		printf("changed %s: %s\n", operand[0], w.said);
	return CTL_OK;
}

const struct command ctl_line_set = {
	"line set", "IMSI|MSISDN", 1, "change a line, its services, address or SIM",
	opts, NELEM(opts), sizeof(struct in), run, false
};
