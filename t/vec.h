/*
 * vec.h - published test vectors, read at run time.
 *
 * For unit tests.  Files are looked for in $VECTORS, else in t/vectors under
 * the working directory; one that is missing or malformed ends the program.
 */
#ifndef VEC_H
#define VEC_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

enum { VEC_COLS = 16, VEC_BYTES = 256 };

struct vec_bytes {
	uint8_t		 p[VEC_BYTES];
	size_t		 len;
};

static inline void
vec_die(const char *what, const char *which)
{
	printf("Bail out! %s: %s\n", what, which);
	exit(2);
}

static inline const char *
vec_path(const char *file)
{
	static char path[4096];
	const char *dir = getenv("VECTORS");

	snprintf(path, sizeof path, "%s/%s", dir != NULL ? dir : "t/vectors", file);
	return path;
}

static inline struct vec_bytes
unhex(const char *s)
{
	struct vec_bytes b = { .len = strlen(s) / 2 };
	unsigned v;

	if (strlen(s) % 2 != 0 || b.len > VEC_BYTES)
		vec_die("hex", s);
	for (size_t i = 0; i < b.len; i++) {
		if (sscanf(s + 2 * i, "%2x", &v) != 1)
			vec_die("hex", s);
		b.p[i] = (uint8_t)v;
	}
	return b;
}

static inline bool
is_hex(const char *hex, const void *p, size_t len)
{
	struct vec_bytes b = unhex(hex);

	return b.len == len && memcmp(b.p, p, len) == 0;
}

/* Calls fn with the columns of every line that is no comment; returns how many. */
static inline size_t
vec_rows(const char *file, void (*fn)(char *const *col, size_t n))
{
	FILE *f = fopen(vec_path(file), "r");
	char line[4096], *col[VEC_COLS], *save;
	size_t rows = 0, n;

	if (f == NULL)
		vec_die("cannot open", vec_path(file));
	while (fgets(line, sizeof line, f) != NULL) {
		if (line[0] == '#')
			continue;
		n = 0;
		for (char *s = strtok_r(line, "\t\n", &save);
		    s != NULL && n < VEC_COLS; s = strtok_r(NULL, "\t\n", &save))
			col[n++] = s;
		fn(col, n);
		rows++;
	}
	fclose(f);
	return rows;
}

/* One TAP line for one value of one set. */
#define IS(set, what, hex, p, len) do {					\
	char name_[128];						\
	snprintf(name_, sizeof name_, "%s %s", set, what);		\
	tap_ok(is_hex(hex, p, len), name_, __FILE__, __LINE__);		\
} while (0)

#endif
