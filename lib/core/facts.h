/*
 * facts.h - all that a decision about one SIM on one device is made from.
 *
 * Layer core.  Loaded in one round trip (plus the catalog when it changed).
 */
#ifndef ECS_CORE_FACTS_H
#define ECS_CORE_FACTS_H

#include "core/catalog.h"

struct facts {
	const struct conf_operator *op;
	const struct q_facts *row;	/* first row: SIM, line, device, address */
	size_t		 nrow;		/* each row: one line_feature, or app 0 */
	const struct catalog *catalog;
	struct device_desc device;	/* as the device describes itself now */
	uint64_t	 now;		/* seconds */
};

/*
 * terminal_id "" means no device.  What the device says of itself is taken
 * where said is not NULL, else what is stored.  ECS_NOROW when there is no
 * such SIM.  Lives in the arena; the catalog pointer as catalog_get() says.
 */
enum ecs_err	 facts_load(struct db *, struct arena *, const struct conf_operator *,
		    uint64_t sim_id, const char *terminal_id,
		    const struct device_desc *said, uint64_t now,
		    struct facts *out) MUST_CHECK;

/* The line's row for an app; NULL when nothing is special about it. */
const struct q_facts *facts_line_feature(const struct facts *, int app);

#endif
