/* out.c - fields and tables, twice. */
#include <stdio.h>
#include <string.h>

#include "out.h"

void
out_start(struct out *o, struct ctl *c)
{
	*o = (struct out){ .c = c };
	json_start(&o->j, c->a);
	json_open(&o->j, NULL, '{');
}

void
out_end(struct out *o)
{
	json_close(&o->j);
	if (o->c->json)
		json_print(&o->j);
}

static void
field(struct out *o, const char *head, const char *value)
{
	if (!o->c->json && head != NULL)
		printf("%-12s%s\n", head, value);
}

void
out_str(struct out *o, const char *head, const char *key, const char *s)
{
	bool none = s == NULL || *s == '\0';

	json_str(&o->j, key, none ? NULL : s);
	field(o, head, none ? "-" : s);
}

void
out_num(struct out *o, const char *head, const char *key, uint64_t n)
{
	json_num(&o->j, key, n);
	field(o, head, a_printf(o->c->a, "%llu", (unsigned long long)n));
}

void
out_cols(struct out *o, const struct col *col, size_t n)
{
	o->col = col;
	o->ncol = n;
	o->n = 0;
}

void
out_cell(struct out *o, const char *s)
{
	if (o->n == o->cap) {
		size_t cap = o->cap == 0 ? 64 : 4 * o->cap;
		const char **more = a_zalloc(o->c->a, cap * sizeof(*more));

		if (o->n > 0)
			memcpy(more, o->cell, o->n * sizeof(*more));
		o->cell = more;
		o->cap = cap;
	}
	o->cell[o->n++] = s != NULL && *s != '\0' ? s : NULL;
}

void
out_cell_num(struct out *o, uint64_t n)
{
	out_cell(o, a_printf(o->c->a, "%llu", (unsigned long long)n));
}

static void
list_json(struct out *o, const char *key)
{
	json_open(&o->j, key, '[');
	for (size_t i = 0; i < o->n; i++) {
		const struct col *col = &o->col[i % o->ncol];

		if (i % o->ncol == 0)
			json_open(&o->j, NULL, '{');
		if (col->number && o->cell[i] != NULL)
			json_raw(&o->j, col->key, o->cell[i]);
		else
			json_str(&o->j, col->key, o->cell[i]);
		if (i % o->ncol == o->ncol - 1)
			json_close(&o->j);
	}
	json_close(&o->j);
}

/* One row; what is right of the last cell is not padded. */
static void
row(const struct out *o, const char *const *cell, const int *width)
{
	int pad = 0;

	for (size_t i = 0; i < o->ncol; i++) {
		const char *s = cell != NULL ? cell[i] : o->col[i].head;

		if (o->col[i].head == NULL)
			continue;
		s = s != NULL ? s : "-";
		printf("%*s  %s", pad, "", s);
		pad = width[i] - (int)strlen(s);
	}
	putchar('\n');
}

void
out_list(struct out *o, const char *title, const char *key)
{
	int width[OUT_COLUMNS] = { 0 };

	list_json(o, key);
	if (o->c->json)
		return;
	if (title != NULL)
		printf("%s%s\n", title, o->n == 0 ? ": none" : "");
	if (o->n == 0)
		return;
	for (size_t i = 0; i < o->n + o->ncol; i++) {
		const char *s = i < o->ncol ? o->col[i].head : o->cell[i - o->ncol];
		int n = s != NULL ? (int)strlen(s) : 1;

		if (n > width[i % o->ncol])
			width[i % o->ncol] = n;
	}
	row(o, NULL, width);
	for (size_t i = 0; i < o->n; i += o->ncol)
		row(o, o->cell + i, width);
}
