/* entitle.c - facts in, decision with its reasons out. */
#include "core/entitle.h"

/* Values of ENUM columns, counted from 1 as MariaDB does. */
enum { LINE_ACTIVE = 1, LINE_SUSPENDED, LINE_BARRED, LINE_TERMINATED };
enum { SIM_ACTIVE = 1, SIM_SUSPENDED, SIM_RETIRED };
enum { OVERRIDE_NONE = 1, OVERRIDE_GRANT, OVERRIDE_DENY };
enum { PROV_NONE = 1, PROV_PENDING, PROV_DONE, PROV_FAILED };
enum { ADDR_NONE = 0, ADDR_PENDING, ADDR_VALID, ADDR_INVALID };

/* In which accesses and networks a service exists at all. */
static const struct service {
	int		 app;
	size_t		 n;
	struct { enum access access; enum network network; } cell[ENT_CELLS];
} services[] = {
	{ 2003, 4, { { ACCESS_LTE, NETWORK_HOME }, { ACCESS_LTE, NETWORK_VISITED },
	    { ACCESS_NR, NETWORK_HOME }, { ACCESS_NR, NETWORK_VISITED } } },
	{ 2004, 1, { { ACCESS_WLAN, NETWORK_HOME } } },
	{ 2005, 1, { { ACCESS_ANY, NETWORK_HOME } } },
};

static const struct service *
service(int app)
{
	for (size_t i = 0; i < NELEM(services); i++)
		if (services[i].app == app)
			return &services[i];
	return NULL;
}

bool
entitle_knows(int app)
{
	return service(app) != NULL;
}

static void
because(struct decision *d, enum reason r)
{
	for (size_t i = 0; i < d->nreason; i++)
		if (d->reason[i] == r)
			return;
	if (d->nreason < ENT_REASONS)
		d->reason[d->nreason++] = r;
}

/* Every cell of a refused service looks the same. */
static void
refuse(struct decision *d, enum ent_status status, enum reason r)
{
	because(d, r);
	d->status = status;
	d->deciding = r;
	for (size_t i = 0; i < d->ncell; i++) {
		d->cell[i].status = status;
		d->cell[i].reason = r;
	}
}

/* The line and the SIM themselves; false when they settle it. */
static bool
line_may(const struct facts *f, struct decision *d)
{
	const struct q_facts *r = f->row;

	if (r->line_state == LINE_TERMINATED)
		refuse(d, ENT_INCOMPATIBLE, REASON_LINE_TERMINATED);
	else if (r->line_state == LINE_BARRED)
		refuse(d, ENT_INCOMPATIBLE, REASON_LINE_BARRED);
	else if (r->line_state == LINE_SUSPENDED)
		refuse(d, ENT_DISABLED, REASON_LINE_SUSPENDED);
	else if (r->sim_state == SIM_RETIRED)
		refuse(d, ENT_INCOMPATIBLE, REASON_SIM_RETIRED);
	else if (r->sim_state == SIM_SUSPENDED)
		refuse(d, ENT_DISABLED, REASON_SIM_SUSPENDED);
	else if (r->sim_valid_until != 0 && r->sim_valid_until <= f->now)
		refuse(d, ENT_INCOMPATIBLE, REASON_SIM_EXPIRED);
	else {
		because(d, REASON_LINE_ACTIVE);
		return true;
	}
	return false;
}

static void
decide_cell(const struct facts *f, struct decision *d, struct ent_cell *c, bool granted)
{
	enum network_state net = catalog_network(f->catalog, d->app, c->access,
	    c->network, f->row->plmn, f->device.class, f->now);

	c->status = ENT_ENABLED;
	if (!granted && !catalog_plan_has(f->catalog, f->row->plan_id, d->app, c->access,
	    c->network)) {
		c->status = ENT_INCOMPATIBLE;
		c->reason = REASON_PLAN_EXCLUDES;
		return;
	}
	if (!granted)
		because(d, REASON_PLAN_INCLUDES);
	if (net == NETWORK_OFFERED)
		return;
	c->status = net == NETWORK_OUT ? ENT_DISABLED : ENT_INCOMPATIBLE;
	c->reason = net == NETWORK_OUT ? REASON_NETWORK_OUTAGE : REASON_NETWORK_LACKS;
}

/* Of several refusals, the one nearest to success is told. */
static int
rank(const struct ent_cell *c)
{
	if (c->status == ENT_ENABLED)
		return 3;
	if (c->status == ENT_DISABLED)
		return 2;
	return c->reason == REASON_NETWORK_LACKS;
}

/* Plan and network, cell by cell; false when no cell is left. */
static bool
some_cell(const struct facts *f, struct decision *d, bool granted)
{
	const struct ent_cell *best = &d->cell[0];

	for (size_t i = 0; i < d->ncell; i++) {
		struct ent_cell *c = &d->cell[i];

		decide_cell(f, d, c, granted);
		because(d, c->status == ENT_ENABLED ? REASON_NETWORK_OFFERS : c->reason);
		if (rank(c) > rank(best))
			best = c;
	}
	d->status = best->status;
	d->deciding = best->reason;
	return best->status == ENT_ENABLED;
}

static void
step(struct decision *d, enum ent_step *out, enum ent_step value, enum reason r)
{
	*out = value;
	because(d, r);
	if (value == STEP_MISSING || (value == STEP_PENDING && d->status == ENT_ENABLED))
		d->deciding = r;
}

static void
decide_terms(const struct q_features *want, const struct q_facts *have, struct decision *d)
{
	uint64_t accepted = have != NULL ? have->terms_version : 0;

	if (want->terms_version == 0)
		return;
	if (accepted >= want->terms_version)
		step(d, &d->terms, STEP_DONE, REASON_TERMS_ACCEPTED);
	else
		step(d, &d->terms, STEP_MISSING, accepted == 0 ?
		    REASON_TERMS_MISSING : REASON_TERMS_OUTDATED);
}

static void
decide_address(const struct facts *f, const struct q_features *want, struct decision *d)
{
	const struct q_facts *r = f->row;

	if (!want->address)
		return;
	switch (r->addr_state) {
	case ADDR_VALID:
		if (r->addr_expires != 0 && r->addr_expires <= f->now) {
			step(d, &d->address, STEP_MISSING, REASON_ADDRESS_EXPIRED);
			return;
		}
		step(d, &d->address, STEP_DONE, REASON_ADDRESS_VALID);
		d->addr_expires = r->addr_expires;
		d->addr_location = r->addr_location;
		return;
	case ADDR_PENDING:
		step(d, &d->address, STEP_PENDING, REASON_ADDRESS_PENDING);
		return;
	case ADDR_INVALID:
		step(d, &d->address, STEP_MISSING, REASON_ADDRESS_INVALID);
		return;
	default:
		step(d, &d->address, STEP_MISSING, REASON_ADDRESS_MISSING);
	}
}

static void
decide_prov(const struct q_features *want, const struct q_facts *have, struct decision *d)
{
	if (!want->provision)
		return;
	switch (have != NULL ? have->prov : PROV_NONE) {
	case PROV_DONE:
		step(d, &d->prov, STEP_DONE, REASON_PROV_DONE);
		return;
	case PROV_PENDING:
		step(d, &d->prov, STEP_PENDING, REASON_PROV_PENDING);
		return;
	case PROV_FAILED:
		step(d, &d->prov, STEP_MISSING, REASON_PROV_FAILED);
		return;
	default:
		step(d, &d->prov, STEP_MISSING, REASON_PROV_NEEDED);
	}
}

static bool
satisfied(enum ent_step s)
{
	return s == STEP_DONE || s == STEP_NOT_REQUIRED;
}

/* What the subscriber or the network still has to do. */
static void
decide_steps(const struct facts *f, const struct q_features *want,
    const struct q_facts *have, struct decision *d)
{
	d->status = ENT_ENABLED;
	d->deciding = REASON_NETWORK_OFFERS;
	decide_prov(want, have, d);
	decide_address(f, want, d);
	decide_terms(want, have, d);
	if (!satisfied(d->terms) || !satisfied(d->address))
		d->status = ENT_DISABLED;
	else if (!satisfied(d->prov))
		d->status = ENT_PROVISIONING;
	for (size_t i = 0; i < d->ncell; i++)
		if (d->cell[i].status == ENT_ENABLED && d->status != ENT_ENABLED) {
			d->cell[i].status = d->status;
			d->cell[i].reason = d->deciding;
		}
}

void
entitle(const struct facts *f, int app, struct decision *d)
{
	const struct service *s = service(app);
	const struct q_features *want = catalog_feature(f->catalog, app);
	const struct q_facts *have = facts_line_feature(f, app);
	int override = have != NULL ? have->override : OVERRIDE_NONE;

	*d = (struct decision){ .app = app, .ncell = s->n, .addr_location = "" };
	for (size_t i = 0; i < s->n; i++)
		d->cell[i] = (struct ent_cell){ s->cell[i].access, s->cell[i].network,
		    ENT_INCOMPATIBLE, REASON_NOT_OFFERED };
	if (!line_may(f, d))
		return;
	if (want == NULL)
		refuse(d, ENT_INCOMPATIBLE, REASON_NOT_OFFERED);
	else if (override == OVERRIDE_DENY)
		refuse(d, ENT_INCOMPATIBLE, REASON_LINE_DENIED);
	else if (!catalog_device_may(f->catalog, app, &f->device))
		refuse(d, ENT_INCOMPATIBLE, REASON_DEVICE_REFUSED);
	else {
		if (override == OVERRIDE_GRANT)
			because(d, REASON_LINE_GRANTED);
		if (some_cell(f, d, override == OVERRIDE_GRANT))
			decide_steps(f, want, have, d);
	}
}

const char *
entitle_outcome(const struct decision *d, struct arena *a)
{
	struct buf b;

	buf_init(&b, a, 256);
	buf_printf(&b, "status=%s why=%s", ent_status_name(d->status),
	    reason_name(d->deciding));
	for (size_t i = 0; i < d->ncell && d->ncell > 1; i++)
		buf_printf(&b, " %s.%s=%d", access_name(d->cell[i].access),
		    network_name(d->cell[i].network), d->cell[i].status);
	if (d->terms != STEP_NOT_REQUIRED)
		buf_printf(&b, " terms=%s", ent_step_name(d->terms));
	if (d->address != STEP_NOT_REQUIRED)
		buf_printf(&b, " address=%s", ent_step_name(d->address));
	if (d->prov != STEP_NOT_REQUIRED)
		buf_printf(&b, " prov=%s", ent_step_name(d->prov));
	if (*d->addr_location != '\0')
		buf_printf(&b, " location=%s", d->addr_location);
	if (d->addr_expires != 0)
		buf_printf(&b, " until=%llu", (unsigned long long)d->addr_expires);
	return buf_cstr(&b);
}

const char *
entitle_reasons(const struct decision *d, struct arena *a)
{
	struct buf b;

	buf_init(&b, a, 256);
	for (size_t i = 0; i < d->nreason; i++) {
		buf_str(&b, i > 0 ? "," : "");
		buf_str(&b, reason_name(d->reason[i]));
	}
	return buf_cstr(&b);
}
