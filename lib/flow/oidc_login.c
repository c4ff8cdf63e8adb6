/* oidc_login.c - there, back, and whose line it is. */
#include <string.h>

#include "base/rnd.h"
#include "flow/oidc_login.h"
#include "flow/operator.h"
#include "flow/otp.h"
#include "flow/peer_gate.h"
#include "fmt/b64.h"
#include "peer/oidc.h"

enum { NONCE = 16, VERIFIER = 32, CODE_MAX = 2048 };

/* What an exchange keeps: Base64url of random octets, and what the provider promised. */
struct login {
	char		 nonce[NONCE / 3 * 4 + 4], verifier[VERIFIER / 3 * 4 + 4];
	bool		 sends_iss;
};

/* RFC 6749 4.1.2, 4.1.2.1; RFC 9207 2. */
struct back {
	const char	*state, *code, *error, *iss;
};

static const struct param_def params[] = {
	P_STR(struct back, REQUIRED, state, 1, 64, valid_id),
	P_STR(struct back, OPTIONAL, code, 1, CODE_MAX, valid_text),
	P_STR(struct back, OPTIONAL, error, 1, 256, valid_text),
	P_STR(struct back, OPTIONAL, iss, 1, 1024, valid_text),
};

static enum ecs_err
limited(struct req *rq)
{
	const struct conf *c = rq->srv->conf;
	char from[CONF_NETWORK];

	conf_network(rq->address, from);
	if (conf_list_covers(&c->nat_ranges, rq->address) ||
	    limit_take(rq->srv->limit, "address", from, c->limit_address, rq->now_ms))
		return ECS_OK;
	rq->retry_after_s = (unsigned)(60 - rq->now % 60);
	return req_fail(rq, ECS_LIMITED, "authentications a minute");
}

/* What is known of the provider will do while it cannot be asked. */
static enum ecs_err
provider(struct req *rq, struct oidc_provider *out)
{
	struct gate_pass pass;
	struct oidc o;
	bool fresh, known;
	enum ecs_err e;

	oidc_start(&o, rq->srv->conf, rq->op, rq->arena, rq->now_ms);
	known = oidc_known(&o, out, &fresh);
	if (known && fresh)
		return ECS_OK;
	e = peer_gate_in(rq, GATE_OIDC, &pass);
	if (e == ECS_OK) {
		e = oidc_discover(&o, out);
		e = peer_gate_out(rq, &pass, e, o.why);
	}
	if (e == ECS_OK || !known)
		return e;
	rq->why = NULL;
	rq->retry_after_s = 0;
	return ECS_OK;
}

static void
random_text(struct req *rq, size_t n, char *out)
{
	uint8_t bits[VERIFIER];
	const char *s;

	rnd_bytes(bits, n);
	s = b64_encode(rq->arena, B64_URL, SPAN(bits, n));
	memcpy(out, s, strlen(s) + 1);
	crypt_wipe(bits, sizeof(bits));
}

/* RFC 7636 4.2: S256. */
static const char *
challenge(struct req *rq, const char *verifier)
{
	uint8_t h[CRYPT_HASH];

	crypt_sha256(SPAN(verifier, strlen(verifier)), h);
	return b64_encode(rq->arena, B64_URL, SPAN(h, sizeof(h)));
}

static const char *
redirect_uri(struct req *rq)
{
	return a_printf(rq->arena, "%s/", rq->op->url);
}

static const char *
authorize(struct req *rq, const char *endpoint, const struct login *own, const char *state)
{
	struct buf b;

	buf_init(&b, rq->arena, 512);
	buf_str(&b, endpoint);
	if (strchr(endpoint, '?') == NULL)
		buf_char(&b, '?');
	param_put(&b, "response_type", "code");
	param_put(&b, "scope", rq->op->oidc_scope);
	param_put(&b, "client_id", rq->op->oidc_client);
	param_put(&b, "redirect_uri", redirect_uri(rq));
	param_put(&b, "state", state);
	param_put(&b, "nonce", own->nonce);
	param_put(&b, "code_challenge", challenge(rq, own->verifier));
	param_put(&b, "code_challenge_method", "S256");
	return buf_cstr(&b);
}

enum ecs_err
oidc_begin(struct req *rq)
{
	struct login *own = a_secret(rq->arena, sizeof(*own));
	struct oidc_provider p;
	const char *state;
	enum ecs_err e;

	rq->how = "oidc";
	if ((e = limited(rq)) != ECS_OK || (e = provider(rq, &p)) != ECS_OK)
		return e;
	own->sends_iss = p.sends_iss;
	random_text(rq, NONCE, own->nonce);
	random_text(rq, VERIFIER, own->verifier);
	e = exchange_begin(rq, EXCHANGE_OIDC, 0, OIDC_LOGIN_MS, SPAN(own, sizeof(*own)),
	    &state);
	if (e != ECS_OK)
		return e;
	rq->status = 302;
	rq->set_cookie = exchange_cookie(rq, OIDC_COOKIE, state);
	rq->location = authorize(rq, p.authorize, own, state);
	return ECS_OK;
}

bool
oidc_is_return(const struct req *rq)
{
	return rq->method == REQ_GET && param_get(rq->pairs, rq->npairs, "state") != NULL &&
	    (param_get(rq->pairs, rq->npairs, "code") != NULL ||
	    param_get(rq->pairs, rq->npairs, "error") != NULL);
}

/* E.164 without "+"; people write blanks and brackets (OpenID Connect Core 5.1). */
static bool
number(struct arena *a, const char *s, bool plus, const char **out)
{
	struct buf b;

	if (plus && *s != '+')	/* a national number may be somebody else's E.164 one */
		return false;
	buf_init(&b, a, 16);
	for (s += *s == '+'; *s != '\0'; s++)
		if (strchr(" ()-.", *s) == NULL)
			buf_char(&b, *s);
	*out = buf_cstr(&b);
	return b.len >= 5 && b.len <= 15 && valid_digits(*out) && **out != '0';
}

/* A name as it is stored: SQL would take one with blanks behind it for another. */
static bool
plain(const char *s)
{
	while (*s > ' ' && *s <= '~')
		s++;
	return *s == '\0';
}

/* ECS_NOROW: nobody's, or of a line that has no SIM to go on with. */
static enum ecs_err
find_sim(struct req *rq, const struct oidc_person *p, uint64_t *sim_id)
{
	const struct conf_operator *op = rq->op;
	struct q_login_by_msisdn by_msisdn = { 0 };
	struct q_login_by_imsi by_imsi = { 0 };
	struct q_login_by_sub by_sub = { 0 };
	bool phone = strcmp(op->oidc_claim, "phone_number") == 0;
	bool msisdn = strcmp(op->oidc_names, "msisdn") == 0;
	const char *e164;
	enum ecs_err e;

	if ((phone && !p->phone_verified) || (!msisdn && !plain(p->value)) ||
	    (msisdn && !number(rq->arena, p->value, phone, &e164)))
		return ECS_NOROW;
	if (msisdn) {
		e = q_login_by_msisdn(rq->db, op->id, e164, &by_msisdn);
		*sim_id = by_msisdn.sim_id;
	} else if (strcmp(op->oidc_names, "imsi") == 0) {
		e = q_login_by_imsi(rq->db, op->id, p->value, &by_imsi);
		*sim_id = by_imsi.sim_id;
	} else {
		e = q_login_by_sub(rq->db, op->id, p->value, &by_sub);
		*sim_id = by_sub.sim_id;
	}
	return e;
}

/*
 * The provider has authenticated the holder of this SIM's line.  Where a second
 * factor is wanted, it goes on from here.
 */
static enum ecs_err
oidc_authenticated(struct req *rq, uint64_t sim_id, struct auth *who, enum oidc_outcome *out)
{
	if (rq->op->oidc_second)	/* and the page, not this answer, leads to the document */
		return otp_factor_begin(rq, sim_id);
	who->sim_id = sim_id;
	*out = OIDC_KNOWN;
	return ECS_OK;
}

static enum ecs_err
swap(struct req *rq, const struct login *own, const char *code, struct oidc_person *out)
{
	struct oidc_code c = { code, redirect_uri(rq), own->verifier, own->nonce };
	struct gate_pass pass;
	struct oidc o;
	enum ecs_err e;

	if ((e = peer_gate_in(rq, GATE_OIDC, &pass)) != ECS_OK)
		return e;
	oidc_start(&o, rq->srv->conf, rq->op, rq->arena, rq->now_ms);
	e = oidc_swap(&o, &c, out);
	return peer_gate_out(rq, &pass, e, o.why);
}

/* The answer is of this provider, for this operator, and came to its host. */
static enum ecs_err
check(struct req *rq, const struct login *own, const struct back *b)
{
	const struct conf_operator *host = operator_find(rq->srv->conf, rq->host, NULL, NULL,
	    NULL, NULL);

	if (host != NULL && host != rq->op)
		return req_fail(rq, ECS_AUTH_FAILED, "state of another operator");
	if (b->iss != NULL ? strcmp(b->iss, rq->op->oidc_issuer) != 0 : own->sends_iss)
		return req_fail(rq, ECS_AUTH_FAILED, b->iss != NULL ?
		    "answer of another issuer" : "answer without an issuer");
	return ECS_OK;
}

/* From here on the request is the first one. */
static void
resume(struct req *rq, const struct exchange *x)
{
	rq->pairs = x->pairs;
	rq->npairs = x->npairs;
	/* A web view asks for pages; a document is what was asked for at first. */
	if (header_accept(x->accept).xml || header_accept(x->accept).json)
		rq->accept = x->accept;
}

static enum ecs_err
judge(struct req *rq, struct exchange *x, const struct back *b, struct auth *who,
    enum oidc_outcome *out)
{
	struct login *own = a_secret(rq->arena, sizeof(*own));
	struct oidc_person person;
	uint64_t sim_id = 0;
	enum ecs_err e;

	if (x->own.len != sizeof(*own))
		return req_fail(rq, ECS_AUTH_NEEDED, "an exchange of another release");
	memcpy(own, x->own.p, sizeof(*own));
	if ((e = check(rq, own, b)) != ECS_OK)
		return e;
	resume(rq, x);
	if (b->error != NULL) {
		*out = OIDC_FAILED;
		return ECS_OK;
	}
	if ((e = swap(rq, own, b->code, &person)) != ECS_OK)
		return e;
	e = find_sim(rq, &person, &sim_id);
	if (e == ECS_NOROW)
		return req_fail(rq, ECS_AUTH_FAILED, "the provider's claim names no line");
	return e != ECS_OK ? e : oidc_authenticated(rq, sim_id, who, out);
}

enum ecs_err
oidc_return(struct req *rq, struct auth *who, enum oidc_outcome *out)
{
	struct back b = { NULL, NULL, NULL, NULL };
	struct exchange *x;
	const char *bad, *cookie;
	enum ecs_err e;

	rq->how = "oidc";
	*who = (struct auth){ .method = AUTH_OIDC };
	*out = OIDC_ANSWERED;
	if ((e = param_fill(params, NELEM(params), rq->pairs, rq->npairs, &b, &bad)) != ECS_OK)
		return req_fail_param(rq, e, bad);
	if (b.code != NULL && b.error != NULL)
		return req_fail_param(rq, ECS_PARAM_FORMAT, "error");
	cookie = header_cookie(rq->arena, rq->cookie, OIDC_COOKIE);
	if (cookie != NULL && strcmp(cookie, b.state) != 0)
		return req_fail(rq, ECS_AUTH_FAILED, "state of another browser");
	e = exchange_take(rq, 1u << EXCHANGE_OIDC, b.state,
	    SPAN(rq->query, strlen(rq->query)), &x);
	return e != ECS_OK || x == NULL ? e : judge(rq, x, &b, who, out);
}

void
oidc_problem(struct req *rq, const char *const *apps, size_t n, int result)
{
	struct node *vers = doc_vers(rq->doc), *app;

	doc_int(vers, PN_version, 1);
	doc_int(vers, PN_validity, (long)rq->op->validity_s);
	for (size_t i = 0; i < n; i++) {
		app = doc_app(rq->doc, apps[i]);
		if (result != 0)
			doc_int(app, PN_OperationResult, result);
		doc_str(app, PN_GeneralErrorURL,
		    a_printf(rq->arena, "%s" OIDC_PROBLEM, rq->op->url));
		doc_str(app, PN_GeneralErrorUserData,
		    a_printf(rq->arena, "problem=login.%s", rq->op->name));
	}
}
