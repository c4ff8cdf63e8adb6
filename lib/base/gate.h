/*
 * gate.h - bulkheads and circuits in front of back ends, shared by all workers
 * of a node.
 *
 * Layer base.  RUN-DIR/gates is one mapped file of atomics that may be lost at
 * any time.  A bulkhead: at most `max` requests of an operator wait for one of
 * its back ends, so that a slow one cannot take every worker.  A circuit: after
 * GATE_FAILURES failures in a row nobody waits for that back end for a while;
 * then one request tries, and its fate closes the circuit or opens it again for
 * longer.  A pass that is never given back (a killed worker) ends by itself.
 */
#ifndef ECS_BASE_GATE_H
#define ECS_BASE_GATE_H

#include "base/ecs.h"

enum gate_peer { GATE_HLR, GATE_AAA, GATE_OIDC, GATE_TOKENS, GATE_COPY, GATE__MAX };

enum {
	GATE_FAILURES = 5,
	GATE_PAUSE_MS = 2000, GATE_PAUSE_MAX_MS = 60000,	/* doubles between these */
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
	bool		 trial;		/* the one that may close an open circuit */
};

/*
 * Asks to wait for the back end, for lasts_ms at the most.  ECS_OK: out must be
 * given to gate_leave().  ECS_BUSY: max are waiting already.  ECS_PEER_DOWN:
 * the circuit is open; *again_s says for how many seconds (1 or more).
 */
enum ecs_err	 gate_enter(struct gates *, unsigned operator, enum gate_peer, unsigned max,
		    uint64_t now_ms, unsigned lasts_ms, struct gate_pass *out,
		    unsigned *again_s) MUST_CHECK;

/* answered: there was an answer, whatever it said.  A log line when a circuit turns. */
void		 gate_leave(struct gate_pass *, bool answered, uint64_t now_ms);

const char	*gate_peer_name(enum gate_peer);	/* "hlr"; static */

#endif
