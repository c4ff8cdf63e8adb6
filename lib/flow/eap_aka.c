/* eap_aka.c - limits, the SIM, one exchange; spec RFC 4187, RFC 9048, TS.43 2.8.1. */
#include <string.h>

#include "flow/eap_way.h"
#include "flow/from_limit.h"
#include "fmt/b64.h"
#include "fmt/json.h"

#define LIMITED	"authentications a minute"

static enum ecs_err
limited(struct req *rq, const char *imsi)
{
	const struct conf *c = rq->srv->conf;
	struct limit *l = rq->srv->limit;
	char from[CONF_NETWORK];

	conf_network(rq->address, from);
	if (limit_take(l, "imsi-address", a_printf(rq->arena, "%s %s", imsi, from),
	    c->limit_imsi_address, rq->now_ms) &&
	    limit_take(l, "imsi", imsi, c->limit_imsi, rq->now_ms))
		return from_limit(rq, "address", c->limit_address, 0, LIMITED);
	rq->retry_after_s = (unsigned)(60 - rq->now % 60);
	return req_fail(rq, ECS_LIMITED, LIMITED);
}

void
eap_packet(struct req *rq, struct span packet)
{
	rq->type = EAP_MEDIA;
	rq->out.len = 0;
	buf_printf(&rq->out, "{\"eap-relay-packet\":\"%s\"}",
	    b64_encode(rq->arena, B64_STD, packet));
}

/*
 * A realm of another operator, or a number of another network that nobody here
 * has.  Where neither is configured, all are its own.
 */
static bool
foreign(const struct conf_operator *op, const struct nai *nai, uint64_t sim_id)
{
	if (*nai->plmn == '\0')
		return !conf_list_has(&op->realms, nai->realm);
	for (size_t i = 0; i < op->imsi_prefixes.n; i++)
		if (strncmp(nai->imsi, op->imsi_prefixes.s[i], strlen(op->imsi_prefixes.s[i])) == 0)
			return false;
	return sim_id == 0 && op->imsi_prefixes.n + op->plmns.n > 0 &&
	    !conf_list_has(&op->plmns, nai->plmn);
}

static const struct eap_way *
way_of(const struct conf_operator *op)
{
	return strcmp(op->aaa, "none") != 0 ? &eap_relay : &eap_local;
}

enum ecs_err
eap_begin(struct req *rq, const struct nai *nai, const char *eap_id)
{
	const struct eap_way *way = way_of(rq->op);
	void *own = a_secret(rq->arena, way->own);
	struct q_sim_by_imsi sim = { .sim_id = 0 };
	const char *key;
	enum ecs_err e;

	rq->how = "eap-aka";
	if ((e = limited(rq, nai->imsi)) != ECS_OK)
		return e;
	e = q_sim_by_imsi(rq->db, rq->op->id, nai->imsi, &sim);
	if (e != ECS_OK && e != ECS_NOROW)
		return e;
	/* An AAA would ask abroad, where nobody answers, and its circuit open for all. */
	if (foreign(rq->op, nai, sim.sim_id))
		return req_fail(rq, ECS_AUTH_FAILED, "an identity of another operator");
	/* Who is asked for an IMSI that is not here answers as for one that is not there. */
	if ((e = way->begin(rq, nai, eap_id, sim.sim_id, own)) != ECS_OK)
		return e;
	e = exchange_begin(rq, way->kind, sim.sim_id, EAP_SESSION_MS, SPAN(own, way->own),
	    &key);
	if (e == ECS_OK)
		rq->set_cookie = exchange_cookie(rq, EAP_COOKIE, key);
	return e;
}

static enum ecs_err
judge(struct req *rq, struct exchange *x, struct span bytes, bool *again)
{
	const struct eap_way *way = x->kind == EXCHANGE_RELAY ? &eap_relay : &eap_local;
	void *own = a_secret(rq->arena, way->own);
	struct eap_rsp rsp;
	enum ecs_err e;

	if (x->own.len != way->own)
		return req_fail(rq, ECS_AUTH_NEEDED, "an exchange of another release");
	memcpy(own, x->own.p, way->own);
	if ((e = eap_parse(bytes, &rsp)) != ECS_OK)
		return e;
	if ((e = way->judge(rq, x, bytes, &rsp, own, again)) != ECS_OK)
		return e;
	if (*again) {
		rq->how = rsp.subtype == EAP_SYNC_FAILURE ? "resync" : rq->how;
		rq->set_cookie = exchange_cookie(rq, EAP_COOKIE, x->key);
		return exchange_next(rq, x, SPAN(own, way->own));
	}
	if (x->sim_id == 0)
		return req_fail(rq, ECS_AUTH_FAILED, "unknown IMSI");
	return ECS_OK;
}

enum ecs_err
eap_answer(struct req *rq, struct auth *who)
{
	struct exchange *x;
	struct span bytes;
	const char *cookie;
	bool again = false;
	enum ecs_err e;

	rq->how = "eap-aka";
	*who = (struct auth){ .method = AUTH_EAP_AKA };
	if (json_relay(rq->arena, rq->body, &bytes) != ECS_OK)
		return req_fail(rq, ECS_BODY_FORMAT, "no eap-relay-packet");
	if ((cookie = header_cookie(rq->arena, rq->cookie, EAP_COOKIE)) == NULL)
		return req_fail(rq, ECS_AUTH_NEEDED, "EAP answer without its cookie");
	e = exchange_take(rq, 1u << EXCHANGE_EAP | 1u << EXCHANGE_RELAY, cookie, bytes, &x);
	if (e != ECS_OK || x == NULL)
		return e;
	rq->pairs = x->pairs;
	rq->npairs = x->npairs;
	if ((e = judge(rq, x, bytes, &again)) != ECS_OK || again)
		return e;
	who->sim_id = x->sim_id;
	if (!header_accept(rq->accept).xml && !header_accept(rq->accept).json)
		rq->accept = x->accept;
	return ECS_OK;
}
