/* unit-arena.c - memory of a request, what is deferred to it, and buffers on it. */
#include <stdint.h>

#include "base/buf.h"
#include "tap.h"

static struct arena	*a;
static char		 order[16];

static void
note(void *p)
{
	strncat(order, p, 1);
}

static void
deferred(void)
{
	static char one[] = "1", two[] = "2", three[] = "3";

	a_defer(a, note, one);
	a_defer(a, note, two);
	OK(*order == '\0');
	a_defer(a, note, three);
	arena_reset(a);
	OK(strcmp(order, "321") == 0);
	arena_reset(a);
	OK(strcmp(order, "321") == 0);	/* once */
	*order = '\0';
	a_defer(a, note, one);
	arena_free(a);
	OK(strcmp(order, "1") == 0);
	a = arena_new(64);
}

/* What a secret held when its arena was reset; deferred before it, so run after. */
static unsigned char	*watched;
static size_t		 left;

static void
look(void *p)
{
	(void)p;
	for (size_t i = 0; i < 100; i++)
		left += watched[i] != 0;
}

static void
wiped(void)
{
	unsigned char *plain;

	a_defer(a, look, NULL);
	watched = a_secret(a, 100);
	memset(watched, 0x5a, 100);
	left = 0;
	arena_reset(a);
	OK(left == 0);
	a_defer(a, look, NULL);
	watched = plain = a_zalloc(a, 100);
	memset(plain, 0x5a, 100);
	arena_reset(a);
	OK(left == 100);	/* only secrets are, and look() does see */
}

static void
allocation(void)
{
	char *p, *q;
	bool zero = true, aligned = true;

	for (size_t n = 0; n < 300; n++) {
		p = a_zalloc(a, n);
		aligned = aligned && (uintptr_t)p % _Alignof(max_align_t) == 0;
		for (size_t i = 0; i < n; i++)
			zero = zero && p[i] == 0;
		memset(p, 0xff, n);
	}
	OK(zero);
	OK(aligned);
	arena_reset(a);
	q = a_zalloc(a, 40);
	OK(memcmp(q, (char[40]){ 0 }, 40) == 0);	/* used before, zero again */
	p = a_zalloc(a, 100000);	/* far larger than a chunk */
	p[99999] = 'x';
	OK(p[0] == 0 && q != p);
	arena_reset(a);
	arena_free(NULL);
}

static void
strings(void)
{
	const char raw[] = { 'a', 0, 'b' };
	char *s = a_strdup(a, "watch"), *m;

	OK(strcmp(s, "watch") == 0 && strcmp(a_strdup(a, ""), "") == 0);
	OK(strcmp(a_strndup(a, "watch", 2), "wa") == 0);
	m = a_memdup(a, raw, sizeof(raw));
	OK(memcmp(m, raw, sizeof(raw)) == 0 && m != raw);
	OK(a_memdup(a, NULL, 0) != NULL);
	OK(strcmp(a_printf(a, "%s-%03d", "x", 7), "x-007") == 0);
	OK(strlen(a_printf(a, "%500d", 1)) == 500);
	OK(strcmp(s, "watch") == 0);	/* later ones do not touch it */
	arena_reset(a);
}

static void
buffers(void)
{
	struct buf b;
	char *big = a_zalloc(a, 5001);

	buf_init(&b, a, 0);
	OK(strcmp(buf_cstr(&b), "") == 0 && b.len == 0);
	buf_char(&b, 'x');
	buf_str(&b, "yz");
	buf_add(&b, "\0!", 2);
	buf_add(&b, NULL, 0);
	OK(b.len == 5 && memcmp(b.p, "xyz\0!", 5) == 0);
	buf_printf(&b, "%d", 42);
	OK(b.len == 7 && strcmp(buf_cstr(&b) + 4, "!42") == 0 && b.len == 7);
	memset(big, 'k', 5000);
	for (int i = 0; i < 20; i++)
		buf_str(&b, big);
	OK(b.len == 7 + 20 * 5000 && b.p[b.len - 1] == 'k' && b.p[2] == 'z');
	buf_init(&b, a, 4);
	buf_json(&b, "a\"b\\c\n\x01\x7f\xc3\xa9/");
	OK(strcmp(buf_cstr(&b), "\"a\\\"b\\\\c\\u000a\\u0001\\u007f\xc3\xa9/\"") == 0);
	arena_reset(a);
}

int
main(void)
{
	a = arena_new(64);
	deferred();
	wiped();
	allocation();
	strings();
	buffers();
	arena_free(a);
	return DONE();
}
