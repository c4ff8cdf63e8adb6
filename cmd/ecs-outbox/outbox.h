/*
 * outbox.h - what the files of ecs-outbox share.
 *
 * The program's own header, above flow.  The parent opens the socket and the
 * shared memory and keeps N workers running; each worker has a database
 * session, keys and an arena of its own, which is reset after each row.
 */
#ifndef ECS_OUTBOX_INT_H
#define ECS_OUTBOX_INT_H

#include <stdatomic.h>

#include "base/arena.h"
#include "base/conf.h"
#include "base/keys.h"
#include "core/outbox.h"
#include "io/db.h"
#include "peer/provisioner.h"

enum { LEASE_MS = 30000, KINDS = 5, LANE_PLACES = 64, SWEEP_MS = 60000 };

/* Memory that parent and workers share. */
struct shared {
	/* Each place of a lane holds the number of the worker in it, from 1; 0 free. */
	_Atomic unsigned place[CONF_OPERATORS][KINDS][LANE_PLACES];
	_Atomic uint64_t looked_ms;	/* when a worker last asked for work */
	_Atomic uint64_t sweep_ms;	/* when to sweep next */
};

struct worker {
	const struct conf *conf;
	struct shared	*shared;
	unsigned	 number;	/* from 1 */
	struct keys	*keys;
	struct db	*db;
	struct arena	*arena;
	const volatile int *stop;	/* set by SIGTERM: end the row in hand */
};

/* lanes.c: NULL when there is no place.  Give back what was taken. */
_Atomic unsigned *lane_take(const struct worker *, unsigned operator, enum outbox_kind);
void		 lane_give(_Atomic unsigned *);
void		 lane_forget(struct shared *, unsigned number);	/* of a dead worker */

/* worker.c: opens what a worker needs; false and a log line if it cannot. */
bool		 worker_open(struct worker *, const struct conf *, struct shared *,
		    unsigned number);
void		 worker_close(struct worker *);

/* Carries out one due row of each lane that has room.  How many; -1 without database. */
int		 worker_round(struct worker *);

/* deliver.c: false when somebody else has the row. */
bool		 deliver(struct worker *, struct outbox_row *);

/* A one-time password on its way; lives in the worker's arena, and is wiped with it. */
struct password {
	struct q_otp_get row;
	char		*code;
};

/* password.c: ECS_NOROW: it is not to be sent any more, *why says why. */
enum ecs_err	 password_load(struct worker *, const struct conf_operator *,
		    const struct outbox_row *, struct password *out, const char **why)
		    MUST_CHECK;
void		 password_send(struct worker *, const struct conf_operator *,
		    const struct outbox_row *, const struct password *, struct peer_answer *out);

/* sweep.c: reminders, and what has expired. */
void		 sweep(struct worker *);

#endif
