/* sheet_text.c - texts: none missing, none that nothing shows. */
#include <stdio.h>
#include <string.h>

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

/* The four files in which a text of a page may stand, in one language. */
enum { OWN, OWN_SHARED, OURS, SHARED, FILES };

static void
read_language(struct sheet_check *k, const char *page, const char *language,
    struct book b[FILES])
{
	struct arena *a = k->c->a;
	const char *dir = k->f.conf->data_dir, *op = k->f.op->name;

	b[OWN] = read_book(k, a_printf(a, "%s/operators/%s/websheets/%s/texts.%s", dir, op, page,
	    language));
	b[OWN_SHARED] = read_book(k, a_printf(a, "%s/operators/%s/texts/%s", dir, op, language));
	b[OURS] = read_book(k, a_printf(a, "%s/websheets/%s/texts.%s", dir, page, language));
	b[SHARED] = read_book(k, a_printf(a, "%s/templates/texts/%s", dir, language));
}

static bool
in_any(const struct book b[FILES], const char *key)
{
	for (size_t i = 0; i < FILES; i++)
		if (find(&b[i], key) != NULL)
			return true;
	return false;
}

/* What the stylesheets ask for by name. */
static void
needed(struct sheet_check *k, const struct book b[FILES], const char *language,
    const struct used_name *used)
{
	for (const struct used_name *u = used; u != NULL; u = u->next)
		if (u->needed && !in_any(b, u->name))
			sheet_told(k, u->path, u->line,
			    a_printf(k->c->a, "add a line \"%s TEXT\" to texts.%s of the page, "
			    "or to texts/%s", u->name, language, language),
			    "there is no text %s in language %s", u->name, language);
}

/* What the language of reference has of this file, and this one has not. */
static void
missing(struct sheet_check *k, const struct book b[FILES], const struct book *reference,
    size_t file, const char *language)
{
	for (const struct entry *e = reference->entries; e != NULL; e = e->next)
		if (!in_any(b, e->key))
			sheet_told(k, b[file].path, 1, a_printf(k->c->a, "add a line \"%s TEXT\"",
			    e->key), "%s is missing in language %s; %s has it in line %d", e->key,
			    language, reference->path, e->line);
}

static void
superfluous(struct sheet_check *k, const struct book *b, const struct used_name *used,
    const struct book *also)
{
	for (const struct entry *e = b->entries; e != NULL; e = e->next)
		if (!used_has(used, e->key) && (also == NULL || find(also, e->key) == NULL))
			sheet_told(k, b->path, e->line, "remove it, or correct its key",
			    "no page shows %s", e->key);
}

void
text_check(struct sheet_check *k, const char *page, const struct used_name *used)
{
	bool shared = *page == '\0';
	struct book english[FILES], b[FILES];

	read_language(k, page, "en", english);
	for (size_t i = 0; i < k->f.op->languages.n; i++) {
		const char *language = k->f.op->languages.s[i];

		read_language(k, page, language, b);
		if (!b[shared ? SHARED : OURS].is_there && !b[OWN].is_there) {
			sheet_told(k, b[shared ? SHARED : OURS].path, 1,
			    "write it, or take the language out of languages",
			    "there are no texts in language %s", language);
			continue;
		}
		if (shared) {
			missing(k, b, &english[SHARED], SHARED, language);
			superfluous(k, &b[OWN_SHARED], used, &english[SHARED]);
			superfluous(k, &b[SHARED], used, &english[SHARED]);
			continue;
		}
		needed(k, b, language, used);
		missing(k, b, &english[OURS], OURS, language);
		superfluous(k, &b[OWN], used, NULL);
		superfluous(k, &b[OURS], used, NULL);
	}
}
