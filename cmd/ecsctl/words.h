/*
 * words.h - the words of ENUM columns, of AppIDs and of times.
 *
 * Layer cmd.  Owns nothing.  MariaDB counts ENUM values from 1; 0 is no word of the list.
 */
#ifndef ECS_CTL_WORDS_H
#define ECS_CTL_WORDS_H

#include "base/arena.h"

extern const char *const line_states[], *const sim_states[], *const sim_roles[];
extern const char *const overrides[], *const provs[], *const addr_states[];
extern const char *const networks[], *const accesses[], *const network_states[];
extern const char *const algs[];

int		 word_index(const char *const *list, const char *);
const char	*word_name(const char *const *list, int);	/* "?" when there is none */

/* "active, suspended, ..." for a message. */
const char	*word_list(const char *const *list, struct arena *);

#define APP_WORDS	"ap2003 (volte), ap2004 (vowifi) or ap2005 (sms)"

/* 2004 for "ap2004", "2004", "vowifi"; 0 when it is no service. */
int		 app_number(const char *);
const char	*app_title(int app);	/* "Wi-Fi calling"; static */

/* "2027-01-31", "2027-01-31T12:00:00Z" or "+2h" (s m h d) from now; 0: neither. */
uint64_t	 time_parse(const char *, uint64_t now);

/* "2027-01-31T12:00:00Z"; "never" for 0. */
const char	*time_text(struct arena *, uint64_t);

#endif
