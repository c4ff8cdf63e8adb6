/* json.c - a JSON text, member by member. */
#include <stdio.h>

#include "json.h"

void
json_start(struct json *j, struct arena *a)
{
	*j = (struct json){ .depth = 0 };
	buf_init(&j->b, a, 4096);
}

static void
name(struct json *j, const char *n)
{
	if (j->comma)
		buf_char(&j->b, ',');
	j->comma = true;
	if (n != NULL) {
		buf_json(&j->b, n);
		buf_char(&j->b, ':');
	}
}

void
json_open(struct json *j, const char *n, char bracket)
{
	name(j, n);
	buf_char(&j->b, bracket);
	j->end[j->depth++] = bracket == '{' ? '}' : ']';
	j->comma = false;
}

void
json_close(struct json *j)
{
	buf_char(&j->b, j->end[--j->depth]);
	j->comma = true;
}

void
json_str(struct json *j, const char *n, const char *s)
{
	name(j, n);
	if (s != NULL)
		buf_json(&j->b, s);
	else
		buf_str(&j->b, "null");
}

void
json_raw(struct json *j, const char *n, const char *s)
{
	name(j, n);
	buf_str(&j->b, s);
}

void
json_num(struct json *j, const char *n, uint64_t v)
{
	name(j, n);
	buf_printf(&j->b, "%llu", (unsigned long long)v);
}

void
json_bool(struct json *j, const char *n, bool v)
{
	name(j, n);
	buf_str(&j->b, v ? "true" : "false");
}

void
json_print(struct json *j)
{
	printf("%.*s\n", (int)j->b.len, j->b.p);
}
