/* otp_send.c - what both ways have: a code, limits of a number, rows to be sent. */
#include <string.h>

#include "base/rnd.h"
#include "core/outbox.h"
#include "core/sealed.h"
#include "flow/otp_int.h"

enum { CHANNELS = 2, APP = 2009 };

/* Rows of one message; their names are made before the transaction, which may run twice. */
struct sending {
	struct req	*rq;
	const struct otp_message *m;
	const struct otp_own *own;
	uint8_t		 number[CRYPT_HASH];
	struct span	 code;
	struct outbox_row row[CHANNELS];
	size_t		 nrow;
};

/* Evenly from all codes there are. */
static void
make_code(char out[OTP_DIGITS + 1])
{
	const uint32_t codes = 1000000, even = UINT32_MAX - UINT32_MAX % codes;
	uint32_t v;

	do
		rnd_bytes(&v, sizeof(v));
	while (v >= even);
	v %= codes;
	for (int i = OTP_DIGITS - 1; i >= 0; i--, v /= 10)
		out[i] = (char)('0' + v % 10);
}

struct otp_own *
otp_own_new(struct req *rq)
{
	struct otp_own *own = a_secret(rq->arena, sizeof(*own));

	make_code(own->code);
	own->sent_ms = rq->now_ms;
	own->expires_ms = rq->now_ms + OTP_LIVES_MS;
	return own;
}

struct otp_own *
otp_own_of(struct req *rq, const struct exchange *x)
{
	struct otp_own *own = a_secret(rq->arena, sizeof(*own));

	if (x->own.len != sizeof(*own))
		return NULL;
	memcpy(own, x->own.p, sizeof(*own));
	return own;
}

/* Names a number to the limits without storing it. */
static enum ecs_err
number_of(struct req *rq, const char *msisdn, uint8_t out[CRYPT_HASH])
{
	unsigned id = 0;
	const struct crypt_key *k = keys_get(rq->srv->keys, "log", "node", &id);
	const char *text = a_printf(rq->arena, "otp %u %s", rq->op->id, msisdn);

	if (k == NULL)
		return req_fail(rq, ECS_KEYS, "no log key");
	crypt_hmac(k, SPAN(text, strlen(text)), out);
	return ECS_OK;
}

static enum ecs_err
refuse(struct req *rq, uint64_t first_ms, uint64_t window_ms)
{
	uint64_t until = first_ms + window_ms;

	rq->retry_after_s = until > rq->now_ms ? (unsigned)((until - rq->now_ms) / 1000 + 1) : 1;
	return req_fail(rq, ECS_LIMITED, "one-time passwords for one number");
}

enum ecs_err
otp_limits(struct req *rq, const struct otp_message *m)
{
	const uint64_t near_ms = rq->now_ms - OTP_NEAR_MS, far_ms = rq->now_ms - OTP_FAR_MS;
	uint8_t number[CRYPT_HASH];
	struct q_otp_counts n;
	enum ecs_err e;

	/* Of those that come at once, none sees the rows of the others yet. */
	if (!limit_take(rq->srv->limit, "otp-number", m->msisdn, OTP_NEAR, rq->now_ms))
		return refuse(rq, rq->now_ms - rq->now_ms % 60000, 60000);
	if ((e = number_of(rq, m->msisdn, number)) != ECS_OK ||
	    (e = q_otp_counts(rq->db, near_ms, near_ms, SPAN(number, sizeof(number)), far_ms,
	    &n)) != ECS_OK)
		return e;
	if (n.far >= OTP_FAR)
		return refuse(rq, n.far_first, OTP_FAR_MS);
	return n.near >= OTP_NEAR ? refuse(rq, n.near_first, OTP_NEAR_MS) : ECS_OK;
}

static enum ecs_err
write_rows(struct db *db, void *arg)
{
	const struct sending *s = arg;
	const struct otp_message *m = s->m;
	enum ecs_err e = ECS_OK;

	for (size_t i = 0; e == ECS_OK && i < s->nrow; i++) {
		const struct outbox_row *r = &s->row[i];

		e = q_otp_add(db, r->ref, r->operator, m->line_id, SPAN(s->number, CRYPT_HASH),
		    s->code, m->language, (int)m->sms_port, s->rq->now_ms, s->own->expires_ms);
		if (e == ECS_OK || e == ECS_TAKEN)
			e = outbox_add(db, r, s->rq->now_ms);
	}
	return e;
}

enum ecs_err
otp_promise(struct req *rq, const struct otp_message *m, const struct otp_own *own)
{
	struct sending s = { .rq = rq, .m = m, .own = own };
	enum ecs_err e;

	if ((e = number_of(rq, m->msisdn, s.number)) != ECS_OK ||
	    (e = sealed_put(rq->srv->keys, rq->op, rq->arena, OTP_LABEL,
	    SPAN(own->code, OTP_DIGITS), &s.code)) != ECS_OK)
		return e;
	for (size_t i = 0; i < m->channels->n && s.nrow < CHANNELS; i++) {
		struct outbox_row *r = &s.row[s.nrow++];

		*r = (struct outbox_row){ .operator = rq->op->id, .line_id = m->line_id,
		    .app = APP, .kind = strcmp(m->channels->s[i], "mail") == 0 ?
		    OUTBOX_MAIL : OUTBOX_SMS };
		memcpy(r->verb, m->verb, strlen(m->verb));
		outbox_ref(m->channels->s[i], r->ref);
	}
	if ((e = db_tx(rq->db, write_rows, &s)) == ECS_OK)
		outbox_wake(rq->srv->conf);
	return e;
}

bool
otp_code_equal(const struct otp_own *own, const char *typed)
{
	char room[OTP_DIGITS] = { 0 };
	size_t n = strlen(typed);

	memcpy(room, typed, n < OTP_DIGITS ? n : OTP_DIGITS);
	return crypt_equal(room, own->code, OTP_DIGITS) && n == OTP_DIGITS;
}

enum ecs_err
otp_take(struct req *rq, enum exchange_kind kind, const char *key, const char *what,
    const char *once, struct exchange **out)
{
	/* With the key in it, what the row keeps of the message tells nothing of the code. */
	const char *message = a_printf(rq->arena, "%s %s %s", key, what, once);
	enum ecs_err e = exchange_take(rq, 1u << kind, key, SPAN(message, strlen(message)), out);

	return e != ECS_AUTH_FAILED ? e :
	    req_fail(rq, ECS_AUTH_NEEDED, "too late for this exchange");
}

const char *
otp_language(const struct req *rq, const char *of_line)
{
	return *of_line != '\0' && conf_list_has(&rq->op->languages, of_line) ? of_line :
	    rq->language;
}
