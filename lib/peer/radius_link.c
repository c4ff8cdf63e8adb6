/* radius_link.c - servers by their place, sockets kept. */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/rnd.h"
#include "peer/radius_name.h"
#include "peer/radius_tls.h"

enum { HOST = 256, PORT = 6, IDS = 256, LATE = 1000 };

struct known {
	struct known	*next;
	struct radius_link link;
};

struct radius_link *
radius_link(const struct conf_operator *op, size_t server)
{
	static struct known *all;
	struct known *k;

	for (k = all; k != NULL; k = k->next)
		if (k->link.op == op && k->link.server == server)
			return &k->link;
	if ((k = calloc(1, sizeof(*k))) == NULL)
		abort();
	k->link = (struct radius_link){ .op = op, .server = server, .fd = -1, .why = "" };
	if (op->radius_tls)
		k->link.tls = radius_tls_new();
	k->next = all;
	all = k;
	return &k->link;
}

bool
radius_wait(int fd, short events, uint64_t until)
{
	struct pollfd p = { fd, events, 0 };
	uint64_t now;
	int n;

	do {
		now = clock_ticks_ms();
		n = poll(&p, 1, now < until ? (int)(until - now) : 0);
	} while (n < 0 && errno == EINTR);
	return n > 0;
}

/* "host", "host:port", "[2001:db8::1]", "[2001:db8::1]:port", "2001:db8::1" */
static bool
split(const char *s, const char *standard, char host[HOST], char port[PORT])
{
	const char *colon = strrchr(s, ':'), *end = s + strlen(s), *bracket;

	if (*s == '[') {
		if ((bracket = strchr(++s, ']')) == NULL || (bracket[1] != '\0' &&
		    bracket[1] != ':'))
			return false;
		colon = bracket[1] == ':' ? bracket + 1 : NULL;
		end = bracket;
	} else if (colon != NULL && strchr(s, ':') == colon) {
		end = colon;
	} else {
		colon = NULL;
	}
	if (end == s || end - s >= HOST)
		return false;
	snprintf(host, HOST, "%.*s", (int)(end - s), s);
	return snprintf(port, PORT, "%s", colon != NULL ? colon + 1 : standard) < PORT &&
	    strspn(port, "0123456789") == strlen(port) && *port != '\0';
}

void
radius_link_close(struct radius_link *l)
{
	if (l->tls != NULL)
		radius_tls_close(l->tls);
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
}

static bool
down(struct radius_link *l, const char *why)
{
	l->why = why;
	radius_link_close(l);
	return false;
}

static int
type_of(const struct radius_link *l)
{
	return l->tls != NULL ? SOCK_STREAM : SOCK_DGRAM;
}

/* The kernel picks the source port at random. */
static bool
connected(struct radius_link *l, const struct radius_address *a, uint64_t until)
{
	int error = 0;
	socklen_t n = sizeof(error);

	l->fd = socket(a->sa.ss_family, type_of(l) | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (l->fd < 0)
		return down(l, "no socket");
	if (connect(l->fd, (const void *)&a->sa, a->len) == 0)
		return true;
	if (errno != EINPROGRESS)
		return down(l, "no connection");
	if (!radius_wait(l->fd, POLLOUT, until))
		return down(l, "no connection in time");
	if (getsockopt(l->fd, SOL_SOCKET, SO_ERROR, &error, &n) != 0 || error != 0)
		return down(l, "no connection");
	return true;
}

static enum ecs_err
link_open(struct radius_link *l, uint64_t until)
{
	struct radius_address all[RADIUS_ADDRESSES];
	size_t i = 0, n;
	char host[HOST], port[PORT];
	enum ecs_err e;

	l->fresh = true;
	l->ids = 1;
	if (!split(l->op->radius_servers.s[l->server], l->tls != NULL ? "2083" : "1812", host,
	    port)) {
		l->why = "radius-servers has what is no address";
		return ECS_KEYS;
	}
	l->why = "host name not found";
	n = radius_name(host, port, type_of(l), until, all);
	while (i < n && !connected(l, &all[i], until))
		i++;
	if (i == n)
		return ECS_PEER_DOWN;
	e = l->tls == NULL ? ECS_OK : radius_tls_open(l->tls, l->fd, l->op, host, until, &l->why);
	if (e != ECS_OK)
		radius_link_close(l);
	return e;
}

uint8_t
radius_link_begin(struct radius_link *l)
{
	uint8_t late[RADIUS_MAX];
	enum radius_got got;
	size_t n;

	/* Each identifier once a socket: a late answer to it cannot be one to this. */
	if (l->fd >= 0 && l->tls == NULL && l->ids == IDS)
		radius_link_close(l);
	/* Also a refusal that came late is no answer to this. */
	for (int i = 0; i < LATE && l->fd >= 0; i++) {
		if ((got = radius_link_receive(l, late, &n, 0)) == RADIUS_TIME)
			break;
		if (got == RADIUS_DOWN && l->tls != NULL)
			radius_link_close(l);
	}
	l->fresh = false;
	l->ids++;
	if (l->fd < 0)
		rnd_bytes(&l->id, 1);
	return ++l->id;
}

enum ecs_err
radius_link_send(struct radius_link *l, struct span pkt, uint64_t until)
{
	enum ecs_err e;

	if (l->fd < 0 && (e = link_open(l, until)) != ECS_OK)
		return e;
	if (l->tls != NULL) {
		if (radius_tls_write(l->tls, pkt, until))
			return ECS_OK;
		l->why = "connection lost before the answer";
	} else {
		/* What does not go out now is sent again; a refusal is seen when receiving. */
		if (send(l->fd, pkt.p, pkt.len, MSG_NOSIGNAL) >= 0 || errno == ECONNREFUSED ||
		    errno == EAGAIN)
			return ECS_OK;
		l->why = "no way to the server";
	}
	radius_link_close(l);
	return ECS_PEER_DOWN;
}

enum radius_got
radius_link_receive(struct radius_link *l, uint8_t *out, size_t *len, uint64_t until)
{
	enum radius_got got;
	ssize_t n;

	l->why = "no answer in time";
	if (l->tls != NULL) {
		if ((got = radius_tls_read(l->tls, out, len, until)) == RADIUS_DOWN)
			l->why = "connection lost before the answer";
		return got;
	}
	while ((n = recv(l->fd, out, RADIUS_MAX, 0)) < 0) {
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN) {
			l->why = "connection refused";
			return RADIUS_DOWN;
		}
		if (!radius_wait(l->fd, POLLIN, until))
			return RADIUS_TIME;
	}
	*len = (size_t)n;
	return RADIUS_PACKET;
}
