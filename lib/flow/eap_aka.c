/* eap_aka.c - challenge, claim, verify; spec RFC 4187, RFC 9048, TS.43 2.8.1. */
#include <string.h>

#include "base/clock.h"
#include "base/rnd.h"
#include "core/sealed.h"
#include "flow/eap_state.h"
#include "flow/operator.h"
#include "fmt/b64.h"
#include "fmt/json.h"
#include "peer/hlr.h"

enum { COOKIE = 16, POLL_MS = 50 };

/* TS 24.302 8.1.1.2: the access network name of an untrusted access. */
static const struct span network = { (const uint8_t *)"WLAN", 4 };

/* One request's hold on a session. */
struct hold {
	uint8_t		 id[CRYPT_HASH];	/* of the cookie */
	struct q_eap_get *row;
	uint8_t		 packet[CRYPT_HASH];	/* of the EAP packet just received */
	struct span	 bytes;
	struct eap_state *st;
	const char	*cookie;	/* as the device sent it */
};

static struct span
id_of(const struct hold *h)
{
	return SPAN(h->id, sizeof(h->id));
}

static struct span
claim_of(const struct req *rq)
{
	return SPAN(rq->id, sizeof(rq->id));
}

static enum ecs_err
limited(struct req *rq, const char *imsi)
{
	const struct conf *c = rq->srv->conf;
	struct limit *l = rq->srv->limit;
	char from[CONF_NETWORK];
	const char *both;

	conf_network(rq->address, from);
	both = a_printf(rq->arena, "%s %s", imsi, from);
	if (limit_take(l, "imsi-address", both, c->limit_imsi_address, rq->now_ms) &&
	    limit_take(l, "imsi", imsi, c->limit_imsi, rq->now_ms) &&
	    (conf_list_covers(&c->nat_ranges, rq->address) ||
	    limit_take(l, "address", from, c->limit_address, rq->now_ms)))
		return ECS_OK;
	rq->retry_after_s = (unsigned)(60 - rq->now % 60);
	return req_fail(rq, ECS_LIMITED, "authentications a minute");
}

/* A fresh challenge into st; its relay body into rq->out. */
static enum ecs_err
challenge(struct req *rq, struct eap_state *st, uint64_t sim_id, const uint8_t *auts)
{
	struct hlr hlr = { rq->db, rq->srv->keys, rq->op, rq->arena, NULL };
	const struct hlr_driver *driver = hlr_driver(rq->op);
	struct hlr_ask ask = { sim_id, st->imsi, st->keys.type, st->rand, auts };
	struct aka_vector *v = a_secret(rq->arena, sizeof(*v));
	uint8_t packet[EAP_PACKET_MAX];
	size_t len = 0;
	enum ecs_err e;

	if (driver == NULL)
		return req_fail(rq, ECS_KEYS, "no hlr driver %s", rq->op->hlr);
	if ((e = driver->vector(&hlr, &ask, v)) != ECS_OK)
		return hlr.why != NULL ? req_fail(rq, e, "%s", hlr.why) : e;
	e = eap_keys(st->keys.type, SPAN(st->identity, strlen(st->identity)), v, network,
	    &st->keys);
	rnd_bytes(&st->identifier, 1);
	if (e == ECS_OK)
		e = eap_challenge(&st->keys, st->identifier, v, network, packet, &len);
	if (e != ECS_OK)
		return e;
	memcpy(st->rand, v->rand, AKA_RAND);
	memcpy(st->xres, v->xres, v->xres_len);
	st->xres_len = v->xres_len;
	rq->type = EAP_MEDIA;
	rq->out.len = 0;
	buf_printf(&rq->out, "{\"eap-relay-packet\":\"%s\"}",
	    b64_encode(rq->arena, B64_STD, SPAN(packet, len)));
	return ECS_OK;
}

/* Old clients echo or quote what follows the value, so there is little of it. */
static const char *
set_cookie(struct req *rq, const char *value)
{
	return a_printf(rq->arena, EAP_COOKIE "=%s; Path=/%s; HttpOnly", value,
	    rq->https ? "; Secure" : "");
}

enum ecs_err
eap_aka_begin(struct req *rq, const struct nai *nai, const char *eap_id)
{
	struct eap_state *st = a_secret(rq->arena, sizeof(*st));
	uint8_t cookie[COOKIE], id[CRYPT_HASH];
	struct q_sim_by_imsi sim;
	struct span box;
	const char *text;
	uint64_t purged;
	enum ecs_err e;

	rq->how = "eap-aka";
	if ((e = limited(rq, nai->imsi)) != ECS_OK)
		return e;
	e = q_sim_by_imsi(rq->db, rq->op->id, nai->imsi, &sim);
	if (e == ECS_NOROW)
		return req_fail(rq, ECS_AUTH_FAILED, "unknown IMSI");
	if (e != ECS_OK)
		return e;
	st->keys.type = nai->type;
	st->identity = eap_id;
	st->imsi = nai->imsi;
	st->accept = rq->accept != NULL ? rq->accept : "";
	st->pairs = rq->pairs;
	st->npairs = rq->npairs;
	if ((e = challenge(rq, st, sim.sim_id, NULL)) != ECS_OK ||
	    (e = eap_state_put(rq, st, &box)) != ECS_OK)
		return e;
	rnd_bytes(cookie, sizeof(cookie));
	text = b64_encode(rq->arena, B64_URL, SPAN(cookie, sizeof(cookie)));
	crypt_sha256(SPAN(text, strlen(text)), id);
	e = q_eap_add(rq->db, SPAN(id, sizeof(id)), rq->op->id, sim.sim_id,
	    rq->now_ms + EAP_SESSION_MS, box);
	if (e == ECS_OK && cookie[0] < 16)	/* now and then */
		e = q_eap_purge(rq->db, rq->now_ms, &purged);
	rq->set_cookie = set_cookie(rq, text);
	return e;
}

/* The row as it is now; another request may have purged it. */
static enum ecs_err
reload(struct req *rq, struct hold *h)
{
	enum ecs_err e = q_eap_get(rq->db, id_of(h), h->row);

	return e == ECS_NOROW ? req_fail(rq, ECS_AUTH_NEEDED, "no such EAP session") : e;
}

/* Loads the session that the cookie names. */
static enum ecs_err
load(struct req *rq, struct hold *h)
{
	enum ecs_err e;

	crypt_sha256(SPAN(h->cookie, strlen(h->cookie)), h->id);
	h->row = a_zalloc(rq->arena, sizeof(*h->row));
	if ((e = reload(rq, h)) != ECS_OK)
		return e;
	if (h->row->expires_ms <= rq->now_ms)
		return req_fail(rq, ECS_AUTH_NEEDED, "EAP session expired");
	operator_set(rq, conf_operator_by_id(rq->srv->conf, (unsigned)h->row->operator));
	if (rq->op == NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, "operator is gone");
	return ECS_OK;
}

static bool
same_packet(const struct hold *h)
{
	return h->row->has_packet && crypt_equal(h->row->packet, h->packet, CRYPT_HASH);
}

/*
 * The challenge is taken.  Phones send a POST again when a kept connection
 * drops, so a byte-identical copy waits for the first one's reply and gets it.
 */
static enum ecs_err
copy(struct req *rq, struct hold *h)
{
	uint64_t now = rq->now_ms, limit = h->row->claimed_ms + EAP_WORK_MS;
	enum ecs_err e = ECS_OK;

	if (!same_packet(h))
		return req_fail(rq, ECS_AUTH_FAILED, "the challenge is used up");
	if (!h->row->has_answer && now >= limit)
		return req_fail(rq, ECS_AUTH_NEEDED, "the first answer was never finished");
	while (e == ECS_OK && !h->row->has_answer && now < limit) {
		clock_sleep_ms(POLL_MS);
		now = clock_ms();
		e = reload(rq, h);
	}
	if (e != ECS_OK)
		return e;
	if (!same_packet(h))	/* while this one waited the session went on */
		return req_fail(rq, ECS_AUTH_FAILED, "the challenge is used up");
	if (!h->row->has_answer)
		return req_fail(rq, ECS_BUSY, "the first answer takes long");
	if (h->row->answered_ms + EAP_COPY_MS < now)
		return req_fail(rq, ECS_AUTH_FAILED, "replay");
	rq->how = "copy";
	if (!h->row->done)	/* a challenge, which had its cookie */
		rq->set_cookie = set_cookie(rq, h->cookie);
	return eap_reply_use(rq, SPAN(h->row->answer, h->row->answer_len));
}

/* Keeps what this request is answered, whatever it is, and ends the session. */
static void
keep(struct req *rq, void *arg)
{
	struct hold *h = arg;
	struct span box;
	uint64_t n;

	if (eap_reply_put(rq, rq->status, rq->type, SPAN(rq->out.p, rq->out.len),
	    &box) != ECS_OK ||
	    q_eap_end(rq->db, box, clock_ms(), id_of(h), claim_of(rq), &n) != ECS_OK)
		log_msg(L_WARN, "the reply of an EAP session was not kept");
}

static enum ecs_err
resync(struct req *rq, struct hold *h, const struct eap_rsp *rsp)
{
	struct span box, reply;
	uint64_t n;
	enum ecs_err e;

	if (rsp->auts.len != AKA_AUTS || h->st->resyncs++ == EAP_RESYNCS)
		return req_fail(rq, ECS_AUTH_FAILED, "too many resynchronisations");
	if ((e = challenge(rq, h->st, h->row->sim_id, rsp->auts.p)) != ECS_OK ||
	    (e = eap_state_put(rq, h->st, &box)) != ECS_OK ||
	    (e = eap_reply_put(rq, 200, rq->type, SPAN(rq->out.p, rq->out.len),
	    &reply)) != ECS_OK)
		return e;
	e = q_eap_next(rq->db, box, reply, rq->now_ms, id_of(h), claim_of(rq), &n);
	if (e == ECS_OK && n == 0) {	/* lost, or committed before the connection was */
		int round = h->row->round;

		e = reload(rq, h);
		if (e == ECS_OK && h->row->round != round + 1)
			return req_fail(rq, ECS_AUTH_NEEDED, "the session changed hands");
	}
	rq->answered = NULL;		/* the row goes on */
	rq->how = "resync";
	rq->set_cookie = set_cookie(rq, h->cookie);
	return e;
}

/* AT_MAC first, then RES: its length in bits is part of the answer. */
static enum ecs_err
verify(struct req *rq, const struct hold *h, const struct eap_rsp *rsp)
{
	const struct eap_state *st = h->st;

	if (!eap_mac_ok(&st->keys, h->bytes, rsp))
		return req_fail(rq, ECS_AUTH_FAILED, "AT_MAC");
	if (rsp->res_bits != 8 * st->xres_len || rsp->res.len != st->xres_len ||
	    !crypt_equal(rsp->res.p, st->xres, st->xres_len))
		return req_fail(rq, ECS_AUTH_FAILED, "AT_RES");
	if (rsp->checkcode.p != NULL && rsp->checkcode.len != 0)
		return req_fail(rq, ECS_AUTH_FAILED, "AT_CHECKCODE of messages never sent");
	if (rsp->result_ind)
		return req_fail(rq, ECS_AUTH_FAILED, "AT_RESULT_IND was not offered");
	return ECS_OK;
}

/* The challenge is ours: from here on any failure uses it up. */
static enum ecs_err
judge(struct req *rq, struct hold *h)
{
	struct eap_rsp rsp;
	enum ecs_err e;

	h->st = a_secret(rq->arena, sizeof(*h->st));
	e = eap_state_get(rq, SPAN(h->row->state, h->row->state_len), h->st);
	if (e != ECS_OK)
		return req_fail(rq, ECS_AUTH_NEEDED, "session state does not open");
	req_subject(rq, h->st->imsi);
	if ((e = eap_parse(h->bytes, &rsp)) != ECS_OK)
		return e;
	if (rsp.type != h->st->keys.type || rsp.identifier != h->st->identifier)
		return req_fail(rq, ECS_AUTH_FAILED, "answer to another challenge");
	if (rsp.subtype == EAP_SYNC_FAILURE)
		return resync(rq, h, &rsp);
	if (rsp.subtype != EAP_CHALLENGE)
		return req_fail(rq, ECS_AUTH_FAILED, "the device refused, subtype %d",
		    (int)rsp.subtype);
	return verify(rq, h, &rsp);
}

static enum ecs_err
claim(struct req *rq, struct hold *h)
{
	uint64_t mine = 0;
	enum ecs_err e = ECS_OK;

	if (!h->row->done && !h->row->has_claim)
		e = q_eap_claim(rq->db, claim_of(rq), rq->now_ms,
		    SPAN(h->packet, sizeof(h->packet)), id_of(h), h->row->round,
		    claim_of(rq), &mine);
	if (e == ECS_OK && mine == 0) {
		e = reload(rq, h);
		return e == ECS_OK ? ECS_TAKEN : e;
	}
	return e;
}

enum ecs_err
eap_aka_answer(struct req *rq, struct eap_aka_peer *peer)
{
	struct hold *h = a_zalloc(rq->arena, sizeof(*h));
	enum ecs_err e;

	rq->how = "eap-aka";
	peer->sim_id = 0;
	if (json_relay(rq->arena, rq->body, &h->bytes) != ECS_OK)
		return req_fail(rq, ECS_BODY_FORMAT, "no eap-relay-packet");
	crypt_sha256(h->bytes, h->packet);
	h->cookie = header_cookie(rq->arena, rq->cookie, EAP_COOKIE);
	if (h->cookie == NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, "EAP answer without its cookie");
	if ((e = load(rq, h)) != ECS_OK)
		return e;
	/* A resynchronisation sent again comes while the next challenge is open. */
	if (!h->row->done && !h->row->has_claim && same_packet(h))
		return copy(rq, h);
	if ((e = claim(rq, h)) == ECS_TAKEN)
		return copy(rq, h);
	if (e != ECS_OK)
		return e;
	rq->answered = keep;
	rq->answered_arg = h;
	if ((e = judge(rq, h)) != ECS_OK || rq->answered == NULL)
		return e;
	peer->sim_id = h->row->sim_id;
	rq->pairs = h->st->pairs;
	rq->npairs = h->st->npairs;
	if (!header_accept(rq->accept).xml && !header_accept(rq->accept).json)
		rq->accept = *h->st->accept != '\0' ? h->st->accept : NULL;
	return ECS_OK;
}
