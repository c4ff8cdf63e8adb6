/*
 * doc.h - one response tree, written as XML or as JSON.
 *
 * Layer fmt.  Handlers add values; only doc.c knows angle brackets, quotes and
 * escapes, and it takes names from an enum, so neither a value nor a name can
 * become markup.  The tree and all strings live in the arena.
 *
 * What clients of spec TS.43 2.9 can read decides the form: parm has name,
 * then value; characteristic has type alone; JSON scalars are strings.  In XML
 * only &amp; survives the clients' own readers, so < > " ' in a value are
 * replaced by look-alikes there.
 */
#ifndef ECS_FMT_DOC_H
#define ECS_FMT_DOC_H

#include "base/buf.h"

enum parm {
#define PN(n)	PN_##n,
#include "fmt/parm.def"
#undef PN
	PN__MAX
};

enum doc_fmt { DOC_XML, DOC_JSON };

struct doc;
struct node;

struct doc	*doc_new(struct arena *);
struct node	*doc_vers(struct doc *);
struct node	*doc_token(struct doc *);
struct node	*doc_app(struct doc *, const char *appid);	/* static or arena */
struct node	*doc_list(struct node *, enum parm list);
struct node	*doc_item(struct node *list, enum parm item);

/* Copies the value; NULL adds nothing. */
void		 doc_str(struct node *, enum parm, const char *);
void		 doc_int(struct node *, enum parm, long);
bool		 doc_has(const struct node *, enum parm);
bool		 doc_empty(const struct doc *);
void		 doc_write(const struct doc *, enum doc_fmt, struct buf *);

const char	*doc_parm_name(enum parm);	/* static */

#endif
