/* link.c - a kept connection: made, named, watched, made again. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "link.h"

enum {
	CONNECT_MS = 2000,	/* to connect; and then to be asked for our name */
	QUIET_MS = 5000,	/* without a word before we ask: are you there? */
	DEAD_MS = 5000,		/* and without an answer to that */
	PROVEN_MS = 1000,	/* a connection that lasted so long was a good one */
	PAUSE_MS = 200, PAUSE_MAX_MS = 3000
};

static void
down(struct link *l, const char *why, uint64_t now_ms)
{
	if (!l->told)
		log_msg(L_WARN, "operator %s: no HLR: %s", l->op->name, why);
	l->told = true;
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
	crypt_wipe(l->in, sizeof(l->in));
	l->in_len = l->out_len = 0;
	if (l->state == UP && now_ms >= l->up_ms + PROVEN_MS) {
		/* It may be so again at once: nobody is refused yet. */
		l->pause_ms = PAUSE_MS;
		l->next_ms = now_ms;
		line_again(l);
	} else {
		l->next_ms = now_ms + l->pause_ms;
		l->pause_ms = l->pause_ms < PAUSE_MAX_MS / 2 ? 2 * l->pause_ms : PAUSE_MAX_MS;
		line_refuse(l, "no connection to the HLR");
	}
	l->state = DOWN;
}

static void
connects(struct link *l, uint64_t now_ms)
{
	socklen_t len = l->address.ss_family == AF_INET6 ? sizeof(struct sockaddr_in6) :
	    sizeof(struct sockaddr_in);
	int on = 1;

	l->next_ms = now_ms + CONNECT_MS;
	l->fd = socket(l->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (l->fd < 0 || (connect(l->fd, (const void *)&l->address, len) != 0 &&
	    errno != EINPROGRESS)) {
		down(l, strerror(errno), now_ms);
		return;
	}
	setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	l->state = CONNECTS;
}

static void
up(struct link *l, const struct gsup *m, uint64_t now_ms)
{
	if (l->state != MEETS)
		return;
	l->out_len += gsup_identity(m->tags, l->unit, l->out + l->out_len);
	l->state = UP;
	l->up_ms = now_ms;
	l->told = false;
	log_msg(L_INFO, "operator %s: connected to the HLR as %s", l->op->name, l->unit);
}

static void
heed(struct link *l, struct gsup *m, uint64_t now_ms)
{
	switch (m->kind) {
	case GSUP_PING:
		if (l->out_len + 2 * GSUP_OUT <= sizeof(l->out))
			l->out_len += gsup_pong(l->out + l->out_len);
		break;
	case GSUP_ID_GET:
		up(l, m, now_ms);
		break;
	case GSUP_RESULT:
	case GSUP_ERROR:
		line_answer(l, m);
		break;
	default:
		break;
	}
}

static void
hear(struct link *l, uint64_t now_ms)
{
	ssize_t n = recv(l->fd, l->in + l->in_len, sizeof(l->in) - l->in_len, 0);
	size_t at = 0, used = 0;
	struct gsup m;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		down(l, n == 0 ? "it closed the connection" : strerror(errno), now_ms);
		return;
	}
	l->heard_ms = now_ms;
	l->in_len += (size_t)n;
	do {
		if (gsup_parse(SPAN(l->in + at, l->in_len - at), &m, &used) != ECS_OK) {
			crypt_wipe(&m, sizeof(m));
			down(l, "it does not speak GSUP", now_ms);
			return;
		}
		if (used > 0)
			heed(l, &m, now_ms);
		at += used;
	} while (used > 0);
	l->in_len -= at;
	memmove(l->in, l->in + at, l->in_len);
	crypt_wipe(l->in + l->in_len, at);
	crypt_wipe(&m, sizeof(m));
}

static void
say(struct link *l, uint64_t now_ms)
{
	ssize_t n = l->out_len == 0 ? 0 : send(l->fd, l->out, l->out_len, MSG_NOSIGNAL);

	if (n < 0 && errno != EAGAIN && errno != EINTR)
		down(l, strerror(errno), now_ms);
	else if (n > 0) {
		l->out_len -= (size_t)n;
		memmove(l->out, l->out + n, l->out_len);
	}
}

static void
connected(struct link *l, uint64_t now_ms)
{
	socklen_t len = sizeof(int);
	int error = 0;

	if (getsockopt(l->fd, SOL_SOCKET, SO_ERROR, &error, &len) != 0 || error != 0) {
		down(l, strerror(error), now_ms);
		return;
	}
	l->state = MEETS;
	l->heard_ms = l->pinged_ms = now_ms;
}

/* What time alone brings about. */
static void
tick(struct link *l, uint64_t now_ms)
{
	if (l->state == DOWN && now_ms >= l->next_ms)
		connects(l, now_ms);
	else if ((l->state == CONNECTS || l->state == MEETS) && now_ms >= l->next_ms)
		down(l, l->state == CONNECTS ? "it does not answer" :
		    "it does not ask who we are", now_ms);
	else if (l->state == UP && now_ms >= l->heard_ms + QUIET_MS) {
		if (l->pinged_ms < l->heard_ms + QUIET_MS) {
			l->pinged_ms = now_ms;
			l->out_len += l->out_len + GSUP_OUT <= sizeof(l->out) ?
			    gsup_ping(l->out + l->out_len) : 0;
		} else if (now_ms >= l->pinged_ms + DEAD_MS)
			down(l, "it is silent", now_ms);
	}
	if (line_expire(l, now_ms) && l->state == UP)
		down(l, "it leaves a question without an answer", now_ms);
}

void
link_ready(struct link *l, short revents, uint64_t now_ms)
{
	if (revents != 0 && l->state == CONNECTS)
		connected(l, now_ms);
	else if (revents & (POLLIN | POLLHUP | POLLERR))
		hear(l, now_ms);
	tick(l, now_ms);
	if (l->state == UP)
		line_send(l);
	if (l->state == UP || l->state == MEETS)
		say(l, now_ms);
}

bool
link_prepare(const struct link *l, struct pollfd *p, uint64_t now_ms, int *timeout_ms)
{
	uint64_t due = line_due_ms(l), own = l->next_ms;

	if (l->state == UP)
		own = l->pinged_ms >= l->heard_ms + QUIET_MS ? l->pinged_ms + DEAD_MS :
		    l->heard_ms + QUIET_MS;
	if (own < due)
		due = own;
	if (due <= now_ms)
		*timeout_ms = 0;
	else if (due - now_ms < (uint64_t)*timeout_ms)
		*timeout_ms = (int)(due - now_ms);
	*p = (struct pollfd){ .fd = l->fd, .events = (short)(POLLIN |
	    (l->state == CONNECTS || l->out_len > 0 ? POLLOUT : 0)) };
	return l->fd >= 0;
}

void
link_ask(struct link *l, const struct gateway_ask *q, uint64_t ticket, uint64_t now_ms)
{
	/* Between two tries nobody waits for the next: it would most likely fail as well. */
	if (l->state == DOWN && now_ms < l->next_ms)
		gateway_server_refuse(l->server, ticket, GATEWAY_UNABLE,
		    "no connection to the HLR");
	else
		line_add(l, q, ticket, now_ms);
}

void
link_open(struct link *l, const struct conf *conf, const struct conf_operator *op,
    struct gateway_server *server)
{
	char host[65] = "";

	gethostname(host, sizeof(host) - 1);
	*l = (struct link){ .op = op, .server = server, .fd = -1, .pause_ms = PAUSE_MS };
	snprintf(l->unit, sizeof(l->unit), "entitled-%.60s-%.24s",
	    *conf->node_name != '\0' ? conf->node_name : host, op->name);
	(void)conf_endpoint(op->gsup_server, &l->address);	/* conf_read() has seen it */
	connects(l, clock_mono_us() / 1000);
}
