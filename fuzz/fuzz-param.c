/*
 * fuzz-param.c - any query string.
 *
 * What splits, written again with every octet escaped, splits into the same
 * pairs; what fills a struct lies within the table's limits.
 */
#include <strings.h>

#include "base/buf.h"
#include "fmt/param.h"
#include "fuzz.h"

struct in {
	const char	*terminal_id, *terminal_model, *IMSI;
	int		 vers;
};

static const struct param_def defs[] = {
	P_STR(struct in, REQUIRED, terminal_id, 1, 64, valid_id),
	P_STR(struct in, OPTIONAL, terminal_model, 0, 32, valid_text),
	P_STR(struct in, OPTIONAL, IMSI, 14, 15, valid_digits),
	P_INT(struct in, OPTIONAL, vers, -1000, 2147483647),
};

static void
escape(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		buf_printf(b, "%%%02x", (unsigned char)*s);
}

static void
again(struct arena *a, const struct pair *p, size_t n)
{
	struct pair q[PARAM_PAIRS];
	size_t m = 0;
	struct buf b;

	buf_init(&b, a, 256);
	for (size_t i = 0; i < n; i++) {
		MUST(*p[i].name != '\0');
		buf_str(&b, i > 0 ? "&" : "");
		escape(&b, p[i].name);
		buf_char(&b, '=');
		escape(&b, p[i].value);
	}
	MUST(param_split(a, buf_cstr(&b), q, &m) == ECS_OK && m == n);
	for (size_t i = 0; i < n; i++)
		MUST(strcmp(p[i].name, q[i].name) == 0 && strcmp(p[i].value, q[i].value) == 0);
	m = 0;
	buf_init(&b, a, 256);
	for (size_t i = 0; i < n; i++)
		param_put(&b, p[i].name, p[i].value);
	MUST(param_split(a, buf_cstr(&b), q, &m) == ECS_OK && m == n);
	for (size_t i = 0; i < n; i++)
		MUST(strcmp(p[i].name, q[i].name) == 0 && strcmp(p[i].value, q[i].value) == 0);
}

static bool
printable(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
	return true;
}

static void
fill(const struct pair *p, size_t n)
{
	struct in in = { NULL, NULL, NULL, 0 };
	const char *bad;
	enum ecs_err e = param_fill(defs, NELEM(defs), p, n, &in, &bad);

	if (e != ECS_OK) {
		MUST(bad != NULL && (e == ECS_PARAM_MISSING || e == ECS_PARAM_FORMAT ||
		    e == ECS_PARAM_REPEATED));
		MUST(e != ECS_PARAM_MISSING || strcmp(bad, "terminal_id") == 0);
		return;
	}
	MUST(bad == NULL && in.terminal_id != NULL && strlen(in.terminal_id) - 1 < 64);
	MUST(param_get(p, n, "TERMINAL_ID") == in.terminal_id);
	MUST(strpbrk(in.terminal_id, " &=%<>\"'/\\\n") == NULL && printable(in.terminal_id));
	MUST(in.terminal_model == NULL || (strlen(in.terminal_model) <= 32 &&
	    printable(in.terminal_model)));
	MUST(in.IMSI == NULL || (strlen(in.IMSI) >= 14 && strlen(in.IMSI) <= 15 &&
	    strspn(in.IMSI, "0123456789") == strlen(in.IMSI)));
	MUST(in.vers >= -1000);
}

static void
apps(struct arena *a, const struct pair *p, size_t n)
{
	const char *out[PARAM_APPS];
	size_t m;
	enum ecs_err e = param_apps(a, p, n, out, &m);

	if (e != ECS_OK) {
		MUST(e == ECS_PARAM_MISSING || e == ECS_PARAM_FORMAT);
		return;
	}
	MUST(m >= 1 && m <= PARAM_APPS);
	for (size_t i = 0; i < m; i++) {
		MUST(*out[i] != '\0' && valid_id(out[i]));
		for (size_t k = 0; k < i; k++)
			MUST(strcasecmp(out[i], out[k]) != 0);
	}
}

static void
version(const char *s)
{
	int v = param_version(s), major, minor;
	char end;

	if (v < 0) {
		MUST(v == -1);
		return;
	}
	MUST(strspn(s, "0123456789.") == strlen(s));
	MUST(sscanf(s, "%d.%d%c", &major, &minor, &end) == 2);
	MUST(v == major * 1000 + minor && minor < 1000);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1024);
	const char *query = a_strndup(a, (const char *)data, size);
	struct pair p[PARAM_PAIRS];
	size_t n = 0;

	if (param_split(a, query, p, &n) == ECS_OK) {
		again(a, p, n);
		fill(p, n);
		apps(a, p, n);
	}
	MUST(n <= PARAM_PAIRS);
	version(query);
	arena_free(a);
	return 0;
}
