/* person_fill.c - what a person writes into a form. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "person.h"

void
person_init(struct person *p, struct arena *a, const struct opts *o)
{
	*p = (struct person){ .arena = a, .may_fix = !o->no_fix,
		.given = { o->country, o->a1, o->a3, o->rd, o->hno, o->loc, o->pc },
		.country = o->country != NULL ? o->country : "US" };
	p->aim = o->edit_address ? AIM_EDIT : o->decline ? AIM_DECLINE :
	    o->withdraw ? AIM_WITHDRAW : AIM_FILL;
}

/* The option of a select that means this text, by value or by what is shown. */
static const char *
option(const struct field *f, const char *text)
{
	for (const struct field_option *o = f->options; o != NULL; o = o->next)
		if (*o->value != '\0' && (strcasecmp(o->value, text) == 0 ||
		    strcasecmp(o->text, text) == 0))
			return o->value;
	return NULL;
}

static const char *
first_option(const struct field *f)
{
	for (const struct field_option *o = f->options; o != NULL; o = o->next)
		if (*o->value != '\0')
			return o->value;
	return "";
}

/* Cut as an input with maxlength does: whole characters. */
static const char *
cut(struct arena *a, const char *s, size_t max)
{
	size_t n = 0, chars = 0;

	for (; max > 0 && s[n] != '\0'; n++)
		if (((unsigned char)s[n] & 0xc0) != 0x80 && ++chars > max)
			return a_strndup(a, s, n);
	return s;
}

static bool
set(struct person *p, struct field *f, const char *value)
{
	value = f->kind == F_SELECT ? option(f, value) : cut(p->arena, value, f->max);
	if (value == NULL || strcmp(value, f->value) == 0)
		return false;
	f->value = value;
	return true;
}

static struct field *
find(struct page_form *form, enum place place)
{
	for (struct field *f = form->fields; f != NULL; f = f->next)
		if (!f->disabled && person_place(f) == place)
			return f;
	return NULL;
}

/* The country decides what the rest of their own address is. */
static void
choose_country(struct person *p, struct page_form *form)
{
	struct field *f = find(form, P_COUNTRY);

	if (f == NULL)
		return;
	if (p->given[P_COUNTRY] != NULL || *f->value == '\0')
		set(p, f, p->country);
	if (*f->value == '\0' && f->kind == F_SELECT)
		f->value = first_option(f);
	if (*f->value != '\0')
		p->country = f->value;
}

/* A list of countries may have a button that shows the fields of the one chosen. */
struct field *
person_choose(struct person *p, struct page_form *form, struct field **country)
{
	struct field *f = find(form, P_COUNTRY);

	if (f == NULL || f->presses == NULL || p->given[P_COUNTRY] == NULL || p->chosen > 0 ||
	    !set(p, f, p->country))
		return NULL;
	*country = f;
	for (struct field *b = form->fields; b != NULL; b = b->next)
		if (b->kind == F_SUBMIT && strcmp(b->id, f->presses) == 0)
			return b;
	return NULL;
}

/* An edit without options: another house number in the same street. */
static const char *
next_door(struct arena *a, const char *hno)
{
	return isdigit((unsigned char)*hno) && strlen(hno) < 9 ?
	    a_printf(a, "%ld", strtol(hno, NULL, 10) + 1) : "2";
}

static bool
moves_by_option(const struct person *p)
{
	for (enum place i = 0; i < P__MAX; i++)
		if (p->given[i] != NULL)
			return true;
	return false;
}

static const char *
wanted(struct person *p, const struct field *f, enum place place)
{
	if (p->given[place] != NULL && (!p->fixed || *f->value == '\0'))
		return p->given[place];
	if (p->aim == AIM_EDIT && p->sent == 0 && place == P_HNO && !moves_by_option(p))
		return next_door(p->arena, f->value);
	return *f->value != '\0' ? f->value : person_own(p->country, place);
}

static bool
fill_one(struct person *p, struct field *f)
{
	enum place place = person_place(f);

	if (f->kind == F_TICK && f->checked)
		return false;
	if (f->kind == F_TICK || f->kind == F_RADIO)
		return (f->checked = true);
	if (place != P__MAX && place != P_COUNTRY)
		return set(p, f, wanted(p, f, place));
	if (f->kind == F_SELECT && *f->value == '\0')
		return *(f->value = first_option(f)) != '\0';
	return false;
}

unsigned
person_fill(struct person *p, struct page_form *form)
{
	const char *before = find(form, P_COUNTRY) != NULL ? find(form, P_COUNTRY)->value : "";
	const char *radio = "";
	unsigned n = 0;

	choose_country(p, form);
	if (find(form, P_COUNTRY) != NULL)
		n += strcmp(before, find(form, P_COUNTRY)->value) != 0;
	for (struct field *f = form->fields; f != NULL; f = f->next) {
		if (f->disabled || (f->kind == F_RADIO && strcmp(f->name, radio) == 0))
			continue;
		if (f->kind == F_RADIO)
			radio = f->name;
		n += fill_one(p, f);
	}
	return n;
}

/* Their own address is right, whatever the options said. */
static bool
fix_one(struct person *p, struct field *f)
{
	enum place place = person_place(f);

	if (f->kind == F_TICK)
		return !f->checked && (f->checked = true);
	if (place == P__MAX)
		return false;
	return set(p, f, person_own(p->country, place));
}

unsigned
person_fix(struct person *p, struct page_form *form)
{
	const struct field *country = find(form, P_COUNTRY);
	unsigned n = 0;

	if (country != NULL && *country->value != '\0')
		p->country = country->value;
	for (struct field *f = form->fields; f != NULL; f = f->next)
		if (!f->disabled && (f->invalid || *f->error != '\0' || (f->required &&
		    (f->kind == F_TICK ? !f->checked : *f->value == '\0'))))
			n += fix_one(p, f);
	return n;
}
