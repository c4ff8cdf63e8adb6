/*
 * webhook.h - signed JSON between us and a peer, both ways.
 *
 * Layer peer.  X-Entitled-Signature: t=<seconds>,v1=<hex HMAC-SHA256(key, t "."
 * body)>, under the operator's keys of purpose "hook".  We sign with the newest
 * key and the one before it, so that a peer may be given the new one at leisure,
 * and take what is signed with any key that is in the directory.
 */
#ifndef ECS_PEER_WEBHOOK_H
#define ECS_PEER_WEBHOOK_H

#include "peer/provisioner.h"

enum { WEBHOOK_TOLERANCE_S = 300 };

/* The header's value; NULL when the operator has no key.  Lives in the arena. */
const char	*webhook_sign(struct keys *, struct arena *, const char *operator,
		    struct span body, uint64_t now);

/* ECS_AUTH_FAILED: no signature (NULL), not ours, too old, from the future. */
enum ecs_err	 webhook_verify(struct keys *, struct arena *, const char *operator,
		    struct span body, const char *header, uint64_t now) MUST_CHECK;

/*
 * Posts the question to url and reads the answer.  kind is what the call-back
 * is named by: hook-url/hooks/<kind>/<ref>.
 */
void		 webhook_ask(const struct peer_ask *, const char *kind, const char *url,
		    struct peer_answer *out);

#endif
