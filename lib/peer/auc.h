/*
 * auc.h - SIM keys at rest, for the embedded AuC.
 *
 * Layer peer.  A key is sealed under the node's newest master key, bound to
 * its SIM's row, so that a row moved to another SIM does not open.
 */
#ifndef ECS_PEER_AUC_H
#define ECS_PEER_AUC_H

#include "base/keys.h"
#include "fmt/aka.h"

enum { AUC_PLAIN = 1 + 32 + 32 + 2 + 1, AUC_SEALED = AUC_PLAIN + CRYPT_OVERHEAD };

/* ECS_KEYS when there is no master key.  *key_id is the one that sealed. */
enum ecs_err	 auc_seal(struct keys *, uint64_t sim_id, const struct aka_key *,
		    uint8_t out[AUC_SEALED], unsigned *key_id) MUST_CHECK;

/* out->alg is left to the caller.  out is secret: wipe it. */
enum ecs_err	 auc_open(struct keys *, uint64_t sim_id, unsigned key_id,
		    struct span sealed, struct aka_key *out) MUST_CHECK;

#endif
