/*
 * hex.h - octets as lower-case hexadecimal.  Layer base.  No memory of its own.
 */
#ifndef ECS_BASE_HEX_H
#define ECS_BASE_HEX_H

#include "base/ecs.h"

/* Writes 2 * n digits and a NUL; returns out. */
const char	*hex_put(const void *p, size_t n, char *out);

/* Reads exactly 2 * n lower-case digits; false when s has others. */
bool		 hex_get(const char *s, uint8_t *out, size_t n);

#endif
