/* unit-gate.c - bulkheads and circuits: places, turns, time, the file and the log. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gate.h"
#include "base/log.h"
#include "tap.h"

enum { LASTS = 9000 };

static char	 dir[] = "/tmp/unit-gate.XXXXXX";
static struct gates *gates;
static unsigned	 op, again_s;		/* a new operator for each story */
static const uint64_t t0 = 1700000000000;

static enum ecs_err
enter(unsigned max, uint64_t at, struct gate_pass *p)
{
	return gate_enter(gates, op, GATE_HLR, max, at, LASTS, p, &again_s);
}

/* Passes that are let in of tries, and stay. */
static unsigned
entered(unsigned max, uint64_t at, unsigned tries)
{
	struct gate_pass p;
	unsigned n = 0;

	while (tries-- > 0)
		n += enter(max, at, &p) == ECS_OK;
	return n;
}

/* One question at the time and its fate; what the entrance said. */
static enum ecs_err
asked(uint64_t at, enum gate_fate fate)
{
	struct gate_pass p;
	enum ecs_err e = enter(8, at, &p);

	if (e == ECS_OK)
		gate_leave(&p, fate, at);
	return e;
}

static void
failures(uint64_t at, int n)
{
	while (n-- > 0)
		if (asked(at, GATE_FAILED) != ECS_OK)
			printf("# not even asked\n");
}

static void
bulkhead(void)
{
	struct gate_pass p[3], q;

	op++;
	OK(enter(3, t0, &p[0]) == ECS_OK && enter(3, t0, &p[1]) == ECS_OK &&
	    enter(3, t0, &p[2]) == ECS_OK);
	OK(enter(3, t0, &q) == ECS_BUSY && q.gates == NULL);
	gate_leave(&q, GATE_FAILED, t0);	/* nothing: it is no pass */
	OK(gate_enter(gates, op, GATE_AAA, 3, t0, LASTS, &q, &again_s) == ECS_OK);
	OK(gate_enter(gates, op + 1000, GATE_HLR, 3, t0, LASTS, &q, &again_s) == ECS_OK);
	gate_leave(&p[1], GATE_ANSWERED, t0 + 1);
	gate_leave(&p[1], GATE_ANSWERED, t0 + 1);	/* once is all */
	OK(entered(3, t0 + 1, 5) == 1);
	op++;
	OK(entered(1000, t0, 1000) == GATE_WAITING_MAX);
	OK(entered(1000, t0 + LASTS - 1, 1) == 0);
	OK(entered(1000, t0 + LASTS, 1000) == GATE_WAITING_MAX);	/* they end by themselves */
	op++;
	OK(entered(0, t0, 3) == 0);
}

/* Who took longer than he may gives nobody else's place back. */
static void
too_long(void)
{
	struct gate_pass late, next, q;

	op++;
	OK(enter(1, t0, &late) == ECS_OK && enter(1, t0 + LASTS, &next) == ECS_OK);
	gate_leave(&late, GATE_ANSWERED, t0 + LASTS + 1);
	OK(enter(1, t0 + LASTS + 2, &q) == ECS_BUSY);
	gate_leave(&next, GATE_ANSWERED, t0 + LASTS + 3);
	OK(enter(1, t0 + LASTS + 3, &q) == ECS_OK);
	/* Nor may a pass be asked for longer than the most. */
	op++;
	OK(gate_enter(gates, op, GATE_HLR, 1, t0, 3600000, &q, &again_s) == ECS_OK);
	OK(enter(1, t0 + GATE_LASTS_MAX_MS - 1, &q) == ECS_BUSY);
	OK(enter(1, t0 + GATE_LASTS_MAX_MS, &q) == ECS_OK);
}

/* The circuit opens, pauses twice as long each time, and closes. */
static void
circuit(void)
{
	static const unsigned pause_s[] = { 2, 4, 8, 16, 32, 60, 60 };
	uint64_t now = t0;

	op++;
	failures(now, GATE_FAILURES - 1);
	OK(asked(now, GATE_ANSWERED) == ECS_OK);
	failures(now, GATE_FAILURES - 1);
	OK(asked(now, GATE_FAILED) == ECS_OK);		/* five in a row */
	for (size_t i = 0; i < NELEM(pause_s); i++) {
		uint64_t open = now + pause_s[i] * 1000ull;

		OK(asked(now, GATE_ANSWERED) == ECS_PEER_DOWN && again_s == pause_s[i]);
		OK(asked(open - 1, GATE_ANSWERED) == ECS_PEER_DOWN && again_s == 1);
		now = open;
		OK(asked(now, GATE_FAILED) == ECS_OK);	/* one may try */
	}
	OK(asked(now + 59999, GATE_ANSWERED) == ECS_PEER_DOWN);
	now += 60000;
	OK(asked(now, GATE_ANSWERED) == ECS_OK && asked(now, GATE_ANSWERED) == ECS_OK);
	failures(now, GATE_FAILURES);
	OK(asked(now, GATE_ANSWERED) == ECS_PEER_DOWN && again_s == 2);	/* short again */
}

static void
trial(void)
{
	struct gate_pass p, q, second;
	uint64_t now = t0 + 2000;

	op++;
	failures(t0, GATE_FAILURES);
	OK(enter(8, now, &p) == ECS_OK && p.trial);
	OK(enter(8, now, &q) == ECS_PEER_DOWN && again_s == LASTS / 1000);
	/* Its process died: when its time is over the next one tries. */
	OK(enter(8, now + LASTS - 1, &q) == ECS_PEER_DOWN);
	OK(enter(8, now + LASTS, &second) == ECS_OK && second.trial);
	/* It was only late: it turns nothing. */
	gate_leave(&p, GATE_FAILED, now + LASTS + 1);
	OK(enter(8, now + LASTS + 2, &q) == ECS_PEER_DOWN && again_s == LASTS / 1000);
	gate_leave(&second, GATE_FAILED, now + LASTS + 3);
	OK(enter(8, now + LASTS + 3, &q) == ECS_PEER_DOWN && again_s == 4);
	/* One that could not ask leaves the trial to the next. */
	now += LASTS + 3 + 4000;
	OK(enter(8, now, &p) == ECS_OK && p.trial);
	gate_leave(&p, GATE_UNASKED, now + 5);
	OK(enter(8, now + 5, &q) == ECS_OK && q.trial);
	/* A late answer, even: it is up. */
	gate_leave(&q, GATE_ANSWERED, now + LASTS + 10);
	OK(enter(8, now + LASTS + 10, &p) == ECS_OK && !p.trial);
}

/* A full bulkhead and our own mistakes are no failures of the back end. */
static void
not_its_fault(void)
{
	struct gate_pass p, q;

	op++;
	OK(enter(1, t0, &p) == ECS_OK);
	OK(entered(1, t0, 50) == 0);
	gate_leave(&p, GATE_ANSWERED, t0);
	for (int i = 0; i < 50; i++)
		if (asked(t0, GATE_UNASKED) != ECS_OK)
			printf("# not asked\n");
	OK(enter(1, t0, &p) == ECS_OK);
	gate_leave(&p, GATE_FAILED, t0);
	failures(t0, GATE_FAILURES - 2);
	OK(asked(t0, GATE_UNASKED) == ECS_OK);	/* nor does it break the row */
	failures(t0, 1);
	OK(asked(t0, GATE_ANSWERED) == ECS_PEER_DOWN);
	/* The trial finds the bulkhead full: the next may try as soon as there is a place. */
	op++;
	OK(enter(1, t0, &p) == ECS_OK);
	for (int i = 0; i < GATE_FAILURES; i++)
		if (enter(2, t0, &q) == ECS_OK)
			gate_leave(&q, GATE_FAILED, t0);
	OK(enter(1, t0 + 2000, &q) == ECS_BUSY);
	gate_leave(&p, GATE_FAILED, t0 + 2001);
	OK(enter(1, t0 + 2001, &q) == ECS_OK && q.trial);
}

/* Failures that belong to the time before it answered again do not open it. */
static void
stale(void)
{
	struct gate_pass old[GATE_FAILURES], p;

	op++;
	for (int i = 0; i < GATE_FAILURES; i++)
		OK(enter(64, t0, &old[i]) == ECS_OK);
	failures(t0, GATE_FAILURES);
	OK(asked(t0 + 2000, GATE_ANSWERED) == ECS_OK);
	for (int i = 0; i < GATE_FAILURES; i++)
		gate_leave(&old[i], GATE_FAILED, t0 + 2001);
	OK(enter(64, t0 + 2001, &p) == ECS_OK && !p.trial);
	/* An answer to a question from before it opened closes it: it is up. */
	op++;
	OK(enter(64, t0, &old[0]) == ECS_OK);
	failures(t0, GATE_FAILURES);
	gate_leave(&old[0], GATE_ANSWERED, t0 + 100);
	OK(asked(t0 + 100, GATE_ANSWERED) == ECS_OK);
}

static void
clock_is_set(void)
{
	const uint64_t hour = 3600000;

	op++;
	OK(entered(2, t0, 2) == 2 && entered(2, t0, 1) == 0);
	OK(entered(2, t0 - hour, 2) == 2 && entered(2, t0 - hour, 1) == 0);
	OK(entered(2, t0 + hour, 2) == 2);
	op++;
	failures(t0, GATE_FAILURES);
	OK(asked(t0 - hour, GATE_FAILED) == ECS_OK);	/* the trial */
	OK(asked(t0 - hour, GATE_FAILED) == ECS_PEER_DOWN && again_s == 4);
	OK(asked(t0 + hour, GATE_ANSWERED) == ECS_OK);
}

/* What is logged: when it turns, and nothing else. */
static void
logged(void)
{
	char path[64], text[4096] = "";
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "%s/log", dir);
	log_open(path, "unit-gate");
	op = 77;
	failures(t0, GATE_FAILURES);
	(void)!asked(t0, GATE_FAILED);
	(void)!asked(t0 + 2000, GATE_FAILED);
	(void)!asked(t0 + 6000, GATE_ANSWERED);
	(void)!asked(t0 + 6000, GATE_ANSWERED);
	fd = open(path, O_RDONLY);
	n = read(fd, text, sizeof(text) - 1);
	text[n > 0 ? n : 0] = '\0';
	close(fd);
	unlink(path);
	log_open("stderr", "unit-gate");
	OK(strstr(text, "hlr of operator 77: failing; nobody waits for it for now") != NULL);
	OK(strstr(text, "hlr of operator 77: answers again") != NULL);
	n = 0;
	for (const char *s = text; (s = strchr(s, '\n')) != NULL; s++)
		n++;
	OK(n == 2);
}

static void
the_file(void)
{
	char path[64], junk[4096];
	struct gate_pass p;
	struct gates *g;
	struct stat st, was;
	int fd, wrong = 0;

	snprintf(path, sizeof(path), "%s/gates", dir);
	OK(stat(path, &was) == 0 && (was.st_mode & 0777) == 0600);
	/* Full of anything: it still opens, closes and counts. */
	memset(junk, 0xa5, sizeof(junk));
	fd = open(path, O_WRONLY);
	for (off_t at = 0; at < was.st_size; at += (off_t)sizeof(junk))
		wrong += pwrite(fd, junk, sizeof(junk), at) != (ssize_t)sizeof(junk);
	OK(wrong == 0 && ftruncate(fd, was.st_size * 2) == 0);
	close(fd);
	OK((g = gates_new(dir)) != NULL);
	OK(gate_enter(g, 1, GATE_HLR, 4, t0, LASTS, &p, &again_s) == ECS_OK);
	gate_leave(&p, GATE_ANSWERED, t0);
	OK(stat(path, &st) == 0 && st.st_size >= was.st_size * 2);	/* others have it mapped */
	gates_free(g);
	unlink(path);
	OK((g = gates_new(dir)) != NULL && stat(path, &st) == 0 && st.st_size == was.st_size);
	gates_free(g);
	unlink(path);
	OK(gates_new("/nonexistent") == NULL);
	OK(gate_enter(NULL, 1, GATE_HLR, 1, t0, LASTS, &p, &again_s) == ECS_OK &&
	    gate_enter(NULL, 1, GATE_HLR, 1, t0, LASTS, &p, &again_s) == ECS_OK);
	gate_leave(&p, GATE_FAILED, t0);
	gates_free(NULL);
}

static void
names(void)
{
	OK(strcmp(gate_peer_name(GATE_HLR), "hlr") == 0);
	OK(strcmp(gate_peer_name(GATE_AAA), "aaa") == 0);
	for (int i = 0; i < GATE__MAX; i++)
		OK(gate_peer_name((enum gate_peer)i) != NULL);
}

int
main(void)
{
	if (mkdtemp(dir) == NULL || (gates = gates_new(dir)) == NULL)
		return 1;
	bulkhead();
	too_long();
	circuit();
	trial();
	not_its_fault();
	stale();
	clock_is_set();
	logged();
	names();
	gates_free(gates);
	the_file();
	rmdir(dir);
	return DONE();
}
