/*
 * hook.h - what a peer of a webhook says: its signature and its answer.
 *
 * Layer fmt.  Read leniently: members and schemes that are not ours are passed
 * over.  What comes out lives in the arena.
 */
#ifndef ECS_FMT_HOOK_H
#define ECS_FMT_HOOK_H

#include "base/arena.h"

enum { HOOK_V1 = 8, HOOK_MAC = 32, HOOK_LOCATION = 64, HOOK_WHY = 120 };

/* t=<seconds>,v1=<hex>[,v1=<hex>...] */
struct hook_signature {
	uint64_t	 t;
	size_t		 n;
	uint8_t		 v1[HOOK_V1][HOOK_MAC];	/* further ones are passed over */
};

/* ECS_AUTH_FAILED: no t or no v1 in it. */
enum ecs_err	 hook_signature(const char *header, struct hook_signature *out) MUST_CHECK;

enum hook_state { HOOK_DONE, HOOK_ACCEPTED, HOOK_REFUSED };

struct hook_answer {
	enum hook_state	 state;
	const char	*ref;		/* "" when it names none */
	const char	*reason;	/* "", or a short text; long numbers are hidden */
	const char	*location_id;	/* "", or 1 to HOOK_LOCATION printable ASCII */
	uint64_t	 expires_at;	/* seconds; 0 never */
	const char	*fields;	/* civic names, comma list; "" none */
};

/*
 * {"state":"done","location_id":"L1","expires_at":"2027-01-31T00:00:00Z"} or
 * {"state":"refused","reason":"no such road","fields":["rd"]} ...
 * ECS_BODY_FORMAT when it is no such object or a member is not what it should be.
 */
enum ecs_err	 hook_answer(struct arena *, struct span body, struct hook_answer *out)
		    MUST_CHECK;

/* RFC 3339 to seconds since 1970; any offset, fractions cut off.  False: none. */
bool		 hook_time(const char *, uint64_t *out);

#endif
