/*
 * unit-entitle-random.c - over 200,000 random lines, devices and catalogs a
 * service is enabled exactly when nothing refuses, and then no reason does.
 */
#include "tap.h"
#include "world.h"

static unsigned
pick(unsigned n)
{
	static uint32_t x = 2463534242;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x % n;
}

static void
shuffle(void)
{
	good();
	w.row.line_state = pick(3) ? L_ACTIVE : 1 + (int)pick(4);
	w.row.sim_state = pick(3) ? S_ACTIVE : 1 + (int)pick(3);
	w.row.sim_valid_until = pick(2) ? 0 : NOW - 1 + pick(3);
	w.row.override = 1 + (int)pick(3);
	w.row.terms_version = pick(4);
	w.row.addr_state = (int)pick(4);
	w.row.addr_expires = pick(2) ? 0 : NOW - 1 + pick(3);
	w.row.prov = pick(2) ? P_DONE : 1 + (int)pick(4);
	w.row.app = pick(5) ? APP : 0;
	w.catalog.nfeature = pick(8) != 0;
	w.feature = (struct q_features){ APP, pick(4), (int)pick(2), (int)pick(2) };
	w.plan.plan_id = 5 + (pick(4) == 0);
	w.net.state = pick(2) ? NETWORK_OFFERED : 1 + (int)pick(3);
	w.net.until = pick(2) ? 0 : NOW - 1 + pick(3);
	w.policy.allowed = pick(6) != 0;
}

/* The rule in one sentence, written without regard to how entitle() does it. */
static bool
may(void)
{
	const struct q_facts *r = &w.row;
	bool own = r->app == APP;
	bool net = w.net.state == NETWORK_OFFERED || (w.net.state == NETWORK_OUT &&
	    w.net.until != 0 && w.net.until <= NOW);
	bool address = !w.feature.address || (r->addr_state == A_VALID &&
	    (r->addr_expires == 0 || r->addr_expires > NOW));

	return r->line_state == L_ACTIVE && r->sim_state == S_ACTIVE &&
	    (r->sim_valid_until == 0 || r->sim_valid_until > NOW) &&
	    w.catalog.nfeature == 1 && (!own || r->override != DENY) && w.policy.allowed &&
	    (w.plan.plan_id == 5 || (own && r->override == GRANT)) && net && address &&
	    (own ? r->terms_version : 0) >= w.feature.terms_version &&
	    (!w.feature.provision || (own && r->prov == P_DONE));
}

/* Does this fact stand in the way? */
static bool
refuses(enum reason r)
{
	switch (r) {
	case REASON_LINE_ACTIVE:
	case REASON_LINE_GRANTED:
	case REASON_PLAN_INCLUDES:
	case REASON_NETWORK_OFFERS:
	case REASON_TERMS_ACCEPTED:
	case REASON_ADDRESS_VALID:
	case REASON_PROV_DONE:
		return false;
	default:
		return true;
	}
}

static void
property(void)
{
	int yes = 0, wrong = 0;

	for (int i = 0; i < 200000; i++) {
		struct decision d;
		bool no = false, once = true;

		shuffle();
		entitle(&w.f, APP, &d);
		for (size_t k = 0; k < d.nreason; k++) {
			no = no || refuses(d.reason[k]);
			for (size_t m = 0; m < k; m++)
				once = once && d.reason[m] != d.reason[k];
		}
		yes += d.status == ENT_ENABLED;
		wrong += (d.status == ENT_ENABLED) != may() || no == may() || !once ||
		    !has(&d, d.deciding) || d.cell[0].status != d.status;
	}
	OK(wrong == 0);
	OK(yes > 2000 && yes < 198000);
}

int
main(void)
{
	property();
	return DONE();
}
