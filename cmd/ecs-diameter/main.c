/* main.c - ecs-diameter: the node's Diameter client, between workers and servers. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/log.h"
#include "peer/gateway_server.h"
#include "request.h"
#include "stack.h"

/* The worker gives up after peer-timeout; it is told why a little before. */
enum { EARLY_MS = 250 };

/* freeDiameter keeps a ticket in a pointer. */
_Static_assert(sizeof(void *) >= sizeof(uint64_t), "tickets fit into pointers");

struct wait {
	uint64_t	 ticket, until_ms;	/* monotonic */
};

struct gateway {
	const struct conf *conf;
	struct gateway_server *server;
	bool		 speaks;	/* Diameter: an operator wants it */
	size_t		 nwaits;
	struct wait	 waits[GATEWAY_PENDING];
};

static uint64_t
now_ms(void)
{
	return clock_mono_us() / 1000;
}

static bool
start(const struct conf_operator *op, const struct gateway_ask *q, uint64_t ticket)
{
	struct route to = { op->diameter_realm, op->diameter_host, op->peer_timeout_s };

	return q->kind == GATEWAY_VECTOR ? vector_send(ticket, &to, q) : eap_send(ticket, &to, q);
}

static void
ask(void *arg, const struct gateway_ask *q, uint64_t ticket)
{
	struct gateway *g = arg;
	const struct conf_operator *op = conf_operator_by_id(g->conf, q->operator);

	if (!g->speaks || op == NULL || *op->diameter_realm == '\0')
		gateway_server_refuse(g->server, ticket, GATEWAY_UNABLE,
		    "ecs-diameter was started without this operator");
	else if (g->nwaits == GATEWAY_PENDING)
		gateway_server_refuse(g->server, ticket, GATEWAY_BUSY, "too many wait");
	else if (!start(op, q, ticket))
		gateway_server_refuse(g->server, ticket, GATEWAY_UNABLE,
		    "the question cannot be made a Diameter request");
	else
		g->waits[g->nwaits++] = (struct wait){ ticket,
		    now_ms() + op->peer_timeout_s * 1000 - EARLY_MS };
}

static bool
forget(struct gateway *g, uint64_t ticket)
{
	for (size_t i = 0; i < g->nwaits; i++)
		if (g->waits[i].ticket == ticket) {
			g->waits[i] = g->waits[--g->nwaits];
			return true;
		}
	return false;
}

static void
tell(struct gateway *g, const struct outcome *o)
{
	struct gateway_answer a = { .verdict = o->verdict, .vector = o->vector,
	    .packet = SPAN(o->packet, o->packet_len), .state = SPAN(o->state, o->state_len) };

	/* Else it comes too late, or was refused for another reason. */
	if (forget(g, o->id)) {
		snprintf(a.why, sizeof(a.why), "%s", o->why);
		memcpy(a.user_name, o->user_name, sizeof(a.user_name));
		gateway_server_answer(g->server, o->id, &a);
	}
	crypt_wipe(&a, sizeof(a));
}

static void
give_up(struct gateway *g)
{
	uint64_t now = now_ms();
	size_t i = 0;

	while (i < g->nwaits) {
		struct wait w = g->waits[i];

		if (w.until_ms > now) {
			i++;
			continue;
		}
		g->waits[i] = g->waits[--g->nwaits];
		gateway_server_refuse(g->server, w.ticket, GATEWAY_UNABLE,
		    "the Diameter server gave no answer in time");
	}
}

static size_t
prepare(void *arg, struct pollfd *p, int *timeout_ms)
{
	struct gateway *g = arg;
	uint64_t now = now_ms();

	for (size_t i = 0; i < g->nwaits; i++) {
		uint64_t left = g->waits[i].until_ms > now ? g->waits[i].until_ms - now : 0;

		if (left < (uint64_t)*timeout_ms)
			*timeout_ms = (int)left;
	}
	p[0] = (struct pollfd){ .fd = outcomes_fd(), .events = POLLIN };
	return 1;
}

static void
ready(void *arg, const struct pollfd *p, size_t n)
{
	struct gateway *g = arg;
	struct outcome *o;

	(void)p;
	(void)n;
	while ((o = outcome_take()) != NULL) {
		tell(g, o);
		outcome_free(o);
	}
	give_up(g);
	if (g->speaks && !stack_runs())
		raise(SIGTERM);	/* blocked until the loop waits again, which ends it */
}

static bool
wanted(const struct conf *c)
{
	for (size_t i = 0; i < c->noperators; i++)
		if (strcmp(c->operators[i].hlr, "diameter") == 0 ||
		    strcmp(c->operators[i].aaa, "diameter") == 0)
			return true;
	return false;
}

/* False when it did not start, or ended by itself. */
static bool
speak(struct gateway *g)
{
	bool lasted;

	if (*g->conf->diameter_conf == '\0') {
		log_msg(L_ERROR, "diameter-conf names no freeDiameter.conf");
		return false;
	}
	if (!stack_start(g->conf->diameter_conf))
		return false;
	gateway_server_run(g->server);
	if (!(lasted = stack_runs()))
		log_msg(L_ERROR, "freeDiameter ended by itself");
	stack_stop();
	return lasted;
}

static int
serve(struct gateway *g)
{
	const struct gateway_daemon daemon = { "diameter", g, ask, prepare, ready };
	bool well = true;

	if (!outcomes_open() ||
	    (g->server = gateway_server_open(g->conf->run_dir, &daemon)) == NULL)
		return 1;
	g->speaks = wanted(g->conf);
	if (g->speaks)
		well = speak(g);
	else {
		log_msg(L_INFO, "no operator has hlr or aaa = \"diameter\": nothing to do");
		gateway_server_run(g->server);
	}
	gateway_server_close(g->server);
	return well ? 0 : 1;
}

static int
usage(void)
{
	fputs("usage: ecs-diameter [-c entitled.conf] [-f]\n", stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	static struct gateway gateway;
	const char *path = ECS_SYSCONFDIR "/entitled.conf";
	struct conf *conf;
	int rc;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-c") == 0 && i + 1 < argc)
			path = argv[++i];
		else if (strcmp(argv[i], "-f") != 0)
			return usage();
	}
	if ((conf = conf_read(path)) == NULL)
		return 1;
	log_open(conf->log, "ecs-diameter");
	signal(SIGPIPE, SIG_IGN);
	gateway.conf = conf;
	rc = serve(&gateway);
	conf_free(conf);
	return rc;
}
