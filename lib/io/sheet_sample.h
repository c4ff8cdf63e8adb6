/*
 * sheet_sample.h - trees to look at pages with, before there is a subscriber.
 *
 * Layer io.  Beside a page's stylesheet lie websheets/PAGE/sample.xml, which is the
 * state "default", and samples/STATE.xml: trees as C makes them, without texts.  They
 * are read without DTD, entities and network.  All that is given out lives in the arena.
 */
#ifndef ECS_IO_SHEET_SAMPLE_H
#define ECS_IO_SHEET_SAMPLE_H

#include "io/sheet.h"

#define SHEET_DEFAULT	"default"	/* the state of sample.xml */

struct sheet_names {
	size_t		 n;
	const char	**s;		/* sorted */
};

/* Pages that have a sample; states of one: the operator's and ours. */
void		 sheet_sample_pages(const struct sheet_for *, struct arena *,
		    struct sheet_names *out);
void		 sheet_sample_states(const struct sheet_for *, struct arena *,
		    const char *page, struct sheet_names *out);

/* "samples/STATE.xml" below websheets/PAGE; NULL when the names are no names. */
const char	*sheet_sample_name(struct arena *, const char *page, const char *state);

/*
 * A sheet from a sample.  ECS_PARAM_FORMAT: not a tree of a page; why says what is
 * wrong with it, and in which line.
 */
enum ecs_err	 sheet_sample_read(struct arena *, const char *page, struct span xml,
		    struct sheet **out, const char **why) MUST_CHECK;

#endif
