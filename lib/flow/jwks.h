/*
 * jwks.h - the public keys of an authorization server, by URL (RFC 7517).
 *
 * Layer flow.  Kept by the process for five minutes; asked for again when a
 * token names a key that is not there, twice a minute at the most.
 */
#ifndef ECS_FLOW_JWKS_H
#define ECS_FLOW_JWKS_H

#include "fmt/jose.h"
#include "io/req.h"

/*
 * jose_verify() with the keys at url.  While the server is down, keys that were
 * fetched within the hour do.  ECS_AUTH_NEEDED: not verified, why is recorded.
 * ECS_PEER_DOWN, ECS_BUSY: there are no keys to verify with.
 */
enum ecs_err	 jwks_verify(struct req *, enum gate_peer, const char *url, enum jose_alg,
		    const char *token, struct jose_jws *out) MUST_CHECK;

#endif
