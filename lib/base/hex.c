/* hex.c - two digits an octet. */
#include <string.h>

#include "base/hex.h"

static const char digits[] = "0123456789abcdef";

const char *
hex_put(const void *p, size_t n, char *out)
{
	const uint8_t *b = p;

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[b[i] >> 4];
		out[2 * i + 1] = digits[b[i] & 15];
	}
	out[2 * n] = '\0';
	return out;
}

bool
hex_get(const char *s, uint8_t *out, size_t n)
{
	for (size_t i = 0; i < 2 * n; i++) {
		const char *d = s[i] == '\0' ? NULL : strchr(digits, s[i]);

		if (d == NULL)
			return false;
		out[i / 2] = (uint8_t)(out[i / 2] << 4 | (d - digits));
	}
	return true;
}
