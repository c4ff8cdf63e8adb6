/*
 * fuzz-form.c - any octets as an HTML page.
 *
 * What is said of it is bounded, on one line and without control characters; what
 * is sent of each form decodes to the names and values of its fields.
 */
#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "person.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
plain(const char *s)
{
	must(s != NULL && strlen(s) <= PAGE_TEXT + 4);
	for (const unsigned char *p = (const unsigned char *)s; *p != '\0'; p++)
		must(*p >= ' ' && *p != 0x7f && !(p[0] == 0xc2 && p[1] < 0xa0 && p[1] >= 0x80));
}

static int
digit(char c)
{
	return c >= 'A' ? c - 'A' + 10 : c - '0';
}

/* Compares one encoded word with what it was made of; where it ends. */
static const char *
decoded(const char *p, const char *want, char end)
{
	for (; *p != '\0' && *p != end; p++) {
		char c = *p == '+' ? ' ' : *p;

		if (c == '%') {
			c = (char)(digit(p[1]) << 4 | digit(p[2]));
			p += 2;
		}
		if (c == '\r' && *want != '\r')		/* line ends become CR LF */
			continue;
		if (c == '\n' && *want != '\n')
			continue;
		must(c == *want++);
	}
	must(*want == '\0' || *want == '\n');
	return p;
}

static bool
is_sent(const struct field *f)
{
	return *f->name != '\0' && !f->disabled && f->kind != F_SUBMIT && f->kind != F_BUTTON &&
	    ((f->kind != F_TICK && f->kind != F_RADIO) || f->checked);
}

static void
sound(struct arena *a, const struct page_form *form)
{
	const char *p = form_encode(a, form, NULL);

	for (const struct field *f = form->fields; f != NULL; f = f->next) {
		plain(f->label);
		plain(f->group);
		plain(f->hint);
		plain(f->error);
		plain(f->around);
		if (!is_sent(f))
			continue;
		p = decoded(p, f->name, '=');
		must(*p++ == '=');
		p = decoded(p, f->value, '&');
		p += *p == '&';
	}
	must(*p == '\0');
}

static void
act(struct arena *a, struct page *page, enum aim aim)
{
	static const struct opts o = { .country = "FR" };
	struct person me;
	struct act next;

	person_init(&me, a, &o);
	me.aim = aim;
	next = person_act(&me, page, false);
	must((next.kind == ACT_SEND) == (next.form != NULL && next.kind != ACT_PRESS_CALL));
	if (next.kind == ACT_PRESS_CALL)
		must(next.button != NULL && next.button->call != NULL);
	if (next.kind != ACT_SEND)
		return;
	person_fill(&me, next.form);
	me.fixed = true;
	person_fix(&me, next.form);
	must(person_fix(&me, next.form) == 0);
	sound(a, next.form);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(65536);
	struct page *page = page_read(a, (const char *)data, size, NULL);
	size_t n = 0;

	plain(page->title);
	plain(page->heading);
	plain(page->text);
	for (const struct page_alert *al = page->alerts; al != NULL; al = al->next)
		plain(al->text);
	for (struct page_form *form = page->forms; form != NULL; form = form->next) {
		sound(a, form);
		for (const struct field *f = form->fields; f != NULL; f = f->next)
			n++;
	}
	must(n <= PAGE_FIELDS);
	for (enum aim aim = AIM_FILL; aim <= AIM_WITHDRAW; aim++)
		act(a, page, aim);
	arena_free(a);
	return 0;
}
