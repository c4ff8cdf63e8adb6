/* buf.c - a growing byte string. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

void
buf_init(struct buf *b, struct arena *a, size_t cap)
{
	*b = (struct buf){ a, a_alloc(a, cap), 0, cap };
}

static char *
reserve(struct buf *b, size_t n)
{
	if (b->cap - b->len < n) {
		size_t cap = (b->cap + n) * 2;
		char *p = a_alloc(b->arena, cap);

		memcpy(p, b->p, b->len);
		b->p = p;
		b->cap = cap;
	}
	return b->p + b->len;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n != 0)
		memcpy(reserve(b, n), p, n);
	b->len += n;
}

void
buf_char(struct buf *b, char c)
{
	*reserve(b, 1) = c;
	b->len++;
}

void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_u64(struct buf *b, uint64_t v)
{
	char text[20], *p = text + sizeof(text);

	do
		*--p = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	buf_add(b, p, (size_t)(text + sizeof(text) - p));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	va_start(ap, fmt);
	vsnprintf(reserve(b, (size_t)n + 1), (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
buf_json(struct buf *b, const char *s)
{
	static const char hex[] = "0123456789abcdef";

	buf_char(b, '"');
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\') {
			buf_char(b, '\\');
			buf_char(b, *s);
		} else if (c < 0x20 || c == 0x7f) {
			buf_str(b, "\\u00");
			buf_char(b, hex[c >> 4]);
			buf_char(b, hex[c & 15]);
		} else
			buf_char(b, *s);
	}
	buf_char(b, '"');
}

const char *
buf_cstr(struct buf *b)
{
	*reserve(b, 1) = '\0';
	return b->p;
}
