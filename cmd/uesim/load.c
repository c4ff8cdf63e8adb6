/*
 * load.c - a small load generator: processes that authenticate again and again.
 *
 * Each process has its own copy of the SIM, so that answers arriving in another
 * order than they were asked do not force resynchronisations.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ask.h"
#include "base/clock.h"
#include "opts.h"
#include "state.h"
#include "words.h"

enum { CODES = UE_SERVER + 1 };

/* What a process reports when it is done. */
struct tally {
	uint32_t	 ended[CODES], resyncs;
	uint64_t	 us, slowest_us;
	uint64_t	 seq[USIM_INDS];
};

/* The number-th IMSI of the row; its counter is not kept, so it starts at 0. */
static void
pick(struct sim *sim, const struct sim *first, unsigned number, unsigned count)
{
	unsigned long long imsi = strtoull(first->imsi, NULL, 10) + number % count;

	if (count == 1)
		return;
	*sim = *first;
	memset(sim->seq, 0, sizeof(sim->seq));
	snprintf(sim->imsi, sizeof(sim->imsi), "%0*llu", (int)strlen(first->imsi), imsi);
}

static void
work(struct ue *ue, const struct asked *asked, unsigned process, struct tally *t)
{
	struct sim first = ue->state->sim;
	struct arena *whole = ue->arena;

	ue->state->path = NULL;		/* the parent keeps the counters */
	for (int i = 0; i < ue->o->repeat; i++) {
		struct answer out = { .by = BY_SIM };
		uint64_t from = clock_mono_us(), took;
		enum ue_exit code = UE_NETWORK;

		ue->arena = arena_new(65536);
		pick(&ue->state->sim, &first, process * (unsigned)ue->o->repeat + (unsigned)i,
		    (unsigned)ue->o->imsi_count);
		if ((ue->http = http_new(ue)) != NULL)
			code = ask_by_sim(ue, asked, &out);
		took = clock_mono_us() - from;
		t->ended[code]++;
		t->resyncs += out.resyncs;
		t->us += took;
		t->slowest_us = took > t->slowest_us ? took : t->slowest_us;
		arena_free(ue->arena);
	}
	ue->arena = whole;
	memcpy(t->seq, ue->state->sim.seq, sizeof(t->seq));
}

static void
add(struct tally *sum, const struct tally *t)
{
	for (int i = 0; i < CODES; i++)
		sum->ended[i] += t->ended[i];
	sum->resyncs += t->resyncs;
	sum->us += t->us;
	sum->slowest_us = t->slowest_us > sum->slowest_us ? t->slowest_us : sum->slowest_us;
	for (unsigned i = 0; i < USIM_INDS; i++)
		sum->seq[i] = t->seq[i] > sum->seq[i] ? t->seq[i] : sum->seq[i];
}

static bool
start(struct ue *ue, const struct asked *asked, unsigned process, int fd[2])
{
	pid_t pid = fork();

	if (pid == 0) {
		struct tally t = { .us = 0 };

		work(ue, asked, process, &t);
		_exit(write(fd[1], &t, sizeof(t)) == (ssize_t)sizeof(t) ? 0 : 1);
	}
	return pid > 0;
}

static enum ue_exit
report(struct ue *ue, const struct tally *sum, uint64_t us)
{
	static const char *const why[CODES] = {
		[UE_USAGE] = "state not written", [UE_NETWORK] = "network",
		[UE_REFUSED] = "refused", [UE_DOCUMENT] = "unusable answer",
		[UE_NOT_USABLE] = "not usable", [UE_SERVER] = "server error",
	};
	uint32_t ok = sum->ended[UE_USABLE], bad = 0;
	enum ue_exit worst = UE_USABLE;

	for (int i = 1; i < CODES; i++) {
		bad += sum->ended[i];
		if (sum->ended[i] > 0)
			worst = (enum ue_exit)i;
	}
	say(ue->words,
	    "%u authentications in %.1f s (%.0f a second), %u failed, %u resynchronised.",
	    ok + bad, (double)us / 1e6, (ok + bad) * 1e6 / (double)us, bad, sum->resyncs);
	say(ue->words, "One took %.1f ms on average, %.1f ms at most.",
	    ok + bad > 0 ? (double)sum->us / (ok + bad) / 1e3 : 0, (double)sum->slowest_us / 1e3);
	for (int i = 1; i < CODES; i++)
		if (sum->ended[i] > 0)
			say(ue->words, "  %u %s", sum->ended[i], why[i]);
	words_number(ue->words, "authentications", ok + bad);
	words_number(ue->words, "failed", bad);
	return worst;
}

enum ue_exit
load_run(struct ue *ue, const struct asked *asked)
{
	struct tally sum = { .us = 0 }, t;
	uint64_t from = clock_mono_us();
	unsigned n = 0, got = 0;
	int fd[2];

	if (pipe(fd) != 0)
		return UE_USAGE;
	words_mute(ue->words, true);
	while (n < (unsigned)ue->o->parallel && start(ue, asked, n, fd))
		n++;
	close(fd[1]);
	while (read(fd[0], &t, sizeof(t)) == (ssize_t)sizeof(t)) {
		add(&sum, &t);
		got++;
	}
	close(fd[0]);
	for (unsigned i = 0; i < n; i++)
		wait(NULL);
	words_mute(ue->words, false);
	if (got < (unsigned)ue->o->parallel) {
		fprintf(stderr, "uesim: %u of %d processes did not finish\n",
		    (unsigned)ue->o->parallel - got, ue->o->parallel);
		return UE_USAGE;
	}
	if (ue->o->imsi_count == 1) {
		memcpy(ue->state->sim.seq, sum.seq, sizeof(sum.seq));
		if (!state_save(ue->state))
			return UE_USAGE;
	}
	return report(ue, &sum, clock_mono_us() - from);
}
