/*
 * world.h - facts made by hand, for tests of the decision.
 *
 * Layer programs, for t/unit-entitle*.c.  One world, made good by world_good()
 * and then spoiled by the test.
 */
#ifndef WORLD_H
#define WORLD_H

#include "core/entitle.h"

enum { NOW = 1700000000, APP = 2004 };

/* Values of the columns, as db/0001-subscriber.sql lists them. */
enum { L_ACTIVE = 1, L_SUSPENDED, L_BARRED, L_TERMINATED };
enum { S_ACTIVE = 1, S_SUSPENDED, S_RETIRED };
enum { NONE = 1, GRANT, DENY };
enum { P_NONE = 1, P_PENDING, P_DONE, P_FAILED };
enum { A_NONE, A_PENDING, A_VALID, A_INVALID };

/* Facts and the catalog they are judged by. */
static struct world {
	struct q_facts	 row;
	struct q_features feature;
	struct q_plan_features plan;
	struct q_network_features net;
	struct q_device_policies policy;
	struct catalog	 catalog;
	struct facts	 f;
} w;

/* A line that may use Wi-Fi calling, with everything done. */
static inline void
good(void)
{
	w = (struct world){
		.row = { .imsi = "001010000000001", .plmn = "00101", .plan_id = 5,
		    .line_state = L_ACTIVE, .sim_state = S_ACTIVE, .app = APP,
		    .override = NONE, .terms_version = 3, .prov = P_DONE,
		    .addr_state = A_VALID, .addr_location = "loc-1" },
		.feature = { APP, 3, 1, 1 },
		.plan = { 5, APP, ACCESS_WLAN, NETWORK_HOME },
		.net = { APP, ACCESS_ANY, NETWORK_HOME, "", "", NETWORK_OFFERED, 0 },
		.policy = { 1, APP, "", "Acme", "*", "*", 1 },
	};
	w.catalog = (struct catalog){ .plan = &w.plan, .feature = &w.feature,
	    .network = &w.net, .policy = &w.policy,
	    .nplan = 1, .nfeature = 1, .nnetwork = 1, .npolicy = 1 };
	w.f = (struct facts){ .row = &w.row, .nrow = 1, .catalog = &w.catalog, .now = NOW,
	    .device = { "phone", "Acme", "One", "1.0" } };
}

static inline bool
has(const struct decision *d, enum reason r)
{
	for (size_t i = 0; i < d->nreason; i++)
		if (d->reason[i] == r)
			return true;
	return false;
}

#endif
