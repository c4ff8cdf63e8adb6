/*
 * sheet_used.c - which texts stylesheets speak of.
 *
 * By name as $t/NAME; as a string, of which one that ends in "-" is how names begin,
 * and so is one given to a template as its parameter "key"; as the only word of a text
 * node.  A comment may name more: NAME stands for anything in "missing-NAME", and words
 * after "texts of the program:" are read by C.
 */
#include <stdlib.h>
#include <string.h>

#include "sheet_check.h"

#define PROGRAM	"texts of the program:"

/* One stylesheet being read. */
struct reader {
	struct sheet_check *k;
	const struct xsl *x;
	struct used_name **list;
	int		 line;
};

static void
add(struct reader *r, const char *name, bool begins, bool needed)
{
	struct used_name *u;

	if (*name == '\0')
		return;
	u = a_alloc(r->k->c->a, sizeof(*u));
	*u = (struct used_name){ *r->list, name, r->x->path, r->line, begins, needed };
	*r->list = u;
}

bool
used_has(const struct used_name *u, const char *key)
{
	for (; u != NULL; u = u->next)
		if (u->begins ? strncmp(key, u->name, strlen(u->name)) == 0 :
		    strcmp(key, u->name) == 0)
			return true;
	return false;
}

/* $t/NAME and 'NAME' of an XPath. */
static void
expression(struct reader *r, const char *s, bool is_key)
{
	struct arena *a = r->k->c->a;

	for (const char *at = s; (at = strstr(at, "$t/")) != NULL; at += 3)
		add(r, sheet_word(a, at + 3), false, true);
	for (const char *at = s, *end; (at = strchr(at, '\'')) != NULL; at = end + 1) {
		const char *word = sheet_word(a, at + 1);

		if ((end = strchr(at + 1, '\'')) == NULL)
			return;
		if (*word == '\0' || *word == '-' || (size_t)(end - at) - 1 != strlen(word))
			continue;
		add(r, word, word[strlen(word) - 1] == '-', false);
		if (is_key)
			add(r, a_printf(a, "%s-", word), true, false);
	}
}

static void
comment(struct reader *r, const char *s)
{
	const char *p = strstr(s, PROGRAM), *at = s;
	struct arena *a = r->k->c->a;

	while ((at = strstr(at, "-NAME")) != NULL) {
		const char *from = ++at;

		while (from > s && (from[-1] == '-' || (from[-1] >= 'a' && from[-1] <= 'z')))
			from--;
		if (from < at - 1)
			add(r, a_strndup(a, from, (size_t)(at - from)), true, false);
	}
	if (p == NULL)
		return;
	for (p += strlen(PROGRAM); *p == ' ' || *p == ','; p += strlen(sheet_word(a, p))) {
		p += strspn(p, " ,");
		add(r, sheet_word(a, p), false, false);
	}
}

static void
text(struct reader *r, const char *s)
{
	const char *word;

	s += strspn(s, " \t\r\n");
	word = sheet_word(r->k->c->a, s);
	if (*word != '\0' && s[strlen(word)] == '\0')
		add(r, word, false, false);
}

static void
element(struct reader *r, const xmlNode *n)
{
	struct arena *a = r->k->c->a;
	const char *name = xsl_attr(a, n, "name");
	bool is_key = xsl_is(n, "with-param") && name != NULL && strcmp(name, "key") == 0;

	for (const xmlAttr *t = n->properties; t != NULL; t = t->next)
		expression(r, xsl_attr(a, n, (const char *)t->name), is_key);
}

static void
walk(struct reader *r, const xmlNode *n)
{
	for (; n != NULL; n = n->next) {
		r->line = (int)xmlGetLineNo(n);
		if (n->type == XML_ELEMENT_NODE) {
			element(r, n);
			walk(r, n->children);
		} else if (n->type == XML_COMMENT_NODE)
			comment(r, (const char *)n->content);
		else if (n->type == XML_TEXT_NODE)
			text(r, (const char *)n->content);
	}
}

void
used_add(struct sheet_check *k, const struct xsl *x, struct used_name **list)
{
	struct reader r = { k, x, list, 1 };

	walk(&r, x->doc->children);
}
