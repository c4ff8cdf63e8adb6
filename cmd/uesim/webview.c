/* webview.c - the web view of uesim itself: navigation. */
#include <curl/curl.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "opts.h"
#include "webview.h"
#include "words.h"

#define AGENT	"User-Agent: Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 " \
		"(KHTML, like Gecko) Version/4.0 Mobile Safari/537.36"
#define FORM	"Content-Type: application/x-www-form-urlencoded"

/* An absolute http(s) URL without its fragment; NULL: not one a person gets to. */
static const char *
resolve(struct arena *a, const char *base, const char *href)
{
	CURLU *u = curl_url();
	char *scheme = NULL, *whole = NULL;
	const char *out = NULL;

	if (u != NULL && (*base == '\0' || curl_url_set(u, CURLUPART_URL, base, 0) == CURLUE_OK) &&
	    (*href == '\0' || curl_url_set(u, CURLUPART_URL, href, CURLU_NON_SUPPORT_SCHEME |
	    CURLU_URLENCODE) == CURLUE_OK) &&
	    curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    (strcasecmp(scheme, "http") == 0 || strcasecmp(scheme, "https") == 0) &&
	    curl_url_get(u, CURLUPART_URL, &whole, 0) == CURLUE_OK)
		out = a_strdup(a, whole);
	curl_free(scheme);
	curl_free(whole);
	curl_url_cleanup(u);
	return out;
}

/* "https://host:port", for telling when a page leads elsewhere. */
static const char *
origin(struct arena *a, const char *url)
{
	const char *host = strstr(url, "://");

	return host == NULL ? url :
	    a_strndup(a, url, (size_t)(host - url) + 3 + strcspn(host + 3, "/?#"));
}

static void
note_origin(struct webview *w, const char *to)
{
	struct arena *a = w->ue->arena;

	if (*w->url != '\0' && strcasecmp(origin(a, w->url), origin(a, to)) != 0)
		say(w->ue->words, "  note: the page leads from %s to %s.", origin(a, w->url),
		    origin(a, to));
}

static const char *
charset(struct arena *a, const char *type)
{
	const char *at = strcasestr(type, "charset=");

	if (at == NULL)
		return NULL;
	at += strlen("charset=");
	at += *at == '"';
	return a_strndup(a, at, strcspn(at, "\"; "));
}

static enum ue_exit
show(struct webview *w, const struct http_rsp *rsp)
{
	const char *type = http_header(rsp, "Content-Type");
	const char *refresh = http_header(rsp, "Refresh");

	if (rsp->status < 400 && strcasestr(type, "html") == NULL) {
		say(w->ue->words, "The web view gets \"%s\", not a page (%d).", type, rsp->status);
		return UE_DOCUMENT;
	}
	w->status = rsp->status;
	w->page = page_read(w->ue->arena, rsp->body, rsp->len, charset(w->ue->arena, type));
	if (w->page->refresh_s < 0 && *refresh != '\0')
		page_refresh(w->ue->arena, refresh, w->page);
	w->called = w->page->call;
	return UE_USABLE;
}

static void
request(struct webview *w, const char *url, const char *body, struct http_req *rq)
{
	struct arena *a = w->ue->arena;
	const char *language = w->ue->o->accept_language;

	*rq = (struct http_req){ .url = url, .body = body };
	http_line(rq, AGENT);
	http_line(rq, "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
	http_line(rq, a_printf(a, "Accept-Language: %s", language != NULL ? language : "en-US,en"));
	if (body != NULL)
		http_line(rq, FORM);
	if (body != NULL && *w->url != '\0')
		http_line(rq, a_printf(a, "Origin: %s", origin(a, w->url)));
}

/* What identifies a page without its query; "" when url is none. */
static const char *
place(struct arena *a, const char *url)
{
	const char *at = resolve(a, "", url);

	return at != NULL ? a_strndup(a, at, strcspn(at, "?")) : "";
}

bool
webview_home(const struct webview *w, const char *url)
{
	struct arena *a = w->ue->arena;

	for (size_t i = 0; strchr(url, '?') != NULL && i < NELEM(w->home); i++)
		if (w->home[i] != NULL && strcmp(place(a, w->home[i]), place(a, url)) == 0)
			return true;
	return false;
}

/* 307 and 308 send the body again; after any other redirect it is a GET. */
static enum ue_exit
load(struct webview *w, const char *url, const char *body)
{
	struct http_rsp rsp;
	struct http_req rq;

	w->back = NULL;
	for (int hops = 0; hops <= WEBVIEW_HOPS; hops++) {
		const char *to;

		if (body == NULL && webview_home(w, url)) {
			w->back = url;
			return UE_USABLE;
		}
		note_origin(w, url);
		request(w, url, body, &rq);
		if (!http_do(w->http, &rq, &rsp)) {
			say(w->ue->words, "The web view gets no answer: %s.", rsp.error);
			return UE_NETWORK;
		}
		w->url = url;
		to = http_header(&rsp, "Location");
		if (rsp.status < 301 || rsp.status > 308 || rsp.status == 304 || *to == '\0')
			return show(w, &rsp);
		if ((url = resolve(w->ue->arena, url, to)) == NULL) {
			say(w->ue->words, "The web view cannot go to \"%s\".", to);
			return UE_DOCUMENT;
		}
		if (rsp.status < 307)
			body = NULL;
	}
	say(w->ue->words, "The web view gives up after %d redirects.", WEBVIEW_HOPS);
	return UE_DOCUMENT;
}

static enum ue_exit
own_open(struct webview *w, const char *url, const char *user_data)
{
	const char *at = resolve(w->ue->arena, "", url);

	if (at != NULL)
		return load(w, at, user_data != NULL && *user_data != '\0' ? user_data : NULL);
	say(w->ue->words, "\"%s\" is no address of a page.", url);
	return UE_DOCUMENT;
}

static const char *
from_page(struct webview *w, const char *href)
{
	struct arena *a = w->ue->arena;
	const char *base = w->page->base != NULL && *href != '\0' ?
	    resolve(a, w->url, w->page->base) : w->url;
	const char *to = base != NULL ? resolve(a, base, href) : NULL;

	if (to == NULL)
		say(w->ue->words, "The page leads to \"%s\", where a web view does not go.", href);
	return to;
}

static enum ue_exit
go(struct webview *w, const char *href)
{
	const char *to = from_page(w, href);

	return to != NULL ? load(w, to, NULL) : UE_DOCUMENT;
}

static enum ue_exit
own_submit(struct webview *w, const struct page_form *form, const struct field *pressed)
{
	const char *href = pressed != NULL && pressed->action != NULL ? pressed->action :
	    form->action;
	const char *method = pressed != NULL && pressed->method != NULL ? pressed->method :
	    form->method;
	const char *body = form_encode(w->ue->arena, form, pressed), *to = from_page(w, href);

	if (to == NULL)
		return UE_DOCUMENT;
	if (strcasecmp(method, "post") == 0)
		return load(w, to, body);
	return load(w, a_printf(w->ue->arena, "%.*s?%s", (int)strcspn(to, "?"), to, body), NULL);
}

static enum ue_exit
own_follow(struct webview *w, const struct page_link *link)
{
	return go(w, link->href);
}

static enum ue_exit
own_press(struct webview *w, const struct field *button)
{
	w->called = button->call;
	return UE_USABLE;
}

static enum ue_exit
own_again(struct webview *w, unsigned ms)
{
	clock_sleep_ms(ms);
	return go(w, w->page->refresh_url);
}

bool
webview_own(struct webview *w, struct ue *ue)
{
	static const struct webview_ops ops = {
		own_open, own_submit, own_follow, own_press, own_again
	};

	*w = (struct webview){ .ops = &ops, .ue = ue, .http = http_new(ue), .url = "" };
	if (w->http == NULL)
		return false;
	http_keep_cookies(w->http);
	return true;
}
