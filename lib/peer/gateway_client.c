/* gateway_client.c - asks the gateways of this node. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "fmt/gateway.h"
#include "peer/gateway_client.h"

struct line {
	const char	*name;
	int		 fd;		/* -1 none */
};

static struct line	 lines[] = { { "gsup", -1 }, { "diameter", -1 } };
static uint32_t		 last_id;

/* One question, with what all of its steps need. */
struct talk {
	const struct conf *conf;
	struct line	*line;
	struct arena	*arena;
	uint64_t	 until_ms;	/* monotonic */
	const char	*why;
	bool		 heard;		/* the other side answered, with an error */
	bool		 stale;		/* the daemon closed the connection */
};

static struct line *
line_of(const char *name)
{
	size_t i = NELEM(lines) - 1;

	while (i > 0 && strcmp(lines[i].name, name) != 0)
		i--;
	return &lines[i];
}

static void
hang_up(struct line *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
}

static enum ecs_err
fail(struct talk *t, enum ecs_err e, const char *why)
{
	hang_up(t->line);
	t->why = why;
	return e;
}

static enum ecs_err
dial(struct talk *t)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	int n = snprintf(sa.sun_path, sizeof(sa.sun_path), "%s/%s.sock", t->conf->run_dir,
	    t->line->name);

	if (n < 0 || (size_t)n >= sizeof(sa.sun_path))
		return fail(t, ECS_KEYS, "run-dir is too long a path for a gateway's socket");
	t->line->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (t->line->fd < 0)
		return fail(t, ECS_PEER_DOWN, "no socket for a gateway");
	if (connect(t->line->fd, (const void *)&sa, sizeof(sa)) == 0)
		return ECS_OK;
	if (errno == EAGAIN)
		return fail(t, ECS_BUSY, "too many wait for the gateway");
	return fail(t, ECS_PEER_DOWN, "the gateway does not run");
}

static enum ecs_err
say(struct talk *t, struct span bytes)
{
	ssize_t sent = send(t->line->fd, bytes.p, bytes.len, MSG_NOSIGNAL);

	if (sent == (ssize_t)bytes.len)
		return ECS_OK;
	t->stale = sent < 0 && (errno == EPIPE || errno == ECONNRESET || errno == ENOTCONN);
	return fail(t, ECS_PEER_DOWN, "the gateway takes no question");
}

/* Until the answer with this id; others are late ones, of questions given up. */
static enum ecs_err
hear(struct talk *t, const struct gateway_ask *q, struct gateway_answer *out)
{
	uint8_t *in = a_secret(t->arena, GATEWAY_MAX);

	for (;;) {
		uint64_t now = clock_mono_us() / 1000;
		struct pollfd p = { .fd = t->line->fd, .events = POLLIN };
		ssize_t n;

		if (now >= t->until_ms)
			return fail(t, ECS_PEER_DOWN, "the gateway gave no answer in time");
		if (poll(&p, 1, (int)(t->until_ms - now)) <= 0)
			continue;
		n = recv(t->line->fd, in, GATEWAY_MAX, MSG_TRUNC);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			continue;
		t->stale = n <= 0;
		if (n <= 0)
			return fail(t, ECS_PEER_DOWN, "the gateway ended");
		if (n > GATEWAY_MAX || gateway_answer_get(SPAN(in, (size_t)n), out) != ECS_OK ||
		    (out->id == q->id && out->kind != q->kind))
			return fail(t, ECS_PEER_DOWN, "the gateway's answer is none");
		if (out->id == q->id)
			return ECS_OK;
	}
}

static enum ecs_err
once(struct talk *t, struct span bytes, const struct gateway_ask *q, struct gateway_answer *out)
{
	enum ecs_err e = t->line->fd >= 0 ? ECS_OK : dial(t);

	t->stale = false;
	if (e == ECS_OK)
		e = say(t, bytes);
	return e == ECS_OK ? hear(t, q, out) : e;
}

static enum ecs_err
ask(struct talk *t, struct gateway_ask *q, struct gateway_answer *out)
{
	uint8_t *bytes = a_secret(t->arena, GATEWAY_MAX);
	bool kept = t->line->fd >= 0;
	enum ecs_err e;
	size_t n;

	q->id = ++last_id;
	if ((n = gateway_ask_put(q, bytes)) == 0)
		return fail(t, ECS_INTERNAL, "a question that a gateway cannot be asked");
	e = once(t, SPAN(bytes, n), q, out);
	return kept && t->stale ? once(t, SPAN(bytes, n), q, out) : e;
}

/* Asks, and makes an error of a verdict that is one. */
static enum ecs_err
converse(struct talk *t, struct gateway_ask *q, struct gateway_answer *out)
{
	enum ecs_err e = ask(t, q, out);

	if (e != ECS_OK)
		return e;
	t->why = *out->why != '\0' ? a_strdup(t->arena, out->why) : "the gateway says no";
	switch (out->verdict) {
	case GATEWAY_UNKNOWN:
		return ECS_AUTH_FAILED;
	case GATEWAY_UNABLE:
	case GATEWAY_ERROR:
		t->heard = out->verdict == GATEWAY_ERROR;
		return ECS_PEER_DOWN;
	case GATEWAY_BUSY:
		return ECS_BUSY;
	default:
		return ECS_OK;
	}
}

static struct talk
begin(const char *name, const struct conf *conf, const struct conf_operator *op,
    struct arena *a)
{
	return (struct talk){ .conf = conf, .line = line_of(name), .arena = a,
	    .until_ms = clock_mono_us() / 1000 + op->peer_timeout_s * 1000 };
}

enum ecs_err
gateway_client_vector(const char *name, struct hlr *h, const struct hlr_ask *ask_,
    struct aka_vector *out)
{
	struct talk t = begin(name, h->conf, h->op, h->arena);
	struct gateway_ask *q = a_secret(h->arena, sizeof(*q));
	struct gateway_answer *a = a_secret(h->arena, sizeof(*a));
	enum ecs_err e;

	q->kind = GATEWAY_VECTOR;
	q->operator = h->op->id;
	q->type = ask_->type;
	snprintf(q->imsi, sizeof(q->imsi), "%s", ask_->imsi);
	if ((q->resync = ask_->auts != NULL)) {
		memcpy(q->rand, ask_->rand, AKA_RAND);
		memcpy(q->auts, ask_->auts, AKA_AUTS);
	}
	e = converse(&t, q, a);
	h->why = t.why;
	h->heard = t.heard;
	if (e != ECS_OK)
		return e;
	*out = a->vector;
	return hlr_vector_ok(h, ask_, out);
}

enum ecs_err
gateway_client_pass(const char *name, struct aaa *aaa, const struct aaa_ask *ask_,
    struct aaa_answer *out)
{
	struct talk t = begin(name, aaa->conf, aaa->op, aaa->arena);
	struct gateway_ask *q = a_secret(aaa->arena, sizeof(*q));
	struct gateway_answer *a = a_secret(aaa->arena, sizeof(*a));
	enum ecs_err e;

	q->kind = GATEWAY_PASS;
	q->operator = aaa->op->id;
	snprintf(q->identity, sizeof(q->identity), "%s", ask_->identity);
	q->packet = ask_->packet;
	q->state = ask_->state;
	e = converse(&t, q, a);
	aaa->why = t.why;
	aaa->heard = t.heard;
	if (e != ECS_OK)
		return e;
	*out = (struct aaa_answer){
		.verdict = a->verdict == GATEWAY_ACCEPT ? AAA_ACCEPT :
		    a->verdict == GATEWAY_REJECT ? AAA_REJECT : AAA_CHALLENGE,
		.packet = a->packet, .state = a->state, .user_name = a->user_name,
	};
	return ECS_OK;
}
