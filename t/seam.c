/*
 * seam.c - clock and randomness for test binaries, in place of base/clock.c and
 * base/rnd.c.  ECS_TEST_NOW fixes the wall clock (seconds; "@FILE" reads them
 * there each time); ECS_TEST_RANDOM seeds a sequence of bytes that only depends on it.
 */
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/rnd.h"

static uint64_t
now_in(const char *path)
{
	unsigned long long now = 0;
	FILE *f = fopen(path, "re");

	if (f == NULL || fscanf(f, "%llu", &now) != 1)
		abort();
	fclose(f);
	return now * 1000;
}

uint64_t
clock_ms(void)
{
	const char *now = getenv("ECS_TEST_NOW");
	struct timespec ts;

	if (now != NULL && *now == '@')
		return now_in(now + 1);
	if (now != NULL)
		return strtoull(now, NULL, 10) * 1000;
	clock_gettime(CLOCK_REALTIME, &ts);
	return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

uint64_t
clock_mono_us(void)
{
	return getenv("ECS_TEST_NOW") != NULL ? 0 : clock_ms() * 1000;
}

uint64_t
clock_ticks_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

void
clock_sleep_ms(unsigned ms)
{
	struct timespec ts = { ms / 1000, (long)(ms % 1000) * 1000000 };

	nanosleep(&ts, NULL);
}

void
rnd_bytes(void *p, size_t n)
{
	static unsigned long counter;
	const char *seed = getenv("ECS_TEST_RANDOM");
	unsigned char *out = p, block[SHA256_DIGEST_LENGTH];
	char text[128];

	if (seed == NULL) {
		if (RAND_bytes(p, (int)n) != 1)
			abort();
		return;
	}
	for (size_t at = 0; at < n; at += sizeof(block)) {
		int len = snprintf(text, sizeof(text), "%s %lu", seed, counter++);

		SHA256((const unsigned char *)text, (size_t)len, block);
		memcpy(out + at, block, n - at < sizeof(block) ? n - at : sizeof(block));
	}
}
