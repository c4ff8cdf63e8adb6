/*
 * fuzz-hlr-json.c - any octets as a vector in JSON.
 *
 * What is taken is whole, and the same when it is written down and read again;
 * a question about it is JSON that names nothing twice.
 */
#include "base/buf.h"
#include "base/hex.h"
#include "fmt/hlr_json.h"
#include "fmt/json.h"
#include "fuzz.h"

static void
member(struct buf *b, const char *name, const uint8_t *p, size_t n)
{
	char hex[2 * AKA_RAND + 1];

	buf_printf(b, "%c\"%s\":\"%s\"", b->len == 0 ? '{' : ',', name, hex_put(p, n, hex));
}

static void
again(struct arena *a, const struct aka_vector *v)
{
	struct aka_vector w;
	struct buf b;

	buf_init(&b, a, 256);
	member(&b, "rand", v->rand, AKA_RAND);
	member(&b, "autn", v->autn, AKA_AUTN);
	member(&b, "xres", v->xres, v->xres_len);
	member(&b, v->primed ? "ckPrime" : "ck", v->ck, AKA_KEY);
	member(&b, v->primed ? "ikPrime" : "ik", v->ik, AKA_KEY);
	buf_char(&b, '}');
	MUST(hlr_json_read(SPAN(b.p, b.len), &w) == ECS_OK && memcmp(v, &w, sizeof(w)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(4096);
	struct pair pairs[PARAM_PAIRS];
	struct aka_vector v;
	struct span q;
	size_t n = 0;

	if (hlr_json_read(SPAN(data, size), &v) == ECS_OK) {
		MUST(v.xres_len >= 4 && v.xres_len <= AKA_RES_MAX);
		again(a, &v);
	}
	q = hlr_json_ask(a, a_strndup(a, (const char *)data, size), EAP_AKA, "WLAN", NULL, NULL);
	for (size_t i = 0; i < size; i++)
		if (data[i] >= 0x80)
			n = PARAM_PAIRS;	/* buf_json() is given UTF-8 only */
	if (n == 0)
		MUST(json_pairs(a, q, pairs, &n) == ECS_OK && n == 3);
	arena_free(a);
	return 0;
}
