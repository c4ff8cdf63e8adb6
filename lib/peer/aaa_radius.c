/*
 * aaa_radius.c - EAP over RADIUS, RFC 3579.
 *
 * The state of a conversation is the place of its server, one octet, and the
 * server's State: what one server began no other can go on with.
 */
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/rnd.h"
#include "base/secret.h"
#include "peer/aaa.h"
#include "peer/radius_link.h"

enum { RESEND_MS = 1000, SHUN_MS = 30000 };

/* One question to whoever answers it. */
struct talk {
	struct radius_ask q;
	struct span	 secret;
	const char	*flaw;		/* of replies that were dropped; NULL none */
	struct radius_reply reply;
	uint8_t		 out[RADIUS_MAX], in[RADIUS_MAX];
};

/* RFC 6614 2.3: where TLS protects there is a secret that everybody knows. */
static enum ecs_err
secret(struct aaa *aaa, struct span *out)
{
	const char *text = "radsec", *path = a_printf(aaa->arena, "%s/radius.%s",
	    aaa->conf->secret_dir, aaa->op->name);
	enum ecs_err e = ECS_OK;

	if (!aaa->op->radius_tls || access(path, F_OK) == 0)
		e = secret_read(aaa->conf, aaa->arena, "radius", aaa->op->name, &text);
	if (e != ECS_OK)
		aaa->why = "no RADIUS secret";
	else
		*out = SPAN(text, strlen(text));
	return e;
}

/* Waits for a reply that is genuine; others are dropped, whoever sent them. */
static enum radius_got
listen_for(struct talk *t, struct radius_link *l, uint64_t until, enum ecs_err *e)
{
	enum radius_got got;
	const char *why;
	size_t n;

	while ((got = radius_link_receive(l, t->in, &n, until)) == RADIUS_PACKET) {
		*e = radius_parse(SPAN(t->in, n), &t->q, t->secret, &t->reply, &why);
		if (*e == ECS_OK)
			return got;
		t->flaw = why;
		if (*e != ECS_AUTH_FAILED)
			return got;
		if (clock_ticks_ms() >= until)
			return RADIUS_TIME;
	}
	return got;
}

/*
 * Asks one server.  UDP: the same packet again after a second, then two.  TLS:
 * once more on a new connection, when a kept one breaks or says nothing.
 */
static enum ecs_err
converse(struct talk *t, struct radius_link *l, uint64_t until)
{
	uint64_t now = clock_ticks_ms(), share = until - now, gap = share / 3, next;
	struct span packet;
	enum radius_got got;
	enum ecs_err e;

	t->q.id = radius_link_begin(l);
	rnd_bytes(t->q.authenticator, sizeof(t->q.authenticator));
	packet = SPAN(t->out, radius_request(&t->q, t->secret, t->out));
	if (packet.len == 0)
		return ECS_EAP_FORMAT;
	if (l->tls != NULL)
		gap = share / 2;
	else if (gap > RESEND_MS)
		gap = RESEND_MS;
	for (next = now + ++gap;; gap *= 2, next += gap) {
		e = radius_link_send(l, packet, until);
		if (e == ECS_PEER_DOWN && l->tls != NULL && !l->fresh)
			e = radius_link_send(l, packet, until);
		if (e != ECS_OK)
			return e;
		if ((l->tls != NULL && l->fresh) || next > until)
			next = until;
		if ((got = listen_for(t, l, next, &e)) == RADIUS_PACKET)
			return e;
		if ((got == RADIUS_DOWN && (l->tls == NULL || l->fresh)) ||
		    (got == RADIUS_TIME && next == until))
			break;
		if (l->tls != NULL)
			radius_link_close(l);
	}
	if (l->tls != NULL)	/* a late answer, or a broken one, must not be waited for */
		radius_link_close(l);
	return ECS_PEER_DOWN;
}

/* Servers in their order, those that failed of late behind the others. */
static size_t
order(const struct conf_operator *op, struct radius_link *out[CONF_LIST])
{
	uint64_t now = clock_ticks_ms();
	struct radius_link *l;
	size_t n = 0;

	for (int shunned = 0; shunned < 2; shunned++)
		for (size_t i = 0; i < op->radius_servers.n && n < CONF_LIST; i++) {
			l = radius_link(op, i);
			if ((l->shunned_until > now) == shunned)
				out[n++] = l;
		}
	return n;
}

static enum ecs_err
ask_each(struct aaa *aaa, struct talk *t, struct radius_link **servers, size_t n,
    struct radius_link **who)
{
	uint64_t now = clock_ticks_ms(), end = now + aaa->op->peer_timeout_s * 1000;
	enum ecs_err e = ECS_PEER_DOWN;

	for (size_t i = 0; i < n && e == ECS_PEER_DOWN && now < end; i++) {
		*who = servers[i];
		e = converse(t, *who, now + (end - now) / (n - i));
		now = clock_ticks_ms();
		(*who)->shunned_until = e == ECS_PEER_DOWN ? now + SHUN_MS : 0;
	}
	if (e == ECS_EAP_FORMAT)
		aaa->why = "too long for RADIUS";
	else if (e != ECS_OK)
		aaa->why = t->flaw != NULL && e == ECS_PEER_DOWN ? t->flaw : (*who)->why;
	return e;
}

static const char *
name_of(struct arena *a, const struct radius_reply *r)
{
	struct span s = r->user_name.p != NULL ? r->user_name : r->cui;

	return s.p != NULL ? a_strndup(a, (const char *)s.p, s.len) : "";
}

static enum ecs_err
told(struct aaa *aaa, const struct talk *t, const struct radius_link *who,
    struct aaa_answer *out)
{
	const struct radius_reply *r = &t->reply;
	uint8_t *state;

	*out = (struct aaa_answer){ .user_name = "", .packet = SPAN(r->eap, r->eap_len) };
	switch (r->code) {
	case RADIUS_CHALLENGE:
		if (r->eap_len == 0) {
			aaa->why = "the AAA's challenge has no EAP packet";
			return ECS_PEER_DOWN;
		}
		out->verdict = AAA_CHALLENGE;
		state = a_alloc(aaa->arena, 1 + RADIUS_VALUE);
		state[0] = (uint8_t)who->server;
		if (r->state.len > 0)
			memcpy(state + 1, r->state.p, r->state.len);
		out->state = SPAN(state, 1 + r->state.len);
		return ECS_OK;
	case RADIUS_ACCEPT:
		out->verdict = AAA_ACCEPT;
		out->user_name = name_of(aaa->arena, r);
		return ECS_OK;
	default:
		out->verdict = AAA_REJECT;
		return ECS_OK;
	}
}

static enum ecs_err
ask(struct aaa *aaa, const struct aaa_ask *q, struct aaa_answer *out)
{
	struct radius_link *servers[CONF_LIST], *who = NULL;
	/* An Access-Accept has MSK, which over TLS only a known secret hides. */
	struct talk *t = a_secret(aaa->arena, sizeof(*t));
	size_t n;
	enum ecs_err e;

	if ((e = secret(aaa, &t->secret)) != ECS_OK)
		return e;
	t->q = (struct radius_ask){ .user_name = q->identity, .nas = aaa->op->radius_nas,
	    .eap = q->packet };
	if (q->state.len == 0) {
		n = order(aaa->op, servers);
	} else if (q->state.p[0] < aaa->op->radius_servers.n) {
		n = 1;
		servers[0] = radius_link(aaa->op, q->state.p[0]);
		t->q.state = SPAN(q->state.p + 1, q->state.len - 1);
	} else {
		aaa->why = "the server of this conversation is gone";
		return ECS_PEER_DOWN;
	}
	e = ask_each(aaa, t, servers, n, &who);
	return e == ECS_OK ? told(aaa, t, who, out) : e;
}

const struct aaa_driver aaa_radius = { "radius", ask };
