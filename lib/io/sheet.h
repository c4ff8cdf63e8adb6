/*
 * sheet.h - web pages: a tree of values in, a stylesheet's HTML out.
 *
 * Layer io.  C never writes HTML.  A page is DATA-DIR/websheets/PAGE/page.xsl
 * applied to a tree in which every value is a text node or an attribute, so a
 * value cannot become markup.  Texts (io/text.h) are merged into the tree, and
 * its root gets lang and dir.  Below DATA-DIR/operators/NAME an operator may have
 * files of the same names: a stylesheet replaces ours, texts do so key by key.
 * All is read on first use and kept; a stylesheet reads nothing, at no time, but
 * the files it imports by name from those folders.
 */
#ifndef ECS_IO_SHEET_H
#define ECS_IO_SHEET_H

#include "base/buf.h"
#include "base/conf.h"

struct sheet;
struct sheet_el;

/* For whom a page is: whose files, which language. */
struct sheet_for {
	const struct conf *conf;
	const struct conf_operator *op;
	const char	*language;
};

/* An empty page; dies with the arena.  page is a folder's name, [a-z-]. */
struct sheet	*sheet_new(struct arena *, const char *page);

/* The root element, and new elements below another; live as long as the sheet. */
struct sheet_el	*sheet_root(struct sheet *);
struct sheet_el	*sheet_add(struct sheet_el *, const char *name);

/* sheet_set() to which attributes can be added. */
struct sheet_el	*sheet_add_text(struct sheet_el *, const char *name, const char *value);

/* An element with a text, or an attribute.  Octets that XML has no place for become "?". */
void		 sheet_set(struct sheet_el *, const char *name, const char *value);
void		 sheet_set_u64(struct sheet_el *, const char *name, uint64_t value);
void		 sheet_attr(struct sheet_el *, const char *name, const char *value);

/*
 * An element that a template may put into href or src.  Left out, and false,
 * unless the value is http:, https: or a path of this server.
 */
bool		 sheet_set_url(struct sheet_el *, const char *name, const char *value);

/* One text, as the page would show it, "" when there is none.  Lives as long as the process. */
const char	*sheet_text(const struct sheet_for *, const char *page, const char *key);

/* ECS_INTERNAL and a log line when there is no such page or it does not compile. */
enum ecs_err	 sheet_write(struct sheet *, const struct sheet_for *, struct buf *out) MUST_CHECK;

/*
 * The file DATA-DIR/NAME, the operator's own before ours, whole, in the arena.
 * name must come from the program, not from a client.  ECS_NOROW when there is
 * none, or it has more than SHEET_FILE octets.
 */
enum { SHEET_FILE = 256 * 1024 };
enum ecs_err	 sheet_file(const struct sheet_for *, struct arena *, const char *name,
		    struct span *out) MUST_CHECK;

/* Where that file is, in the arena; NULL when there is none. */
const char	*sheet_path(const struct sheet_for *, struct arena *, const char *name);

/* Stylesheets and texts are read anew from now on; what sheet_text() gave is gone. */
void		 sheet_forget(void);

/*
 * False when the page's stylesheet does not compile; what libxslt says of it, line by
 * line, goes to said.  Nothing is kept.
 */
bool		 sheet_compiles(const struct sheet_for *, const char *page,
		    void (*said)(void *arg, const char *line), void *arg);

#endif
