/* utf8.c - one character of UTF-8, checked. */
#include <stdint.h>

#include "fmt/utf8.h"

size_t
utf8_char(const char *text)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	size_t len = *s < 0x80 ? 1 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;
	uint32_t c = len == 1 ? *s : *s & (0x7fu >> len);

	if (*s >= 0x80 && (*s < 0xc2 || *s > 0xf4))
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c < least[len]
	    || (c >= 0xd800 && c < 0xe000) || c >= 0x110000
	    || c == 0xfffe || c == 0xffff)
		return 0;
	return len;
}
