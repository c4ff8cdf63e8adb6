/* wifi_calling.c - from a form to a service that is on. */
#include <string.h>

#include "flow/provision.h"
#include "flow/wifi_calling.h"

enum { CHANGE_NONE, CHANGE_PENDING, CHANGE_INVALID, CHANGE_FAILED };	/* address_change.state */

#define DOCUMENT	"wifi-calling"

/* Which address counts: the line's, or each device's own. */
static uint64_t
address_device(const struct conf_operator *op, uint64_t device_id)
{
	return op->address_per_device ? device_id : 0;
}

static void
take_address(struct arena *a, const struct q_address_get *r, struct wifi_state *out)
{
	bool new = r->change_state != CHANGE_NONE;
	const char *f[CIVIC__MAX] = {
		[CIVIC_COUNTRY] = new ? r->new_country : r->country,
		[CIVIC_A1] = new ? r->new_a1 : r->a1, [CIVIC_A3] = new ? r->new_a3 : r->a3,
		[CIVIC_RD] = new ? r->new_rd : r->rd, [CIVIC_HNO] = new ? r->new_hno : r->hno,
		[CIVIC_LOC] = new ? r->new_loc : r->loc, [CIVIC_PC] = new ? r->new_pc : r->pc,
	};

	for (size_t i = 0; i < CIVIC__MAX; i++)
		out->address.f[i] = a_strdup(a, f[i]);
	out->address_expires = r->expires_at;
	out->change_pending = r->change_state == CHANGE_PENDING;
	out->change_failed = r->change_state == CHANGE_FAILED;
	out->refused = r->change_state == CHANGE_INVALID;
}

/* "rd,pc" -> wrong[] */
static void
take_fields(const char *fields, bool wrong[CIVIC__MAX])
{
	for (size_t i = 0; i < CIVIC__MAX; i++) {
		const char *name = civic_name((enum civic_field)i);
		size_t n = strlen(name);

		for (const char *s = fields; *s != '\0'; s += strcspn(s, ","), s += *s == ',')
			if (strcspn(s, ",") == n && strncmp(s, name, n) == 0)
				wrong[i] = true;
	}
}

static enum wifi_page
page(struct wifi_state *w)
{
	const struct decision *d = &w->d;

	w->ask_terms = d->terms == STEP_MISSING;
	w->ask_address = (d->address == STEP_MISSING && !w->change_pending) || w->refused ||
	    w->change_failed;
	w->prov_failed = d->deciding == REASON_PROV_FAILED;
	if (d->status == ENT_INCOMPATIBLE || (d->status == ENT_DISABLED &&
	    d->terms == STEP_NOT_REQUIRED && d->address == STEP_NOT_REQUIRED))
		return WIFI_REFUSED;
	if (w->ask_terms || w->ask_address || w->prov_failed)
		return WIFI_ASK;
	return d->status == ENT_ENABLED && !w->change_pending ? WIFI_MANAGE : WIFI_WAIT;
}

enum ecs_err
wifi_calling_load(struct db *db, struct arena *a, const struct conf_operator *op,
    uint64_t sim_id, const char *terminal_id, uint64_t now, struct wifi_state *out)
{
	struct q_address_get *addr = a_zalloc(a, sizeof(*addr));
	enum ecs_err e;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < CIVIC__MAX; i++)
		out->address.f[i] = "";
	e = facts_load(db, a, op, sim_id, terminal_id, NULL, now, &out->f);
	if (e != ECS_OK)
		return e;
	entitle(&out->f, WIFI_CALLING, &out->d);
	e = q_address_get(db, out->f.row->line_id, address_device(op, out->f.row->device_id),
	    addr);
	if (e == ECS_OK) {
		take_address(a, addr, out);
		take_fields(addr->fields, out->wrong);
	} else if (e != ECS_NOROW)
		return e;
	if (catalog_feature(out->f.catalog, WIFI_CALLING) != NULL)
		out->terms_version = catalog_feature(out->f.catalog, WIFI_CALLING)->terms_version;
	out->page = page(out);
	return ECS_OK;
}

struct submit {
	const struct conf_operator *op;
	const struct wifi_form *form;
};

static enum ecs_err
take_form(struct db *db, const struct wifi_form *f)
{
	uint64_t taken;
	enum ecs_err e = q_ws_form_take(db, f->session, (int)f->forms, &taken);

	return e == ECS_OK && taken == 0 ? ECS_TAKEN : e;
}

static enum ecs_err
accept_terms(struct db *db, const struct conf_operator *op, const struct wifi_form *f)
{
	uint64_t now = f->now_ms / 1000;
	enum ecs_err e;

	e = q_consent_add(db, op->id, f->line_id, WIFI_CALLING, DOCUMENT, f->terms_version,
	    f->language, f->terms_digest, now);
	return e != ECS_OK ? e : q_line_terms(db, f->line_id, WIFI_CALLING, op->id,
	    f->terms_version);
}

/* Consent may have been withdrawn on another device since this page was made. */
static enum ecs_err
still_accepted(struct db *db, const struct conf_operator *op, const struct wifi_form *f)
{
	struct q_provision_needs n;
	enum ecs_err e = q_provision_needs(db, f->line_id, op->id, WIFI_CALLING, &n);

	if (e == ECS_OK && n.accepted < n.terms_version)
		return ECS_TAKEN;
	return e == ECS_NOROW ? ECS_TAKEN : e;
}

static enum ecs_err
ask_provider(struct db *db, const struct conf_operator *op, const struct wifi_form *f)
{
	struct outbox_row r = {
		.operator = op->id, .kind = OUTBOX_EMERGENCY, .verb = "register",
		.line_id = f->line_id, .device_id = address_device(op, f->device_id),
		.app = WIFI_CALLING,
	};
	const char *const *c = f->address->f;
	enum ecs_err e;

	outbox_ref("address", r.ref);
	if ((e = q_address_ask(db, r.line_id, r.device_id, op->id, f->now_ms / 1000)) != ECS_OK ||
	    (e = q_address_change_put(db, r.line_id, r.device_id, op->id, r.ref,
	    c[CIVIC_COUNTRY], c[CIVIC_A1], c[CIVIC_A3], c[CIVIC_RD], c[CIVIC_HNO],
	    c[CIVIC_LOC], c[CIVIC_PC], f->now_ms / 1000)) != ECS_OK)
		return e;
	return outbox_add(db, &r, f->now_ms);
}

static enum ecs_err
submit(struct db *db, void *arg)
{
	const struct submit *s = arg;
	const struct wifi_form *f = s->form;
	enum ecs_err e;

	if ((e = take_form(db, f)) != ECS_OK)
		return e;
	e = f->terms_version != 0 ? accept_terms(db, s->op, f) : still_accepted(db, s->op, f);
	if (e != ECS_OK)
		return e;
	if (f->address != NULL)
		e = ask_provider(db, s->op, f);		/* what follows it starts the network */
	else
		e = provision_start(db, s->op->id, f->line_id, WIFI_CALLING, f->now_ms,
		    NULL);
	if (e != ECS_OK)
		return e;
	return q_audit_add(db, s->op->id, f->line_id, f->now_ms / 1000, "subscriber",
	    f->address == NULL ? "terms" : f->terms_version == 0 ? "address" :
	    "terms and address", "");
}

enum ecs_err
wifi_calling_submit(struct db *db, const struct conf_operator *op, const struct wifi_form *f)
{
	struct submit s = { op, f };

	return db_tx(db, submit, &s);
}

/* The provider may have those that it has not answered for, too. */
static enum ecs_err
forget_addresses(struct db *db, const struct wifi_form *f, const char *cause)
{
	uint64_t n;
	enum ecs_err e;

	if ((e = q_outbox_remove(db, WIFI_CALLING, cause, f->now_ms, f->now_ms / 1000,
	    f->line_id)) != ECS_OK ||
	    (e = q_address_change_forget(db, f->line_id, &n)) != ECS_OK)
		return e;
	return q_address_forget(db, f->line_id, &n);
}

/* Consent is the line's, so this ends it for all devices of the line. */
static enum ecs_err
withdraw(struct db *db, void *arg)
{
	const struct submit *s = arg;
	const struct wifi_form *f = s->form;
	uint64_t now = f->now_ms / 1000, n;
	char cause[OUTBOX_REF + 1];
	enum ecs_err e;

	outbox_ref("withdrawal", cause);
	if ((e = take_form(db, f)) != ECS_OK ||
	    (e = q_consent_withdraw(db, now, f->line_id, WIFI_CALLING, &n)) != ECS_OK ||
	    (e = q_line_terms(db, f->line_id, WIFI_CALLING, s->op->id, 0)) != ECS_OK ||
	    (e = provision_withdraw(db, s->op->id, f->line_id, WIFI_CALLING, f->now_ms)) !=
	    ECS_OK || (e = forget_addresses(db, f, cause)) != ECS_OK ||
	    (e = outbox_push(db, s->op->id, f->line_id, 0, WIFI_CALLING, cause, f->now_ms)) !=
	    ECS_OK)
		return e;
	return q_audit_add(db, s->op->id, f->line_id, now, "subscriber", "withdrawal", "");
}

enum ecs_err
wifi_calling_withdraw(struct db *db, const struct conf_operator *op, const struct wifi_form *f)
{
	struct submit s = { op, f };

	return db_tx(db, withdraw, &s);
}

static enum ecs_err
refuse_address(struct db *db, const struct outbox_row *r, const struct outcome_of *o)
{
	uint64_t n;
	enum ecs_err e;

	/* Named fields are the subscriber's to mend; without them it is our failure to ask. */
	e = q_address_change_refuse(db, *o->fields != '\0' ? "invalid" : "failed", o->fields,
	    r->line_id, r->device_id, r->ref, &n);
	if (e != ECS_OK || n == 0)
		return e;
	return q_address_invalid(db, r->line_id, r->device_id, &n);
}

enum ecs_err
wifi_calling_address_outcome(struct db *db, const struct conf_operator *op,
    const struct outbox_row *r, const struct outcome_of *o, uint64_t now_ms)
{
	uint64_t n, now = now_ms / 1000;
	bool more;
	enum ecs_err e;

	if (strcmp(r->verb, "register") != 0)
		return ECS_OK;
	if (o->what == OUTCOME_REFUSED)
		return refuse_address(db, r, o);
	e = q_address_confirm(db, o->location_id, o->expires_at, now, r->line_id, r->device_id,
	    r->ref, &n);
	if (e != ECS_OK || n == 0)	/* replaced or withdrawn since */
		return e;
	if ((e = q_address_change_drop(db, r->line_id, r->device_id, r->ref, &n)) != ECS_OK ||
	    (e = q_audit_add(db, op->id, r->line_id, now, "emergency provider",
	    "address confirmed", r->ref)) != ECS_OK ||
	    (e = provision_start(db, op->id, r->line_id, WIFI_CALLING, now_ms, &more)) !=
	    ECS_OK || more)
		return e;
	return outbox_push(db, op->id, r->line_id, r->device_id, WIFI_CALLING, r->ref, now_ms);
}

enum ecs_err
wifi_calling_address(struct db *db, struct arena *a, const struct outbox_row *r,
    struct civic *out)
{
	struct q_address_get *addr = a_zalloc(a, sizeof(*addr));
	enum ecs_err e = q_address_get(db, r->line_id, r->device_id, addr);
	struct wifi_state w;

	if (e != ECS_OK)
		return e;
	if (strcmp(addr->ref, r->ref) != 0)
		return ECS_NOROW;
	memset(&w, 0, sizeof(w));
	take_address(a, addr, &w);
	*out = w.address;
	return ECS_OK;
}
