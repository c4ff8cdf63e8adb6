/*
 * terms.h - a document to be accepted, as it is shown.
 *
 * DATA-DIR/websheets/PAGE/terms.VERSION.LANGUAGE.txt: paragraphs between empty
 * lines; one that begins with "# " is a heading.  The digest of the whole file is
 * what a consent records, so a version's file is never changed.
 */
#ifndef ECS_TERMS_H
#define ECS_TERMS_H

#include "page.h"

struct terms {
	uint64_t	 version;
	const char	*language;	/* of the text: the reader's, or the operator's first */
	struct span	 text;
	uint8_t		 digest[CRYPT_HASH];
};

/* ECS_INTERNAL, with why, when there is no such file. */
enum ecs_err	 terms_load(struct req *, const char *page, uint64_t version,
		    struct terms *out) MUST_CHECK;

/* Adds <terms version="" lang=""> with <h> and <p>. */
struct sheet_el	*terms_show(struct req *, struct sheet_el *, const struct terms *);

#endif
