/* http.c - libcurl as a phone's HTTP stack. */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "http_int.h"
#include "opts.h"
#include "wire.h"
#include "words.h"

enum { BODY_MAX = 1 << 20, TIMEOUT_S = 30 };

static void
drop(void *p)
{
	curl_easy_cleanup(p);
}

static size_t
on_body(char *p, size_t size, size_t n, void *arg)
{
	struct http *h = arg;

	if (h->body.len + size * n > BODY_MAX)
		return 0;
	buf_add(&h->body, p, size * n);
	return size * n;
}

static size_t
on_header(char *p, size_t size, size_t n, void *arg)
{
	struct http *h = arg;
	size_t len = size * n;
	char *line = a_strndup(h->ue->arena, p, len), *colon = strchr(line, ':');
	struct http_header *hd;

	if (strncmp(line, "HTTP/", 5) == 0) {
		h->headers = NULL;
		h->tail = &h->headers;
		return len;
	}
	if (colon == NULL)
		return len;
	*colon++ = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	colon[strcspn(colon, "\r\n")] = '\0';
	hd = a_zalloc(h->ue->arena, sizeof(*hd));
	hd->name = line;
	hd->value = colon + strspn(colon, " \t");
	*h->tail = hd;
	h->tail = &hd->next;
	return len;
}

/* A server on this machine has a certificate that nobody signed. */
static bool
is_loopback(const char *url)
{
	CURLU *u = curl_url();
	char *host = NULL;
	bool yes = false;

	if (u != NULL && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK)
		yes = strncmp(host, "127.", 4) == 0 || strcasecmp(host, "localhost") == 0 ||
		    strcmp(host, "[::1]") == 0;
	curl_free(host);
	curl_url_cleanup(u);
	return yes;
}

bool
http_trusts(const struct opts *o, const char *url)
{
	return o->insecure || (o->cacert == NULL && is_loopback(url));
}

/* Judged anew for every URL: a page may lead from this machine to another. */
static void
set_tls(struct http *h, const char *url)
{
	const struct opts *o = h->ue->o;
	bool trust = http_trusts(o, url);

	if (o->cacert != NULL)
		curl_easy_setopt(h->curl, CURLOPT_CAINFO, o->cacert);
	curl_easy_setopt(h->curl, CURLOPT_SSL_VERIFYPEER, trust ? 0L : 1L);
	curl_easy_setopt(h->curl, CURLOPT_SSL_VERIFYHOST, trust ? 0L : 2L);
	if (trust && o->verbose && !o->insecure && !h->told) {
		say(h->ue->words,
		    "The server is on this machine; its certificate is not verified.");
		h->told = true;
	}
}

struct http *
http_new(struct ue *ue)
{
	struct http *h = a_zalloc(ue->arena, sizeof(*h));

	h->ue = ue;
	if ((h->curl = curl_easy_init()) == NULL) {
		fprintf(stderr, "uesim: libcurl does not start\n");
		return NULL;
	}
	a_defer(ue->arena, drop, h->curl);
	curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h->curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(h->curl, CURLOPT_TIMEOUT, (long)TIMEOUT_S);
	curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h->curl, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, h->why);
	curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, h);
	curl_easy_setopt(h->curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(h->curl, CURLOPT_HEADERDATA, h);
	if (ue->o->wire)
		wire_attach(h->curl, ue->o->json_out ? stderr : stdout);
	return h;
}

void
http_keep_cookies(struct http *h)
{
	curl_easy_setopt(h->curl, CURLOPT_COOKIEFILE, "");
}

void
http_line(struct http_req *rq, const char *line)
{
	if (rq->nline < HTTP_LINES)
		rq->line[rq->nline++] = line;
}

void
http_start(struct http *h, const struct http_req *rq)
{
	h->lines = curl_slist_append(NULL, "Expect:");
	for (size_t i = 0; i < rq->nline; i++)
		h->lines = curl_slist_append(h->lines, rq->line[i]);
	buf_init(&h->body, h->ue->arena, 4096);
	h->headers = NULL;
	h->tail = &h->headers;
	h->why[0] = '\0';
	set_tls(h, rq->url);
	curl_easy_setopt(h->curl, CURLOPT_URL, rq->url);
	curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, h->lines);
	if (rq->body != NULL) {
		curl_easy_setopt(h->curl, CURLOPT_POSTFIELDSIZE, (long)strlen(rq->body));
		curl_easy_setopt(h->curl, CURLOPT_COPYPOSTFIELDS, rq->body);
	} else
		curl_easy_setopt(h->curl, CURLOPT_HTTPGET, 1L);
}

bool
http_finish(struct http *h, CURLcode rc, struct http_rsp *out)
{
	long status = 0;

	*out = (struct http_rsp){ .body = "" };
	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(h->lines);
	if (rc != CURLE_OK) {
		out->error = a_strdup(h->ue->arena, h->why[0] != '\0' ? h->why :
		    curl_easy_strerror(rc));
		return false;
	}
	out->status = (int)status;
	out->len = h->body.len;
	out->body = buf_cstr(&h->body);
	out->headers = h->headers;
	if (h->ue->o->wire)
		wire_body(h->ue->o->json_out ? stderr : stdout, '<', out->body);
	return true;
}

bool
http_do(struct http *h, const struct http_req *rq, struct http_rsp *out)
{
	http_start(h, rq);
	return http_finish(h, curl_easy_perform(h->curl), out);
}

bool
http_same(const struct http_rsp *a, const struct http_rsp *b)
{
	return a->status == b->status && a->len == b->len && memcmp(a->body, b->body, a->len) == 0;
}

const char *
http_header(const struct http_rsp *rsp, const char *name)
{
	for (const struct http_header *hd = rsp->headers; hd != NULL; hd = hd->next)
		if (strcasecmp(hd->name, name) == 0)
			return hd->value;
	return "";
}
