/*
 * limit.c - a hash table of minute counters in shared memory.
 *
 * A slot is one 64-bit word: 32 bits of the subject's hash, 20 bits of the
 * minute, 12 bits of count.  A slot of a past minute is free; when all sixteen
 * candidates are taken by others in this minute, the subject shares the first
 * one, which errs towards limiting.  With 100,000 subjects in a minute that
 * happens to less than one in a million.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/crypt.h"
#include "base/limit.h"
#include "base/log.h"

#define SLOTS		262144u
#define PROBES		16u
#define COUNT_MAX	0xfffu

struct limit {
	_Atomic uint64_t *slot;
};

struct limit *
limit_new(const char *run_dir)
{
	struct limit *l;
	char path[512];
	void *p = MAP_FAILED;
	int fd;

	snprintf(path, sizeof(path), "%s/limits", run_dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && ftruncate(fd, SLOTS * sizeof(uint64_t)) == 0)
		p = mmap(NULL, SLOTS * sizeof(uint64_t), PROT_READ | PROT_WRITE,
		    MAP_SHARED, fd, 0);
	if (fd >= 0)
		close(fd);
	if (p == MAP_FAILED) {
		log_msg(L_ERROR, "%s cannot be mapped: nothing is rate limited", path);
		return NULL;
	}
	if ((l = calloc(1, sizeof(*l))) == NULL)
		abort();
	l->slot = p;
	return l;
}

void
limit_free(struct limit *l)
{
	if (l == NULL)
		return;
	munmap((void *)(uintptr_t)l->slot, SLOTS * sizeof(uint64_t));
	free(l);
}

static uint64_t
pack(uint32_t tag, uint32_t minute, unsigned count)
{
	return (uint64_t)tag << 32 | (uint64_t)(minute & 0xfffff) << 12 | count;
}

static unsigned
bump(_Atomic uint64_t *slot, uint32_t tag, uint32_t minute, bool share)
{
	uint64_t old = atomic_load(slot), new;
	unsigned count;

	do {
		bool live = (old >> 12 & 0xfffff) == (minute & 0xfffff) && old != 0;

		if (live && old >> 32 != tag && !share)
			return 0;
		count = live ? (unsigned)(old & COUNT_MAX) : 0;
		count += count < COUNT_MAX;
		new = pack(live && share ? (uint32_t)(old >> 32) : tag, minute, count);
	} while (!atomic_compare_exchange_weak(slot, &old, new));
	return count;
}

bool
limit_take(struct limit *l, const char *kind, const char *subject, unsigned max,
    uint64_t now_ms)
{
	uint8_t h[CRYPT_HASH];
	char key[256];
	uint32_t tag, at, step, minute = (uint32_t)(now_ms / 60000);
	unsigned count = 0;
	int n;

	if (l == NULL || max == 0)
		return true;
	n = snprintf(key, sizeof(key), "%s|%s", kind, subject);
	crypt_sha256(SPAN(key, (size_t)n < sizeof(key) ? (size_t)n : sizeof(key) - 1), h);
	memcpy(&tag, h, sizeof(tag));
	memcpy(&at, h + 4, sizeof(at));
	memcpy(&step, h + 8, sizeof(step));
	step |= 1;	/* candidates of two subjects must not overlap in runs */
	for (unsigned i = 0; i < PROBES && count == 0; i++)
		count = bump(&l->slot[(at + i * step) % SLOTS], tag, minute, false);
	if (count == 0)
		count = bump(&l->slot[at % SLOTS], tag, minute, true);
	return count <= (max < COUNT_MAX ? max : COUNT_MAX - 1);
}
