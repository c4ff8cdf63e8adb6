/* html.c - a walk without recursion: a page may be nested as deep as it likes. */
#include <libxml/parser.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "form.h"
#include "html.h"

bool
html_is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && strcasecmp((const char *)n->name, name) == 0;
}

bool
html_has(const xmlNode *n, const char *attr)
{
	return xmlHasProp(n, (const xmlChar *)attr) != NULL;
}

/*
 * Joins blanks and control characters, C1 ones in UTF-8 included, to one blank,
 * and leaves out marks that change the direction of writing (U+202A to U+202E).
 */
static void
add_line(struct buf *b, const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	for (; *p != '\0' && b->len < PAGE_TEXT; p++) {
		bool c1 = p[0] == 0xc2 && p[1] >= 0x80 && p[1] <= 0xa0;

		if (p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0xaa && p[2] <= 0xae) {
			p += 2;
		} else if (c1 || *p <= ' ' || *p == 0x7f) {
			p += c1;
			if (b->len > 0 && b->p[b->len - 1] != ' ')
				buf_char(b, ' ');
		} else
			buf_char(b, (char)*p);
	}
}

/* Without the last blank, and without half a character at the cut. */
static const char *
line(struct buf *b)
{
	if (b->len >= PAGE_TEXT) {
		while (b->len > 0 && ((unsigned char)b->p[b->len - 1] & 0xc0) == 0x80)
			b->len--;
		if (b->len > 0 && (unsigned char)b->p[b->len - 1] >= 0x80)
			b->len--;
	}
	while (b->len > 0 && b->p[b->len - 1] == ' ')
		b->len--;
	return buf_cstr(b);
}

const char *
html_attr(struct arena *a, const xmlNode *n, const char *attr)
{
	xmlChar *value = xmlGetProp(n, (const xmlChar *)attr);
	struct buf b;

	if (value == NULL)
		return "";
	buf_init(&b, a, 32);
	add_line(&b, (const char *)value);
	xmlFree(value);
	return line(&b);
}

bool
html_word(struct arena *a, const xmlNode *n, const char *attr, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = html_attr(a, n, attr); *p != '\0'; p += strspn(p, " ")) {
		size_t w = strcspn(p, " ");

		if (w == len && strncasecmp(p, word, len) == 0)
			return true;
		p += w;
	}
	return false;
}

static bool
unseen(const xmlNode *n)
{
	static const char *const names[] = {
		"script", "style", "head", "title", "template", "select", "textarea", "noscript",
	};

	for (size_t i = 0; i < NELEM(names); i++)
		if (html_is(n, names[i]))
			return true;
	return n->type == XML_ELEMENT_NODE && html_has(n, "hidden");
}

/* Elements that do not end a word. */
static bool
within_words(const xmlNode *n)
{
	static const char *const names[] = { "a", "abbr", "b", "em", "i", "strong", "sub", "sup" };

	for (size_t i = 0; i < NELEM(names); i++)
		if (html_is(n, names[i]))
			return true;
	return n->type != XML_ELEMENT_NODE;
}

const char *
html_text(struct arena *a, const xmlNode *root)
{
	struct buf b;

	buf_init(&b, a, 128);
	for (const xmlNode *n = root; n != NULL && b.len < PAGE_TEXT;) {
		bool into = n == root || !unseen(n);

		if (!within_words(n) || (n != root && n->prev != NULL && !within_words(n->prev)))
			add_line(&b, " ");
		if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) &&
		    n->content != NULL)
			add_line(&b, (const char *)n->content);
		n = html_next(n, root, into);
	}
	return line(&b);
}

xmlNode *
html_next(const xmlNode *n, const xmlNode *root, bool into)
{
	if (into && n->type == XML_ELEMENT_NODE && n->children != NULL)
		return n->children;
	while (n != root && n->next == NULL)
		n = n->parent;
	return n == root ? NULL : n->next;
}

static bool
is_one(const xmlNode *n, const char *const *names, size_t nnames)
{
	for (size_t i = 0; i < nnames; i++)
		if (html_is(n, names[i]))
			return true;
	return false;
}

xmlNode *
html_up(const xmlNode *n, const char *const *names, size_t nnames)
{
	for (; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent)
		if (is_one(n, names, nnames))
			return (xmlNode *)n;
	return NULL;
}

xmlNode *
html_down(const xmlNode *root, const char *const *names, size_t nnames)
{
	for (xmlNode *n = html_next(root, root, true); n != NULL; n = html_next(n, root, true))
		if (is_one(n, names, nnames))
			return n;
	return NULL;
}

xmlNode *
html_by_id(const xmlNode *any, const char *id)
{
	xmlAttr *at = *id == '\0' ? NULL : xmlGetID(any->doc, (const xmlChar *)id);

	return at != NULL && at->type == XML_ATTRIBUTE_NODE ? at->parent : NULL;
}
