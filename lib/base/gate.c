/*
 * gate.c - places and circuits in shared memory.
 *
 * A place is one 64-bit word, the time at which its pass ends by itself; a
 * place of the past is free.  So nothing has to be counted down for a worker
 * that was killed.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/gate.h"
#include "base/log.h"

enum { ROWS = 1024 };

struct row {
	_Atomic uint64_t key;		/* operator and peer; 0: free */
	_Atomic uint64_t open_until_ms;	/* 0: closed */
	_Atomic uint32_t failures, pauses;
	_Atomic uint64_t place[GATE_WAITING_MAX];
};

struct gates {
	struct row	*row;
};

struct gates *
gates_new(const char *run_dir)
{
	struct gates *g;
	char path[512];
	void *p = MAP_FAILED;
	int fd;

	snprintf(path, sizeof(path), "%s/gates", run_dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && ftruncate(fd, ROWS * sizeof(struct row)) == 0)
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

/* ECS_PEER_DOWN, or *trial for the one that finds out whether it is up again. */
static enum ecs_err
circuit(struct row *r, uint64_t now_ms, unsigned lasts_ms, bool *trial, unsigned *again_s)
{
	uint64_t until = atomic_load(&r->open_until_ms);

	*trial = false;
	if (until == 0)
		return ECS_OK;
	if (until <= now_ms) {
		*trial = atomic_compare_exchange_strong(&r->open_until_ms, &until,
		    now_ms + lasts_ms);
		if (*trial)
			return ECS_OK;
	}
	*again_s = until > now_ms ? (unsigned)((until - now_ms + 999) / 1000) : 1;
	return ECS_PEER_DOWN;
}

enum ecs_err
gate_enter(struct gates *g, unsigned operator, enum gate_peer peer, unsigned max,
    uint64_t now_ms, unsigned lasts_ms, struct gate_pass *out, unsigned *again_s)
{
	uint64_t until = now_ms + lasts_ms;
	struct row *r = g != NULL ? find(g, operator, peer) : NULL;
	enum ecs_err e;

	*out = (struct gate_pass){ .gates = NULL };
	if (r == NULL)
		return ECS_OK;
	if ((e = circuit(r, now_ms, lasts_ms, &out->trial, again_s)) != ECS_OK)
		return e;
	for (unsigned i = 0; i < max && i < GATE_WAITING_MAX; i++) {
		uint64_t was = atomic_load(&r->place[i]);

		if (was > now_ms || !atomic_compare_exchange_strong(&r->place[i], &was, until))
			continue;
		out->gates = g;
		out->gate = (unsigned)(r - g->row);
		out->place = i;
		out->until_ms = until;
		return ECS_OK;
	}
	if (out->trial)		/* it did not get to try */
		atomic_store(&r->open_until_ms, now_ms);
	return ECS_BUSY;
}

static void
say(const struct row *r, const char *what)
{
	uint64_t key = atomic_load(&r->key);

	log_msg(L_WARN, "%s of operator %u: %s", gate_peer_name((enum gate_peer)((key & 0xff) - 1)),
	    (unsigned)(key >> 8), what);
}

static void
failed(struct row *r, bool trial, uint64_t now_ms)
{
	uint32_t n = atomic_fetch_add(&r->failures, 1) + 1;
	uint64_t pause = GATE_PAUSE_MS, open;
	uint32_t pauses;

	if (n < GATE_FAILURES && !trial)
		return;
	pauses = trial ? atomic_fetch_add(&r->pauses, 1) + 1 : atomic_load(&r->pauses);
	for (; pauses > 0 && pause < GATE_PAUSE_MAX_MS; pauses--)
		pause *= 2;
	pause = pause < GATE_PAUSE_MAX_MS ? pause : GATE_PAUSE_MAX_MS;
	open = atomic_exchange(&r->open_until_ms, now_ms + pause);
	if (open == 0)
		say(r, "failing; nobody waits for it for now");
}

void
gate_leave(struct gate_pass *p, bool answered, uint64_t now_ms)
{
	uint64_t mine = p->until_ms;
	struct row *r;

	if (p->gates == NULL)
		return;
	r = &p->gates->row[p->gate];
	atomic_compare_exchange_strong(&r->place[p->place], &mine, 0);
	p->gates = NULL;
	if (!answered) {
		failed(r, p->trial, now_ms);
		return;
	}
	atomic_store(&r->failures, 0);
	atomic_store(&r->pauses, 0);
	if (atomic_exchange(&r->open_until_ms, 0) != 0)
		say(r, "answers again");
}
