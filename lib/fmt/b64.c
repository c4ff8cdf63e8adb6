/* b64.c - Base64 both ways. */
#include <string.h>

#include "fmt/b64.h"

static const char alphabet[2][65] = {
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
};

char *
b64_encode(struct arena *a, enum b64_kind kind, struct span in)
{
	const char *abc = alphabet[kind];
	char *out = a_zalloc(a, in.len / 3 * 4 + 5), *w = out;

	for (size_t i = 0; i < in.len; i += 3) {
		size_t left = in.len - i < 3 ? in.len - i : 3;
		uint32_t v = (uint32_t)in.p[i] << 16;

		v |= left > 1 ? (uint32_t)in.p[i + 1] << 8 : 0;
		v |= left > 2 ? in.p[i + 2] : 0;
		for (size_t k = 0; k <= left; k++)
			*w++ = abc[v >> (18 - 6 * k) & 63];
		for (size_t k = left; k < 3 && kind == B64_STD; k++)
			*w++ = '=';
	}
	*w = '\0';
	return out;
}

static int
value(enum b64_kind kind, char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == alphabet[kind][62])
		return 62;
	return c == alphabet[kind][63] ? 63 : -1;
}

enum ecs_err
b64_decode(struct arena *a, enum b64_kind kind, const char *s, struct span *out)
{
	size_t n = strlen(s), pad = 0, len = 0;
	uint8_t *p;
	uint32_t v = 0;

	*out = (struct span){ NULL, 0 };
	if (kind == B64_STD) {
		if (n % 4 != 0)
			return ECS_PARAM_FORMAT;
		while (pad < 2 && n > 0 && s[n - 1] == '=') {
			pad++;
			n--;
		}
	}
	if (n % 4 == 1 || (kind == B64_STD && (n + pad) % 4 != 0))
		return ECS_PARAM_FORMAT;
	p = a_zalloc(a, n / 4 * 3 + 3);
	for (size_t i = 0; i < n; i++) {
		int d = value(kind, s[i]);

		if (d < 0)
			return ECS_PARAM_FORMAT;
		v = v << 6 | (uint32_t)d;
		if (i % 4 != 0)
			p[len++] = (uint8_t)(v >> (6 - 2 * (i % 4)));
	}
	if ((n % 4 == 2 && (v & 15) != 0) || (n % 4 == 3 && (v & 3) != 0))
		return ECS_PARAM_FORMAT;
	*out = (struct span){ p, len };
	return ECS_OK;
}
