/*
 * signed_by.h - tokens that an authorization server signed.  Layer flow.
 */
#ifndef ECS_FLOW_SIGNED_BY_H
#define ECS_FLOW_SIGNED_BY_H

#include "fmt/jose.h"
#include "io/req.h"

/*
 * jose_verify() with the keys at url, which are fetched where that is due
 * (peer/jwks.h).  ECS_AUTH_NEEDED: not verified, why is recorded.
 * ECS_PEER_DOWN, ECS_BUSY: there are no keys to verify with.
 */
enum ecs_err	 signed_by(struct req *, enum gate_peer, const char *url, enum jose_alg,
		    const char *token, struct jose_jws *out) MUST_CHECK;

#endif
