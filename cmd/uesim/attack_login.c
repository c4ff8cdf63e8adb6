/* attack_login.c - call-backs of OpenID Connect that are not the phone's own. */
#include <string.h>

#include "attack.h"
#include "login.h"
#include "words.h"

/* url with another value of one member of its query. */
static const char *
with(struct arena *a, const char *url, const char *name, const char *value)
{
	size_t n = strlen(name);

	for (const char *p = strchr(url, '?'); p != NULL; p = strchr(p + 1, '&'))
		if (strncmp(p + 1, name, n) == 0 && p[1 + n] == '=') {
			const char *from = p + 2 + n;

			return a_printf(a, "%.*s%s%s", (int)(from - url), url, value,
			    from + strcspn(from, "&#"));
		}
	return url;
}

/* As it stands in the query. */
static const char *
raw(struct arena *a, const char *url, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = strchr(url, '?'); p != NULL; p = strchr(p + 1, '&'))
		if (strncmp(p + 1, name, n) == 0 && p[1 + n] == '=')
			return a_strndup(a, p + 2 + n, strcspn(p + 2 + n, "&#"));
	return "";
}

/* The same text in another order: as long, and nobody's. */
static const char *
turned(struct arena *a, const char *s)
{
	char *out = a_strdup(a, s);

	for (size_t i = 0, n = strlen(s); i < n; i++)
		out[i] = s[n - 1 - i];
	return out;
}

/* A whole login, whose call-back the phone keeps to itself. */
static enum ue_exit
log_in(struct login *l, struct ue *ue, const struct asked *asked)
{
	struct answer out = { .by = BY_LOGIN };
	enum ue_exit code = login_begin(l, ue, asked, &out);

	return code == UE_USABLE && out.rsp.status != 302 ? UE_DOCUMENT :
	    code == UE_USABLE ? login_visit(l) : code;
}

/* The call-back as it should be, with a second proof where one is wanted. */
static enum ue_exit
use(struct login *l, struct http_rsp *rsp)
{
	enum ue_exit code = login_fetch(l, l->back, rsp);

	if (code == UE_USABLE && rsp->status == 302) {
		l->url = http_header(rsp, "Location");
		code = login_visit(l);
		if (code == UE_USABLE)
			code = login_fetch(l, l->back, rsp);
	}
	if (code == UE_USABLE)
		code = ask_status(l->ue, rsp);
	return code;
}

/* True when this URL leads to no token. */
static bool
refused(struct login *l, const char *what, const char *url, enum ue_exit *code)
{
	struct http_rsp rsp;

	if ((*code = login_fetch(l, url, &rsp)) != UE_USABLE)
		return false;
	return attack_refused(l->ue, l->asked, what, &rsp, code);
}

/* After its use: the same reply, or none. */
static bool
again(struct login *l, const struct http_rsp *first, enum ue_exit *code)
{
	struct http_rsp rsp;

	if ((*code = login_fetch(l, l->back, &rsp)) != UE_USABLE)
		return false;
	if (!http_same(first, &rsp))
		return attack_refused(l->ue, l->asked, "The call-back once more", &rsp, code);
	say(l->ue->words, "The call-back once more: the same reply (%d).", rsp.status);
	return true;
}

/* Somebody's code brought to another one's login. */
static bool
crossed(struct ue *ue, const struct asked *asked, enum ue_exit *code)
{
	struct login mine, theirs;
	struct answer out = { .by = BY_LOGIN };

	if ((*code = log_in(&mine, ue, asked)) != UE_USABLE)
		return false;
	if ((*code = login_begin(&theirs, ue, asked, &out)) != UE_USABLE)
		return false;
	return refused(&mine, "The code of one login with the state of another",
	    with(ue->arena, mine.back, "state", raw(ue->arena, theirs.url, "state")), code);
}

enum ue_exit
attack_callback(struct ue *ue, const struct asked *asked, unsigned n)
{
	struct arena *a = ue->arena;
	struct login l;
	struct http_rsp rsp;
	const char *own;		/* a second proof comes back without code */
	enum ue_exit code = log_in(&l, ue, asked);
	bool held;

	(void)n;
	if (code != UE_USABLE)
		return code;
	own = l.back;
	held = refused(&l, "The call-back with a state that nobody has",
	    with(a, own, "state", turned(a, raw(a, own, "state"))), &code);
	if (code == UE_USABLE && (code = use(&l, &rsp)) == UE_USABLE)
		say(ue->words, "The call-back itself: %d.", rsp.status);
	if (code == UE_USABLE)
		held = again(&l, &rsp, &code) && held;
	if (code == UE_USABLE)
		held = refused(&l, "The call-back with another code",
		    with(a, own, "code", turned(a, raw(a, own, "code"))), &code) && held;
	if (code == UE_USABLE)
		held = crossed(ue, asked, &code) && held;
	return code == UE_USABLE ? attack_verdict(ue, held) : code;
}
