/*
 * provision.h - setting a service up in the network, for any service whose
 * feature row asks for it.
 *
 * Layer flow.  Two steps, prepare then switch, and withdraw.  line_feature.prov
 * says where it stands: none, pending, done, failed.
 */
#ifndef ECS_FLOW_PROVISION_H
#define ECS_FLOW_PROVISION_H

#include "core/outbox.h"

/*
 * Starts it where the feature asks for it and it is neither done nor under
 * way.  *under_way (NULL: not asked) says whether its end is still to come, and
 * with that a push.  Inside a transaction.
 */
enum ecs_err	 provision_start(struct db *, unsigned operator, uint64_t line_id, int app,
		    uint64_t now_ms, bool *under_way) MUST_CHECK;

/* Takes it back: none for devices at once, a withdraw row for the network. */
enum ecs_err	 provision_withdraw(struct db *, unsigned operator, uint64_t line_id, int app,
		    uint64_t now_ms) MUST_CHECK;

/*
 * Is this provision row still to be carried out?  ECS_NOROW: it is a step of a
 * service that was withdrawn after it was promised; the withdraw row that
 * follows it undoes whatever it did.
 */
enum ecs_err	 provision_wanted(struct db *, const struct outbox_row *) MUST_CHECK;

/* The outcome of a provision row; inside the transaction of promise_outcome(). */
enum ecs_err	 provision_outcome(struct db *, const struct outbox_row *,
		    const struct outcome_of *, uint64_t now_ms) MUST_CHECK;

#endif
