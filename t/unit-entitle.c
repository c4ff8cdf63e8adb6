/*
 * unit-entitle.c - the decision over facts made by hand: every reason is
 * reached, and the first that refuses decides.
 */
#include "tap.h"
#include "world.h"

static struct arena	*a;
static bool		 reached[REASON__MAX];

static struct decision
decide(int app)
{
	struct decision d;

	entitle(&w.f, app, &d);
	for (size_t i = 0; i < d.nreason; i++)
		reached[d.reason[i]] = true;
	return d;
}

static void terminated(void) { w.row.line_state = L_TERMINATED; }
static void barred(void) { w.row.line_state = L_BARRED; }
static void suspended(void) { w.row.line_state = L_SUSPENDED; }
static void sim_retired(void) { w.row.sim_state = S_RETIRED; }
static void sim_suspended(void) { w.row.sim_state = S_SUSPENDED; }
static void sim_expired(void) { w.row.sim_valid_until = NOW; }
static void not_offered(void) { w.catalog.nfeature = 0; }
static void denied(void) { w.row.override = DENY; }
static void device(void) { w.policy.allowed = 0; }
static void no_plan(void) { w.plan.plan_id = 6; }
static void outage(void) { w.net.state = NETWORK_OUT; }
static void lacks(void) { w.net.state = NETWORK_ABSENT; }
static void no_terms(void) { w.row.terms_version = 0; }
static void old_terms(void) { w.row.terms_version = 2; }
static void no_address(void) { w.row.addr_state = A_NONE; }
static void bad_address(void) { w.row.addr_state = A_INVALID; }
static void late_address(void) { w.row.addr_expires = NOW; }
static void new_address(void) { w.row.addr_state = A_PENDING; }
static void no_prov(void) { w.row.prov = P_NONE; }
static void prov_failed(void) { w.row.prov = P_FAILED; }
static void prov_pending(void) { w.row.prov = P_PENDING; }

/*
 * In order of precedence: of two rows of different rank the upper one decides.
 * Statuses are those of TS.43 v12 3.1.1.
 */
static const struct one {
	int		 rank;
	void		(*spoil)(void);
	enum ent_status	 status;
	enum reason	 reason;
} refusals[] = {
	{ 1, terminated, ENT_INCOMPATIBLE, REASON_LINE_TERMINATED },
	{ 1, barred, ENT_INCOMPATIBLE, REASON_LINE_BARRED },
	{ 1, suspended, ENT_DISABLED, REASON_LINE_SUSPENDED },
	{ 2, sim_retired, ENT_INCOMPATIBLE, REASON_SIM_RETIRED },
	{ 2, sim_suspended, ENT_DISABLED, REASON_SIM_SUSPENDED },
	{ 3, sim_expired, ENT_INCOMPATIBLE, REASON_SIM_EXPIRED },
	{ 4, not_offered, ENT_INCOMPATIBLE, REASON_NOT_OFFERED },
	{ 5, denied, ENT_INCOMPATIBLE, REASON_LINE_DENIED },
	{ 6, device, ENT_INCOMPATIBLE, REASON_DEVICE_REFUSED },
	{ 7, no_plan, ENT_INCOMPATIBLE, REASON_PLAN_EXCLUDES },
	{ 8, outage, ENT_DISABLED, REASON_NETWORK_OUTAGE },
	{ 8, lacks, ENT_INCOMPATIBLE, REASON_NETWORK_LACKS },
	{ 9, no_terms, ENT_DISABLED, REASON_TERMS_MISSING },
	{ 9, old_terms, ENT_DISABLED, REASON_TERMS_OUTDATED },
	{ 10, no_address, ENT_DISABLED, REASON_ADDRESS_MISSING },
	{ 10, bad_address, ENT_DISABLED, REASON_ADDRESS_INVALID },
	{ 10, late_address, ENT_DISABLED, REASON_ADDRESS_EXPIRED },
	{ 10, new_address, ENT_DISABLED, REASON_ADDRESS_PENDING },
	{ 11, no_prov, ENT_PROVISIONING, REASON_PROV_NEEDED },
	{ 11, prov_failed, ENT_PROVISIONING, REASON_PROV_FAILED },
	{ 11, prov_pending, ENT_PROVISIONING, REASON_PROV_PENDING },
};

static void
says(const struct decision *d, const struct one *r, const char *what)
{
	bool ok = d->status == r->status && d->deciding == r->reason && has(d, r->reason) &&
	    d->cell[0].status == r->status && d->cell[0].reason == r->reason;

	tap_ok(ok, what, __FILE__, __LINE__);
	if (!ok)
		printf("# %s [%s]\n", entitle_outcome(d, a), entitle_reasons(d, a));
}

static void
single(void)
{
	for (size_t i = 0; i < NELEM(refusals); i++) {
		struct decision d;

		good();
		refusals[i].spoil();
		d = decide(APP);
		says(&d, &refusals[i], reason_name(refusals[i].reason));
	}
}

static void
pairs(void)
{
	for (size_t i = 0; i < NELEM(refusals); i++)
		for (size_t k = i + 1; k < NELEM(refusals); k++) {
			struct decision d;

			if (refusals[i].rank == refusals[k].rank)
				continue;
			good();
			refusals[k].spoil();
			refusals[i].spoil();
			d = decide(APP);
			says(&d, &refusals[i], a_printf(a, "%s before %s",
			    reason_name(refusals[i].reason), reason_name(refusals[k].reason)));
		}
}

static void
enabled(void)
{
	struct decision d;

	good();
	d = decide(APP);
	OK(d.status == ENT_ENABLED && d.deciding == REASON_NETWORK_OFFERS && d.ncell == 1);
	OK(d.terms == STEP_DONE && d.address == STEP_DONE && d.prov == STEP_DONE);
	OK(has(&d, REASON_LINE_ACTIVE) && has(&d, REASON_PLAN_INCLUDES));
	OK(has(&d, REASON_TERMS_ACCEPTED) && has(&d, REASON_ADDRESS_VALID));
	OK(has(&d, REASON_PROV_DONE) && has(&d, REASON_NETWORK_OFFERS) && d.nreason == 6);
	OK(strcmp(d.addr_location, "loc-1") == 0);
	OK(strcmp(entitle_outcome(&d, a), "status=enabled why=NETWORK_OFFERS terms=done "
	    "address=done prov=done location=loc-1") == 0);
	no_plan();
	w.row.override = GRANT;
	d = decide(APP);
	OK(d.status == ENT_ENABLED && has(&d, REASON_LINE_GRANTED));
	OK(!has(&d, REASON_PLAN_INCLUDES) && !has(&d, REASON_PLAN_EXCLUDES));
	w.feature = (struct q_features){ APP, 0, 0, 0 };
	w.f.nrow = 1;
	w.row.app = 0;		/* nothing special about the line */
	w.plan.plan_id = 5;
	d = decide(APP);
	OK(d.status == ENT_ENABLED && d.terms == STEP_NOT_REQUIRED);
	OK(d.address == STEP_NOT_REQUIRED && d.prov == STEP_NOT_REQUIRED);
	OK(*d.addr_location == '\0' && strcmp(entitle_reasons(&d, a),
	    "LINE_ACTIVE,PLAN_INCLUDES,NETWORK_OFFERS") == 0);
}

static void
times(void)
{
	struct decision d;

	good();
	w.row.sim_valid_until = NOW + 1;
	w.row.addr_expires = NOW + 1;
	d = decide(APP);
	OK(d.status == ENT_ENABLED && d.addr_expires == NOW + 1);
	good();
	outage();
	w.net.until = NOW + 1;
	d = decide(APP);
	OK(d.deciding == REASON_NETWORK_OUTAGE);
	w.net.until = NOW;	/* the outage is over */
	d = decide(APP);
	OK(d.status == ENT_ENABLED);
	w.net.until = 0;	/* no end known */
	d = decide(APP);
	OK(d.deciding == REASON_NETWORK_OUTAGE);
}

/* Of several rows about the network the closest counts, wherever it stands. */
static void
closest(void)
{
	struct q_network_features net[] = {
		{ APP, ACCESS_WLAN, NETWORK_HOME, "", "phone", NETWORK_OUT, 0 },
		{ APP, ACCESS_ANY, NETWORK_HOME, "00101", "", NETWORK_ABSENT, 0 },
		{ APP, ACCESS_ANY, NETWORK_HOME, "", "", NETWORK_OFFERED, 0 },
		{ APP, ACCESS_ANY, NETWORK_VISITED, "00101", "phone", NETWORK_OFFERED, 0 },
		{ 2003, ACCESS_WLAN, NETWORK_HOME, "00101", "phone", NETWORK_OFFERED, 0 },
	};

	good();
	w.catalog.network = net;
	w.catalog.nnetwork = NELEM(net);
	OK(decide(APP).deciding == REASON_NETWORK_OUTAGE);
	w.f.device.class = "watch";
	OK(decide(APP).deciding == REASON_NETWORK_LACKS);
	memcpy(w.row.plmn, "00102", 6);
	OK(decide(APP).status == ENT_ENABLED);
	w.catalog.nnetwork = 0;
	OK(decide(APP).deciding == REASON_NETWORK_LACKS);
}

static void
policies(void)
{
	struct q_device_policies p[] = {
		{ 1, 2003, "", "*", "*", "*", 0 },
		{ 2, 0, "watch", "*", "*", "*", 0 },
		{ 3, APP, "phone", "ACME", "One*", "1.?", 1 },
		{ 4, 0, "", "Acme", "*", "*", 0 },
	};

	good();
	w.catalog.policy = p;
	w.catalog.npolicy = NELEM(p);
	OK(decide(APP).status == ENT_ENABLED);	/* the third row, whatever the case */
	w.f.device.software = "1.10";
	OK(decide(APP).deciding == REASON_DEVICE_REFUSED);
	w.f.device.vendor = "Other";
	OK(decide(APP).status == ENT_ENABLED);	/* no row at all */
	w.f.device.class = "watch";
	OK(decide(APP).deciding == REASON_DEVICE_REFUSED);
}

/* Voice over cellular: four cells, each with its own answer. */
static void
cells(void)
{
	struct q_plan_features plan[] = {
		{ 5, 2003, ACCESS_ANY, NETWORK_HOME }, { 5, 2003, ACCESS_LTE, NETWORK_VISITED },
	};
	struct q_network_features net[] = {
		{ 2003, ACCESS_LTE, NETWORK_HOME, "", "", NETWORK_OFFERED, 0 },
		{ 2003, ACCESS_NR, NETWORK_HOME, "", "", NETWORK_OUT, 0 },
	};
	struct decision d;

	good();
	w.feature = (struct q_features){ 2003, 0, 0, 0 };
	w.catalog.plan = plan;
	w.catalog.nplan = 2;
	w.catalog.network = net;
	w.catalog.nnetwork = 2;
	d = decide(2003);
	OK(d.ncell == 4 && d.status == ENT_ENABLED);
	OK(d.cell[0].status == ENT_ENABLED && d.cell[0].access == ACCESS_LTE);
	OK(d.cell[1].reason == REASON_NETWORK_LACKS && d.cell[1].network == NETWORK_VISITED);
	OK(d.cell[2].status == ENT_DISABLED && d.cell[2].reason == REASON_NETWORK_OUTAGE);
	OK(d.cell[3].status == ENT_INCOMPATIBLE && d.cell[3].reason == REASON_PLAN_EXCLUDES);
	net[0].state = NETWORK_ABSENT;
	d = decide(2003);	/* what may come back outranks what is not there */
	OK(d.status == ENT_DISABLED && d.deciding == REASON_NETWORK_OUTAGE);
	net[1].state = NETWORK_ABSENT;
	d = decide(2003);	/* and the network outranks the plan */
	OK(d.status == ENT_INCOMPATIBLE && d.deciding == REASON_NETWORK_LACKS);
	net[0].state = NETWORK_OFFERED;
	w.feature.terms_version = 1;
	w.f.nrow = 1;
	d = decide(2003);
	OK(d.cell[0].status == ENT_DISABLED && d.cell[0].reason == REASON_TERMS_MISSING);
	OK(d.cell[3].reason == REASON_PLAN_EXCLUDES && d.status == ENT_DISABLED);
	OK(entitle_knows(2003) && entitle_knows(2005) && !entitle_knows(2006));
}

int
main(void)
{
	a = arena_new(4096);
	single();
	pairs();
	enabled();
	times();
	closest();
	policies();
	cells();
	for (int r = 0; r < REASON__MAX; r++)
		tap_ok(reached[r] && *reason_text((enum reason)r) != '\0',
		    a_printf(a, "%s is reached", reason_name((enum reason)r)), __FILE__, __LINE__);
	arena_free(a);
	return DONE();
}
