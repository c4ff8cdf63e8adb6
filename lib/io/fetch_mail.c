/* fetch_mail.c - libcurl for SMTP. */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "io/fetch_mail.h"

bool
fetch_mail_address(const char *s)
{
	const char *at = strchr(s, '@');
	size_t n = strlen(s);

	if (at == NULL || at == s || at[1] == '\0' || n > 254 || strchr(at + 1, '@') != NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] >= 0x7f || strchr("<>()[]\\,;:\"", s[i]) != NULL)
			return false;
	return true;
}

static size_t
give(char *p, size_t size, size_t n, void *arg)
{
	struct span *left = arg;
	size_t k = size * n < left->len ? size * n : left->len;

	memcpy(p, left->p, k);
	*left = SPAN(left->p + k, left->len - k);
	return k;
}

static bool
loopback(const char *url)
{
	const char *host = strstr(url, "://");

	host = host != NULL ? host + 3 : "";
	return strncmp(host, "127.", 4) == 0 || strncmp(host, "[::1]", 5) == 0 ||
	    strncmp(host, "localhost:", 10) == 0 || strcmp(host, "localhost") == 0;
}

static void
confine(CURL *c, const struct fetch_mail *m)
{
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(c, CURLOPT_USE_SSL,
	    (long)(loopback(m->url) ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)m->timeout_ms);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)m->timeout_ms / 2);
	if (*m->ca_file != '\0')
		curl_easy_setopt(c, CURLOPT_CAINFO, m->ca_file);
	if (*m->user != '\0') {
		curl_easy_setopt(c, CURLOPT_USERNAME, m->user);
		curl_easy_setopt(c, CURLOPT_PASSWORD, m->password);
	}
}

static enum ecs_err
outcome(CURLcode rc, long code, const char **why)
{
	*why = "";
	if (rc == CURLE_OK)
		return ECS_OK;
	*why = "SMTP failed";
	if (rc == CURLE_COULDNT_RESOLVE_HOST)
		*why = "host name not found";
	else if (rc == CURLE_COULDNT_CONNECT)
		*why = "no connection";
	else if (rc == CURLE_OPERATION_TIMEDOUT)
		*why = "no answer in time";
	else if (rc == CURLE_USE_SSL_FAILED)
		*why = "it offers no STARTTLS";
	else if (rc == CURLE_PEER_FAILED_VERIFICATION || rc == CURLE_SSL_CACERT_BADFILE)
		*why = "its certificate is not trusted";
	else if (rc == CURLE_SSL_CONNECT_ERROR)
		*why = "TLS handshake failed";
	else if (rc == CURLE_LOGIN_DENIED) {
		*why = "it refused our credentials";
		return ECS_FORBIDDEN;
	} else if (code >= 500 && code < 600) {
		*why = "it refused the message";
		return ECS_FORBIDDEN;
	}
	return ECS_PEER_DOWN;
}

enum ecs_err
fetch_mail(struct arena *a, const struct fetch_mail *m, const char **why)
{
	struct span left = m->message;
	CURL *c = curl_easy_init();
	struct curl_slist *to = curl_slist_append(NULL, a_printf(a, "<%s>", m->to));
	long code = 0;
	CURLcode rc;

	if (c == NULL || to == NULL)
		abort();
	confine(c, m);
	curl_easy_setopt(c, CURLOPT_URL, m->url);
	curl_easy_setopt(c, CURLOPT_MAIL_FROM, a_printf(a, "<%s>", m->from));
	curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(c, CURLOPT_READDATA, &left);
	curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)m->message.len);
	rc = curl_easy_perform(c);
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
	curl_slist_free_all(to);
	curl_easy_cleanup(c);
	return outcome(rc, code, why);
}
