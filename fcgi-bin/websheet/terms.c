/* terms.c - from a text file to paragraphs. */
#include <string.h>

#include "io/locale.h"
#include "io/text.h"
#include "terms.h"

enum ecs_err
terms_load(struct req *rq, const char *page, uint64_t version, struct terms *out)
{
	struct sheet_for f = page_for(rq);
	const char *try[TEXT_LANGUAGES];
	size_t n = text_languages(rq->arena, f.op, f.language, try);

	out->version = version;
	for (size_t i = 0; i < n; i++) {
		const char *name = a_printf(rq->arena, "websheets/%s/terms.%llu.%s.txt", page,
		    (unsigned long long)version, try[i]);

		if (sheet_file(&f, rq->arena, name, &out->text) != ECS_OK)
			continue;
		out->language = try[i];
		crypt_sha256(out->text, out->digest);
		return ECS_OK;
	}
	return req_fail(rq, ECS_INTERNAL, "terms %llu are missing", (unsigned long long)version);
}

static void
paragraph(struct sheet_el *el, char *s)
{
	for (char *nl = s; (nl = strchr(nl, '\n')) != NULL; )
		*nl = nl[1] == '\0' ? '\0' : ' ';
	if (strncmp(s, "# ", 2) == 0)
		sheet_set(el, "h", s + 2);
	else
		sheet_set(el, "p", s);
}

struct sheet_el *
terms_show(struct req *rq, struct sheet_el *parent, const struct terms *t)
{
	char *text = a_strndup(rq->arena, (const char *)t->text.p, t->text.len);
	struct sheet_el *el = sheet_add(parent, "terms");

	sheet_attr(el, "version", a_printf(rq->arena, "%llu", (unsigned long long)t->version));
	sheet_attr(el, "lang", t->language);
	sheet_attr(el, "dir", locale_dir(t->language));
	for (char *end; *text != '\0'; text = end) {
		text += strspn(text, "\r\n");
		end = strstr(text, "\n\n");
		if (end == NULL)
			end = text + strlen(text);
		else
			*end++ = '\0';
		if (*text != '\0')
			paragraph(el, text);
	}
	return el;
}
