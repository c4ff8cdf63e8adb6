/* unit-gate-many.c - bulkheads and circuits under many processes, some of which die. */
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/gate.h"
#include "tap.h"

enum { LASTS = 9000, PROCESSES = 12, PLACES = 4 };

static char	 dir[] = "/tmp/unit-gate.XXXXXX";
static struct gates *gates;
static unsigned	 op, again_s;		/* a new operator for each story */
static const uint64_t t0 = 1700000000000;

static enum ecs_err
enter(unsigned max, uint64_t at, struct gate_pass *p)
{
	return gate_enter(gates, op, GATE_HLR, max, at, LASTS, p, &again_s);
}

static void
in_children(int (*fn)(int), int n)
{
	int status, bad = 0;

	fflush(stdout);
	for (int i = 0; i < n; i++)
		if (fork() == 0) {
			gates = gates_new(dir);
			_exit(gates == NULL ? 99 : fn(i));
		}
	while (wait(&status) > 0)
		bad += status != 0;
	OK(bad == 0);
}

static uint64_t
real_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

static struct shared {
	atomic_int	 inside, most, passes, trials;
	atomic_int	 go;
} *shared;

static int
hammer(int n)
{
	struct gate_pass p;

	for (int i = 0; i < 20000; i++) {
		int now, most;

		if (enter(PLACES, t0, &p) != ECS_OK)
			continue;
		now = atomic_fetch_add(&shared->inside, 1) + 1;
		most = atomic_load(&shared->most);
		while (now > most && !atomic_compare_exchange_strong(&shared->most, &most, now))
			continue;
		atomic_fetch_add(&shared->passes, 1);
		if (i % 7 == n % 7)
			sched_yield();
		atomic_fetch_sub(&shared->inside, 1);
		gate_leave(&p, GATE_ANSWERED, t0);
	}
	return 0;
}

static int
try_once(int n)
{
	struct gate_pass p;

	(void)n;
	while (atomic_load(&shared->go) == 0)
		sched_yield();
	if (enter(64, t0 + 2000, &p) == ECS_OK)
		atomic_fetch_add(&shared->trials, 1);
	return 0;
}

static void
many(void)
{
	struct gate_pass p;
	int n = 0;

	op++;
	in_children(hammer, PROCESSES);
	printf("# %d passes, at most %d at once\n", shared->passes, shared->most);
	OK(shared->most == PLACES && shared->passes > PROCESSES * 100);
	for (int i = 0; i < PLACES + 5; i++)
		n += enter(PLACES, t0, &p) == ECS_OK;
	OK(n == PLACES);		/* none was lost */
	/* Of many that come when the pause is over, one tries. */
	op++;
	for (int i = 0; i < GATE_FAILURES; i++)
		if (enter(64, t0, &p) == ECS_OK)
			gate_leave(&p, GATE_FAILED, t0);
	fflush(stdout);
	if (fork() == 0) {
		usleep(50000);
		atomic_store(&shared->go, 1);
		_exit(0);
	}
	in_children(try_once, PROCESSES);
	OK(shared->trials == 1);
}

/* Killed at any point, again and again; what they held is free when its time is over. */
static void
killed(void)
{
	enum { SHORT = 300 };
	struct gate_pass p;
	unsigned said, n = 0;
	int dead = 0, status;

	op++;
	fflush(stdout);
	for (int round = 0; round < 60; round++) {
		pid_t pid = fork();

		if (pid == 0) {
			gates = gates_new(dir);
			for (unsigned i = 0;; i++)
				if (gate_enter(gates, op, GATE_HLR, PLACES, real_ms(), SHORT, &p,
				    &said) == ECS_OK && i % 5 != 0)
					gate_leave(&p, i % 3 == 0 ? GATE_FAILED : GATE_ANSWERED,
					    real_ms());
		}
		usleep(2000 + (unsigned)round * 37);
		kill(pid, SIGKILL);
		dead += waitpid(pid, &status, 0) == pid && WIFSIGNALED(status);
	}
	OK(dead == 60);
	usleep((GATE_PAUSE_MS + SHORT + 50) * 1000);
	for (int i = 0; i < PLACES + 3; i++)
		n += gate_enter(gates, op, GATE_HLR, PLACES, real_ms(), SHORT, &p, &said) ==
		    ECS_OK && (gate_leave(&p, GATE_ANSWERED, real_ms()), true);
	OK(n == PLACES + 3);
	n = 0;
	for (int i = 0; i < PLACES + 3; i++)
		n += gate_enter(gates, op, GATE_HLR, PLACES, real_ms(), SHORT, &p, &said) == ECS_OK;
	OK(n == PLACES);
}

int
main(void)
{
	char path[64];

	if (mkdtemp(dir) == NULL || (gates = gates_new(dir)) == NULL)
		return 1;
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
	    -1, 0);
	many();
	killed();
	gates_free(gates);
	snprintf(path, sizeof(path), "%s/gates", dir);
	unlink(path);
	rmdir(dir);
	return DONE();
}
