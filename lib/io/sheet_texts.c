/* sheet_texts.c - the words of pages, by operator and language. */
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "io/sheet_int.h"

#define X(s)	((const xmlChar *)(s))

struct text {
	struct text	*next;
	const char	*key, *text;
};

/* All texts of a page for an operator in a language; the first of a key counts. */
struct book {
	struct book	*next;
	const char	*page, *language;	/* page "": shared texts */
	unsigned	 operator;
	struct text	*texts, **end;
	xmlNodePtr	 all;			/* as an element, made at first use */
};

static struct arena	*mem;
static struct book	*books;

void
sheet_texts_forget(void)
{
	for (const struct book *b = books; b != NULL; b = b->next)
		xmlFreeNode(b->all);
	if (mem != NULL)
		arena_free(mem);
	mem = NULL;
	books = NULL;
}

static const char *
find(const struct book *b, const char *key)
{
	for (const struct text *t = b->texts; t != NULL; t = t->next)
		if (strcmp(t->key, key) == 0)
			return t->text;
	return NULL;
}

/* A key is the name of an element. */
static bool
key_ok(const char *s)
{
	return s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-0123456789")] ==
	    '\0' && ((*s | 0x20) >= 'a' && (*s | 0x20) <= 'z');
}

static void
add(struct book *b, char *line)
{
	char *text = line, *key = strsep(&text, " \t");
	struct text *t;

	if (text == NULL || !key_ok(key) || find(b, key) != NULL)
		return;
	t = a_zalloc(mem, sizeof(*t));
	*t = (struct text){ NULL, a_strdup(mem, key),
	    a_strdup(mem, text + strspn(text, " \t")) };
	*b->end = t;
	b->end = &t->next;
}

static void
read_file(struct book *b, const char *path)
{
	char line[2048];
	FILE *fp = fopen(path, "re");

	if (fp == NULL)
		return;
	while (fgets(line, sizeof(line), fp) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (*line != '#' && *line != '\0')
			add(b, line);
	}
	fclose(fp);
}

/* The operator's words before ours, a page's before shared ones. */
static void
read_language(struct book *b, const struct sheet_for *f, const char *language)
{
	char path[1024], own[512];

	snprintf(own, sizeof(own), "%s/operators/%s", f->conf->data_dir, f->op->name);
	if (*b->page != '\0') {
		snprintf(path, sizeof(path), "%s/websheets/%s/texts.%s", own, b->page, language);
		read_file(b, path);
	}
	snprintf(path, sizeof(path), "%s/texts/%s", own, language);
	read_file(b, path);
	if (*b->page != '\0') {
		snprintf(path, sizeof(path), "%s/websheets/%s/texts.%s", f->conf->data_dir,
		    b->page, language);
		read_file(b, path);
	}
	snprintf(path, sizeof(path), "%s/templates/texts/%s", f->conf->data_dir, language);
	read_file(b, path);
}

static struct book *
book(const struct sheet_for *f, const char *page)
{
	static bool will_free;
	struct book *b;

	if (mem == NULL)
		mem = arena_new(16384);
	if (!will_free)
		will_free = atexit(sheet_texts_forget) == 0;
	for (b = books; b != NULL; b = b->next)
		if (b->operator == f->op->id && strcmp(b->page, page) == 0 &&
		    strcmp(b->language, f->language) == 0)
			return b;
	b = a_zalloc(mem, sizeof(*b));
	*b = (struct book){ books, a_strdup(mem, page), a_strdup(mem, f->language),
	    f->op->id, NULL, NULL, NULL };
	b->end = &b->texts;
	read_language(b, f, f->language);
	if (strcmp(f->language, f->op->languages.s[0]) != 0)
		read_language(b, f, f->op->languages.s[0]);
	return books = b;
}

const char *
sheet_text(const struct sheet_for *f, const char *page, const char *key)
{
	const char *s = find(book(f, page != NULL ? page : ""), key);

	if (s == NULL)
		log_msg(L_WARN, "no text %s in language %s", key, f->language);
	return s != NULL ? s : "";
}

static xmlNodePtr
element(const struct book *b)
{
	xmlNodePtr all = xmlNewNode(NULL, X("texts"));

	for (const struct text *t = b->texts; t != NULL && all != NULL; t = t->next)
		if (xmlNewTextChild(all, NULL, X(t->key), X(t->text)) == NULL)
			abort();
	if (all == NULL)
		abort();
	return all;
}

/* A copy for each page would cost as much as the page. */
struct _xmlNode *
sheet_texts_lend(const struct sheet_for *f, const char *page, xmlNodePtr root)
{
	struct book *b = book(f, page);

	if (b->all == NULL)
		b->all = element(b);
	if (xmlNewProp(root, X("lang"), X(f->language)) == NULL || xmlAddChild(root, b->all) == NULL)
		abort();
	return b->all;
}

void
sheet_texts_back(xmlNodePtr all)
{
	xmlUnlinkNode(all);
	xmlSetTreeDoc(all, NULL);
}
