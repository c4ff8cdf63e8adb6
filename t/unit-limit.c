/* unit-limit.c - rate limits: counts, minutes, subjects, and many processes. */
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limit.h"
#include "tap.h"

enum { MINUTE = 60000, PROCESSES = 4, EACH = 300, MAX = 500 };

static char	 dir[] = "/tmp/unit-limit.XXXXXX";
static const uint64_t t0 = 28333333ull * MINUTE;	/* a minute begins */

static unsigned
taken(struct limit *l, const char *kind, const char *who, unsigned max, uint64_t at,
    unsigned tries)
{
	unsigned n = 0;

	while (tries-- > 0)
		n += limit_take(l, kind, who, max, at);
	return n;
}

static void
counts(struct limit *l)
{
	OK(taken(l, "imsi", "a", 5, t0, 8) == 5);
	OK(!limit_take(l, "imsi", "a", 5, t0 + MINUTE - 1));
	OK(taken(l, "imsi", "b", 5, t0, 8) == 5);	/* another subject */
	OK(taken(l, "address", "a", 5, t0, 8) == 5);	/* another kind */
	OK(limit_take(l, "imsi", "a", 100, t0));	/* the limit is the caller's */
	OK(limit_take(l, "imsi", "a", 0, t0));		/* 0: none */
	OK(taken(l, "imsi", "a", 5, t0 + MINUTE, 8) == 5);	/* the next minute */
	OK(taken(l, "imsi", "a", 5, t0 + 90 * MINUTE, 8) == 5);
	OK(limit_take(NULL, "imsi", "a", 1, t0) && limit_take(NULL, "imsi", "a", 1, t0));
	OK(taken(l, "imsi", "flood", 4094, t0, 6000) == 4094);	/* the counter's end */
	OK(!limit_take(l, "imsi", "flood", 1000000, t0));
	limit_free(NULL);
}

/* Many subjects in one minute: nobody is refused before his own limit. */
static void
many(struct limit *l)
{
	unsigned wrong = 0;
	char who[16];

	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 100000; i++) {
			snprintf(who, sizeof(who), "%015d", i);
			wrong += !limit_take(l, "imsi", who, 2, t0 + 200 * MINUTE);
		}
	OK(wrong == 0);
	snprintf(who, sizeof(who), "%015d", 7);
	OK(!limit_take(l, "imsi", who, 2, t0 + 200 * MINUTE));
}

/* What one process takes, the others cannot take again. */
static void
together(void)
{
	unsigned sum = 0;
	int fd[2], status, bad = 0;

	OK(pipe(fd) == 0);
	fflush(stdout);
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			struct limit *l = limit_new(dir);
			unsigned n = taken(l, "imsi", "shared", MAX, t0, EACH);

			_exit(l == NULL || write(fd[1], &n, sizeof(n)) != sizeof(n));
		}
	close(fd[1]);
	for (int i = 0; i < PROCESSES; i++) {
		unsigned n = 0;

		bad += read(fd[0], &n, sizeof(n)) != sizeof(n);
		sum += n;
	}
	while (wait(&status) > 0)
		bad += status != 0;
	close(fd[0]);
	OK(bad == 0);
	OK(sum == MAX);
}

static void
the_file(struct limit *l)
{
	struct limit *other = limit_new(dir);
	struct stat st;
	char path[64];

	snprintf(path, sizeof(path), "%s/limits", dir);
	OK(stat(path, &st) == 0 && st.st_size > 0 && (st.st_mode & 0777) == 0600);
	OK(taken(l, "imsi", "b", 5, t0 + 400 * MINUTE, 8) == 5);
	OK(!limit_take(other, "imsi", "b", 5, t0 + 400 * MINUTE));	/* the same counters */
	limit_free(other);
	OK(truncate(path, 0) == 0 && truncate(path, st.st_size) == 0);
	/* Lost: counting starts again. */
	OK(taken(l, "imsi", "b", 5, t0 + 400 * MINUTE, 8) == 5);
	unlink(path);
}

int
main(void)
{
	struct limit *l;

	if (mkdtemp(dir) == NULL || freopen("/dev/null", "w", stderr) == NULL)
		return 2;
	OK((l = limit_new(dir)) != NULL);
	counts(l);
	many(l);
	together();
	the_file(l);
	limit_free(l);
	OK(limit_new("/nonexistent") == NULL);
	rmdir(dir);
	return DONE();
}
