/* sheet_text.c - texts: none missing, none that nothing shows. */
#include <stdio.h>
#include <string.h>

#include "io/text.h"
#include "sheet_check.h"

struct entry {
	struct entry	*next;
	const char	*key;
	int		 line;
	bool		 empty;
};

/* One file of texts, and the pages' words it is measured by. */
struct book {
	struct sheet_check *k;
	const char	*path;
	bool		 is_there;
	struct entry	*entries;
};

/* "expires-days" of "expires-days.one": languages have other plurals. */
static const char *
stem(struct arena *a, const char *key)
{
	return a_strndup(a, key, strcspn(key, "."));
}

static bool
same_stem(const char *x, const char *y)
{
	size_t n = strcspn(x, ".");

	return n == strcspn(y, ".") && strncmp(x, y, n) == 0;
}

static const struct entry *
find(const struct book *b, const char *key)
{
	for (const struct entry *e = b->entries; e != NULL; e = e->next)
		if (strcmp(e->key, key) == 0)
			return e;
	return NULL;
}

static void
read_line(struct book *b, char *s, int line)
{
	struct arena *a = b->k->c->a;
	const struct entry *old;
	struct entry *e;
	const char *key, *text;

	s[strcspn(s, "\r\n")] = '\0';
	if (*s == '#' || *s == '\0')
		return;
	key = sheet_word(a, s);
	text = s + strlen(key);
	e = a_alloc(a, sizeof(*e));
	*e = (struct entry){ b->entries, key, line, text[strspn(text, " \t")] == '\0' };
	if (*key == '\0' || (*text != ' ' && *text != '\t' && *text != '\0'))
		sheet_told(b->k, b->path, line, "write KEY, a blank, the text",
		    "this is no text: its key has other characters than A-Z a-z 0-9 - _");
	else if ((old = find(b, key)) != NULL)
		sheet_told(b->k, b->path, line, "remove one of them",
		    "%s stands in line %d, too", key, old->line);
	else
		b->entries = e;
}

static struct book
read_book(struct sheet_check *k, const char *path)
{
	struct book b = { .k = k, .path = path };
	FILE *fp = fopen(path, "re");
	char line[4096];

	b.is_there = fp != NULL;
	for (int n = 1; fp != NULL && fgets(line, sizeof(line), fp) != NULL; n++)
		read_line(&b, line, n);
	if (fp != NULL)
		fclose(fp);
	for (const struct entry *e = b.entries; e != NULL; e = e->next)
		if (e->empty)
			sheet_told(k, path, e->line, "write one, or remove the line",
			    "%s has no text", e->key);
	return b;
}

/* The files in which a text of a page may stand, in one language; de-AT has those of de, too. */
enum { OWN, OWN_SHARED, OURS, SHARED, FILES };

struct language {
	const char	*name;
	size_t		 n;			/* tags */
	struct book	 b[TEXT_LANGUAGES][FILES];
};

static void
read_language(struct sheet_check *k, const char *page, const char *name, struct language *l)
{
	const char *dir = k->f.conf->data_dir, *op = k->f.op->name, *tags[TEXT_LANGUAGES];
	struct arena *a = k->c->a;

	l->name = name;
	/* Without the last, which is the operator's first language. */
	l->n = text_languages(a, k->f.op, name, tags) - 1;
	for (size_t i = 0; i < l->n; i++) {
		struct book *b = l->b[i];

		b[OWN] = read_book(k, a_printf(a, "%s/operators/%s/websheets/%s/texts.%s", dir, op,
		    page, tags[i]));
		b[OWN_SHARED] = read_book(k, a_printf(a, "%s/operators/%s/texts/%s", dir, op,
		    tags[i]));
		b[OURS] = read_book(k, a_printf(a, "%s/websheets/%s/texts.%s", dir, page,
		    tags[i]));
		b[SHARED] = read_book(k, a_printf(a, "%s/templates/texts/%s", dir, tags[i]));
	}
}

static bool
in_any(const struct language *l, const char *key)
{
	for (size_t i = 0; i < l->n * FILES; i++)
		for (const struct entry *e = l->b[i / FILES][i % FILES].entries; e != NULL;
		    e = e->next)
			if (same_stem(e->key, key))
				return true;
	return false;
}

/* Where texts of this kind are, or should be. */
static const struct book *
place(const struct language *l, size_t file)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->b[i][file].is_there)
			return &l->b[i][file];
	return &l->b[l->n - 1][file];
}

/* What the stylesheets ask for by name. */
static void
needed(struct sheet_check *k, const struct language *l, const struct used_name *used)
{
	for (const struct used_name *u = used; u != NULL; u = u->next)
		if (u->needed && !in_any(l, u->name))
			sheet_told(k, u->path, u->line,
			    a_printf(k->c->a, "add a line \"%s TEXT\" to texts.%s of the page, "
			    "or to texts/%s", u->name, l->name, l->name),
			    "there is no text %s in language %s", u->name, l->name);
}

/* What the language of reference has of this file, and this one has not. */
static void
missing(struct sheet_check *k, const struct language *l, const struct book *reference,
    size_t file)
{
	for (const struct entry *e = reference->entries; e != NULL; e = e->next)
		if (!in_any(l, e->key))
			sheet_told(k, place(l, file)->path, 1, a_printf(k->c->a,
			    "add a line \"%s TEXT\"", e->key),
			    "%s is missing in language %s; %s has it in line %d", e->key, l->name,
			    reference->path, e->line);
}

static void
superfluous(struct sheet_check *k, const struct book *b, const struct used_name *used,
    const struct book *also)
{
	for (const struct entry *e = b->entries; e != NULL; e = e->next)
		if (!used_has(used, stem(k->c->a, e->key)) &&
		    (also == NULL || find(also, e->key) == NULL))
			sheet_told(k, b->path, e->line, "remove it, or correct its key",
			    "no page shows %s", e->key);
}

static void
check_language(struct sheet_check *k, const struct language *l, const struct used_name *used,
    const struct language *english, bool shared)
{
	size_t ours = shared ? SHARED : OURS;
	const struct book *also = shared ? place(english, SHARED) : NULL;

	if (!place(l, ours)->is_there && !place(l, OWN)->is_there) {
		sheet_told(k, place(l, ours)->path, 1,
		    "write it, or take the language out of languages",
		    "there are no texts in language %s", l->name);
		return;
	}
	if (!shared)
		needed(k, l, used);
	missing(k, l, place(english, ours), ours);
	for (size_t i = 0; i < l->n; i++) {
		superfluous(k, &l->b[i][shared ? OWN_SHARED : OWN], used, also);
		superfluous(k, &l->b[i][ours], used, also);
	}
}

void
text_check(struct sheet_check *k, const char *page, const struct used_name *used)
{
	struct language *english = a_zalloc(k->c->a, sizeof(*english));
	struct language *l = a_zalloc(k->c->a, sizeof(*l));

	read_language(k, page, "en", english);
	for (size_t i = 0; i < k->f.op->languages.n; i++) {
		read_language(k, page, k->f.op->languages.s[i], l);
		check_language(k, l, used, english, *page == '\0');
	}
}
