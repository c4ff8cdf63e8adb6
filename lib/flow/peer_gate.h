/*
 * peer_gate.h - a request's way to a back end and back.  Layer flow.
 */
#ifndef ECS_FLOW_PEER_GATE_H
#define ECS_FLOW_PEER_GATE_H

#include "io/req.h"

/*
 * Before the question.  Where the bulkhead is full or the circuit open this is
 * the request's error, with Retry-After; the question must not be asked.
 */
enum ecs_err	 peer_gate_in(struct req *, enum gate_peer, struct gate_pass *) MUST_CHECK;

/*
 * After it: e is what the driver returned, why what it said (NULL nothing).
 * Returns e, recorded with req_fail() where it is an error.  ECS_PEER_DOWN is a
 * failure of the back end; ECS_BUSY, ECS_DB, ECS_KEYS and ECS_INTERNAL are none
 * of its doing; all else is an answer.
 */
enum ecs_err	 peer_gate_out(struct req *, struct gate_pass *, enum ecs_err e, const char *why)
		    MUST_CHECK;

#endif
