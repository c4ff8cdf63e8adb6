/* line_file.c - many lines from a tab-separated file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "line_new.h"

enum { COLUMNS = 32, OPERATOR = LINE_OPTS };	/* a column beyond the options */

struct file {
	const char	*name;
	unsigned	 row;
	size_t		 ncol;
	size_t		 col[COLUMNS];	/* of line_opts, or OPERATOR */
	unsigned	 added, skipped, failed;
};

/* Cuts a row at its tabs; every cell ends up as a string. */
static size_t
cut(char *row, char *cell[COLUMNS])
{
	size_t n = 0;

	row[strcspn(row, "\r\n")] = '\0';
	for (char *s = row; s != NULL && n < COLUMNS; n++) {
		cell[n] = s;
		if ((s = strchr(s, '\t')) != NULL)
			*s++ = '\0';
	}
	return n;
}

static bool
same_name(const char *option, const char *column)
{
	size_t i;

	for (i = 0; option[i] != '\0' && column[i] != '\0'; i++)
		if (option[i] != (column[i] == '_' ? '-' : column[i]))
			return false;
	return option[i] == column[i];
}

static bool
header(struct file *f, char *row)
{
	char *cell[COLUMNS];

	f->ncol = cut(row, cell);
	for (size_t i = 0; i < f->ncol; i++) {
		size_t o = 0;

		while (o < OPERATOR - 1 && !same_name(line_opts[o].name, cell[i]))
			o++;
		if (o == OPERATOR - 1 && strcmp(cell[i], "operator") == 0)
			o = OPERATOR;
		f->col[i] = o;
		if (o != OPERATOR - 1)
			continue;
		(void)ctl_fail("%s:%u: unknown column \"%s\"", f->name, f->row, cell[i]);
		return false;
	}
	return true;
}

/* An empty cell, and "-", is an option not given. */
static enum ctl_rc
add(struct ctl *c, struct file *f, char *row, enum line_outcome *out)
{
	struct line_in in = { 0 };
	char *cell[COLUMNS];
	size_t n = cut(row, cell);

	if (n > f->ncol)
		return ctl_fail("more cells than columns");
	for (size_t i = 0; i < n; i++) {
		if (*cell[i] == '\0' || strcmp(cell[i], "-") == 0)
			continue;
		if (f->col[i] == OPERATOR)
			c->operator = cell[i];
		else if (!opt_set(c, &line_opts[f->col[i]], &in, cell[i]))
			return CTL_USAGE;
	}
	if (c->operator != NULL && conf_operator_by_name(c->conf, c->operator) == NULL)
		return ctl_fail("no operator \"%s\"", c->operator);
	return line_new(c, &in, out);
}

static void
one(struct ctl *c, struct file *f, char *row)
{
	const char *operator = c->operator;
	struct arena *whole = c->a;
	enum line_outcome out;

	c->a = arena_new(4096);	/* a million rows need no more memory than one */
	if (add(c, f, row, &out) != CTL_OK) {
		fprintf(stderr, "%s:%u: not added\n", f->name, f->row);
		f->failed++;
	} else if (out == LINE_ADDED)
		f->added++;
	else
		f->skipped++;
	arena_free(c->a);
	c->a = whole;
	c->operator = operator;
}

static enum ctl_rc
tell(struct ctl *c, const struct file *f)
{
	struct json j;

	if (c->json) {
		json_start(&j, c->a);
		json_open(&j, NULL, '{');
		json_num(&j, "added", f->added);
		json_num(&j, "skipped", f->skipped);
		json_num(&j, "failed", f->failed);
		json_close(&j);
		json_print(&j);
	} else
		printf("%u lines added, %u were there already, %u failed\n", f->added,
		    f->skipped, f->failed);
	return f->failed > 0 ? CTL_FAILED : CTL_OK;
}

enum ctl_rc
line_file(struct ctl *c, const char *path)
{
	struct file f = { .name = path };
	FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char *row = NULL;
	size_t size = 0;
	bool ok = true;

	if (in == NULL)
		return ctl_fail("%s: %s", path, strerror(errno));
	for (f.row = 1; ok && getline(&row, &size, in) > 0; f.row++) {
		if (*row == '#' || row[strspn(row, " \t\r\n")] == '\0')
			continue;
		if (f.ncol == 0)
			ok = header(&f, row);
		else
			one(c, &f, row);
	}
	if (row != NULL)
		crypt_wipe(row, size);
	free(row);
	if (ferror(in)) {
		(void)ctl_fail("%s: %s", path, strerror(errno));
		ok = false;
	} else if (ok && f.ncol == 0) {
		(void)ctl_fail("%s: no header line", path);
		ok = false;
	}
	if (in != stdin)
		fclose(in);
	return ok ? tell(c, &f) : CTL_FAILED;
}
