/* sheet_texts.c - the words of a page in its tree. */
#include <libxml/tree.h>
#include <stdlib.h>

#include "io/locale.h"
#include "io/sheet_int.h"
#include "io/text.h"

#define X(s)	((const xmlChar *)(s))

const char *
sheet_text(const struct sheet_for *f, const char *page, const char *key)
{
	return text_of_page(f->conf, f->op, f->language, page, key);
}

void
sheet_texts(const struct sheet_for *f, const char *page, xmlNodePtr root)
{
	xmlNodePtr all = xmlNewChild(root, NULL, X("texts"), NULL);
	const struct text *t = text_all(f->conf, f->op, f->language, page);

	if (all == NULL || xmlNewProp(root, X("lang"), X(f->language)) == NULL ||
	    xmlNewProp(root, X("dir"), X(locale_dir(f->language))) == NULL)
		abort();
	for (; t != NULL; t = t->next)
		if (xmlNewTextChild(all, NULL, X(t->key), X(t->text)) == NULL)
			abort();
}
