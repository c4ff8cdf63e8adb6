/*
 * requestor.h - servers that ask on behalf of devices (TS.43 v12 2.3, 2.8.3).
 *
 * Layer core.  One row each; `ecsctl requestor` writes them.  What is returned
 * lives in the arena.
 */
#ifndef ECS_CORE_REQUESTOR_H
#define ECS_CORE_REQUESTOR_H

#include "fmt/jose.h"
#include "io/db.h"

struct requestor {
	const char	*requestor_id, *client_id;
	enum jose_alg	 alg;		/* of its assertions */
	const char	*operations;	/* "ap2011/CheckEligibility,..." */
	const char	*jwks;		/* its public keys; NULL from requestor_get() */
	bool		 active;
	uint32_t	 epoch;		/* tokens of another one are over */
};

/* By what it calls itself, letter by letter.  ECS_NOROW: the operator knows none. */
enum ecs_err	 requestor_get(struct db *, struct arena *, unsigned operator,
		    const char *requestor_id, struct requestor *out) MUST_CHECK;

/* By its name at the authorization server, with its keys. */
enum ecs_err	 requestor_by_client(struct db *, struct arena *, unsigned operator,
		    const char *client_id, struct requestor *out) MUST_CHECK;

/* May it ask for this?  Both names count without regard to case. */
bool		 requestor_may(const struct requestor *, const char *app, const char *operation);

/* Is it a comma list of app/operation, without blanks, at least one? */
bool		 requestor_operations_ok(const char *list);

#endif
