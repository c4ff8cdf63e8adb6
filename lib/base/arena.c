/* arena.c - chunked bump allocator. */
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct chunk {
	struct chunk	*next;
	size_t		 used, size;
	max_align_t	 data[];
};

struct deferred {
	struct deferred	*next;
	void		(*fn)(void *);
	void		*p;
};

struct wiped {
	size_t		 len;
	max_align_t	 data[];
};

struct arena {
	struct chunk	*head;
	struct deferred	*deferred;
	size_t		 chunk;
};

static void *
xmalloc(size_t n)
{
	void *p = malloc(n);

	if (p == NULL) {
		fputs("entitled: out of memory\n", stderr);
		abort();
	}
	return p;
}

static struct chunk *
chunk_new(size_t size, struct chunk *next)
{
	struct chunk *c = xmalloc(sizeof(*c) + size);

	*c = (struct chunk){ .next = next, .size = size };
	return c;
}

struct arena *
arena_new(size_t chunk)
{
	struct arena *a = xmalloc(sizeof(*a));

	*a = (struct arena){ chunk_new(chunk, NULL), NULL, chunk };
	return a;
}

void
arena_reset(struct arena *a)
{
	for (struct deferred *d = a->deferred; d != NULL; d = d->next)
		d->fn(d->p);
	a->deferred = NULL;
	while (a->head->next != NULL) {
		struct chunk *c = a->head;

		a->head = c->next;
		free(c);
	}
	a->head->used = 0;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_reset(a);
	free(a->head);
	free(a);
}

void *
a_alloc(struct arena *a, size_t n)
{
	void *p;

	n = (n + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
	if (a->head->size - a->head->used < n)
		a->head = chunk_new(n > a->chunk ? n : a->chunk, a->head);
	p = (char *)a->head->data + a->head->used;
	a->head->used += n;
	return p;
}

void *
a_zalloc(struct arena *a, size_t n)
{
	return memset(a_alloc(a, n), 0, n);
}

void *
a_memdup(struct arena *a, const void *p, size_t n)
{
	return n == 0 ? a_alloc(a, 1) : memcpy(a_alloc(a, n), p, n);
}

char *
a_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = a_alloc(a, n + 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
a_strdup(struct arena *a, const char *s)
{
	return a_strndup(a, s, strlen(s));
}

char *
a_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list cp;
	char *p;
	int n;

	va_copy(cp, ap);
	n = vsnprintf(NULL, 0, fmt, cp);
	va_end(cp);
	p = a_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

char *
a_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = a_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}

void
a_defer(struct arena *a, void (*fn)(void *), void *p)
{
	struct deferred *d = a_alloc(a, sizeof(*d));

	*d = (struct deferred){ a->deferred, fn, p };
	a->deferred = d;
}

static void
wipe(void *p)
{
	struct wiped *w = p;

	OPENSSL_cleanse(w->data, w->len);
}

void *
a_secret(struct arena *a, size_t n)
{
	struct wiped *w = a_zalloc(a, sizeof(*w) + n);

	w->len = n;
	a_defer(a, wipe, w);
	return w->data;
}
