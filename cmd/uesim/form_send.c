/* form_send.c - what a browser makes of a filled form. */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "form.h"

static void
octet(struct buf *b, unsigned char c)
{
	if (c == ' ')
		buf_char(b, '+');
	else if (isalnum(c) || (c != '\0' && strchr("*-._", c) != NULL))
		buf_char(b, (char)c);
	else
		buf_printf(b, "%%%02X", c);
}

/* A line ends with CR LF, however the page wrote it. */
static void
encode(struct buf *b, const char *s)
{
	for (const unsigned char *p = (const unsigned char *)s; *p != '\0'; p++)
		if (*p == '\r' || *p == '\n') {
			octet(b, '\r');
			octet(b, '\n');
			p += p[0] == '\r' && p[1] == '\n';
		} else
			octet(b, *p);
}

static bool
is_sent(const struct field *f, const struct field *pressed)
{
	if (*f->name == '\0' || f->disabled)
		return false;
	switch (f->kind) {
	case F_TICK: case F_RADIO:
		return f->checked;
	case F_SUBMIT:
		return f == pressed;
	case F_BUTTON:
		return false;
	default:
		return true;
	}
}

const char *
form_encode(struct arena *a, const struct page_form *form, const struct field *pressed)
{
	struct buf b;

	buf_init(&b, a, 512);
	for (const struct field *f = form->fields; f != NULL; f = f->next) {
		if (!is_sent(f, pressed))
			continue;
		if (b.len > 0)
			buf_char(&b, '&');
		encode(&b, f->name);
		buf_char(&b, '=');
		encode(&b, f->value);
	}
	return buf_cstr(&b);
}

static bool
chosen(const struct page_form *form, const struct field *radio)
{
	for (const struct field *f = form->fields; f != NULL; f = f->next)
		if (f->kind == F_RADIO && f->checked && strcmp(f->name, radio->name) == 0)
			return true;
	return false;
}

struct field *
form_refuses(const struct page_form *form, const struct field *pressed)
{
	if (form->novalidate || (pressed != NULL && pressed->novalidate))
		return NULL;
	for (struct field *f = form->fields; f != NULL; f = f->next) {
		bool empty = f->kind == F_TICK ? !f->checked : f->kind == F_RADIO ?
		    !chosen(form, f) : *f->value == '\0';

		if (f->required && !f->disabled && empty)
			return f;
	}
	return NULL;
}
