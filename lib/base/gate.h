/*
 * gate.h - bulkheads and circuits in front of back ends, shared by all workers
 * of a node.
 *
 * Layer base.  RUN-DIR/gates is one mapped file of atomics that may be lost at
 * any time.  A bulkhead: at most `max` requests of an operator wait for one of
 * its back ends, so that a slow one cannot take every worker.  A circuit: after
 * GATE_FAILURES failures in a row nobody waits for that back end for a while;
 * then one request tries.  An answer closes the circuit; a trial that fails
 * opens it again for longer.  A pass that is never given back (a killed worker)
 * ends by itself, and a trial with it.  The clock may be set, back or forward:
 * what lies further ahead than anything here can last is of another time.
 */
#ifndef ECS_BASE_GATE_H
#define ECS_BASE_GATE_H

#include "base/ecs.h"

/* GATE_COPY: copies of a request that wait for what the first one is answered. */
enum gate_peer { GATE_HLR, GATE_AAA, GATE_OIDC, GATE_TOKENS, GATE_COPY, GATE__MAX };

enum {
	GATE_FAILURES = 5,
	GATE_PAUSE_MS = 2000, GATE_PAUSE_MAX_MS = 60000,	/* doubles between these */
	GATE_LASTS_MAX_MS = 60000,
	GATE_WAITING_MAX = 64
};

struct gates;

/* Maps (and makes) the file; NULL and a log line when it cannot: all gates are open. */
struct gates	*gates_new(const char *run_dir);
void		 gates_free(struct gates *);

struct gate_pass {
	struct gates	*gates;		/* NULL: nothing to give back */
	unsigned	 gate, place;
	uint64_t	 until_ms;
	uint32_t	 turn;		/* of the circuit, when it was entered */
	bool		 trial;		/* the one that may close an open circuit */
};

/*
 * Asks to wait for the back end, for lasts_ms at the most (GATE_LASTS_MAX_MS).
 * ECS_OK: out must be given to gate_leave().  ECS_BUSY: max are waiting already
 * (more than GATE_WAITING_MAX is that).  ECS_PEER_DOWN: the circuit is open;
 * *again_s says for how many seconds (1 or more).
 */
enum ecs_err	 gate_enter(struct gates *, unsigned operator, enum gate_peer, unsigned max,
		    uint64_t now_ms, unsigned lasts_ms, struct gate_pass *out,
		    unsigned *again_s) MUST_CHECK;

/* GATE_UNASKED: the back end had no part in it, so nothing was learned of it. */
enum gate_fate { GATE_FAILED, GATE_ANSWERED, GATE_UNASKED };

/*
 * Once for each pass; one that outlived its time changes nobody else's.  A
 * failure of a pass from before the circuit's last turn does not count.  A log
 * line when a circuit turns.
 */
void		 gate_leave(struct gate_pass *, enum gate_fate, uint64_t now_ms);

const char	*gate_peer_name(enum gate_peer);	/* "hlr"; static */

#endif
