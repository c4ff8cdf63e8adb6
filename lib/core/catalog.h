/*
 * catalog.h - what an operator sells and its network can do.
 *
 * Layer core.  Read whole and kept in the process, one copy an operator, until
 * the version that rides in every facts row differs; so the decision needs no
 * query for it.
 */
#ifndef ECS_CORE_CATALOG_H
#define ECS_CORE_CATALOG_H

#include "base/conf.h"
#include "io/db.h"

enum access { ACCESS_ANY = 1, ACCESS_LTE, ACCESS_NR, ACCESS_WLAN };
enum network { NETWORK_HOME = 1, NETWORK_VISITED };
enum network_state { NETWORK_OFFERED = 1, NETWORK_ABSENT, NETWORK_OUT };

struct catalog {
	uint64_t	 version;
	struct q_plan_features *plan;
	struct q_features *feature;
	struct q_network_features *network;
	struct q_device_policies *policy;
	size_t		 nplan, nfeature, nnetwork, npolicy;
};

/* What a device says of itself; strings may be "" but not NULL. */
struct device_desc {
	const char	*class, *vendor, *model, *software;
};

/*
 * The operator's catalog of that version.  Good until the next call for the
 * same operator.
 */
enum ecs_err	 catalog_get(struct db *, const struct conf_operator *,
		    uint64_t version, const struct catalog **out) MUST_CHECK;

/* The version a query saw last, and when; the caller keeps it up to date. */
struct catalog_seen {
	uint64_t	 version, at_ms;
};

enum { CATALOG_SEEN_MS = 1000 };

struct catalog_seen *catalog_seen(unsigned operator);	/* of this process */

/* NULL when the operator does not offer the service. */
const struct q_features *catalog_feature(const struct catalog *, int app);

bool		 catalog_plan_has(const struct catalog *, uint64_t plan_id, int app,
		    enum access, enum network);

/* The most specific row's state; ABSENT when there is no row. */
enum network_state catalog_network(const struct catalog *, int app, enum access,
		    enum network, const char *plmn, const char *class, uint64_t now);

/* True unless the first policy row that matches refuses. */
bool		 catalog_device_may(const struct catalog *, int app,
		    const struct device_desc *);

#endif
