/* websheet_check.c - ecsctl websheet check: are pages fit to be shown? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sheet_check.h"

struct sheet_told {
	struct sheet_told *next;
	const char	*path, *wrong, *todo;
	int		 line;
};

static int
in_order(const struct sheet_told *a, const struct sheet_told *b)
{
	int c = strcmp(a->path, b->path);

	if (c == 0)
		c = a->line < b->line ? -1 : a->line > b->line;
	return c != 0 ? c : strcmp(a->wrong, b->wrong);
}

void
sheet_told(struct sheet_check *k, const char *path, int line, const char *todo,
    const char *fmt, ...)
{
	struct sheet_told *t = a_alloc(k->c->a, sizeof(*t)), **at = &k->told;
	va_list ap;
	int c = 1;

	va_start(ap, fmt);
	*t = (struct sheet_told){ NULL, path, a_vprintf(k->c->a, fmt, ap), todo, line };
	va_end(ap);
	while (*at != NULL && (c = in_order(*at, t)) < 0)
		at = &(*at)->next;
	if (*at != NULL && c == 0)
		return;
	t->next = *at;
	*at = t;
	k->wrong++;
}

static void
say(struct sheet_check *k)
{
	json_start(&k->j, k->c->a);
	json_open(&k->j, NULL, '{');
	json_open(&k->j, "findings", '[');
	for (const struct sheet_told *t = k->told; t != NULL; t = t->next) {
		json_open(&k->j, NULL, '{');
		json_str(&k->j, "file", t->path);
		json_num(&k->j, "line", (uint64_t)t->line);
		json_str(&k->j, "wrong", t->wrong);
		json_str(&k->j, "todo", t->todo);
		json_close(&k->j);
		if (!k->c->json)
			printf("%s:%d: %s; %s\n", t->path, t->line, t->wrong, t->todo);
	}
	json_close(&k->j);
	json_close(&k->j);
	if (k->c->json)
		json_print(&k->j);
	else if (k->wrong == 0)
		puts("ok");
}

const char *
sheet_word(struct arena *a, const char *s)
{
	return a_strndup(a, s, strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789-_."));
}

bool
sheet_slurp(struct arena *a, const char *path, struct span *out)
{
	FILE *fp = fopen(path, "re");
	struct stat st;
	char *p;

	if (fp == NULL)
		return false;
	if (fstat(fileno(fp), &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > SHEET_FILE) {
		fclose(fp);
		return false;
	}
	p = a_zalloc(a, (size_t)st.st_size + 1);
	*out = SPAN(p, fread(p, 1, (size_t)st.st_size, fp));
	fclose(fp);
	return true;
}

/* What libxslt says, two lines a mistake: where, and what. */
struct compile {
	struct sheet_check *k;
	const char	*page, *path;
	int		 line;
	bool		 told;
};

static void
heard(void *arg, const char *text)
{
	struct compile *p = arg;
	const char *file = strstr(text, "file "), *line = strstr(text, " line ");
	struct arena *a = p->k->c->a;

	if (file != NULL && line != NULL && file < line) {
		const char *name = a_strndup(a, file + 5, (size_t)(line - file) - 5);
		const char *slash = strrchr(name, '/');

		name = slash != NULL ? slash + 1 : name;
		name = strcmp(name, "page.xsl") == 0 ?
		    a_printf(a, "websheets/%s/page.xsl", p->page) :
		    a_printf(a, "templates/%s", name);
		if ((name = sheet_path(&p->k->f, a, name)) != NULL)
			p->path = name;
		p->line = atoi(line + 6);
	} else if (p->line > 0) {
		sheet_told(p->k, p->path, p->line, "correct the stylesheet",
		    "it does not compile: %s", text);
		p->told = true;
		p->line = 0;
	}
}

static void
compile(struct sheet_check *k, const char *page, const char *path)
{
	struct compile p = { .k = k, .page = page, .path = path };

	if (sheet_compiles(&k->f, page, heard, &p) || p.told)
		return;
	sheet_told(k, p.path, p.line > 0 ? p.line : 1, "import nothing but files of templates/ "
	    "by name, and correct what else is told", "it does not compile");
}

/* The operator's stylesheet, and ours, whose texts exist in any case. */
static struct xsl *
read_both(struct sheet_check *k, const char *name, struct used_name **used, struct xsl *list)
{
	struct arena *a = k->c->a;
	const char *path = sheet_path(&k->f, a, name);
	const char *ours = a_printf(a, "%s/%s", k->f.conf->data_dir, name);
	struct xsl *x;

	if (path == NULL || (x = xsl_check(k, path)) == NULL)
		return list;
	used_add(k, x, used);
	x->next = list;
	if (strcmp(path, ours) != 0 && (list = xsl_check(k, ours)) != NULL) {
		used_add(k, list, used);
		for (struct used_name *u = *used; u != NULL; u = u->next)
			if (strcmp(u->path, ours) == 0)
				u->needed = false;
	}
	return x;
}

static void
check_page(struct sheet_check *k, const char *page, struct used_name **all)
{
	const char *name = a_printf(k->c->a, "websheets/%s/page.xsl", page);
	const char *path = sheet_path(&k->f, k->c->a, name);
	unsigned before = k->wrong;
	struct used_name *used = NULL, *u;
	struct xsl *layout, *list;

	layout = read_both(k, "templates/layout.xsl", &used, NULL);
	list = read_both(k, name, &used, layout);
	if (layout == NULL || list == layout)
		return;
	if (before == k->wrong)
		compile(k, page, path);
	text_check(k, page, used);
	if (before == k->wrong)
		form_check(k, page, list);
	for (; used != NULL; used = u) {
		u = used->next;
		used->next = *all;
		*all = used;
	}
}

static void
check_operator(struct sheet_check *k, const struct conf_operator *op)
{
	struct used_name *all = NULL;
	struct sheet_names pages;

	k->f = (struct sheet_for){ k->c->conf, op, op->languages.s[0] };
	sheet_sample_pages(&k->f, k->c->a, &pages);
	for (size_t i = 0; i < pages.n; i++)
		check_page(k, pages.s[i], &all);
	if (pages.n == 0)
		sheet_told(k, a_printf(k->c->a, "%s/websheets", k->f.conf->data_dir), 1,
		    "correct data-dir", "there are no pages");
	text_check(k, "", all);
	css_check(k);
}

static enum ctl_rc
run(struct ctl *c, const void *in, const char *const *operand)
{
	struct sheet_check k = { .c = c };

	(void)in;
	(void)operand;
	for (size_t i = 0; i < c->conf->noperators; i++) {
		const struct conf_operator *op = &c->conf->operators[i];

		if (c->operator == NULL || strcmp(c->operator, op->name) == 0)
			check_operator(&k, op);
	}
	say(&k);
	return k.wrong == 0 ? CTL_OK : CTL_FAILED;
}

const struct command ctl_websheet_check = {
	.name = "websheet check", .operands = "", .help = "stylesheets, texts and colours of pages",
	.run = run,
};
