/*
 * state.h - what the phone remembers: its SIM, and a token and document version
 * per app name.  A JSON file, mode 0600.
 *
 * Strings live in the arena of the phone.
 */
#ifndef UESIM_STATE_H
#define UESIM_STATE_H

#include <jansson.h>

#include "uesim.h"
#include "usim.h"

struct state {
	const char	*path, *terminal_id;
	struct sim	 sim;
	json_t		*kept;		/* app name -> {"token", "vers"}; owned */
};

/*
 * The SIM the options name: from its file, changed by what the options give; the
 * demo line when they name none.  NULL with a message when it has no key, or a
 * value is malformed.  Freed with the arena.
 */
struct state	*state_load(struct ue *);

/* Replaces the file in one step; nothing without a path.  False with a message. */
bool		 state_save(const struct state *) MUST_CHECK;

/* The file a phone with these options uses; NULL with a message without a home. */
const char	*state_path(struct arena *, const struct opts *, const char *imsi);

/* What is kept for this app name; NULL when nothing.  Lives as long as kept. */
const char	*state_kept(const struct state *, const char *app_name, const char *what);
void		 state_keep(struct state *, const char *app_name, const char *what,
		    const char *value);		/* NULL: forget it */

/* "465b5c..." of n octets. */
const char	*hex(struct arena *, const uint8_t *, size_t n);

#endif
