/*
 * sheet_check.h - what the parts of ecsctl websheet check share.
 *
 * Layer cmd.  Each part looks at one kind of file and tells what it finds; all lives
 * in the run's arena, but for documents, which are deferred to it.
 */
#ifndef ECS_CTL_SHEET_CHECK_H
#define ECS_CTL_SHEET_CHECK_H

#include <libxml/tree.h>

#include "ctl.h"
#include "io/sheet_sample.h"
#include "json.h"

/* What stylesheets of a page say about texts: names, beginnings of names ("title-"). */
struct used_name {
	struct used_name *next;
	const char	*name, *path;
	int		 line;
	bool		 begins;	/* all names that begin so */
	bool		 needed;	/* $t/NAME: must be there */
};

/* A stylesheet that was read. */
struct xsl {
	struct xsl	*next;
	const char	*path;
	xmlDocPtr	 doc;
};

/* One run, at one operator. */
struct sheet_check {
	struct ctl	*c;
	struct json	 j;
	struct sheet_for f;
	unsigned	 wrong;
	struct sheet_told *told;
};

/* One thing that is wrong at path:line, and what to do; each is told once. */
void		 sheet_told(struct sheet_check *, const char *path, int line, const char *todo,
		    const char *wrong, ...) PRINTF(5, 6);

/* The word at s, of characters of a key; in the arena. */
const char	*sheet_word(struct arena *, const char *s);

/* A plain file of any place, whole, up to SHEET_FILE octets. */
bool		 sheet_slurp(struct arena *, const char *path, struct span *out);

/* Its own look at one stylesheet; the document, or NULL (told) when it is no XML. */
struct xsl	*xsl_check(struct sheet_check *, const char *path);
bool		 xsl_is(const xmlNode *, const char *name);	/* xsl:NAME */
/* An attribute's value, in the arena; NULL when there is none. */
const char	*xsl_attr(struct arena *, const xmlNode *, const char *name);

/* Adds what a stylesheet says about texts. */
void		 used_add(struct sheet_check *, const struct xsl *, struct used_name **);
bool		 used_has(const struct used_name *, const char *key);

/* Texts of a page (page "": shared ones) in all languages of the operator. */
void		 text_check(struct sheet_check *, const char *page, const struct used_name *);

/* Every state of a page as a browser would get it: labels of fields. */
void		 form_check(struct sheet_check *, const char *page, const struct xsl *);

/* sheet.css with the operator's brand.css: contrasts, and what they load. */
void		 css_check(struct sheet_check *);

/* A colour's relative luminance (WCAG 2.2), or -1 when it cannot be read. */
double		 colour_luminance(const char *value);
double		 colour_contrast(double, double);

#endif
