/*
 * fuzz-hook.c - any octets as a peer's answer, as a signature and as a time.
 *
 * What is taken keeps what the header promises, and says the same when it is
 * written down and read again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fmt/civic.h"
#include "fmt/hook.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
sound(const struct hook_answer *h)
{
	size_t run = 0;

	must(strlen(h->location_id) <= HOOK_LOCATION && strlen(h->reason) <= HOOK_WHY);
	for (const char *s = h->location_id; *s != '\0'; s++)
		must(*s > ' ' && *s <= '~');
	for (const char *s = h->reason; *s != '\0'; s++) {
		run = *s >= '0' && *s <= '9' ? run + 1 : 0;
		must((unsigned char)*s >= ' ' && run < 5);
	}
	for (const char *s = h->fields; *s != '\0'; s += strcspn(s, ","), s += *s == ',') {
		bool known = false;

		for (int f = 0; f < CIVIC__MAX; f++) {
			const char *name = civic_name((enum civic_field)f);

			known |= strcspn(s, ",") == strlen(name) &&
			    strncmp(s, name, strlen(name)) == 0;
		}
		must(known);
	}
}

static void
again(struct arena *a, const struct hook_answer *h)
{
	static const char *const states[] = { "done", "accepted", "refused" };
	struct hook_answer g;
	struct buf b;

	buf_init(&b, a, 256);
	buf_printf(&b, "{\"state\":\"%s\",\"expires_at\":%llu,\"reason\":", states[h->state],
	    (unsigned long long)h->expires_at);
	buf_json(&b, h->reason);
	buf_str(&b, ",\"location_id\":");
	buf_json(&b, h->location_id);
	buf_str(&b, ",\"fields\":[");
	for (const char *s = h->fields; *s != '\0'; s += strcspn(s, ","), s += *s == ',') {
		if (s != h->fields)
			buf_char(&b, ',');
		buf_json(&b, a_strndup(a, s, strcspn(s, ",")));
	}
	buf_str(&b, "]}");
	must(hook_answer(a, SPAN(b.p, b.len), &g) == ECS_OK);
	must(g.state == h->state && g.expires_at == h->expires_at &&
	    strcmp(g.reason, h->reason) == 0 && strcmp(g.fields, h->fields) == 0 &&
	    strcmp(g.location_id, h->location_id) == 0);
}

static void
signature(struct arena *a, const char *text)
{
	struct hook_signature s, t;
	struct buf b;

	if (hook_signature(text, &s) != ECS_OK)
		return;
	must(s.t > 0 && s.n > 0 && s.n <= HOOK_V1);
	buf_init(&b, a, 256);
	buf_printf(&b, "t=%llu", (unsigned long long)s.t);
	for (size_t i = 0; i < s.n; i++) {
		buf_str(&b, ",v1=");
		for (size_t k = 0; k < HOOK_MAC; k++)
			buf_printf(&b, "%02X", s.v1[i][k]);
	}
	must(hook_signature(buf_cstr(&b), &t) == ECS_OK && t.t == s.t && t.n == s.n &&
	    memcmp(s.v1, t.v1, s.n * HOOK_MAC) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(4096);
	const char *text = a_strndup(a, (const char *)data, size);
	struct hook_answer h;
	uint64_t t;

	if (hook_answer(a, SPAN(data, size), &h) == ECS_OK) {
		sound(&h);
		again(a, &h);
	}
	signature(a, text);
	if (hook_time(text, &t))
		must(t > 0 && t < 253402387200ULL);
	arena_free(a);
	return 0;
}
