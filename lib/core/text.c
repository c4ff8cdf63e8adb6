/* text.c - text files in memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "core/text.h"

struct line {
	struct line	*next;
	const char	*key, *text;
};

struct file {
	struct file	*next;
	const char	*path;
	struct line	*lines;
};

static struct arena	*mem;
static struct file	*files;

static void
forget(void)
{
	arena_free(mem);
}

static void
read_lines(struct file *f, FILE *fp)
{
	char buf[1024];

	while (fgets(buf, sizeof(buf), fp) != NULL) {
		char *text = buf, *key;
		struct line *l;

		buf[strcspn(buf, "\r\n")] = '\0';
		if (*buf == '#' || *buf == '\0')
			continue;
		key = strsep(&text, " \t");
		if (text == NULL)
			continue;
		l = a_zalloc(mem, sizeof(*l));
		*l = (struct line){ f->lines, a_strdup(mem, key),
		    a_strdup(mem, text + strspn(text, " \t")) };
		f->lines = l;
	}
}

static const struct file *
file_get(const char *path)
{
	struct file *f = files;
	FILE *fp;

	if (mem == NULL) {
		mem = arena_new(8192);
		atexit(forget);
	}
	while (f != NULL && strcmp(f->path, path) != 0)
		f = f->next;
	if (f != NULL)
		return f;
	f = a_zalloc(mem, sizeof(*f));
	*f = (struct file){ .next = files, .path = a_strdup(mem, path) };
	if ((fp = fopen(path, "r")) != NULL) {
		read_lines(f, fp);
		fclose(fp);
	}
	return files = f;
}

static const char *
look(const struct conf *c, const char *who, const char *language, const char *key)
{
	char path[1024];
	const struct line *l;

	snprintf(path, sizeof(path), "%s/%s/texts/%s", c->data_dir, who, language);
	for (l = file_get(path)->lines; l != NULL; l = l->next)
		if (strcmp(l->key, key) == 0)
			return l->text;
	return NULL;
}

const char *
text_get(const struct conf *c, const struct conf_operator *op, const char *language,
    const char *key)
{
	const char *try[] = { language, op->languages.s[0] }, *s;
	char own[64];

	snprintf(own, sizeof(own), "operators/%s", op->name);
	for (size_t i = 0; i < NELEM(try); i++)
		if ((s = look(c, own, try[i], key)) != NULL ||
		    (s = look(c, "templates", try[i], key)) != NULL)
			return s;
	log_msg(L_WARN, "no text %s in language %s", key, language);
	return "";
}
