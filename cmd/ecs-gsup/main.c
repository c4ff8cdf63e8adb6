/* main.c - ecs-gsup: asks the operators' HLRs for all workers of this node. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "link.h"

struct gateway {
	struct gateway_server *server;
	size_t		 n;
	struct link	*links;		/* one an operator with hlr "gsup" */
	size_t		 polled[CONF_OPERATORS];	/* which links the last wait was for */
};

static uint64_t
now_ms(void)
{
	return clock_mono_us() / 1000;
}

static void
ask(void *arg, const struct gateway_ask *q, uint64_t ticket)
{
	struct gateway *g = arg;

	for (size_t i = 0; i < g->n; i++)
		if (g->links[i].op->id == q->operator && q->kind == GATEWAY_VECTOR) {
			link_ask(&g->links[i], q, ticket, now_ms());
			return;
		}
	gateway_server_refuse(g->server, ticket, GATEWAY_UNABLE,
	    "ecs-gsup was started without this operator");
}

static size_t
prepare(void *arg, struct pollfd *p, int *timeout_ms)
{
	struct gateway *g = arg;
	uint64_t now = now_ms();
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		if (link_prepare(&g->links[i], &p[n], now, timeout_ms))
			g->polled[n++] = i;
	return n;
}

static void
ready(void *arg, const struct pollfd *p, size_t n)
{
	struct gateway *g = arg;
	uint64_t now = now_ms();

	for (size_t i = 0, k = 0; i < g->n; i++) {
		bool polled = k < n && g->polled[k] == i;

		link_ready(&g->links[i], polled ? p[k].revents : 0, now);
		k += polled;
	}
}

static int
run(const struct conf *conf)
{
	struct gateway g = { .n = 0 };
	const struct gateway_daemon daemon = { "gsup", &g, ask, prepare, ready };

	if ((g.links = calloc(CONF_OPERATORS, sizeof(*g.links))) == NULL ||
	    (g.server = gateway_server_open(conf->run_dir, &daemon)) == NULL) {
		free(g.links);
		return 1;
	}
	for (size_t i = 0; i < conf->noperators; i++)
		if (strcmp(conf->operators[i].hlr, "gsup") == 0)
			link_open(&g.links[g.n++], conf, &conf->operators[i], g.server);
	if (g.n == 0)
		log_msg(L_INFO, "no operator has hlr = \"gsup\": nothing to do");
	gateway_server_run(g.server);
	gateway_server_close(g.server);
	crypt_wipe(g.links, CONF_OPERATORS * sizeof(*g.links));
	free(g.links);
	return 0;
}

static int
usage(void)
{
	fputs("usage: ecs-gsup [-c entitled.conf] [-f]\n", stderr);
	return 2;
}

int
main(int argc, char **argv)
{
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
	log_open(conf->log, "ecs-gsup");
	signal(SIGPIPE, SIG_IGN);
	rc = run(conf);
	conf_free(conf);
	return rc;
}
