/*
 * sheet.c - what a page costs, in one process: from the ticket to HTML, and in a bare loop.
 * usage: sheet -c entitled.conf OPERATOR SIM_ID LINE_ID PAGES
 *
 * The websheet program is linked whole; this req_main() stands in the place of ours, and its
 * requests come from here.  Linked with --wrap=sheet_write, which hands over the first page's
 * tree and compiled stylesheet: the bare loop applies just these, and writes the result.
 */
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/rnd.h"
#include "core/ticket.h"
#include "io/req.h"
#include "io/sheet_int.h"

enum { ROUNDS = 9, PER_ROUND = 300, VISITS = 60 };

#define URL	"/websheet/wifi-calling"

enum ecs_err	 __real_sheet_write(struct sheet *, const struct sheet_for *, struct buf *);
enum ecs_err	 __wrap_sheet_write(struct sheet *, const struct sheet_for *, struct buf *);

static xmlDocPtr tree;
static xsltStylesheetPtr style;

enum ecs_err
__wrap_sheet_write(struct sheet *s, const struct sheet_for *f, struct buf *out)
{
	if (tree == NULL) {
		xmlDocPtr doc = xmlCopyDoc(((xmlNodePtr)(void *)sheet_root(s))->doc, 1);
		xmlNodePtr texts;

		texts = sheet_texts_lend(f, "wifi-calling", xmlDocGetRootElement(doc));
		tree = xmlCopyDoc(doc, 1);
		sheet_texts_back(texts);
		style = sheet_style(f, "wifi-calling");
	}
	return __real_sheet_write(s, f, out);
}

struct visitor {
	struct server	 srv;
	enum ecs_err	(*handle)(struct req *);
	struct arena	*a;
	const struct conf_operator *op;
	uint64_t	 sim, line;
	char		 cookie[256];
	size_t		 html;
};

/* One request as req.c makes it, but for the transport. */
static void
request(struct visitor *v, const char *method, const char *body)
{
	char uri[] = "REQUEST_URI=" URL, query[] = "QUERY_STRING=", host[] = "HTTP_HOST=127.0.0.1",
	    from[] = "REMOTE_ADDR=127.0.0.1", language[] = "HTTP_ACCEPT_LANGUAGE=en",
	    type[] = "CONTENT_TYPE=application/x-www-form-urlencoded",
	    how[64], cookie[300], length[40],
	    *envp[] = { how, uri, query, host, from, language, type, cookie, length, NULL };
	struct req rq = { .srv = &v->srv, .arena = v->a, .db = v->srv.db };
	struct buf wire;
	enum ecs_err e;

	snprintf(how, sizeof(how), "REQUEST_METHOD=%s", method);
	snprintf(cookie, sizeof(cookie), "HTTP_COOKIE=%s", v->cookie);
	snprintf(length, sizeof(length), "CONTENT_LENGTH=%zu", strlen(body));
	rq.now_ms = clock_ms();
	rq.now = rq.now_ms / 1000;
	rnd_bytes(rq.id, sizeof(rq.id));
	req_vars(&rq, envp);
	rq.body = SPAN(body, strlen(body));
	buf_init(&wire, v->a, 8192);
	if ((e = req_input(&rq)) == ECS_OK)
		e = v->handle(&rq);
	req_answer(&rq, e, &wire);
	req_log(&rq, e, 0, 0);
	if (e != ECS_OK) {
		fprintf(stderr, "sheet: %s\n", rq.why != NULL ? rq.why : ecs_err_text(e));
		exit(1);
	}
	if (rq.set_cookie != NULL)
		snprintf(v->cookie, sizeof(v->cookie), "%.*s", (int)strcspn(rq.set_cookie, ";"),
		    rq.set_cookie);
	v->html = rq.out.len;
	arena_reset(v->a);
}

static void
open_page(struct visitor *v)
{
	uint64_t now = clock_ms() / 1000;
	struct ticket t = { .operator = v->op->id, .sim_id = v->sim, .line_id = v->line,
	    .sim_epoch = 1, .issued = now, .expires = now + 900, .flow = "wifi-calling" };
	struct arena *a = arena_new(1024);
	const char *text;

	v->cookie[0] = '\0';
	if (ticket_seal(v->srv.keys, v->srv.conf, a, &t, &text) != ECS_OK)
		exit(1);
	request(v, "POST", text);
	arena_free(a);
}

static void
bare(unsigned n)
{
	while (n-- > 0) {
		xmlDocPtr r = xsltApplyStylesheet(style, tree, NULL);
		xmlChar *text;
		int len;

		if (r == NULL || xsltSaveResultToString(&text, &len, r, style) != 0)
			exit(1);
		xmlFree(text);
		xmlFreeDoc(r);
	}
}

static void
show(struct visitor *v, unsigned n)
{
	while (n-- > 0)
		request(v, "GET", "");
}

/* This process's own time: the database's, and other people's, is another matter. */
static uint64_t
cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static double
per_page(uint64_t since, unsigned n)
{
	return (double)(cpu_us() - since) / n;
}

static int
by_size(const void *x, const void *y)
{
	const double *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

static void
ratios(struct visitor *v)
{
	double us[3][ROUNDS], shown[ROUNDS], visited[ROUNDS];

	for (unsigned r = 0; r < ROUNDS; r++) {
		uint64_t t = cpu_us();

		bare(PER_ROUND);
		us[0][r] = per_page(t, PER_ROUND);
		t = cpu_us();
		show(v, PER_ROUND);
		us[1][r] = per_page(t, PER_ROUND);
		t = cpu_us();
		for (unsigned i = 0; i < VISITS; i++) {
			open_page(v);
			show(v, 1);
		}
		us[2][r] = per_page(t, VISITS);
		shown[r] = us[0][r] / us[1][r];
		visited[r] = us[0][r] / us[2][r];
	}
	for (unsigned i = 0; i < 3; i++)
		qsort(us[i], ROUNDS, sizeof(double), by_size);
	qsort(shown, ROUNDS, sizeof(double), by_size);
	qsort(visited, ROUNDS, sizeof(double), by_size);
	printf("page / the same stylesheet in a bare loop  %.2f (%.2f-%.2f)   bar 0.50   "
	    "%.0f us against %.0f\n", shown[ROUNDS / 2], shown[0], shown[ROUNDS - 1],
	    us[1][ROUNDS / 2], us[0][ROUNDS / 2]);
	printf("  from the ticket on: two requests         %.2f (%.2f-%.2f)   %.0f us\n",
	    visited[ROUNDS / 2], visited[0], visited[ROUNDS - 1], us[2][ROUNDS / 2]);
}

static long
rss_kib(void)
{
	FILE *fp = fopen("/proc/self/statm", "re");
	long pages = 0;

	if (fp == NULL || fscanf(fp, "%*d %ld", &pages) != 1)
		exit(1);
	fclose(fp);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void
memory(struct visitor *v, unsigned n)
{
	long before = rss_kib();

	for (unsigned i = 0; i < n; i++) {
		if (i % 1000 == 0)
			open_page(v);
		show(v, 1);
	}
	printf("memory of a process that shows pages       %ld KiB, after %u pages %ld KiB\n",
	    before, n, rss_kib());
}

int
req_main(int argc, char **argv, const char *program, enum ecs_err (*handle)(struct req *))
{
	struct visitor v = { .handle = handle, .a = arena_new(32768) };
	unsigned id = 0;

	if (argc != 7)
		return 2;
	v.srv.conf = conf_read(argv[2]);
	if (v.srv.conf == NULL || (v.srv.keys = keys_new(v.srv.conf->key_dir)) == NULL)
		return 1;
	log_open(v.srv.conf->log, program);
	log_key(keys_get(v.srv.keys, "log", "node", &id));
	v.srv.db = db_new(v.srv.conf, program);
	v.op = conf_operator_by_name(v.srv.conf, argv[3]);
	v.sim = strtoull(argv[4], NULL, 10);
	v.line = strtoull(argv[5], NULL, 10);
	open_page(&v);
	show(&v, 100);
	ratios(&v);
	memory(&v, (unsigned)strtoul(argv[6], NULL, 10));
	return 0;
}
