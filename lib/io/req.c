/*
 * req.c - between the web server and the dispatcher.  libfcgi's FCGX calls do
 * not fall back to CGI, so both transports are here: FastCGI in production,
 * one CGI request a process for tests and by hand.
 */
#include <fcgiapp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/rnd.h"
#include "io/req.h"

static volatile sig_atomic_t stop;

static void
on_term(int sig)
{
	(void)sig;
	stop = 1;
}

/* Without SA_RESTART, so that accept() in libfcgi ends. */
static void
catch_term(void)
{
	struct sigaction sa = { .sa_handler = on_term };

	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
}

typedef size_t read_body(void *arg, char *p, size_t n);

/* Unique: a random number of this process, and a count of its requests. */
static void
next_id(uint8_t id[REQ_ID])
{
	static uint8_t process[REQ_ID - 4];
	static uint32_t count;

	if (count++ == 0)
		rnd_bytes(process, sizeof(process));
	memcpy(id, process, sizeof(process));
	memcpy(id + sizeof(process), &count, sizeof(count));
}

/* One request from its variables to the bytes on the wire. */
static void
serve(struct server *srv, struct arena *a, enum ecs_err (*handle)(struct req *),
    char **envp, read_body *rd, void *arg, struct buf *wire)
{
	struct req rq = { .srv = srv, .arena = a, .db = srv->db };
	uint64_t start = clock_mono_us();
	unsigned trips = db_trips(srv->db);
	enum ecs_err e;

	rq.now_ms = clock_ms();
	rq.now = rq.now_ms / 1000;
	next_id(rq.id);
	req_vars(&rq, envp);
	if (rq.body_len > 0 && rq.body_len <= REQ_BODY_MAX) {
		char *p = a_zalloc(a, rq.body_len + 1);

		rq.body = SPAN(p, rd(arg, p, rq.body_len));
	}
	e = req_input(&rq);
	if (e == ECS_OK)
		e = handle(&rq);
	req_answer(&rq, e, wire);
	req_log(&rq, e, clock_mono_us() - start, db_trips(srv->db) - trips);
}

static size_t
cgi_read(void *arg, char *p, size_t n)
{
	(void)arg;
	return fread(p, 1, n, stdin);
}

static int
cgi_once(struct server *srv, enum ecs_err (*handle)(struct req *))
{
	struct arena *a = arena_new(16384);
	struct buf wire;
	int rc;

	buf_init(&wire, a, 4096);
	serve(srv, a, handle, environ, cgi_read, NULL, &wire);
	rc = fwrite(wire.p, 1, wire.len, stdout) != wire.len;
	arena_free(a);
	return rc;
}

static size_t
fcgi_read(void *arg, char *p, size_t n)
{
	FCGX_Request *fr = arg;
	int got = FCGX_GetStr(p, (int)n, fr->in);

	return got > 0 ? (size_t)got : 0;
}

/*
 * A front that still writes its request sees a broken pipe unless stdin is
 * read to its end; and FCGX_Detach spares libfcgi's lingering close, which
 * costs a third of the throughput.
 */
static void
fcgi_finish(FCGX_Request *fr)
{
	char rest[512];

	while (FCGX_GetStr(rest, sizeof(rest), fr->in) > 0)
		continue;
	FCGX_Detach(fr);
	FCGX_Finish_r(fr);
}

static int
fcgi_loop(struct server *srv, enum ecs_err (*handle)(struct req *))
{
	struct arena *a = arena_new(32768);
	FCGX_Request fr;

	if (FCGX_Init() != 0 ||
	    FCGX_InitRequest(&fr, 0, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		return 1;
	while (!stop && FCGX_Accept_r(&fr) == 0) {
		struct buf wire;

		buf_init(&wire, a, 8192);
		serve(srv, a, handle, fr.envp, fcgi_read, &fr, &wire);
		FCGX_PutStr(wire.p, (int)wire.len, fr.out);
		fcgi_finish(&fr);
		arena_reset(a);
	}
	arena_free(a);
	return 0;
}

static bool
server_open(struct server *srv, const char *conf, const char *program)
{
	const struct crypt_key *k;
	unsigned id = 0;

	if ((srv->conf = conf_read(conf)) == NULL)
		return false;
	log_open(srv->conf->log, program);
	if ((srv->keys = keys_new(srv->conf->key_dir)) == NULL)
		return false;
	if ((k = keys_get(srv->keys, "log", "node", &id)) == NULL) {
		log_msg(L_ERROR, "no log key in %s: run ecsctl keygen", srv->conf->key_dir);
		return false;
	}
	log_key(k);
	srv->limit = limit_new(srv->conf->run_dir);
	srv->gates = gates_new(srv->conf->run_dir);
	srv->db = db_new(srv->conf, program);
	return true;
}

static void
server_close(struct server *srv)
{
	db_free(srv->db);
	gates_free(srv->gates);
	limit_free(srv->limit);
	keys_free(srv->keys);
	conf_free((struct conf *)(uintptr_t)srv->conf);
}

int
req_main(int argc, char **argv, const char *program, enum ecs_err (*handle)(struct req *))
{
	const char *conf = ECS_SYSCONFDIR "/entitled.conf";
	struct server srv = { 0 };
	int opt, rc = 1;

	while ((opt = getopt(argc, argv, "c:")) != -1) {
		if (opt != 'c') {
			fprintf(stderr, "usage: %s [-c entitled.conf]\n", program);
			return 2;
		}
		conf = optarg;
	}
	catch_term();
	if (server_open(&srv, conf, program))
		rc = FCGX_IsCGI() ? cgi_once(&srv, handle) : fcgi_loop(&srv, handle);
	server_close(&srv);
	return rc;
}
