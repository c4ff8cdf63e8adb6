/* eap_local.c - this server terminates EAP-AKA, with vectors of the operator's HLR. */
#include <string.h>

#include "base/rnd.h"
#include "flow/eap_way.h"
#include "flow/peer_gate.h"
#include "peer/hlr.h"

/* TS 24.302 8.1.1.2: the access network name of an untrusted access. */
static const struct span network = { (const uint8_t *)"WLAN", 4 };

struct local {
	struct eap_keys	 keys;
	uint8_t		 identifier, resyncs;
	uint8_t		 rand[AKA_RAND];
	uint8_t		 xres[AKA_RES_MAX];
	size_t		 xres_len;
	char		 identity[NAI_MAX + 1], imsi[NAI_IMSI + 1];
};

static enum ecs_err
ask_hlr(struct req *rq, const struct hlr_ask *ask, struct aka_vector *v)
{
	struct hlr hlr = { rq->db, rq->srv->keys, rq->srv->conf, rq->op, rq->arena, NULL, false };
	const struct hlr_driver *driver = hlr_driver(rq->op);
	struct gate_pass pass = { .gates = NULL };
	enum ecs_err e;

	if (driver == NULL)
		return req_fail(rq, ECS_KEYS, "no hlr driver %s", rq->op->hlr);
	if (driver->remote && (e = peer_gate_in(rq, GATE_HLR, &pass)) != ECS_OK)
		return e;
	e = driver->vector(&hlr, ask, v);
	return peer_gate_heard(rq, &pass, e, hlr.heard, hlr.why);
}

/* A fresh challenge into own; its relay body into rq->out. */
static enum ecs_err
challenge(struct req *rq, struct local *own, uint64_t sim_id, const uint8_t *auts)
{
	struct hlr_ask ask = { sim_id, own->imsi, own->keys.type, own->rand, auts };
	struct aka_vector *v = a_secret(rq->arena, sizeof(*v));
	uint8_t packet[EAP_PACKET_MAX];
	size_t len = 0;
	enum ecs_err e;

	if ((e = ask_hlr(rq, &ask, v)) != ECS_OK)
		return e;
	e = eap_keys(own->keys.type, SPAN(own->identity, strlen(own->identity)), v, network,
	    &own->keys);
	rnd_bytes(&own->identifier, 1);
	if (e == ECS_OK)
		e = eap_challenge(&own->keys, own->identifier, v, network, packet, &len);
	if (e != ECS_OK)
		return e;
	memcpy(own->rand, v->rand, AKA_RAND);
	memcpy(own->xres, v->xres, v->xres_len);
	own->xres_len = v->xres_len;
	eap_packet(rq, SPAN(packet, len));
	return ECS_OK;
}

static enum ecs_err
begin(struct req *rq, const struct nai *nai, const char *eap_id, uint64_t sim_id, void *arg)
{
	struct local *own = arg;

	own->keys.type = nai->type;
	memcpy(own->identity, eap_id, strlen(eap_id) + 1);
	memcpy(own->imsi, nai->imsi, sizeof(own->imsi));
	return challenge(rq, own, sim_id, NULL);
}

/* AT_MAC first, then RES: its length in bits is part of the answer. */
static enum ecs_err
verify(struct req *rq, const struct local *own, struct span bytes, const struct eap_rsp *rsp)
{
	if (!eap_mac_ok(&own->keys, bytes, rsp))
		return req_fail(rq, ECS_AUTH_FAILED, "AT_MAC");
	if (rsp->res_bits != 8 * own->xres_len || rsp->res.len != own->xres_len ||
	    !crypt_equal(rsp->res.p, own->xres, own->xres_len))
		return req_fail(rq, ECS_AUTH_FAILED, "AT_RES");
	if (rsp->checkcode.p != NULL && rsp->checkcode.len != 0)
		return req_fail(rq, ECS_AUTH_FAILED, "AT_CHECKCODE of messages never sent");
	if (rsp->result_ind)
		return req_fail(rq, ECS_AUTH_FAILED, "AT_RESULT_IND was not offered");
	return ECS_OK;
}

static enum ecs_err
judge(struct req *rq, const struct exchange *x, struct span bytes, const struct eap_rsp *rsp,
    void *arg, bool *again)
{
	struct local *own = arg;

	req_subject(rq, own->imsi);
	if (rsp->type != own->keys.type || rsp->identifier != own->identifier)
		return req_fail(rq, ECS_AUTH_FAILED, "answer to another challenge");
	if (rsp->subtype == EAP_SYNC_FAILURE) {
		if (rsp->auts.len != AKA_AUTS || own->resyncs++ == EAP_RESYNCS)
			return req_fail(rq, ECS_AUTH_FAILED, "too many resynchronisations");
		*again = true;
		return challenge(rq, own, x->sim_id, rsp->auts.p);
	}
	if (rsp->subtype != EAP_CHALLENGE)
		return req_fail(rq, ECS_AUTH_FAILED, "the device refused, subtype %d",
		    (int)rsp->subtype);
	return verify(rq, own, bytes, rsp);
}

const struct eap_way eap_local = { EXCHANGE_EAP, sizeof(struct local), begin, judge };
