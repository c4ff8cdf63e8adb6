/* exchange.c - a row, a claim, the reply for copies. */
#include <string.h>

#include "base/clock.h"
#include "base/rnd.h"
#include "core/sealed.h"
#include "flow/exchange.h"
#include "flow/operator.h"
#include "fmt/b64.h"

enum { KEY = 16, POLL_MS = 50 };

#define STATE_LABEL	"entitled exchange 1"
#define REPLY_LABEL	"entitled reply 1"

static void
put_bytes(struct buf *b, const void *p, size_t n)
{
	uint16_t len = (uint16_t)n;

	buf_add(b, &len, sizeof(len));
	buf_add(b, p, n);
}

static void
put_str(struct buf *b, const char *s)
{
	put_bytes(b, s != NULL ? s : "", s != NULL ? strlen(s) : 0);
}

/* Takes a field off *s; a missing one is empty. */
static struct span
get_bytes(struct span *s)
{
	struct span v = { NULL, 0 };
	uint16_t len;

	if (s->len < sizeof(len))
		return v;
	memcpy(&len, s->p, sizeof(len));
	if (len > s->len - sizeof(len))
		return v;
	v = SPAN(s->p + sizeof(len), len);
	*s = SPAN(v.p + len, s->len - sizeof(len) - len);
	return v;
}

/* NULL when it is empty. */
static const char *
get_str(struct arena *a, struct span *s)
{
	struct span v = get_bytes(s);

	return v.len > 0 ? a_strndup(a, (const char *)v.p, v.len) : NULL;
}

static enum ecs_err
put_state(struct req *rq, struct span own, const char *accept, const struct pair *pairs,
    size_t npairs, struct span *out)
{
	struct buf b;
	enum ecs_err e;

	/* Should it grow, secrets are left behind in what is wiped with the arena. */
	b = (struct buf){ rq->arena, a_secret(rq->arena, EXCHANGE_STATE_MAX), 0,
	    EXCHANGE_STATE_MAX };
	put_bytes(&b, own.p, own.len);
	put_str(&b, accept);
	for (size_t i = 0; i < npairs && b.len <= EXCHANGE_STATE_MAX; i++) {
		put_str(&b, pairs[i].name);
		put_str(&b, pairs[i].value);
	}
	e = b.len > EXCHANGE_STATE_MAX ? ECS_TOO_LARGE : sealed_put(rq->srv->keys, rq->op,
	    rq->arena, STATE_LABEL, SPAN(b.p, b.len), out);
	crypt_wipe(b.p, b.len);
	return e;
}

static enum ecs_err
get_state(struct req *rq, struct exchange *x)
{
	struct span s;
	enum ecs_err e;

	e = sealed_get(rq->srv->keys, rq->op, rq->arena, STATE_LABEL,
	    SPAN(x->row->state, x->row->state_len), &s);
	if (e != ECS_OK)
		return req_fail(rq, ECS_AUTH_NEEDED, "the exchange's state does not open");
	x->own = get_bytes(&s);
	x->accept = get_str(rq->arena, &s);
	x->pairs = a_zalloc(rq->arena, PARAM_PAIRS * sizeof(*x->pairs));
	for (; s.len > 0 && x->npairs < PARAM_PAIRS; x->npairs++) {
		const char *name = get_str(rq->arena, &s), *value = get_str(rq->arena, &s);

		x->pairs[x->npairs] = (struct pair){ name != NULL ? name : "",
		    value != NULL ? value : "" };
	}
	return ECS_OK;
}

/* A reply as it leaves. */
static enum ecs_err
put_reply(struct req *rq, struct span *out)
{
	int status = rq->status != 0 ? rq->status : 200;
	struct buf b;

	buf_init(&b, rq->arena, rq->out.len + 256);
	put_bytes(&b, (uint8_t[]){ (uint8_t)(status >> 8), (uint8_t)status }, 2);
	put_str(&b, rq->type);
	put_str(&b, rq->set_cookie);
	put_str(&b, rq->location);
	put_bytes(&b, rq->out.p, rq->out.len);
	return sealed_put(rq->srv->keys, rq->op, rq->arena, REPLY_LABEL, SPAN(b.p, b.len),
	    out);
}

static enum ecs_err
use_reply(struct req *rq, struct span box)
{
	struct span s, status, body;
	enum ecs_err e;

	e = sealed_get(rq->srv->keys, rq->op, rq->arena, REPLY_LABEL, box, &s);
	if (e != ECS_OK || (status = get_bytes(&s)).len != 2)
		return req_fail(rq, ECS_AUTH_NEEDED, "the kept reply does not open");
	rq->status = status.p[0] << 8 | status.p[1];
	rq->type = get_str(rq->arena, &s);
	rq->set_cookie = get_str(rq->arena, &s);
	rq->location = get_str(rq->arena, &s);
	body = get_bytes(&s);
	rq->out.len = 0;
	buf_add(&rq->out, body.p, body.len);
	return ECS_OK;
}

static struct span
id_of(const struct exchange *x)
{
	return SPAN(x->id, sizeof(x->id));
}

static struct span
claim_of(const struct req *rq)
{
	return SPAN(rq->id, sizeof(rq->id));
}

enum ecs_err
exchange_begin(struct req *rq, enum exchange_kind kind, uint64_t sim_id, unsigned lasts_ms,
    struct span own, const char **key)
{
	uint8_t bits[KEY], id[CRYPT_HASH];
	struct span box;
	uint64_t purged;
	enum ecs_err e;

	e = put_state(rq, own, rq->accept, rq->pairs, rq->npairs, &box);
	if (e != ECS_OK)
		return e;
	rnd_bytes(bits, sizeof(bits));
	*key = b64_encode(rq->arena, B64_URL, SPAN(bits, sizeof(bits)));
	crypt_sha256(SPAN(*key, strlen(*key)), id);
	e = q_exchange_add(rq->db, SPAN(id, sizeof(id)), (int)kind, rq->op->id, sim_id,
	    rq->now_ms + lasts_ms, box);
	if (e == ECS_OK && bits[0] < 16)	/* now and then */
		e = q_exchange_purge(rq->db, rq->now_ms, &purged);
	return e;
}

/* The row as it is now; another request may have purged it. */
static enum ecs_err
reload(struct req *rq, struct exchange *x)
{
	enum ecs_err e = q_exchange_get(rq->db, id_of(x), x->row);

	return e == ECS_NOROW ? req_fail(rq, ECS_AUTH_NEEDED, "no such exchange") : e;
}

static enum ecs_err
load(struct req *rq, struct exchange *x, unsigned kinds)
{
	enum ecs_err e;

	crypt_sha256(SPAN(x->key, strlen(x->key)), x->id);
	x->row = a_zalloc(rq->arena, sizeof(*x->row));
	if ((e = reload(rq, x)) != ECS_OK)
		return e;
	if ((kinds & 1u << x->row->kind) == 0)
		return req_fail(rq, ECS_AUTH_NEEDED, "an exchange of another kind");
	if (x->row->expires_ms <= rq->now_ms)
		return req_fail(rq, ECS_AUTH_NEEDED, "the exchange expired");
	operator_set(rq, conf_operator_by_id(rq->srv->conf, (unsigned)x->row->operator));
	if (rq->op == NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, "operator is gone");
	x->kind = (enum exchange_kind)x->row->kind;
	x->sim_id = x->row->sim_id;
	return ECS_OK;
}

static bool
same_message(const struct exchange *x)
{
	return x->row->has_message && crypt_equal(x->row->message, x->message, CRYPT_HASH);
}

/* Until the first one is answered.  Few may wait: who sends copies must not hold all workers. */
static enum ecs_err
await(struct req *rq, struct exchange *x)
{
	uint64_t now = clock_ms(), limit = x->row->claimed_ms + EXCHANGE_WORK_MS;
	uint64_t end = clock_ticks_ms() + EXCHANGE_WORK_MS;	/* wherever clocks are set to */
	unsigned again_s;
	struct gate_pass pass;
	enum ecs_err e;

	e = gate_enter(rq->srv->gates, rq->op->id, GATE_COPY,
	    (rq->srv->conf->limit_waiting + 1) / 2, now, EXCHANGE_WORK_MS, &pass, &again_s);
	if (e != ECS_OK)
		return req_fail(rq, ECS_BUSY, "too many copies wait");
	while (e == ECS_OK && !x->row->has_answer && now < limit && clock_ticks_ms() < end) {
		clock_sleep_ms(POLL_MS);
		now = clock_ms();
		e = reload(rq, x);
	}
	gate_leave(&pass, GATE_UNASKED, now);
	return e;
}

static enum ecs_err
copy(struct req *rq, struct exchange *x)
{
	enum ecs_err e = ECS_OK;

	if (!same_message(x))
		return req_fail(rq, ECS_AUTH_FAILED, "the challenge is used up");
	if (!x->row->has_answer && rq->now_ms >= x->row->claimed_ms + EXCHANGE_WORK_MS)
		return req_fail(rq, ECS_AUTH_NEEDED, "the first answer was never finished");
	if (!x->row->has_answer && (e = await(rq, x)) != ECS_OK)
		return e;
	if (!same_message(x))	/* while this one waited the exchange went on */
		return req_fail(rq, ECS_AUTH_FAILED, "the challenge is used up");
	if (!x->row->has_answer)
		return req_fail(rq, ECS_BUSY, "the first answer takes long");
	if (x->row->answered_ms + EXCHANGE_COPY_MS < clock_ms())
		return req_fail(rq, ECS_AUTH_FAILED, "replay");
	rq->how = "copy";
	return use_reply(rq, SPAN(x->row->answer, x->row->answer_len));
}

/* Keeps what this request is answered, whatever it is, and ends the exchange. */
static void
keep(struct req *rq, void *arg)
{
	struct exchange *x = arg;
	struct span box;
	uint64_t n;

	if (put_reply(rq, &box) != ECS_OK ||
	    q_exchange_end(rq->db, box, clock_ms(), id_of(x), claim_of(rq), &n) != ECS_OK)
		log_msg(L_WARN, "the reply of an exchange was not kept");
}

static enum ecs_err
claim(struct req *rq, struct exchange *x)
{
	uint64_t mine = 0;
	enum ecs_err e = ECS_OK;

	if (!x->row->done && !x->row->has_claim)
		e = q_exchange_claim(rq->db, claim_of(rq), rq->now_ms,
		    SPAN(x->message, sizeof(x->message)), id_of(x), x->row->round,
		    claim_of(rq), &mine);
	if (e == ECS_OK && mine == 0) {
		e = reload(rq, x);
		return e == ECS_OK ? ECS_TAKEN : e;
	}
	return e;
}

enum ecs_err
exchange_take(struct req *rq, unsigned kinds, const char *key, struct span message,
    struct exchange **out)
{
	struct exchange *x = a_zalloc(rq->arena, sizeof(*x));
	enum ecs_err e;

	*out = NULL;
	x->key = key;
	crypt_sha256(message, x->message);
	if ((e = load(rq, x, kinds)) != ECS_OK)
		return e;
	/* The message of the last round, sent again while the next one is open. */
	if (!x->row->done && !x->row->has_claim && same_message(x))
		return copy(rq, x);
	if ((e = claim(rq, x)) == ECS_TAKEN)
		return copy(rq, x);
	if (e != ECS_OK)
		return e;
	rq->answered = keep;
	rq->answered_arg = x;
	if ((e = get_state(rq, x)) != ECS_OK)
		return e;
	*out = x;
	return ECS_OK;
}

enum ecs_err
exchange_next(struct req *rq, struct exchange *x, struct span own)
{
	struct span box, reply;
	int round = x->row->round;
	uint64_t n;
	enum ecs_err e;

	if ((e = put_state(rq, own, x->accept, x->pairs, x->npairs, &box)) != ECS_OK ||
	    (e = put_reply(rq, &reply)) != ECS_OK)
		return e;
	e = q_exchange_next(rq->db, box, reply, rq->now_ms, id_of(x), claim_of(rq), &n);
	if (e == ECS_OK && n == 0) {	/* lost, or committed before the connection was */
		e = reload(rq, x);
		if (e == ECS_OK && x->row->round != round + 1)
			return req_fail(rq, ECS_AUTH_NEEDED, "the exchange changed hands");
	}
	rq->answered = NULL;		/* the row goes on */
	return e;
}

const char *
exchange_cookie(struct req *rq, const char *name, const char *key)
{
	return a_printf(rq->arena, "%s=%s; Path=/%s; HttpOnly", name, key,
	    rq->https ? "; Secure" : "");
}
