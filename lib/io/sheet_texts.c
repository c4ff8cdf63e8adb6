/* sheet_texts.c - the words of pages, as elements of their trees. */
#include <libxml/tree.h>
#include <stdlib.h>

#include "io/locale.h"
#include "io/sheet_int.h"
#include "io/text.h"

#define X(s)	((const xmlChar *)(s))

/* Made once, and lent to one page after the other: a copy would cost as much as the page. */
struct lent {
	struct lent	*next;
	const struct text *texts;
	xmlNodePtr	 all;
};

static struct lent	*lents;

void
sheet_texts_forget(void)
{
	for (struct lent *l; (l = lents) != NULL; free(l)) {
		lents = l->next;
		xmlFreeNode(l->all);
	}
	text_forget();
}

const char *
sheet_text(const struct sheet_for *f, const char *page, const char *key)
{
	return text_of_page(f->conf, f->op, f->language, page != NULL ? page : "", key);
}

static xmlNodePtr
element(const struct text *t)
{
	xmlNodePtr all = xmlNewNode(NULL, X("texts"));

	for (; t != NULL && all != NULL; t = t->next)
		if (xmlNewTextChild(all, NULL, X(t->key), X(t->text)) == NULL)
			abort();
	if (all == NULL)
		abort();
	return all;
}

static xmlNodePtr
lent(const struct text *t)
{
	static bool will_free;
	struct lent *l;

	if (!will_free)
		will_free = atexit(sheet_texts_forget) == 0;
	for (l = lents; l != NULL; l = l->next)
		if (l->texts == t)
			return l->all;
	if ((l = malloc(sizeof(*l))) == NULL)
		abort();
	*l = (struct lent){ lents, t, element(t) };
	lents = l;
	return l->all;
}

struct _xmlNode *
sheet_texts_lend(const struct sheet_for *f, const char *page, xmlNodePtr root)
{
	xmlNodePtr all = lent(text_all(f->conf, f->op, f->language, page));

	if (xmlNewProp(root, X("lang"), X(f->language)) == NULL ||
	    xmlNewProp(root, X("dir"), X(locale_dir(f->language))) == NULL ||
	    xmlAddChild(root, all) == NULL)
		abort();
	return all;
}

void
sheet_texts_back(xmlNodePtr all)
{
	xmlUnlinkNode(all);
	xmlSetTreeDoc(all, NULL);
}
