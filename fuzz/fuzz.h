/*
 * fuzz.h - what every target needs.  Layer programs; owns nothing.
 *
 * A target aborts when its property does not hold; libFuzzer, or replay.c when
 * it is not linked, calls it with one input after the other.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int		 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define MUST(cond)	((cond) ? (void)0 : fuzz_stop(#cond, __FILE__, __LINE__))

static inline void
fuzz_stop(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

#endif
