/* param.c - query strings to checked structs. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "fmt/param.h"
#include "fmt/utf8.h"

bool
valid_digits(const char *s)
{
	return s[strspn(s, "0123456789")] == '\0';
}

bool
valid_id(const char *s)
{
	return s[strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz._:-")] == '\0';
}

bool
valid_text(const char *s)
{
	while (*s != '\0') {
		size_t len = utf8_char(s);

		if (len == 0 || (unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
		s += len;
	}
	return true;
}

static int
hexval(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes in place; false on a bad escape or an encoded NUL. */
static bool
url_decode(char *s)
{
	char *w = s;

	for (; *s != '\0'; s++) {
		if (*s == '%') {
			int hi = hexval(s[1]), lo = hi < 0 ? -1 : hexval(s[2]);

			if (lo < 0 || hi + lo == 0)
				return false;
			*w++ = (char)(hi << 4 | lo);
			s += 2;
		} else
			*w++ = *s == '+' ? ' ' : *s;
	}
	*w = '\0';
	return true;
}

enum ecs_err
param_split(struct arena *a, const char *query, struct pair *out, size_t *n)
{
	char *s = a_strdup(a, query), *tok;

	while ((tok = strsep(&s, "&")) != NULL) {
		char *value = tok;
		char *name = strsep(&value, "=");

		if (*name == '\0' || value == NULL)
			continue;
		if (!url_decode(name) || !url_decode(value) || *n == PARAM_PAIRS)
			return ECS_PARAM_FORMAT;
		out[(*n)++] = (struct pair){ name, value };
	}
	return ECS_OK;
}

static bool
is_null(const char *value)
{
	return strcmp(value, "null") == 0;
}

/* All but what RFC 3986 2.3 leaves alone. */
static void
put_escaped(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if (isalnum((unsigned char)*s) || strchr("-._~", *s) != NULL)
			buf_char(b, *s);
		else
			buf_printf(b, "%%%02X", (unsigned)(unsigned char)*s);
}

void
param_put(struct buf *b, const char *name, const char *value)
{
	if (b->len > 0 && strchr("?&", b->p[b->len - 1]) == NULL)
		buf_char(b, '&');
	put_escaped(b, name);
	buf_char(b, '=');
	put_escaped(b, value);
}

const char *
param_get(const struct pair *p, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(p[i].name, name) == 0 && !is_null(p[i].value))
			return p[i].value;
	return NULL;
}

static bool
store(const struct param_def *d, const char *v, void *out)
{
	char *memb = (char *)out + d->offset, *end;
	long l;

	if (d->kind == PARAM_STR) {
		l = (long)strlen(v);
		if (l < d->min || l > d->max || (d->valid != NULL && !d->valid(v)))
			return false;
		*(const char **)(void *)memb = v;
		return true;
	}
	errno = 0;
	l = strtol(v, &end, 10);
	if (*v == '\0' || *end != '\0' || errno || l < d->min || l > d->max)
		return false;
	*(int *)(void *)memb = (int)l;
	return true;
}

enum ecs_err
param_fill(const struct param_def *def, size_t ndef, const struct pair *p,
    size_t n, void *out, const char **bad)
{
	for (size_t i = 0; i < ndef; i++) {
		const char *v = NULL;

		*bad = def[i].name;
		for (size_t j = 0; j < n; j++) {
			if (strcasecmp(p[j].name, def[i].name) != 0 || is_null(p[j].value))
				continue;
			if (v != NULL)
				return ECS_PARAM_REPEATED;
			v = p[j].value;
		}
		if (v == NULL && def[i].card == REQUIRED)
			return ECS_PARAM_MISSING;
		if (v != NULL && !store(&def[i], v, out))
			return ECS_PARAM_FORMAT;
	}
	*bad = NULL;
	return ECS_OK;
}

static enum ecs_err
add_app(const char *app, const char **out, size_t *nout)
{
	for (size_t i = 0; i < *nout; i++)
		if (strcasecmp(out[i], app) == 0)
			return ECS_OK;
	if (*nout == PARAM_APPS || !valid_id(app))
		return ECS_PARAM_FORMAT;
	out[(*nout)++] = app;
	return ECS_OK;
}

enum ecs_err
param_apps(struct arena *a, const struct pair *p, size_t n, const char **out,
    size_t *nout)
{
	enum ecs_err e;

	*nout = 0;
	for (size_t i = 0; i < n; i++) {
		char *s, *tok;

		if (strcasecmp(p[i].name, "app") != 0)
			continue;
		s = a_strdup(a, p[i].value);
		while ((tok = strsep(&s, "[], \"'")) != NULL)
			if (*tok != '\0' && (e = add_app(tok, out, nout)) != ECS_OK)
				return e;
	}
	return *nout == 0 ? ECS_PARAM_MISSING : ECS_OK;
}

int
param_version(const char *s)
{
	size_t major = strspn(s, "0123456789");
	size_t minor = s[major] == '.' ? strspn(s + major + 1, "0123456789") : 0;

	if (major == 0 || major > 4 || minor == 0 || minor > 3 ||
	    s[major + 1 + minor] != '\0')
		return -1;
	return atoi(s) * 1000 + atoi(s + major + 1);
}
