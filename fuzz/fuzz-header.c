/*
 * fuzz-header.c - any octets as a request header.
 *
 * What stands first in a list is found, whatever follows it; a cookie's value
 * never holds a separator; a language is always one of those there are.
 */
#include "fmt/header.h"
#include "fuzz.h"

static const char	*have[] = { "en", "fr", "de-CH" };
static const struct conf_list languages = { NELEM(have), have };

static void
accept(struct arena *a, const char *s)
{
	struct accept plain = header_accept(s), more;

	more = header_accept(a_printf(a, "application/json;q=0.5,%s", s));
	MUST(more.json && more.xml == plain.xml);
	more = header_accept(a_printf(a, "text/xml ; Q=1,%s", s));
	MUST(more.xml && more.json == plain.json);
	more = header_accept(a_printf(a, "text/xml;q=0,application/json;q=0.0,%s", s));
	MUST(more.xml == plain.xml && more.json == plain.json);
}

static void
cookie(struct arena *a, const char *s)
{
	const char *v = header_cookie(a, s, "ecs");

	MUST(v == NULL || strpbrk(v, ";,") == NULL);
	v = header_cookie(a, a_printf(a, "ecs=q1;%s", s), "ecs");
	MUST(v != NULL && strcmp(v, "q1") == 0);
	v = header_cookie(a, a_printf(a, "ecs=\"q2\",%s", s), "ecs");
	MUST(v != NULL && strcmp(v, "q2") == 0);
}

static void
language(struct arena *a, const char *s)
{
	const char *l = header_language(s, NULL, &languages);

	MUST(l == have[0] || l == have[1] || l == have[2]);
	MUST(header_language("*", s, &languages) == header_language(NULL, s, &languages));
	MUST(header_language(a_printf(a, "fr,%s", s), NULL, &languages) == have[1]);
	MUST(header_language(a_printf(a, "de;q=1.0,%s", s), NULL, &languages) == have[2]);
	MUST(header_language(a_printf(a, "fr;q=0,%s", s), NULL, &languages) == l);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1024);
	const char *s = a_strndup(a, (const char *)data, size);

	accept(a, s);
	cookie(a, s);
	language(a, s);
	MUST(header_gzip(a_printf(a, "gzip,%s", s)));
	MUST(!header_gzip(a_printf(a, "gzip;q=0,%s", s)));
	MUST(header_media(a_printf(a, "application/json;%s", s), "application/json"));
	MUST(!header_media(a_printf(a, "x%s", s), "application/json"));
	arena_free(a);
	return 0;
}
