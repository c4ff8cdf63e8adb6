/*
 * rnd.c - OpenSSL's generator, failing closed.
 *
 * A call of it costs microseconds whatever its length, and a request wants a
 * few octets several times; so they are drawn in advance, and wiped as they
 * are given out.  A process that was forked does not use its parent's.
 */
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rnd.h"

enum { POOL = 512 };

static struct {
	unsigned char	 octets[POOL];
	size_t		 left;
	bool		 armed;		/* forgets itself in a child */
} pool;

static void
forget(void)
{
	pool.left = 0;
}

static void
draw(void *p, size_t n)
{
	if (n > INT_MAX || RAND_bytes(p, (int)n) != 1) {
		fputs("entitled: no randomness\n", stderr);
		abort();
	}
}

void
rnd_bytes(void *p, size_t n)
{
	unsigned char *from;

	if (n > POOL / 4) {
		draw(p, n);
		return;
	}
	if (pool.left < n) {
		if (!pool.armed && pthread_atfork(NULL, NULL, forget) != 0)
			abort();
		pool.armed = true;
		draw(pool.octets, POOL);
		pool.left = POOL;
	}
	from = pool.octets + pool.left - n;
	memcpy(p, from, n);
	OPENSSL_cleanse(from, n);
	pool.left -= n;
}
