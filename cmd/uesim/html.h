/*
 * html.h - libxml2's tree of a page: attributes and texts as the form reader
 * wants them.
 *
 * Strings live in the arena; nodes as long as their document.
 */
#ifndef UESIM_HTML_H
#define UESIM_HTML_H

#include <libxml/tree.h>

#include "base/arena.h"

bool		 html_is(const xmlNode *, const char *name);
bool		 html_has(const xmlNode *, const char *attr);

/* The attribute's value on one line; "" when it is not there. */
const char	*html_attr(struct arena *, const xmlNode *, const char *attr);

/* True when the blank-separated words of the attribute hold this one, without case. */
bool		 html_word(struct arena *, const xmlNode *, const char *attr, const char *word);

/* What is seen of it: not scripts, choices of a select, or hidden elements. */
const char	*html_text(struct arena *, const xmlNode *);

/* The next node in document order below root; into: its children first. */
xmlNode		*html_next(const xmlNode *, const xmlNode *root, bool into);

/* The closest of n and its ancestors with one of these names; NULL: none. */
xmlNode		*html_up(const xmlNode *n, const char *const *names, size_t nnames);

/* The first descendant with one of these names. */
xmlNode		*html_down(const xmlNode *root, const char *const *names, size_t nnames);

/* The element with that id; NULL: none. */
xmlNode		*html_by_id(const xmlNode *any, const char *id);

#endif
