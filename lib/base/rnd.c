/* rnd.c - OpenSSL's generator, failing closed. */
#include <limits.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/rnd.h"

void
rnd_bytes(void *p, size_t n)
{
	if (n > INT_MAX || RAND_bytes(p, (int)n) != 1) {
		fputs("entitled: no randomness\n", stderr);
		abort();
	}
}
