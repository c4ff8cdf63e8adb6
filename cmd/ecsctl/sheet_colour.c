/* sheet_colour.c - colours of CSS, and the contrast of two (WCAG 2.2, 1.4.3). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sheet_check.h"

static double
linear(unsigned v)
{
	double c = v / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* #rgb, #rrggbb, rgb(r, g, b), white, black. */
static bool
channels(const char *s, unsigned c[3])
{
	char end;

	if (strcasecmp(s, "white") == 0 || strcasecmp(s, "black") == 0) {
		c[0] = c[1] = c[2] = (*s | 0x20) == 'w' ? 255 : 0;
		return true;
	}
	if (*s == '#' && s[1 + strspn(s + 1, "0123456789abcdefABCDEF")] == '\0') {
		if (strlen(s) == 7)
			return sscanf(s, "#%2x%2x%2x", &c[0], &c[1], &c[2]) == 3;
		if (strlen(s) != 4 || sscanf(s, "#%1x%1x%1x", &c[0], &c[1], &c[2]) != 3)
			return false;
		for (size_t i = 0; i < 3; i++)
			c[i] *= 17;
		return true;
	}
	return sscanf(s, "rgb(%u ,%u ,%u %c", &c[0], &c[1], &c[2], &end) == 4 && end == ')' &&
	    c[0] < 256 && c[1] < 256 && c[2] < 256;
}

double
colour_luminance(const char *value)
{
	unsigned c[3];

	if (!channels(value, c))
		return -1;
	return 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
}

double
colour_contrast(double x, double y)
{
	double high = x > y ? x : y, low = x > y ? y : x;

	return (high + 0.05) / (low + 0.05);
}
