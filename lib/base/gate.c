/*
 * gate.c - places and circuits in shared memory.
 *
 * A place is one 64-bit word, the time at which its pass ends by itself; a
 * place of the past is free.  So nothing has to be counted down for a worker
 * that was killed.  A circuit's word is 0 when it is closed, else the time at
 * which somebody may try; who tries moves it to the end of his pass, and turns
 * it only if it still stands there.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gate.h"
#include "base/log.h"

enum { ROWS = 1024 };

struct row {
	_Atomic uint64_t key;		/* operator and peer; 0: free */
	_Atomic uint64_t open_until_ms;	/* 0: closed */
	_Atomic uint32_t failures, pauses;
	_Atomic uint32_t turns;		/* how often it was closed */
	_Atomic uint64_t place[GATE_WAITING_MAX];
};

struct gates {
	struct row	*row;
};

/* Long enough; never cut, because others may have it mapped. */
static bool
sized(int fd)
{
	const off_t size = ROWS * sizeof(struct row);
	struct stat st;

	return fstat(fd, &st) == 0 && (st.st_size >= size || ftruncate(fd, size) == 0);
}

struct gates *
gates_new(const char *run_dir)
{
	struct gates *g;
	char path[512];
	void *p = MAP_FAILED;
	int fd;

	snprintf(path, sizeof(path), "%s/gates", run_dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && sized(fd))
		p = mmap(NULL, ROWS * sizeof(struct row), PROT_READ | PROT_WRITE, MAP_SHARED,
		    fd, 0);
	if (fd >= 0)
		close(fd);
	if (p == MAP_FAILED) {
		log_msg(L_ERROR, "%s cannot be mapped: slow back ends are not held back", path);
		return NULL;
	}
	if ((g = calloc(1, sizeof(*g))) == NULL)
		abort();
	g->row = p;
	return g;
}

void
gates_free(struct gates *g)
{
	if (g == NULL)
		return;
	munmap(g->row, ROWS * sizeof(struct row));
	free(g);
}

const char *
gate_peer_name(enum gate_peer p)
{
	static const char *const names[] = { "hlr", "aaa", "oidc", "tokens", "copies" };

	return names[p];
}

/* The row of a key, taken if it is new; NULL when all are others'. */
static struct row *
find(struct gates *g, unsigned operator, enum gate_peer peer)
{
	uint64_t key = (uint64_t)operator << 8 | ((unsigned)peer + 1);

	for (unsigned i = 0; i < ROWS; i++) {
		struct row *r = &g->row[(operator * GATE__MAX + (unsigned)peer + i) % ROWS];
		uint64_t was = 0;

		if (atomic_load(&r->key) == key ||
		    atomic_compare_exchange_strong(&r->key, &was, key) || was == key)
			return r;
	}
	return NULL;
}

/* A time that is still to come, and not so far ahead that the clock was set back since. */
static bool
ahead(uint64_t ms, uint64_t now_ms, unsigned most_ms)
{
	return ms > now_ms && ms - now_ms <= most_ms;
}

/* ECS_PEER_DOWN, or *trial for the one that finds out whether it is up again. */
static enum ecs_err
circuit(struct row *r, uint64_t now_ms, uint64_t trial_ms, bool *trial, unsigned *again_s)
{
	uint64_t until = atomic_load(&r->open_until_ms);

	*trial = false;
	while (until != 0 && !*trial && !ahead(until, now_ms, GATE_PAUSE_MAX_MS))
		*trial = atomic_compare_exchange_strong(&r->open_until_ms, &until, trial_ms);
	if (until == 0 || *trial)
		return ECS_OK;
	*again_s = (unsigned)((until - now_ms + 999) / 1000);
	return ECS_PEER_DOWN;
}

/* A free place of the first max, taken; -1 when there is none. */
static int
take(struct row *r, unsigned max, uint64_t now_ms, uint64_t until_ms)
{
	for (unsigned i = 0; i < max && i < GATE_WAITING_MAX; i++) {
		uint64_t was = atomic_load(&r->place[i]);

		while (!ahead(was, now_ms, GATE_LASTS_MAX_MS))
			if (atomic_compare_exchange_strong(&r->place[i], &was, until_ms))
				return (int)i;
	}
	return -1;
}

/* The trial came to nothing: the next one may try. */
static void
untried(struct row *r, uint64_t until_ms, uint64_t now_ms)
{
	atomic_compare_exchange_strong(&r->open_until_ms, &until_ms, now_ms);
}

enum ecs_err
gate_enter(struct gates *g, unsigned operator, enum gate_peer peer, unsigned max,
    uint64_t now_ms, unsigned lasts_ms, struct gate_pass *out, unsigned *again_s)
{
	uint64_t until = now_ms + (lasts_ms < GATE_LASTS_MAX_MS ? lasts_ms : GATE_LASTS_MAX_MS);
	struct row *r = g != NULL ? find(g, operator, peer) : NULL;
	enum ecs_err e;
	int place;

	*out = (struct gate_pass){ .gates = NULL };
	if (r == NULL)
		return ECS_OK;
	out->turn = atomic_load(&r->turns);
	if ((e = circuit(r, now_ms, until, &out->trial, again_s)) != ECS_OK)
		return e;
	if ((place = take(r, max, now_ms, until)) < 0) {
		if (out->trial)
			untried(r, until, now_ms);
		return ECS_BUSY;
	}
	out->gates = g;
	out->gate = (unsigned)(r - g->row);
	out->place = (unsigned)place;
	out->until_ms = until;
	return ECS_OK;
}

static void
say(const struct row *r, const char *what)
{
	uint64_t key = atomic_load(&r->key);

	log_msg(L_WARN, "%s of operator %u: %s", gate_peer_name((enum gate_peer)((key & 0xff) - 1)),
	    (unsigned)(key >> 8), what);
}

static uint64_t
pause_ms(uint32_t pauses)
{
	uint64_t ms = GATE_PAUSE_MS;

	for (; pauses > 0 && ms < GATE_PAUSE_MAX_MS; pauses--)
		ms *= 2;
	return ms < GATE_PAUSE_MAX_MS ? ms : GATE_PAUSE_MAX_MS;
}

static void
trial_failed(struct row *r, uint64_t until_ms, uint64_t now_ms)
{
	uint32_t pauses = atomic_load(&r->pauses) + 1;

	/* Not when this one was too late, and others have tried since. */
	if (atomic_compare_exchange_strong(&r->open_until_ms, &until_ms,
	    now_ms + pause_ms(pauses)))
		atomic_store(&r->pauses, pauses);
}

static void
failed(struct row *r, const struct gate_pass *p, uint64_t now_ms)
{
	uint64_t closed = 0;

	if (p->trial) {
		trial_failed(r, p->until_ms, now_ms);
		return;
	}
	if (p->turn != atomic_load(&r->turns))
		return;
	if (atomic_fetch_add(&r->failures, 1) + 1 >= GATE_FAILURES &&
	    atomic_compare_exchange_strong(&r->open_until_ms, &closed, now_ms + GATE_PAUSE_MS))
		say(r, "failing; nobody waits for it for now");
}

static void
answered(struct row *r)
{
	atomic_store(&r->failures, 0);
	if (atomic_load(&r->open_until_ms) == 0)
		return;
	atomic_store(&r->pauses, 0);
	atomic_fetch_add(&r->turns, 1);
	if (atomic_exchange(&r->open_until_ms, 0) != 0)
		say(r, "answers again");
}

void
gate_leave(struct gate_pass *p, enum gate_fate fate, uint64_t now_ms)
{
	uint64_t mine = p->until_ms;
	struct row *r;

	if (p->gates == NULL)
		return;
	r = &p->gates->row[p->gate];
	atomic_compare_exchange_strong(&r->place[p->place], &mine, 0);
	p->gates = NULL;
	if (fate == GATE_ANSWERED)
		answered(r);
	else if (fate == GATE_FAILED)
		failed(r, p, now_ms);
	else if (p->trial)
		untried(r, p->until_ms, now_ms);
}
