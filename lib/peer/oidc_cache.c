/* oidc_cache.c - what the provider says of itself, kept by the process. */
#include <string.h>

#include "base/clock.h"
#include "peer/jwks.h"
#include "peer/oidc_int.h"

enum { CONNECT_MS = 2000 };

/* One document of an operator's provider. */
struct copy {
	struct arena	*arena;		/* NULL: none yet */
	uint64_t	 at_ms, tried_ms;
};

static struct slot {
	unsigned	 operator;	/* 0: free */
	struct copy	 meta_copy;
	struct oidc_meta meta;
} slots[CONF_OPERATORS];

static struct slot *
slot(const struct conf_operator *op)
{
	size_t i = 0;

	while (slots[i].operator != 0 && slots[i].operator != op->id)
		i++;	/* there are no more operators than slots */
	slots[i].operator = op->id;
	return &slots[i];
}

void
oidc_start(struct oidc *o, const struct conf *conf, const struct conf_operator *op,
    struct arena *a, uint64_t now_ms)
{
	*o = (struct oidc){ conf, op, a, now_ms, NULL,
	    clock_mono_us() + op->peer_timeout_s * 1000000ULL };
}

enum ecs_err
oidc_fail(struct oidc *o, enum ecs_err e, const char *why)
{
	o->why = why;
	return e;
}

enum ecs_err
oidc_fetch(struct oidc *o, struct fetch *f, struct fetched *out)
{
	uint64_t now = clock_mono_us();
	enum ecs_err e;

	if (now + 1000 > o->until_us)
		return oidc_fail(o, ECS_PEER_DOWN, "the OpenID provider is slow");
	f->timeout_ms = (unsigned)((o->until_us - now) / 1000);
	f->connect_ms = f->timeout_ms < CONNECT_MS ? f->timeout_ms : CONNECT_MS;
	f->ca_file = o->op->peer_ca;
	f->certificate = o->op->peer_certificate;
	if ((e = fetch(o->arena, f, out)) != ECS_OK)
		return oidc_fail(o, e, a_printf(o->arena, "OpenID provider: %s", out->why));
	return ECS_OK;
}

static bool
starts(const char *s, const char *with, const char **rest)
{
	size_t n = strlen(with);

	*rest = s + n;
	return strncmp(s, with, n) == 0;
}

/* https, or http to this machine; printable, so that it may stand in a header. */
static bool
url_ok(const char *url)
{
	static const char *const here[] = { "127.0.0.1", "localhost", "[::1]" };
	const char *host;
	size_t n;

	for (const char *s = url; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || strchr("\"<>\\^`{|}#", *s) != NULL)
			return false;
	if (starts(url, "https://", &host))
		return *host != '\0' && *host != '/';
	if (!starts(url, "http://", &host))
		return false;
	for (size_t i = 0; i < NELEM(here); i++) {
		n = strlen(here[i]);
		if (strncmp(host, here[i], n) != 0)
			continue;
		if (host[n] == ':')
			n += 1 + strspn(host + n + 1, "0123456789");
		return host[n] == '\0' || host[n] == '/' || host[n] == '?';
	}
	return false;
}

static bool
fresh(const struct copy *c, uint64_t now_ms)
{
	return c->arena != NULL && now_ms - c->at_ms < OIDC_AGE_MS;
}

/* A copy that is old is used for a while before the provider is tried again. */
static bool
pausing(const struct copy *c, uint64_t now_ms)
{
	return c->arena != NULL && now_ms - c->tried_ms < OIDC_PAUSE_MS;
}

static void
replace(struct copy *c, struct arena *a, uint64_t now_ms)
{
	if (c->arena != NULL)
		arena_free(c->arena);
	c->arena = a;
	c->at_ms = now_ms;
}

static enum ecs_err
get(struct oidc *o, const char *url, struct span *out)
{
	struct fetch f = { .url = url, .headers = { "Accept: application/json" } };
	struct fetched got;
	enum ecs_err e;

	if ((e = oidc_fetch(o, &f, &got)) != ECS_OK)
		return e;
	*out = got.body;
	return got.status == 200 ? ECS_OK :
	    oidc_fail(o, ECS_PEER_DOWN, "the OpenID provider does not tell of itself");
}

/* Discovery 1.0 4.3: the issuer must be the one that was asked. */
static enum ecs_err
read_meta(struct oidc *o, struct arena *a, struct span body, struct oidc_meta *m)
{
	struct jose_claims c;
	const char *issuer;

	if (jose_claims_read(a, body, &c) != ECS_OK)
		return oidc_fail(o, ECS_PEER_DOWN, "the OpenID provider tells no JSON");
	issuer = jose_claim(&c, "issuer");
	if (issuer == NULL || strcmp(issuer, o->op->oidc_issuer) != 0)
		return oidc_fail(o, ECS_PEER_DOWN, "the OpenID provider is another issuer");
	*m = (struct oidc_meta){ jose_claim(&c, "authorization_endpoint"),
	    jose_claim(&c, "token_endpoint"), jose_claim(&c, "jwks_uri"),
	    jose_claim(&c, "userinfo_endpoint"),
	    jose_claim_true(&c, "authorization_response_iss_parameter_supported") };
	if (m->authorize == NULL || !url_ok(m->authorize) || m->token == NULL ||
	    !url_ok(m->token) || m->jwks == NULL || !url_ok(m->jwks) ||
	    (m->userinfo != NULL && !url_ok(m->userinfo)))
		return oidc_fail(o, ECS_PEER_DOWN,
		    "the OpenID provider has an endpoint we do not go to");
	return ECS_OK;
}

static enum ecs_err
ask_meta(struct oidc *o, struct slot *s)
{
	const char *issuer = o->op->oidc_issuer;
	struct arena *a;
	struct oidc_meta m;
	struct span body;
	size_t n = strlen(issuer);
	enum ecs_err e;

	s->meta_copy.tried_ms = o->now_ms;
	if (!url_ok(issuer))
		return oidc_fail(o, ECS_KEYS, "oidc-issuer is neither https nor this machine");
	n -= n > 0 && issuer[n - 1] == '/';
	e = get(o, a_printf(o->arena, "%.*s/.well-known/openid-configuration", (int)n, issuer),
	    &body);
	if (e != ECS_OK)
		return e;
	a = arena_new(4096);
	if ((e = read_meta(o, a, body, &m)) != ECS_OK) {
		arena_free(a);
		return e;
	}
	replace(&s->meta_copy, a, o->now_ms);
	s->meta = m;
	return ECS_OK;
}

enum ecs_err
oidc_meta(struct oidc *o, const struct oidc_meta **out)
{
	struct slot *s = slot(o->op);
	enum ecs_err e = ECS_OK;

	*out = &s->meta;
	if (!fresh(&s->meta_copy, o->now_ms) && !pausing(&s->meta_copy, o->now_ms))
		e = ask_meta(o, s);
	return s->meta_copy.arena != NULL ? ECS_OK : e;
}

enum ecs_err
oidc_keys(struct oidc *o, const char *url, bool newer, const struct jose_keys **out)
{
	uint64_t now = o->now_ms / 1000;
	struct span body;
	bool due;
	enum ecs_err e;

	*out = jwks_kept(url, now, newer, &due);
	if (!due)
		return ECS_OK;
	jwks_asked(url, now, newer);
	if ((e = get(o, url, &body)) == ECS_OK &&
	    (e = jwks_take(url, now, body, out)) != ECS_OK)
		e = oidc_fail(o, e, "the OpenID provider's keys are no JWK set");
	return *out != NULL ? ECS_OK : e;
}

bool
oidc_known(const struct oidc *o, struct oidc_provider *out, bool *is_fresh)
{
	const struct slot *s = slot(o->op);

	*out = (struct oidc_provider){ s->meta.authorize, s->meta.sends_iss };
	*is_fresh = fresh(&s->meta_copy, o->now_ms) || pausing(&s->meta_copy, o->now_ms);
	return s->meta_copy.arena != NULL;
}

enum ecs_err
oidc_discover(struct oidc *o, struct oidc_provider *out)
{
	const struct oidc_meta *m;
	enum ecs_err e = oidc_meta(o, &m);

	*out = (struct oidc_provider){ m->authorize, m->sends_iss };
	return e;
}
