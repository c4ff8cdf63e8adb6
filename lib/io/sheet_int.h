/*
 * sheet_int.h - between sheet.c, its stylesheets and its texts.
 *
 * Layer io.  What these return is kept for the life of the process.
 */
#ifndef ECS_IO_SHEET_INT_H
#define ECS_IO_SHEET_INT_H

#include "io/sheet.h"

/* libxml's and libxslt's own. */
struct _xmlDoc;
struct _xmlNode;
struct _xsltStylesheet;
struct _xsltSecurityPrefs;

/* A page's compiled stylesheet; NULL, with a log line, when it cannot be had. */
struct _xsltStylesheet *sheet_style(const struct sheet_for *, const char *page);

/* What a running stylesheet may do: nothing but make the page. */
struct _xsltSecurityPrefs *sheet_prefs(void);

/* Sets libxml and libxslt up, once: nothing is fetched, nothing is printed. */
void		 sheet_begin(void);

/* A sheet of a tree that was read; the arena frees it. */
struct sheet	*sheet_adopt(struct arena *, const char *page, struct _xmlDoc *);

/* Parts of sheet_forget(). */
void		 sheet_style_forget(void);
void		 sheet_texts_forget(void);

/*
 * Hangs an element "texts", with an element for each key, below the root, which gets
 * the language, too.  It is lent: give it back before the root is freed.
 */
struct _xmlNode	*sheet_texts_lend(const struct sheet_for *, const char *page,
		    struct _xmlNode *root);
void		 sheet_texts_back(struct _xmlNode *);

#endif
