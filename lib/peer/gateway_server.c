/* gateway_server.c - clients of a gateway daemon. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "peer/gateway_server.h"

enum { IDLE_MS = 60000 };

struct pending {
	bool		 used;
	int		 client;	/* -1: has left */
	uint32_t	 serial;	/* so that an old ticket is not taken for a new one */
	uint32_t	 id;
	enum gateway_kind kind;
};

struct gateway_server {
	const struct gateway_daemon *daemon;
	int		 lock, fd;
	char		 path[sizeof(((struct sockaddr_un *)0)->sun_path)];
	int		 client[GATEWAY_CLIENTS];	/* -1 free */
	struct pending	 pending[GATEWAY_PENDING];
	uint32_t	 serial;
};

static volatile sig_atomic_t stop;

static void
on_term(int sig)
{
	(void)sig;
	stop = 1;
}

/* Held as long as the process lives, however it ends. */
static bool
lock(struct gateway_server *s, const char *run_dir)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s.lock", run_dir, s->daemon->name);
	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (s->lock >= 0 && flock(s->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	log_msg(L_ERROR, "%s: %s", path, errno == EWOULDBLOCK ? "another one runs" :
	    strerror(errno));
	return false;
}

static bool
listen_at(struct gateway_server *s, const char *run_dir)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	mode_t mask;
	bool ok;

	if (snprintf(s->path, sizeof(s->path), "%s/%s.sock", run_dir, s->daemon->name) >=
	    (int)sizeof(s->path)) {
		log_msg(L_ERROR, "%s is too long a path for a socket", run_dir);
		return false;
	}
	memcpy(sa.sun_path, s->path, sizeof(s->path));
	unlink(s->path);	/* nobody is behind it: we have the lock */
	mask = umask(0117);
	s->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	ok = s->fd >= 0 && bind(s->fd, (const void *)&sa, sizeof(sa)) == 0 &&
	    listen(s->fd, GATEWAY_CLIENTS) == 0;
	umask(mask);
	if (!ok)
		log_msg(L_ERROR, "%s: %s", s->path, strerror(errno));
	return ok;
}

struct gateway_server *
gateway_server_open(const char *run_dir, const struct gateway_daemon *daemon)
{
	struct sigaction sa = { .sa_handler = on_term };
	struct gateway_server *s = calloc(1, sizeof(*s));
	sigset_t set;

	if (s == NULL)
		return NULL;
	s->daemon = daemon;
	s->lock = s->fd = -1;
	for (size_t i = 0; i < GATEWAY_CLIENTS; i++)
		s->client[i] = -1;
	if (!lock(s, run_dir) || !listen_at(s, run_dir)) {
		gateway_server_close(s);
		return NULL;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	return s;
}

static void
drop(struct gateway_server *s, int c)
{
	close(s->client[c]);
	s->client[c] = -1;
	for (size_t i = 0; i < GATEWAY_PENDING; i++)
		if (s->pending[i].client == c)
			s->pending[i].client = -1;
}

static void
send_to(struct gateway_server *s, int c, const struct gateway_answer *a)
{
	uint8_t bytes[GATEWAY_MAX];
	size_t n = gateway_answer_put(a, bytes);

	if (n == 0) {		/* what the other side said does not fit */
		struct gateway_answer none = { .kind = a->kind, .id = a->id,
		    .verdict = GATEWAY_UNABLE, .why = "its answer does not fit" };

		n = gateway_answer_put(&none, bytes);
	}
	if (send(s->client[c], bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL) != (ssize_t)n)
		drop(s, c);
	crypt_wipe(bytes, sizeof(bytes));
}

void
gateway_server_answer(struct gateway_server *s, uint64_t ticket, struct gateway_answer *a)
{
	struct pending *p = &s->pending[ticket % GATEWAY_PENDING];

	if (!p->used || p->serial != ticket / GATEWAY_PENDING)
		return;
	p->used = false;
	a->kind = p->kind;
	a->id = p->id;
	if (p->client >= 0)
		send_to(s, p->client, a);
}

void
gateway_server_refuse(struct gateway_server *s, uint64_t ticket, enum gateway_verdict verdict,
    const char *why)
{
	struct gateway_answer a = { .verdict = verdict };

	snprintf(a.why, sizeof(a.why), "%s", why);
	gateway_server_answer(s, ticket, &a);
}

static void
take(struct gateway_server *s, int c, const struct gateway_ask *q)
{
	struct gateway_answer full = { .kind = q->kind, .id = q->id,
	    .verdict = GATEWAY_BUSY, .why = "too many questions wait in the gateway" };
	size_t i = 0;

	while (i < GATEWAY_PENDING && s->pending[i].used)
		i++;
	if (i == GATEWAY_PENDING) {
		send_to(s, c, &full);
		return;
	}
	s->pending[i] = (struct pending){ true, c, ++s->serial, q->id, q->kind };
	s->daemon->ask(s->daemon->arg, q, (uint64_t)s->serial * GATEWAY_PENDING + i);
}

static void
hear(struct gateway_server *s, int c)
{
	uint8_t bytes[GATEWAY_MAX];
	ssize_t n = recv(s->client[c], bytes, sizeof(bytes), MSG_DONTWAIT | MSG_TRUNC);
	struct gateway_ask q;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n > 0 && (size_t)n <= sizeof(bytes) &&
	    gateway_ask_get(SPAN(bytes, (size_t)n), &q) == ECS_OK) {
		take(s, c, &q);
		crypt_wipe(&q, sizeof(q));
	} else
		drop(s, c);
	crypt_wipe(bytes, sizeof(bytes));
}

static void
welcome(struct gateway_server *s)
{
	int fd = accept4(s->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	for (size_t i = 0; fd >= 0 && i < GATEWAY_CLIENTS; i++)
		if (s->client[i] < 0) {
			s->client[i] = fd;
			return;
		}
	if (fd >= 0) {
		log_msg(L_WARN, "more than %d workers", GATEWAY_CLIENTS);
		close(fd);
	}
}

void
gateway_server_run(struct gateway_server *s)
{
	struct pollfd p[1 + GATEWAY_CLIENTS + GATEWAY_FDS];
	const struct gateway_daemon *d = s->daemon;
	sigset_t none;

	sigemptyset(&none);
	while (!stop) {
		const size_t first = 1 + GATEWAY_CLIENTS;
		int timeout_ms = IDLE_MS;
		size_t n;

		p[0] = (struct pollfd){ .fd = s->fd, .events = POLLIN };
		for (size_t i = 0; i < GATEWAY_CLIENTS; i++)
			p[1 + i] = (struct pollfd){ .fd = s->client[i], .events = POLLIN };
		n = d->prepare(d->arg, p + first, &timeout_ms);
		if (ppoll(p, first + n, &(struct timespec){ timeout_ms / 1000,
		    timeout_ms % 1000 * 1000000L }, &none) < 0)
			for (size_t i = 0; i < first + n; i++)
				p[i].revents = 0;
		for (int i = 0; i < GATEWAY_CLIENTS; i++)
			if (p[1 + i].revents != 0 && s->client[i] == p[1 + i].fd)
				hear(s, i);
		d->ready(d->arg, p + first, n);
		if (p[0].revents != 0)	/* last: a new client may get an old one's number */
			welcome(s);
	}
}

void
gateway_server_close(struct gateway_server *s)
{
	for (int i = 0; i < GATEWAY_CLIENTS; i++)
		if (s->client[i] >= 0)
			close(s->client[i]);
	if (s->fd >= 0) {
		unlink(s->path);
		close(s->fd);
	}
	if (s->lock >= 0)
		close(s->lock);
	free(s);
}
