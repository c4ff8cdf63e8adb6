/* text.c - files of words, in memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "io/text.h"

/* All words of a page for an operator in a language. */
struct book {
	struct book	*next;
	const char	*page, *language;
	unsigned	 operator;
	struct text	*texts, *last;
};

static struct arena	*mem;
static struct book	*books;

void
text_forget(void)
{
	if (mem != NULL)
		arena_free(mem);
	mem = NULL;
	books = NULL;
}

static const char *
find(const struct text *t, const char *key)
{
	for (; t != NULL; t = t->next)
		if (strcmp(t->key, key) == 0)
			return t->text;
	return NULL;
}

/* A key is the name of an element of a page's tree; ".few" and the like are plurals. */
static bool
key_ok(const char *s)
{
	return s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.0123456789")]
	    == '\0' && ((*s | 0x20) >= 'a' && (*s | 0x20) <= 'z');
}

static void
add(struct book *b, char *line)
{
	char *text = line, *key = strsep(&text, " \t");
	struct text *t;

	if (text == NULL || !key_ok(key) || find(b->texts, key) != NULL)
		return;
	t = a_zalloc(mem, sizeof(*t));
	*t = (struct text){ NULL, a_strdup(mem, key),
	    a_strdup(mem, text + strspn(text, " \t")) };
	if (b->last == NULL)
		b->texts = t;
	else
		b->last->next = t;
	b->last = t;
}

static void
read_file(struct book *b, const char *path)
{
	FILE *fp = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;

	if (fp == NULL)
		return;
	while (getline(&line, &size, fp) > 0) {
		line[strcspn(line, "\r\n")] = '\0';
		if (*line != '#' && *line != '\0')
			add(b, line);
	}
	free(line);
	fclose(fp);
}

/* The operator's words before ours, a page's before shared ones. */
static void
read_language(struct book *b, const struct conf *c, const char *operator, const char *language)
{
	char own[512], path[1024];
	const char *const dir[] = { own, c->data_dir }, *const shared[] = { "texts",
	    "templates/texts" };

	snprintf(own, sizeof(own), "%s/operators/%s", c->data_dir, operator);
	for (size_t i = 0; i < NELEM(dir); i++) {
		if (*b->page != '\0') {
			snprintf(path, sizeof(path), "%s/websheets/%s/texts.%s", dir[i], b->page,
			    language);
			read_file(b, path);
		}
		snprintf(path, sizeof(path), "%s/%s/%s", dir[i], shared[i], language);
		read_file(b, path);
	}
}

size_t
text_languages(struct arena *a, const struct conf_operator *op, const char *language,
    const char *out[TEXT_LANGUAGES])
{
	size_t n = 0, len = strlen(language);
	const char *tag = language;

	do {
		tag = a_strndup(a, tag, len);
		out[n++] = tag;
		for (len--; len > 0 && tag[len] != '-'; len--)
			continue;
	} while (len > 0 && n < TEXT_LANGUAGES - 1);
	out[n++] = op->languages.s[0];
	return n;
}

static struct book *
book_read(const struct conf *c, const struct conf_operator *op, const char *language,
    const char *page)
{
	struct book *b = a_zalloc(mem, sizeof(*b));
	const char *tags[TEXT_LANGUAGES];
	size_t n = text_languages(mem, op, language, tags);

	*b = (struct book){ NULL, a_strdup(mem, page), tags[0], op->id, NULL, NULL };
	for (size_t i = 0; i < n; i++)
		if (i < n - 1 || strcmp(tags[i], tags[0]) != 0)
			read_language(b, c, op->name, tags[i]);
	return b;
}

const struct text *
text_all(const struct conf *c, const struct conf_operator *op, const char *language,
    const char *page)
{
	static bool will_free;
	struct book *b;

	if (mem == NULL)
		mem = arena_new(16384);
	if (!will_free)
		will_free = atexit(text_forget) == 0;
	for (b = books; b != NULL; b = b->next)
		if (b->operator == op->id && strcmp(b->page, page) == 0 &&
		    strcmp(b->language, language) == 0)
			return b->texts;
	b = book_read(c, op, language, page);
	b->next = books;
	books = b;
	return b->texts;
}

const char *
text_of_page(const struct conf *c, const struct conf_operator *op, const char *language,
    const char *page, const char *key)
{
	const char *s = find(text_all(c, op, language, page), key);

	if (s == NULL)
		log_msg(L_WARN, "no text %s in language %s", key, language);
	return s != NULL ? s : "";
}

const char *
text_get(const struct conf *c, const struct conf_operator *op, const char *language,
    const char *key)
{
	return text_of_page(c, op, language, "", key);
}
