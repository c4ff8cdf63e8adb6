/*
 * promise.h - what follows when an outbox row is carried out.
 *
 * Layer flow.  Called by ecs-outbox with what a peer answered, and by admin
 * with what a peer calls back; both at any time, in any order, and again.
 */
#ifndef ECS_FLOW_PROMISE_H
#define ECS_FLOW_PROMISE_H

#include "core/outbox.h"

/*
 * Finishes the row and applies its effect in one transaction; the next step's
 * row and pushes are written in it, too.  DONE and REFUSED end a row that is
 * open or waiting; on one that is over nothing happens (ECS_OK).  ACCEPTED
 * makes it wait.  RETRY is the caller's business and must not be passed.
 * Call outbox_wake() afterwards.
 */
enum ecs_err	 promise_outcome(struct db *, const struct conf *,
		    const struct outbox_row *, const struct outcome_of *,
		    uint64_t now_ms) MUST_CHECK;

#endif
