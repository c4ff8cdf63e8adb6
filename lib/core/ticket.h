/*
 * ticket.h - what opens a page: the UserData a device hands to the web view.
 *
 * Layer core.  Sealed like a token, so issuing one writes nothing; its number
 * is stored when it is used (flow/ws_session).
 */
#ifndef ECS_CORE_TICKET_H
#define ECS_CORE_TICKET_H

#include "base/arena.h"
#include "base/conf.h"
#include "base/keys.h"

enum { TICKET_ID = 16, TICKET_FLOW = 24 };

struct ticket {
	unsigned	 operator;
	uint8_t		 id[TICKET_ID];		/* random, made by ticket_seal() */
	uint64_t	 sim_id, line_id, device_id;
	uint32_t	 sim_epoch;
	uint64_t	 issued, expires;	/* seconds */
	char		 flow[TICKET_FLOW];	/* "wifi-calling" */
};

/* "ticket=<Base64url>", the whole UserData; lives in the arena. */
enum ecs_err	 ticket_seal(struct keys *, const struct conf *, struct arena *,
		    const struct ticket *, const char **userdata) MUST_CHECK;

/* text is the value of ticket=.  ECS_AUTH_NEEDED: not ours, changed, expired. */
enum ecs_err	 ticket_open(struct keys *, const struct conf *, struct arena *,
		    const char *text, uint64_t now, struct ticket *out) MUST_CHECK;

#endif
