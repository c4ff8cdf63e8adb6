/*
 * words.h - what the person at the terminal is told: short sentences as things
 * happen, or one JSON object at the end (--json-out).
 */
#ifndef UESIM_WORDS_H
#define UESIM_WORDS_H

#include <jansson.h>

#include "client.h"
#include "uesim.h"

struct words	*words_new(struct arena *, const struct opts *);

void		 say(struct words *, const char *, ...) PRINTF(2, 3);
void		 words_verdict(struct words *, const struct verdict *);

/* Facts that only the JSON summary holds. */
void		 words_fact(struct words *, const char *name, const char *value);
void		 words_number(struct words *, const char *name, long long value);

/* Adds to a list of that name in the summary; takes the item over. */
void		 words_list(struct words *, const char *name, json_t *item);

/* A new answer: the services told so far no longer count. */
void		 words_again(struct words *);

/* The summary's only service, without a word. */
void		 words_replace(struct words *, const struct verdict *);

/* Nothing is said until it is called with false. */
void		 words_mute(struct words *, bool);

/* Writes the JSON summary, when that was asked for. */
void		 words_end(struct words *, enum ue_exit);

const char	*words_state(enum verdict_state);		/* "sheet" */
const char	*words_app(const char *app);			/* "Wi-Fi calling" */
const char	*words_time(struct arena *, long long seconds);	/* "1 day" */

#endif
