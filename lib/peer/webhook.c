/* webhook.c - the http driver of provisioners and emergency providers. */
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "fmt/hook.h"
#include "io/fetch.h"
#include "peer/webhook.h"

enum { KEYS_BACK = 16 };	/* how many rotations ago a key may still be in use */

/* HMAC over  t "." body. */
static void
mac(struct arena *a, const struct crypt_key *k, uint64_t t, struct span body,
    uint8_t out[CRYPT_HASH])
{
	struct buf b;

	buf_init(&b, a, body.len + 32);
	buf_printf(&b, "%llu.", (unsigned long long)t);
	buf_add(&b, body.p, body.len);
	crypt_hmac(k, SPAN(b.p, b.len), out);
}

static void
add_v1(struct buf *b, const uint8_t m[CRYPT_HASH])
{
	buf_str(b, ",v1=");
	for (size_t i = 0; i < CRYPT_HASH; i++)
		buf_printf(b, "%02x", m[i]);
}

const char *
webhook_sign(struct keys *keys, struct arena *a, const char *operator, struct span body,
    uint64_t now)
{
	const struct crypt_key *k;
	uint8_t m[CRYPT_HASH];
	unsigned id = 0;
	struct buf b;

	if ((k = keys_get(keys, "hook", operator, &id)) == NULL)
		return NULL;
	buf_init(&b, a, 192);
	buf_printf(&b, "t=%llu", (unsigned long long)now);
	mac(a, k, now, body, m);
	add_v1(&b, m);
	if (id > 1 && (id--, k = keys_get(keys, "hook", operator, &id)) != NULL) {
		mac(a, k, now, body, m);
		add_v1(&b, m);
	}
	return buf_cstr(&b);
}

static bool
any_equal(const struct hook_signature *s, const uint8_t m[CRYPT_HASH])
{
	bool found = false;

	for (size_t i = 0; i < s->n; i++)
		found |= crypt_equal(s->v1[i], m, CRYPT_HASH);
	return found;
}

enum ecs_err
webhook_verify(struct keys *keys, struct arena *a, const char *operator, struct span body,
    const char *header, uint64_t now)
{
	struct hook_signature s;
	const struct crypt_key *k;
	unsigned newest = 0;

	if (header == NULL || hook_signature(header, &s) != ECS_OK)
		return ECS_AUTH_FAILED;
	if (s.t > now + WEBHOOK_TOLERANCE_S || s.t + WEBHOOK_TOLERANCE_S < now)
		return ECS_AUTH_FAILED;
	if (keys_get(keys, "hook", operator, &newest) == NULL)
		return ECS_AUTH_FAILED;
	for (unsigned back = 0; back < KEYS_BACK && back < newest; back++) {
		unsigned id = newest - back;
		uint8_t m[CRYPT_HASH];

		if ((k = keys_get(keys, "hook", operator, &id)) == NULL)
			continue;
		mac(a, k, s.t, body, m);
		if (any_equal(&s, m))
			return ECS_OK;
	}
	return ECS_AUTH_FAILED;
}

static void
member(struct buf *b, const char *name, const char *value)
{
	if (b->p[b->len - 1] != '{')
		buf_char(b, ',');
	buf_json(b, name);
	buf_char(b, ':');
	buf_json(b, value);
}

static struct span
question(const struct peer_ask *q, const char *kind)
{
	struct buf b;

	buf_init(&b, q->arena, 512);
	buf_char(&b, '{');
	member(&b, "ref", q->ref);
	member(&b, "verb", q->verb);
	member(&b, "app", a_printf(q->arena, "ap%d", q->app));
	member(&b, "imsi", q->imsi);
	member(&b, "msisdn", q->msisdn);
	if (*q->terminal_id != '\0')
		member(&b, "terminal_id", q->terminal_id);
	if (q->address != NULL) {
		buf_str(&b, ",\"address\":{");
		for (int f = 0; f < CIVIC__MAX; f++)
			if (*q->address->f[f] != '\0')
				member(&b, civic_name((enum civic_field)f), q->address->f[f]);
		buf_char(&b, '}');
	}
	if (*q->op->hook_url != '\0')
		member(&b, "callback", a_printf(q->arena, "%s/hooks/%s/%s", q->op->hook_url,
		    kind, q->ref));
	buf_char(&b, '}');
	return SPAN(b.p, b.len);
}

static void
retry(struct peer_answer *out, const char *why, unsigned after_s)
{
	*out = (struct peer_answer){ .what = PEER_RETRY, .why = why, .location_id = "",
	    .fields = "", .retry_after_s = after_s };
}

/* An answer that is not one of these is as good as none: it is asked again. */
static void
take(const struct peer_ask *q, const struct fetched *f, struct peer_answer *out)
{
	struct hook_answer a;
	int s = f->status;

	if (s == 408 || s == 429 || s >= 500 || (s != 200 && s != 202 && s != 422)) {
		retry(out, a_printf(q->arena, "answered with status %d", s),
		    s == 429 || s == 503 ? f->retry_after_s : 0);
		return;
	}
	if (hook_answer(q->arena, f->body, &a) != ECS_OK ||
	    (s == 202) != (a.state == HOOK_ACCEPTED) ||
	    (s == 422 && a.state != HOOK_REFUSED)) {
		retry(out, "answer not understood", 0);
		return;
	}
	*out = (struct peer_answer){
		.what = a.state == HOOK_DONE ? PEER_DONE :
		    a.state == HOOK_ACCEPTED ? PEER_ACCEPTED : PEER_REFUSED,
		.why = a.reason, .location_id = a.location_id,
		.expires_at = a.expires_at, .fields = a.fields,
	};
}

void
webhook_ask(const struct peer_ask *q, const char *kind, const char *url,
    struct peer_answer *out)
{
	struct span body = question(q, kind);
	const char *sig = webhook_sign(q->keys, q->arena, q->op->name, body,
	    clock_ms() / 1000);
	struct fetched f;

	if (sig == NULL) {
		retry(out, "no hook key: run ecsctl keygen", 0);
		return;
	}
	if (fetch(q->arena, &(struct fetch){
	    .url = url, .body = body, .timeout_ms = q->op->peer_timeout_s * 1000,
	    .connect_ms = q->op->peer_timeout_s * 500, .ca_file = q->op->peer_ca,
	    .certificate = q->op->peer_certificate,
	    .headers = { "Content-Type: application/json", "Accept: application/json",
		a_printf(q->arena, "Idempotency-Key: %s", q->ref),
		a_printf(q->arena, "X-Entitled-Signature: %s", sig) },
	    }, &f) != ECS_OK)
		retry(out, f.why, 0);
	else
		take(q, &f, out);
}
