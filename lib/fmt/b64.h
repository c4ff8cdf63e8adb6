/*
 * b64.h - Base64 (RFC 4648), strictly.  Layer fmt.
 *
 * Decoding refuses white space, wrong padding and non-zero trailing bits, so
 * that every byte string has exactly one spelling.
 */
#ifndef ECS_FMT_B64_H
#define ECS_FMT_B64_H

#include "base/arena.h"

enum b64_kind { B64_STD, B64_URL };	/* padded; or url-safe without padding */

char		*b64_encode(struct arena *, enum b64_kind, struct span);

/* NULL p in *out and ECS_PARAM_FORMAT when s is not Base64 of that kind. */
enum ecs_err	 b64_decode(struct arena *, enum b64_kind, const char *s,
		    struct span *out) MUST_CHECK;

#endif
