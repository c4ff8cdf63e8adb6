/* address_form.c - fields to an address and back. */
#include <ctype.h>
#include <string.h>

#include "address_form.h"
#include "io/locale.h"

enum { TYPED_MAX = REQ_BODY_MAX };

struct in {
	const char	*country, *a1, *a3, *rd, *hno, *loc, *pc;
};

static const struct param_def params[CIVIC__MAX] = {
	[CIVIC_COUNTRY] = P_STR(struct in, OPTIONAL, country, 0, TYPED_MAX, NULL),
	[CIVIC_A1] = P_STR(struct in, OPTIONAL, a1, 0, TYPED_MAX, NULL),
	[CIVIC_A3] = P_STR(struct in, OPTIONAL, a3, 0, TYPED_MAX, NULL),
	[CIVIC_RD] = P_STR(struct in, OPTIONAL, rd, 0, TYPED_MAX, NULL),
	[CIVIC_HNO] = P_STR(struct in, OPTIONAL, hno, 0, TYPED_MAX, NULL),
	[CIVIC_LOC] = P_STR(struct in, OPTIONAL, loc, 0, TYPED_MAX, NULL),
	[CIVIC_PC] = P_STR(struct in, OPTIONAL, pc, 0, TYPED_MAX, NULL),
};

static const char *
trim(struct arena *a, const char *s)
{
	size_t n;

	s += strspn(s, " ");
	for (n = strlen(s); n > 0 && s[n - 1] == ' '; n--)
		continue;
	return a_strndup(a, s, n);
}

static const char *
capitals(struct arena *a, const char *s)
{
	char *copy = a_strdup(a, s);

	for (char *c = copy; *c != '\0'; c++)
		if (isascii((unsigned char)*c))
			*c = (char)toupper((unsigned char)*c);
	return copy;
}

/* Is it a code, as states and postal codes are? */
static bool
code(enum civic_field f, const char *s)
{
	return f == CIVIC_COUNTRY || f == CIVIC_PC || (f == CIVIC_A1 && strlen(s) <= 3);
}

enum ecs_err
address_form_read(struct req *rq, struct address_form *out)
{
	struct in in = { "", "", "", "", "", "", "" };
	const char *typed[CIVIC__MAX], *bad;
	enum ecs_err e;

	e = param_fill(params, NELEM(params), rq->pairs, rq->npairs, &in, &bad);
	if (e != ECS_OK)
		return req_fail_param(rq, e, bad);
	memcpy(typed, (const char *[CIVIC__MAX]){ in.country, in.a1, in.a3, in.rd, in.hno,
	    in.loc, in.pc }, sizeof(typed));
	memset(out, 0, sizeof(*out));
	for (enum civic_field f = CIVIC_COUNTRY; f < CIVIC__MAX; f++) {
		const char *s = trim(rq->arena, typed[f]);

		if (!valid_text(s)) {
			out->fault[f] = FAULT_FORMAT;
			s = "";
		}
		out->c.f[f] = code(f, s) ? capitals(rq->arena, s) : s;
		if (civic_card(out->c.f[CIVIC_COUNTRY], f) == CIVIC_UNUSED)
			out->c.f[f] = "";
	}
	return ECS_OK;
}

bool
address_form_check(struct address_form *form)
{
	bool wrong[CIVIC__MAX], ok = true;

	civic_check(&form->c, wrong);
	for (size_t f = 0; f < CIVIC__MAX; f++) {
		if (wrong[f] && form->fault[f] == FAULT_NONE)
			form->fault[f] = *form->c.f[f] == '\0' ? FAULT_MISSING : FAULT_FORMAT;
		ok = ok && form->fault[f] == FAULT_NONE;
	}
	return ok;
}

const char *
address_form_country(struct req *rq, const char *page)
{
	struct sheet_for f = page_for(rq);
	const char *list = sheet_text(&f, page, "countries");

	return a_strndup(rq->arena, list, strcspn(list, " "));
}

static void
show_country(struct req *rq, struct sheet_el *el, const char *code)
{
	struct sheet_el *country = sheet_add_text(el, "country", code);

	sheet_attr(country, "name", locale_country(rq->arena, rq->language, code));
}

/* Those of the text "countries", and the chosen one if it is another. */
static void
show_countries(struct req *rq, const char *page, struct sheet_el *el, const char *chosen)
{
	struct sheet_for f = page_for(rq);
	const char *s = sheet_text(&f, page, "countries");
	bool listed = false;

	for (s += strspn(s, " "); *s != '\0'; s += strspn(s, " ")) {
		size_t n = strcspn(s, " ");
		const char *c = a_strndup(rq->arena, s, n);

		show_country(rq, el, c);
		listed = listed || strcmp(c, chosen) == 0;
		s += n;
	}
	if (!listed && *chosen != '\0')
		show_country(rq, el, chosen);
}

void
address_form_show(struct req *rq, const char *page, struct sheet_el *parent,
    const struct address_form *form)
{
	static const char *const faults[] = { NULL, "missing", "format", "refused" };
	struct sheet_el *el = sheet_add(parent, "address"), *field;
	const char *country = form->c.f[CIVIC_COUNTRY];

	sheet_attr(el, "country", country);
	show_countries(rq, page, el, country);
	for (enum civic_field f = CIVIC_COUNTRY; f < CIVIC__MAX; f++) {
		enum civic_card card = civic_card(country, f);

		if (card == CIVIC_UNUSED)
			continue;
		field = sheet_add(el, "field");
		sheet_attr(field, "name", civic_name(f));
		sheet_attr(field, "value", form->c.f[f]);
		if (card == CIVIC_REQUIRED)
			sheet_attr(field, "required", "yes");
		sheet_attr(field, "max", a_printf(rq->arena, "%zu", civic_max(f)));
		if (form->fault[f] != FAULT_NONE)
			sheet_attr(field, "fault", faults[form->fault[f]]);
	}
}
