/*
 * fuzz-b64.c - any octets as Base64 and as what is to be encoded.
 *
 * Decoding gives back what was encoded, and takes no other spelling than the
 * one that encoding gives.  OpenSSL's encoder agrees with ours.
 */
#include <openssl/evp.h>

#include "fmt/b64.h"
#include "fuzz.h"

static void
both_ways(struct arena *a, enum b64_kind kind, struct span in)
{
	struct span out;

	MUST(b64_decode(a, kind, b64_encode(a, kind, in), &out) == ECS_OK);
	MUST(out.len == in.len && (in.len == 0 || memcmp(out.p, in.p, in.len) == 0));
}

static void
one_spelling(struct arena *a, enum b64_kind kind, const char *text)
{
	struct span out;

	if (b64_decode(a, kind, text, &out) == ECS_OK)
		MUST(strcmp(b64_encode(a, kind, out), text) == 0);
	else
		MUST(out.p == NULL);
}

static void
as_openssl(struct arena *a, struct span in)
{
	unsigned char *want = a_zalloc(a, in.len / 3 * 4 + 5);

	EVP_EncodeBlock(want, in.p, (int)in.len);
	MUST(strcmp((char *)want, b64_encode(a, B64_STD, in)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1024);
	const char *text = a_strndup(a, (const char *)data, size);
	struct span in = SPAN(data, size);

	both_ways(a, B64_STD, in);
	both_ways(a, B64_URL, in);
	one_spelling(a, B64_STD, text);
	one_spelling(a, B64_URL, text);
	as_openssl(a, in);
	arena_free(a);
	return 0;
}
