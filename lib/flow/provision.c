/* provision.c - prepare, switch, withdraw. */
#include <stdio.h>
#include <string.h>

#include "flow/provision.h"

enum { PROV_NONE = 1, PROV_PENDING, PROV_DONE, PROV_FAILED };	/* line_feature.prov */

static enum ecs_err
add(struct db *db, unsigned operator, uint64_t line_id, int app, const char *verb,
    uint64_t now_ms)
{
	struct outbox_row r = {
		.operator = operator, .kind = OUTBOX_PROVISION, .line_id = line_id, .app = app,
	};

	snprintf(r.verb, sizeof(r.verb), "%s", verb);
	outbox_ref(verb, r.ref);
	return outbox_add(db, &r, now_ms);
}

enum ecs_err
provision_start(struct db *db, unsigned operator, uint64_t line_id, int app, uint64_t now_ms,
    bool *under_way)
{
	struct q_provision_needs n = { 0 };
	bool ignored;
	uint64_t begun;
	enum ecs_err e;

	under_way = under_way != NULL ? under_way : &ignored;
	e = q_provision_needs(db, line_id, operator, app, &n);
	*under_way = n.provision && n.prov == PROV_PENDING;
	if (e == ECS_NOROW)
		return ECS_OK;		/* the operator offers it no more */
	if (e != ECS_OK || !n.provision || n.accepted < n.terms_version ||
	    (n.prov != PROV_NONE && n.prov != PROV_FAILED))
		return e;
	if ((e = q_provision_row(db, line_id, app, operator)) != ECS_OK ||
	    (e = q_provision_begin(db, line_id, app, &begun)) != ECS_OK || begun == 0)
		return e;
	*under_way = true;
	return add(db, operator, line_id, app, "prepare", now_ms);
}

enum ecs_err
provision_withdraw(struct db *db, unsigned operator, uint64_t line_id, int app, uint64_t now_ms)
{
	uint64_t was;
	enum ecs_err e;

	if ((e = q_provision_take_back(db, line_id, app, &was)) != ECS_OK || was == 0)
		return e;
	return add(db, operator, line_id, app, "withdraw", now_ms);
}

enum ecs_err
provision_wanted(struct db *db, const struct outbox_row *r)
{
	struct q_provision_withdrawn w;
	enum ecs_err e;

	if (strcmp(r->verb, "withdraw") == 0)
		return ECS_OK;
	e = q_provision_withdrawn(db, r->line_id, r->id, r->app, &w);
	return e == ECS_OK && w.n > 0 ? ECS_NOROW : e;
}

static enum ecs_err
end(struct db *db, const struct outbox_row *r, const char *prov, uint64_t now_ms)
{
	uint64_t ended;
	enum ecs_err e;

	if ((e = q_provision_end(db, prov, r->line_id, r->app, &ended)) != ECS_OK || ended == 0)
		return e;
	if ((e = q_audit_add(db, r->operator, r->line_id, now_ms / 1000, "network",
	    strcmp(prov, "done") == 0 ? "provisioned" : "provision failed", r->ref)) != ECS_OK)
		return e;
	return outbox_push(db, r->operator, r->line_id, 0, r->app, r->ref, now_ms);
}

enum ecs_err
provision_outcome(struct db *db, const struct outbox_row *r, const struct outcome_of *o,
    uint64_t now_ms)
{
	struct q_provision_needs n;
	enum ecs_err e;

	if (strcmp(r->verb, "withdraw") == 0)
		return ECS_OK;
	/* Withdrawn since, perhaps begun anew: then prov speaks of the later steps. */
	if ((e = provision_wanted(db, r)) != ECS_OK)
		return e == ECS_NOROW ? ECS_OK : e;
	if (o->what == OUTCOME_REFUSED)
		return end(db, r, "failed", now_ms);
	if (strcmp(r->verb, "switch") == 0)
		return end(db, r, "done", now_ms);
	e = q_provision_needs(db, r->line_id, r->operator, r->app, &n);
	if (e != ECS_OK || n.prov != PROV_PENDING)
		return e == ECS_NOROW ? ECS_OK : e;
	return add(db, r->operator, r->line_id, r->app, "switch", now_ms);
}
