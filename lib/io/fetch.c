/* fetch.c - libcurl, tied down. */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/crypt.h"
#include "io/fetch.h"

struct answer {
	struct buf	 body;
	bool		 too_large;
};

static CURL *
handle(void)
{
	static CURL *kept;

	if (kept != NULL) {
		curl_easy_reset(kept);
		return kept;
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    (kept = curl_easy_init()) == NULL)
		abort();
	return kept;
}

static size_t
keep(char *p, size_t size, size_t n, void *arg)
{
	struct answer *a = arg;

	if (a->body.len + size * n > FETCH_BODY_MAX) {
		a->too_large = true;
		return 0;
	}
	buf_add(&a->body, p, size * n);
	return size * n;
}

/* Some are credentials. */
static void
free_list(void *p)
{
	for (struct curl_slist *l = p; l != NULL; l = l->next)
		crypt_wipe(l->data, strlen(l->data));
	curl_slist_free_all(p);
}

static struct curl_slist *
headers(struct arena *a, const struct fetch *f)
{
	/* No "Expect: 100-continue": it costs a second where a peer ignores it. */
	struct curl_slist *l = curl_slist_append(NULL, "Expect:"), *more;

	for (size_t i = 0; l != NULL && f->headers[i] != NULL; i++) {
		if ((more = curl_slist_append(l, f->headers[i])) == NULL)
			abort();
		l = more;
	}
	a_defer(a, free_list, l);
	return l;
}

static void
confine(CURL *c, const struct fetch *f)
{
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)f->timeout_ms);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)f->connect_ms);
	if (f->ca_file != NULL && *f->ca_file != '\0')
		curl_easy_setopt(c, CURLOPT_CAINFO, f->ca_file);
	if (f->certificate != NULL && *f->certificate != '\0') {
		curl_easy_setopt(c, CURLOPT_SSLCERT, f->certificate);
		curl_easy_setopt(c, CURLOPT_SSLKEY, f->certificate);
	}
}

/* Our own words: libcurl's name hosts and may repeat what we sent. */
static const char *
reason(CURLcode rc, bool too_large)
{
	switch (rc) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return "host name not found";
	case CURLE_COULDNT_CONNECT:
		return "no connection";
	case CURLE_OPERATION_TIMEDOUT:
		return "no answer in time";
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return "its certificate is not trusted";
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CERTPROBLEM:
		return "TLS handshake failed";
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_PARTIAL_FILE:
		return "connection lost before the answer";
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
		return "its URL is not http or https";
	case CURLE_WRITE_ERROR:
		return too_large ? "answer too large" : "answer not kept";
	default:
		return "HTTP failed";
	}
}

enum ecs_err
fetch(struct arena *a, const struct fetch *f, struct fetched *out)
{
	CURL *c = handle();
	struct answer answer = { .too_large = false };
	curl_off_t retry_after = 0;
	long status = 0;
	CURLcode rc;

	*out = (struct fetched){ .why = "" };
	buf_init(&answer.body, a, 1024);
	confine(c, f);
	curl_easy_setopt(c, CURLOPT_URL, f->url);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers(a, f));
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, keep);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, &answer);
	if (f->body.p != NULL) {
		curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)f->body.len);
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, f->body.p);
	}
	rc = curl_easy_perform(c);
	if (rc != CURLE_OK) {
		out->why = reason(rc, answer.too_large);
		return ECS_PEER_DOWN;
	}
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(c, CURLINFO_RETRY_AFTER, &retry_after);
	out->status = (int)status;
	out->retry_after_s = retry_after > 0 && retry_after < 86400 ? (unsigned)retry_after : 0;
	out->body = SPAN(answer.body.p, answer.body.len);
	return ECS_OK;
}
