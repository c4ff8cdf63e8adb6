/* login.c - from the 302 to the page, and back to the server. */
#include <curl/curl.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "login.h"
#include "opts.h"
#include "request.h"
#include "sight.h"
#include "words.h"

enum { PAGES = 40, REFRESH_MAX_S = 10 };

/* A member of a URL's query, decoded; NULL: none. */
static const char *
member(struct arena *a, const char *url, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = strchr(url, '?'); p != NULL; p = strchr(p + 1, '&'))
		if (strncmp(p + 1, name, n) == 0 && p[1 + n] == '=') {
			const char *value = p + 2 + n;
			int len = (int)strcspn(value, "&#");
			char *plain = curl_easy_unescape(NULL, value, len, NULL);
			const char *out = a_strdup(a, plain != NULL ? plain : "");

			curl_free(plain);
			return out;
		}
	return NULL;
}

/* OpenID Connect Core 3.1.2.1, and what TS.43 2.8.2 adds: nonce. */
static const char *
lacks(struct arena *a, const char *url)
{
	static const char *const must[] = { "client_id", "redirect_uri", "state", "nonce" };
	const char *type = member(a, url, "response_type"), *scope = member(a, url, "scope");

	if (type == NULL || strcmp(type, "code") != 0)
		return "response_type=code";
	if (scope == NULL || strstr(scope, "openid") == NULL)
		return "scope=openid";
	for (size_t i = 0; i < NELEM(must); i++)
		if (member(a, url, must[i]) == NULL || *member(a, url, must[i]) == '\0')
			return must[i];
	return NULL;
}

static enum ue_exit
look(struct login *l)
{
	struct ue *ue = l->ue;
	const char *what = lacks(ue->arena, l->url);

	if (strncasecmp(l->url, "https://", 8) != 0 && strncasecmp(l->url, "http://", 7) != 0) {
		say(ue->words, "\"%s\" is no address of a page.", l->url);
		return UE_DOCUMENT;
	}
	if (what == NULL)
		return UE_USABLE;
	if (ue->client->look != PEER_STRICT) {
		say(ue->words, "  note: the address lacks %s.", what);
		return UE_USABLE;
	}
	say(ue->words, "The address lacks %s. %s stops.", what, ue->client->label);
	return UE_DOCUMENT;
}

static enum ue_exit
judge(struct login *l, const struct http_rsp *rsp)
{
	struct words *w = l->ue->words;
	enum ue_exit code;

	l->url = http_header(rsp, "Location");
	if (rsp->status == 302 && *l->url != '\0')
		return look(l);
	if (rsp->status == 302) {
		words_number(w, "http", rsp->status);
		say(w, "302 without Location: the phone has nowhere to go.");
		return UE_DOCUMENT;
	}
	code = ask_status(l->ue, rsp);
	if (rsp->status == 511)
		say(w, "The phone has no other proof.");
	else if (rsp->status == 200)
		say(w, "The server answered without asking who this is.");
	return code;
}

enum ue_exit
login_begin(struct login *l, struct ue *ue, const struct asked *asked, struct answer *out)
{
	struct http_req rq;

	*l = (struct login){ .ue = ue, .asked = asked };
	out->by = BY_LOGIN;
	say(ue->words, "Asks %s without the SIM, to be sent to a login.", ue->o->url);
	request_first(ue, asked->app, asked->napp, asked->json, &(struct request_who){ NULL },
	    &rq);
	if (http_do(ue->http, &rq, &out->rsp))
		return judge(l, &out->rsp);
	say(ue->words, "No answer: %s.", out->rsp.error);
	return UE_NETWORK;
}

/* One browser for the login and what may follow; the first page names the way back. */
static bool
start(struct login *l)
{
	struct ue *ue = l->ue;

	if (l->open)
		return true;
	l->open = ue->o->browser ? webview_browser(&l->web, ue) : webview_own(&l->web, ue);
	l->web.home[0] = ue->o->url;
	l->web.home[1] = member(ue->arena, l->url, "redirect_uri");
	return l->open;
}

static enum ue_exit
page(struct login *l, bool *leaves)
{
	struct ue *ue = l->ue;
	const struct page *p = l->web.page;
	int s = p->refresh_s < REFRESH_MAX_S ? p->refresh_s : REFRESH_MAX_S;

	sight_page(ue, p, l->web.url, l->web.status);
	sight_errors(ue, p);
	if (l->web.status >= 500) {
		say(ue->words, "The page failed (%d).", l->web.status);
		return UE_SERVER;
	}
	if (p->forms != NULL || p->refresh_s < 0)
		return login_act(l, leaves);
	return l->web.ops->again(&l->web, s > 0 ? (unsigned)s * 1000 : 200);
}

/* The code and state of the call-back are secrets: only its place is told. */
static enum ue_exit
came_back(struct login *l)
{
	struct ue *ue = l->ue;
	const char *error = member(ue->arena, l->web.back, "error");

	l->back = l->web.back;
	if (strcmp(a_strndup(ue->arena, l->back, strcspn(l->back, "?")), ue->o->url) != 0)
		say(ue->words, "  note: it is not the address that was asked first.");
	if (error != NULL)
		say(ue->words, "The browser is sent back with an error: %s.", error);
	else
		say(ue->words, "The browser is sent back; the phone takes the address over.");
	return UE_USABLE;
}

enum ue_exit
login_visit(struct login *l)
{
	struct ue *ue = l->ue;
	enum ue_exit code;
	bool leaves = false;

	if (!start(l))
		return UE_USAGE;
	say(ue->words, "The phone opens %s in its browser.",
	    a_strndup(ue->arena, l->url, strcspn(l->url, "?")));
	code = l->web.ops->open(&l->web, l->url, NULL);
	for (int i = 0; code == UE_USABLE && l->web.back == NULL && !leaves; i++) {
		if (i == PAGES) {
			say(ue->words, "The person gives up after %d pages.", PAGES);
			return UE_REFUSED;
		}
		code = page(l, &leaves);
	}
	return code != UE_USABLE ? code : leaves ? UE_REFUSED : came_back(l);
}

enum ue_exit
login_fetch(struct login *l, const char *url, struct http_rsp *out)
{
	struct ue *ue = l->ue;
	struct http_req rq;

	request_url(ue, url, l->asked->json, &rq);
	if (http_do(ue->http, &rq, out))
		return UE_USABLE;
	say(ue->words, "No answer: %s.", out->error);
	return UE_NETWORK;
}
