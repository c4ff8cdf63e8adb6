/*
 * fuzz-json.c - any octets as a JSON body.
 *
 * Pairs written as JSON again are read as the same pairs; an EAP relay packet
 * is the Base64 it was.
 */
#include "base/buf.h"
#include "fmt/b64.h"
#include "fmt/json.h"
#include "fuzz.h"

/* Neighbours of one name become an array, as they were. */
static void
write(struct buf *b, const struct pair *p, size_t n)
{
	buf_char(b, '{');
	for (size_t i = 0; i < n; ) {
		size_t k = i;

		buf_str(b, i > 0 ? "," : "");
		buf_json(b, p[i].name);
		buf_str(b, ":[");
		for (; k < n && strcmp(p[k].name, p[i].name) == 0; k++) {
			buf_str(b, k > i ? "," : "");
			buf_json(b, p[k].value);
		}
		buf_char(b, ']');
		i = k;
	}
	buf_char(b, '}');
}

static void
pairs(struct arena *a, struct span body)
{
	struct pair p[PARAM_PAIRS], q[PARAM_PAIRS];
	size_t n = 0, m = 0;
	struct buf b;

	if (json_pairs(a, body, p, &n) != ECS_OK)
		return;
	MUST(n <= PARAM_PAIRS);
	buf_init(&b, a, 256);
	write(&b, p, n);
	MUST(json_pairs(a, SPAN(b.p, b.len), q, &m) == ECS_OK && m == n);
	for (size_t i = 0; i < n; i++)
		MUST(strcmp(p[i].name, q[i].name) == 0 && strcmp(p[i].value, q[i].value) == 0);
	/* One octet more, or less, is no body. */
	m = 0;
	buf_char(&b, ']');
	MUST(json_pairs(a, SPAN(b.p, b.len), q, &m) == ECS_BODY_FORMAT);
	MUST(json_pairs(a, SPAN(b.p, b.len - 2), q, &m) == ECS_BODY_FORMAT);
}

static void
relay(struct arena *a, struct span body)
{
	struct span packet = SPAN(NULL, 0), again;
	const char *text;

	if (json_relay(a, body, &packet) != ECS_OK)
		packet = body;
	text = a_printf(a, "{\"eap-relay-packet\":\"%s\"}", b64_encode(a, B64_STD, packet));
	MUST(json_relay(a, SPAN(text, strlen(text)), &again) == ECS_OK);
	MUST(again.len == packet.len);
	MUST(again.len == 0 || memcmp(again.p, packet.p, packet.len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1024);

	pairs(a, SPAN(data, size));
	relay(a, SPAN(data, size));
	arena_free(a);
	return 0;
}
