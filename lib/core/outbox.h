/*
 * outbox.h - promises: work outside that ecs-outbox carries out.
 *
 * Layer core.  A row is written in the transaction of the change it belongs
 * to, and leased by an UPDATE that is committed before anything leaves; so it
 * is carried out at least once, and the receiver tells copies by ref.
 */
#ifndef ECS_CORE_OUTBOX_H
#define ECS_CORE_OUTBOX_H

#include "base/conf.h"
#include "io/db.h"

enum { OUTBOX_REF = 64, OUTBOX_OWNER = 16 };

/* Values of the ENUM columns, counted from 1. */
enum outbox_kind {
	OUTBOX_EMERGENCY = 1, OUTBOX_PROVISION, OUTBOX_PUSH, OUTBOX_SMS, OUTBOX_MAIL
};
enum outbox_state {
	OUTBOX_OPEN = 1, OUTBOX_WAITING, OUTBOX_DONE, OUTBOX_DEAD, OUTBOX_DROPPED
};

struct outbox_row {
	uint64_t	 id;
	unsigned	 operator;
	enum outbox_kind kind;
	char		 verb[17];
	uint64_t	 line_id, device_id;
	int		 app;
	char		 ref[OUTBOX_REF + 1];
	enum outbox_state state;
	unsigned	 attempts;
};

/*
 * Adds a row (id, state and attempts are ignored).  A ref that exists is the
 * same promise: ECS_OK.  Call inside the change's db_tx().
 */
enum ecs_err	 outbox_add(struct db *, const struct outbox_row *, uint64_t now_ms) MUST_CHECK;

/* A ref that no other promise has: prefix and 32 random hexadecimal digits. */
void		 outbox_ref(const char *prefix, char out[OUTBOX_REF + 1]);

/*
 * One push row for the device, or for each device of the line where device_id
 * is 0, that registered a push token, for this cause (the ref of what changed):
 * so once per device and change.
 */
enum ecs_err	 outbox_push(struct db *, unsigned operator, uint64_t line_id,
		    uint64_t device_id, int app, const char *cause, uint64_t now_ms)
		    MUST_CHECK;

/*
 * Ends a row (DONE, DEAD or DROPPED) that is open or waiting; *ended is false
 * when it was over already.  why is kept for staff.
 */
enum ecs_err	 outbox_end(struct db *, uint64_t id, enum outbox_state, const char *why,
		    uint64_t now_ms, bool *ended) MUST_CHECK;

/* The peer took it and will call back: it is asked again at again_ms. */
enum ecs_err	 outbox_wait(struct db *, uint64_t id, uint64_t again_ms) MUST_CHECK;

/* Tells ecs-outbox that there is work.  After the commit; never fails. */
void		 outbox_wake(const struct conf *);

/* What a peer made of it. */
enum outcome { OUTCOME_DONE, OUTCOME_ACCEPTED, OUTCOME_RETRY, OUTCOME_REFUSED };

struct outcome_of {
	enum outcome	 what;		/* ACCEPTED: it will call back */
	const char	*why;		/* for staff; "" none; no identifier */
	const char	*location_id;	/* emergency DONE */
	uint64_t	 expires_at;	/* emergency DONE; 0 never */
	const char	*fields;	/* emergency REFUSED: civic names, comma list; "" none */
};

/* The row of a ref.  ECS_NOROW: there is none. */
enum ecs_err	 outbox_by_ref(struct db *, const char *ref, struct outbox_row *out) MUST_CHECK;

#endif
