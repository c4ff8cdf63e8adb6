/* introspect.c - a question with our name and password, and a short memory. */
#include <string.h>

#include "base/crypt.h"
#include "base/secret.h"
#include "flow/introspect.h"
#include "flow/peer_gate.h"
#include "fmt/b64.h"
#include "fmt/jose.h"
#include "io/fetch.h"

enum { KEPT = 256, KEEP_S = 60, SKEW_S = 60, CLIENT_MAX = 128 };
enum { HTTP_OK = 200, HTTP_BAD = 400, HTTP_WHO = 401 };
enum { LOGIN_MAX = 3 * 16384 + 512 };	/* a whole secret file, escaped */

struct kept {
	uint8_t		 token[CRYPT_HASH];	/* of operator and token */
	char		 client_id[CLIENT_MAX + 1];
	uint64_t	 until;			/* seconds; 0: free */
};

/* The one place of a token; another token may have it. */
static struct kept *
place(const struct req *rq, const char *access_token, uint8_t hash[CRYPT_HASH])
{
	static struct kept all[KEPT];
	const char *both = a_printf(rq->arena, "%u %s", rq->op->id, access_token);

	crypt_sha256(SPAN(both, strlen(both)), hash);
	return &all[hash[0]];
}

/* RFC 6749 2.3.1: each half is escaped before they are joined. */
static enum ecs_err
authorization(struct req *rq, char **out)
{
	const char *secret, *colon;
	struct buf b = { rq->arena, a_secret(rq->arena, LOGIN_MAX), 0, LOGIN_MAX };
	char *b64;
	enum ecs_err e = secret_read(rq->srv->conf, rq->arena, "servers", rq->op->name, &secret);

	if (e != ECS_OK || (colon = strchr(secret, ':')) == NULL)
		return req_fail(rq, ECS_KEYS, "secret servers is not client_id:secret");
	param_escape(&b, SPAN(secret, colon - secret));
	buf_char(&b, ':');
	param_escape(&b, SPAN(colon + 1, strlen(colon + 1)));
	b64 = b64_encode(rq->arena, B64_STD, SPAN(b.p, b.len));
	*out = a_printf(rq->arena, "Authorization: Basic %s", b64);
	crypt_wipe(b64, strlen(b64));
	return ECS_OK;
}

/* The answer's claims: those of a JWT, beside "active" (RFC 7662 2.2). */
static enum ecs_err
read_answer(struct req *rq, struct fetched *f, struct jose_claims *c)
{
	/* Some say so of a token that cannot be one of theirs; whoever sends such is no outage. */
	if (f->status == HTTP_BAD) {
		f->why = "servers-url takes it for no access token";
		return ECS_AUTH_NEEDED;
	}
	if (f->status != HTTP_OK) {
		f->why = f->status == HTTP_WHO ? "it refuses our client_id and secret" :
		    "no 200 from servers-url";
		return ECS_PEER_DOWN;
	}
	if (jose_claims_read(rq->arena, f->body, c) == ECS_OK)
		return ECS_OK;
	f->why = "no introspection answer from servers-url";
	return ECS_PEER_DOWN;
}

static enum ecs_err
ask(struct req *rq, const char *access_token, struct jose_claims *c)
{
	unsigned ms = rq->op->peer_timeout_s * 1000;
	struct fetched f = { .why = "" };
	struct gate_pass pass;
	char *login = NULL;
	struct buf body;
	enum ecs_err e;

	if ((e = authorization(rq, &login)) != ECS_OK ||
	    (e = peer_gate_in(rq, GATE_TOKENS, &pass)) != ECS_OK)
		return e;
	buf_init(&body, rq->arena, 512);
	param_put(&body, "token_type_hint", "access_token");
	param_put(&body, "token", access_token);
	e = fetch(rq->arena, &(struct fetch){
	    .url = rq->op->servers_url, .headers = { login, "Accept: application/json",
	    "Content-Type: application/x-www-form-urlencoded" },
	    .body = SPAN(body.p, body.len), .timeout_ms = ms, .connect_ms = ms / 3,
	    .ca_file = rq->op->peer_ca, .certificate = rq->op->peer_certificate,
	}, &f);
	crypt_wipe(login, strlen(login));
	if (e == ECS_OK)
		e = read_answer(rq, &f, c);
	return peer_gate_out(rq, &pass, e, f.why);
}

/* Issuer and audience count where the operator has set them. */
static enum ecs_err
judge(struct req *rq, const struct jose_claims *c, const char **client)
{
	const struct conf_operator *op = rq->op;
	const char *why = NULL;

	if (!jose_claim_true(c, "active"))
		why = "access token not active";
	else if ((c->has_exp && c->exp <= rq->now) || (c->has_nbf && c->nbf > rq->now + SKEW_S))
		why = "access token expired, or not valid yet";
	else if (*op->servers_issuer != '\0' &&
	    (c->iss == NULL || strcmp(c->iss, op->servers_issuer) != 0))
		why = "access token of another issuer";
	else if (*op->servers_audience != '\0' && !jose_aud_has(c, op->servers_audience))
		why = "access token for another audience";
	if (why != NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, "%s", why);
	if ((*client = jose_claim(c, "client_id")) == NULL && (*client = c->azp) == NULL)
		*client = c->sub;
	if (*client == NULL || strlen(*client) > CLIENT_MAX)
		return req_fail(rq, ECS_PEER_DOWN, "servers-url does not say whose token it is");
	return ECS_OK;
}

enum ecs_err
introspect(struct req *rq, const char *access_token, const char **client_id)
{
	uint8_t hash[CRYPT_HASH];
	struct kept *k = place(rq, access_token, hash);
	struct jose_claims c;
	enum ecs_err e;

	if (k->until > rq->now && crypt_equal(k->token, hash, sizeof(hash))) {
		*client_id = a_strdup(rq->arena, k->client_id);
		return ECS_OK;
	}
	if ((e = ask(rq, access_token, &c)) != ECS_OK || (e = judge(rq, &c, client_id)) != ECS_OK)
		return e;
	k->until = c.has_exp && c.exp < rq->now + KEEP_S ? c.exp : rq->now + KEEP_S;
	memcpy(k->token, hash, sizeof(hash));
	memcpy(k->client_id, *client_id, strlen(*client_id) + 1);
	return ECS_OK;
}
