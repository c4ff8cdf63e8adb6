/*
 * jwks.h - JWK sets that the process has fetched, by URL (RFC 7517).
 *
 * Layer peer.  Who fetches is the caller's business; what is kept, for how long
 * and when it is time to ask again is decided here, for all of them.
 */
#ifndef ECS_PEER_JWKS_H
#define ECS_PEER_JWKS_H

#include "fmt/jose.h"

enum {
	JWKS_FRESH_S = 300,	/* so long nobody is asked */
	JWKS_STALE_S = 3600,	/* so long keys do while nobody answers */
	JWKS_AGAIN_S = 60	/* between two questions for the same reason */
};

/*
 * The keys of url that may be used now; NULL: there are none.  *due: it is time
 * to ask, because of age or, newer, because they lack a key.  Live until
 * jwks_take().
 */
const struct jose_keys *jwks_kept(const char *url, uint64_t now, bool newer, bool *due);

/* The question is asked, whatever comes of it. */
void		 jwks_asked(const char *url, uint64_t now, bool newer);

/* An answer.  ECS_PEER_DOWN, and the old keys stay: it has no key that can be used. */
enum ecs_err	 jwks_take(const char *url, uint64_t now, struct span body,
		    const struct jose_keys **out) MUST_CHECK;

#endif
