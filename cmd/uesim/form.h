/*
 * form.h - an HTML page as a person sees it: fields with their labels, hints and
 * error messages, buttons, links, what the page asks the phone to do.
 *
 * Read with libxml2's HTML parser, which takes anything.  Every text is one line:
 * blanks are joined and control characters are gone, so that a page cannot write
 * to the terminal.  Everything lives in the arena.
 */
#ifndef UESIM_FORM_H
#define UESIM_FORM_H

#include "base/arena.h"

enum { PAGE_FIELDS = 400, PAGE_TEXT = 4096 };	/* what lies beyond is not seen */

enum field_kind { F_TEXT, F_TICK, F_RADIO, F_SELECT, F_HIDDEN, F_SUBMIT, F_BUTTON };

struct field_option {
	struct field_option	*next;
	const char		*value, *text;
};

struct field {
	struct field		*next;
	enum field_kind		 kind;
	const char		*name, *value;		/* "" when none */
	const char		*label;			/* a button's text; "" when none */
	const char		*group;			/* legend or heading above it */
	const char		*hint, *error;		/* "" when none */
	const char		*around;		/* of a tick: the text it is about */
	const char		*autocomplete;
	const char		*call;			/* data-call of a button, or NULL */
	const char		*action, *method;	/* formaction, formmethod, or NULL */
	size_t			 max;			/* characters; 0: no limit */
	bool			 required, checked, disabled, invalid;
	bool			 novalidate;		/* formnovalidate of a button */
	bool			 unseen;		/* hidden until a script shows it */
	bool			 secret;		/* type="password" */
	const char		*id, *presses;		/* data-press: a button's id, or NULL */
	struct field_option	*options;
};

struct page_form {
	struct page_form	*next;
	const char		*action, *method;	/* as written; "" when none */
	bool			 novalidate;
	struct field		*fields, **tail;
	const void		*node;			/* while it is read */
};

struct page_link {
	struct page_link	*next;
	const char		*href, *text;
};

struct page_alert {
	struct page_alert	*next;
	const char		*text;			/* role="alert", not at a field */
};

struct page {
	const char		*title, *heading, *lang;	/* "" when none */
	const char		*text;			/* all of it, cut at PAGE_TEXT */
	const char		*base;			/* <base href>, or NULL */
	const char		*call;			/* body data-call, or NULL */
	int			 refresh_s;		/* -1: none */
	const char		*refresh_url;		/* "": this page */
	struct page_form	*forms;			/* in document order */
	struct page_form	 loose;			/* buttons outside any form */
	struct page_link	*links;
	struct page_alert	*alerts;
};

/* Never fails: what cannot be read is an empty page.  charset may be NULL. */
struct page	*page_read(struct arena *, const char *html, size_t len, const char *charset);

/* What a Refresh header or its meta element says; false when it is malformed. */
bool		 page_refresh(struct arena *, const char *content, struct page *out);

/* The first error of a field or alert of the page; NULL when there is none. */
const char	*page_error(const struct page *);

/*
 * application/x-www-form-urlencoded, as a browser sends it when this button is
 * pressed (NULL: none).  A select without a choice sends its first option.
 */
const char	*form_encode(struct arena *, const struct page_form *,
		    const struct field *pressed);

/*
 * The first field that makes a browser refuse to send when this button is
 * pressed, because it is required and empty; NULL: all may go.
 */
struct field	*form_refuses(const struct page_form *, const struct field *pressed);

#endif
