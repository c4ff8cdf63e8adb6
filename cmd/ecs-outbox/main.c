/* main.c - ecs-outbox: keeps workers that carry out what requests promised. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "outbox.h"

enum {
	POLL_MS = 1000, GRACE_MS = 20000, FRESH_MS = 15000,
	WORKERS_MAX = 64
};

struct parent {
	const struct conf *conf;
	struct shared	*shared;
	int		 fd;		/* woken by a datagram; -1 none */
	pid_t		 pid[WORKERS_MAX];
};

static volatile int stop;

static void
on_term(int sig)
{
	(void)sig;
	stop = 1;
}

/* Bound by the parent: the workers share it, and each datagram wakes one. */
static int
wake_socket(const struct conf *c)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	int n = snprintf(sa.sun_path, sizeof(sa.sun_path), "%s/outbox.sock", c->run_dir);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t mask = umask(007);	/* programs of our group may send */

	if (fd >= 0 && n > 0 && (size_t)n < sizeof(sa.sun_path)) {
		unlink(sa.sun_path);
		if (bind(fd, (const void *)&sa, sizeof(sa)) == 0) {
			umask(mask);
			return fd;
		}
	}
	umask(mask);
	log_msg(L_WARN, "no %s (%s): due rows are found each second only", sa.sun_path,
	    strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

/* True when there is reason to look. */
static bool
wait_for_work(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char byte;

	if (poll(&p, 1, POLL_MS) <= 0)
		return true;
	return recv(fd, &byte, 1, MSG_DONTWAIT) >= 0;
}

static void
work(const struct parent *p, unsigned number)
{
	struct worker w = { .stop = &stop };

	if (!worker_open(&w, p->conf, p->shared, number)) {
		worker_close(&w);
		exit(1);
	}
	while (!stop) {
		while (!stop && worker_round(&w) > 0)
			continue;
		while (!stop && !wait_for_work(p->fd))
			continue;
	}
	worker_close(&w);
	exit(0);
}

static void
start(struct parent *p, unsigned i)
{
	pid_t parent = getpid();

	if ((p->pid[i] = fork()) != 0) {
		if (p->pid[i] < 0)
			log_msg(L_ERROR, "fork: %s", strerror(errno));
		return;
	}
	struct sigaction sa = { .sa_handler = on_term, .sa_flags = SA_RESTART };
	sigset_t none;

	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		exit(0);
	work(p, i + 1);
}

/* How many still run. */
static unsigned
reap(struct parent *p)
{
	unsigned running = 0;
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (unsigned i = 0; i < p->conf->outbox_workers; i++)
			if (p->pid[i] == pid) {
				p->pid[i] = 0;
				lane_forget(p->shared, i + 1);
				if (WIFSIGNALED(status))
					log_msg(L_WARN, "worker %u ended by signal %d", i + 1,
					    WTERMSIG(status));
			}
	for (unsigned i = 0; i < p->conf->outbox_workers; i++)
		running += p->pid[i] > 0;
	return running;
}

static const char *
beat_path(const struct conf *c, char *out, size_t size)
{
	snprintf(out, size, "%s/outbox.beat", c->run_dir);
	return out;
}

/* A file whose time says that work is being looked for. */
static void
beat(const struct parent *p)
{
	char path[512];
	int fd;

	if (atomic_load(&p->shared->looked_ms) + FRESH_MS < clock_ms())
		return;
	beat_path(p->conf, path, sizeof(path));
	if ((fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0640)) < 0)
		return;
	futimens(fd, NULL);
	close(fd);
}

static void
end_workers(struct parent *p)
{
	uint64_t until = clock_mono_us() / 1000 + GRACE_MS;
	int sig = SIGTERM;

	for (;;) {
		for (unsigned i = 0; i < p->conf->outbox_workers; i++)
			if (p->pid[i] > 0 && sig != 0)
				kill(p->pid[i], sig);
		sig = 0;
		if (reap(p) == 0)
			return;
		clock_sleep_ms(20);
		if (clock_mono_us() / 1000 > until)
			sig = SIGKILL;
	}
}

static void
supervise(struct parent *p)
{
	const struct timespec second = { 1, 0 };
	char path[512];
	sigset_t set;
	int sig;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	p->fd = wake_socket(p->conf);
	do {
		reap(p);
		for (unsigned i = 0; i < p->conf->outbox_workers; i++)
			if (p->pid[i] <= 0)
				start(p, i);
		beat(p);
		/* Not sooner than in a second: a worker that cannot start must not spin. */
		while ((sig = sigtimedwait(&set, NULL, &second)) == SIGCHLD)
			clock_sleep_ms(100);
	} while (sig != SIGTERM && sig != SIGINT);
	end_workers(p);
	unlink(beat_path(p->conf, path, sizeof(path)));
}

static int
once(const struct conf *conf, struct shared *shared)
{
	struct worker w = { .stop = &stop };
	int done = -1;

	if (worker_open(&w, conf, shared, 1))
		while ((done = worker_round(&w)) > 0)
			continue;
	worker_close(&w);
	return done == 0 ? 0 : 1;
}

static int
usage(void)
{
	fputs("usage: ecs-outbox [-c entitled.conf] [-f | --once]\n", stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	const char *path = ECS_SYSCONFDIR "/entitled.conf";
	struct parent p = { .fd = -1 };
	struct conf *conf;
	bool only_once = false;
	int rc = 0;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--once") == 0)
			only_once = true;
		else if (strcmp(argv[i], "-c") == 0 && i + 1 < argc)
			path = argv[++i];
		else if (strcmp(argv[i], "-f") != 0)
			return usage();
	}
	if ((conf = conf_read(path)) == NULL)
		return 1;
	log_open(conf->log, "ecs-outbox");
	signal(SIGPIPE, SIG_IGN);
	p.conf = conf;
	p.shared = mmap(NULL, sizeof(*p.shared), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p.shared == MAP_FAILED)
		return 1;
	if (only_once)
		rc = once(conf, p.shared);
	else
		supervise(&p);
	conf_free(conf);
	return rc;
}
