/* header.c - Accept and its family, cookies. */
#include <stdlib.h>
#include <string.h>

#include "fmt/header.h"

#define ITEM	128

struct item {
	char		 name[ITEM];
	double		 q;
};

/* RFC 9110 12.4.2: 0 to 1; what is no such number must not outweigh what is. */
static double
quality(const char *s)
{
	double q = strtod(s, NULL);

	return q > 1 ? 1 : q >= 0 ? q : 0;
}

/* Takes the next comma-separated element with its q; false at the end. */
static bool
next_item(const char **s, struct item *it)
{
	const char *p = *s + strspn(*s, " \t,"), *q;
	size_t n = strcspn(p, ",;"), k = n;

	if (*p == '\0')
		return false;
	while (k > 0 && (p[k - 1] == ' ' || p[k - 1] == '\t'))
		k--;
	k = k < ITEM - 1 ? k : ITEM - 1;
	memcpy(it->name, p, k);
	it->name[k] = '\0';
	it->q = 1;
	*s = p + strcspn(p, ",");
	for (q = p + n; q < *s; q += 1 + strcspn(q + 1, ";,")) {
		const char *v = q + 1 + strspn(q + 1, " \t");

		if ((v[0] == 'q' || v[0] == 'Q') && v[1] == '=')
			it->q = quality(v + 2);
	}
	return true;
}

struct accept
header_accept(const char *s)
{
	struct accept a = { false, false };
	struct item it;

	while (s != NULL && next_item(&s, &it)) {
		if (it.q <= 0)
			continue;
		if (strcasecmp(it.name, "application/json") == 0)
			a.json = true;
		else if (strcasestr(it.name, "xml") != NULL ||
		    strcasecmp(it.name, "text/vnd.wap.connectivity") == 0)
			a.xml = true;
	}
	return a;
}

const char *
header_cookie(struct arena *a, const char *s, const char *name)
{
	size_t n = strlen(name);

	while (s != NULL && *s != '\0') {
		s += strspn(s, " \t;,");
		if (strncmp(s, name, n) == 0 && s[n] == '=') {
			const char *v = s + n + 1;

			if (*v == '"')
				return a_strndup(a, v + 1, strcspn(v + 1, "\";,"));
			return a_strndup(a, v, strcspn(v, " \t;,"));
		}
		s += strcspn(s, ";,");
	}
	return NULL;
}

/* The length of a tag of n octets without its last subtag. */
static size_t
shorter(const char *tag, size_t n)
{
	const char *hyphen = memrchr(tag, '-', n);

	return hyphen != NULL ? (size_t)(hyphen - tag) : 0;
}

/* RFC 4647 3.4: zh-Hant-TW, zh-Hant, zh; and beyond it zh-CN rather than English. */
static const char *
match(const char *range, const struct conf_list *have)
{
	size_t first = strcspn(range, "-"), n = strlen(range);

	for (; n > 0; n = shorter(range, n))
		for (size_t i = 0; i < have->n; i++)
			if (strlen(have->s[i]) == n && strncasecmp(have->s[i], range, n) == 0)
				return have->s[i];
	for (size_t i = 0; i < have->n; i++)
		if (strncasecmp(have->s[i], range, first) == 0 && have->s[i][first] == '-')
			return have->s[i];
	return NULL;
}

static const char *
best_match(const char *s, const struct conf_list *have)
{
	const char *best = NULL, *m;
	double best_q = 0;
	struct item it;

	while (s != NULL && next_item(&s, &it))
		if (it.q > best_q && (m = match(it.name, have)) != NULL) {
			best = m;
			best_q = it.q;
		}
	return best;
}

const char *
header_language(const char *accept, const char *of_line, const struct conf_list *have)
{
	const char *s = best_match(accept, have);

	if (s == NULL && of_line != NULL)
		s = match(of_line, have);
	return s != NULL ? s : have->s[0];
}

bool
header_gzip(const char *s)
{
	struct item it;

	while (s != NULL && next_item(&s, &it))
		if (strcasecmp(it.name, "gzip") == 0)
			return it.q > 0;
	return false;
}

bool
header_media(const char *s, const char *want)
{
	size_t n = strlen(want);

	return s != NULL && strncasecmp(s, want, n) == 0 &&
	    (s[n] == '\0' || s[n] == ';' || s[n] == ' ');
}
