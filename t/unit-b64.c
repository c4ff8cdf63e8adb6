/* unit-b64.c - Base64: RFC 4648 section 10, both alphabets, and no second spelling. */
#include "fmt/b64.h"
#include "tap.h"

static struct arena	*a;

/* RFC 4648 section 10. */
static const struct { const char *plain, *text; } rfc[] = {
	{ "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" },
	{ "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" },
};

static void
vectors(void)
{
	for (size_t i = 0; i < NELEM(rfc); i++) {
		size_t n = strlen(rfc[i].plain), unpadded = strcspn(rfc[i].text, "=");
		struct span in = SPAN(rfc[i].plain, n), out;
		const char *url;

		OK(strcmp(b64_encode(a, B64_STD, in), rfc[i].text) == 0);
		url = b64_encode(a, B64_URL, in);
		OK(strlen(url) == unpadded && strncmp(url, rfc[i].text, unpadded) == 0);
		OK(b64_decode(a, B64_STD, rfc[i].text, &out) == ECS_OK && out.len == n &&
		    memcmp(out.p, rfc[i].plain, n) == 0);
		OK(b64_decode(a, B64_URL, url, &out) == ECS_OK && out.len == n &&
		    memcmp(out.p, rfc[i].plain, n) == 0);
	}
}

static bool
refused(enum b64_kind kind, const char *s)
{
	struct span out = SPAN("x", 1);
	bool yes = b64_decode(a, kind, s, &out) == ECS_PARAM_FORMAT && out.p == NULL;

	if (!yes)
		printf("# taken: %s\n", s);
	return yes;
}

/* RFC 4648 3.1 to 3.5: line feeds, padding, foreign characters, pad bits. */
static void
strict(void)
{
	static const char *const std[] = {
		"Zg", "Zg=", "Zg===", "Z", "Z===", "====", "==", "=", "Zm9v====", "Zm=v",
		"Z=g=", "=Zg=", "Zm9v\n", "Zm9v Yg==", " Zm9v", "Zm9vYg==\r\n", "Zm9vYmE=Zm9v",
		"_-8=", "Zh==", "Zm9=", "Zm9vY*==", "Zm\xc3\xa9", "Zg==Zg==",
	};
	static const char *const url[] = {
		"Zg==", "Zm8=", "Z", "Zm9vY", "+/8", "Zh", "Zm9", "Zg\n", "Zm9v.", "Zm 8",
	};

	for (size_t i = 0; i < NELEM(std); i++)
		OK(refused(B64_STD, std[i]));
	for (size_t i = 0; i < NELEM(url); i++)
		OK(refused(B64_URL, url[i]));
}

static void
alphabets(void)
{
	/* RFC 4648 table 1: the 64 values in order. */
	static const char abc[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint8_t bits[48];
	struct span out;

	for (unsigned i = 0; i < 16; i++) {
		unsigned v = (4 * i) << 18 | (4 * i + 1) << 12 | (4 * i + 2) << 6 | (4 * i + 3);

		bits[3 * i] = (uint8_t)(v >> 16);
		bits[3 * i + 1] = (uint8_t)(v >> 8);
		bits[3 * i + 2] = (uint8_t)v;
	}
	OK(strcmp(b64_encode(a, B64_STD, SPAN(bits, 48)), abc) == 0);
	OK(strncmp(b64_encode(a, B64_URL, SPAN(bits, 48)), abc, 62) == 0);
	OK(strcmp(b64_encode(a, B64_URL, SPAN(bits, 48)) + 62, "-_") == 0);
	OK(b64_decode(a, B64_STD, abc, &out) == ECS_OK && out.len == 48 &&
	    memcmp(out.p, bits, 48) == 0);
	OK(strcmp(b64_encode(a, B64_STD, SPAN("\0\0", 2)), "AAA=") == 0);
	OK(strcmp(b64_encode(a, B64_URL, SPAN("\xff\xef", 2)), "_-8") == 0);
}

int
main(void)
{
	a = arena_new(1024);
	vectors();
	strict();
	alphabets();
	arena_free(a);
	return DONE();
}
