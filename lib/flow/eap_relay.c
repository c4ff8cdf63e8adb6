/*
 * eap_relay.c - EAP is passed through to the operator's AAA.
 *
 * TS.43 v12 2.8.1, RFC 3579, RFC 4072.  The AAA proves who the card is; that it
 * is the one the document is made for is proved here: a device could name one
 * IMSI in EAP_ID and authenticate another in AKA-Identity.
 */
#include <string.h>

#include "base/clock.h"
#include "flow/eap_way.h"
#include "flow/peer_gate.h"
#include "fmt/eap_pass.h"
#include "peer/aaa.h"

enum {
	OURS_MAX = 4,		/* responses in the device's place, one after the other */
	TALK_MS = 15000		/* no question later: the device waits 30 s */
};

struct relay {
	uint8_t		 type, identifier, subtype, resyncs;	/* what is pending */
	bool		 prime;		/* EAP_ID asked for AKA' */
	bool		 answered;	/* the card's last word was RES to a challenge */
	uint16_t	 state_len;
	uint8_t		 state[AAA_STATE];
	char		 identity[NAI_MAX + 1], imsi[NAI_IMSI + 1];
	char		 said[NAI_MAX + 1];	/* last AT_IDENTITY, also ours; "" none */
};

static enum ecs_err
ask(struct req *rq, struct relay *own, struct span packet, struct aaa_answer *out)
{
	struct aaa aaa = { rq->srv->conf, rq->op, rq->arena, NULL, false };
	struct aaa_ask q = { own->identity, packet, SPAN(own->state, own->state_len) };
	const struct aaa_driver *driver = aaa_driver(rq->op);
	struct gate_pass pass;
	enum ecs_err e;

	if (driver == NULL)
		return req_fail(rq, ECS_KEYS, "no aaa driver %s", rq->op->aaa);
	if ((e = peer_gate_in(rq, GATE_AAA, &pass)) != ECS_OK)
		return e;
	e = driver->ask(&aaa, &q, out);
	if (e == ECS_OK && out->state.len > sizeof(own->state)) {
		aaa.why = "the AAA's state is too long";
		e = ECS_PEER_DOWN;
	}
	if ((e = peer_gate_heard(rq, &pass, e, aaa.heard, aaa.why)) != ECS_OK)
		return e;
	own->state_len = (uint16_t)out->state.len;
	if (out->state.len > 0)
		memcpy(own->state, out->state.p, out->state.len);
	return ECS_OK;
}

static bool
own_realm(const void *op, const char *realm)
{
	return conf_list_has(&((const struct conf_operator *)op)->realms, realm);
}

/* The identity as a permanent one of this operator names the IMSI asked for. */
static bool
is_imsi(struct req *rq, const char *name, const char *imsi)
{
	struct nai nai;

	if (strcmp(name, imsi) == 0)	/* some AAA servers name it bare */
		return true;
	return nai_parse(name, own_realm, rq->op, &nai) == ECS_OK &&
	    strcmp(nai.imsi, imsi) == 0;
}

/* The document is for whom the AAA authenticated, or there is none. */
static enum ecs_err
bind(struct req *rq, const struct relay *own, const struct aaa_answer *a)
{
	const char *name = a->user_name;

	/* Many servers give back the User-Name they were asked with: that proves nothing. */
	if (*name == '\0' || strcmp(name, own->identity) == 0)
		name = *own->said != '\0' ? own->said : own->identity;
	if (!own->answered)
		return req_fail(rq, ECS_AUTH_FAILED, "the AAA accepted without proof");
	if (!is_imsi(rq, name, own->imsi))
		return req_fail(rq, ECS_AUTH_FAILED, "the AAA authenticated another identity");
	return ECS_OK;
}

/*
 * What the AAA asks of the card.  ECS_OK with *len 0: it goes to the device;
 * else out is the response that is given in its place.
 */
static enum ecs_err
request(struct req *rq, struct relay *own, const struct aaa_answer *a, uint8_t *out,
    size_t *len)
{
	struct eap_req r;

	*len = 0;
	if (eap_request(a->packet, &r) != ECS_OK)
		return req_fail(rq, ECS_PEER_DOWN, "the AAA sent a malformed EAP packet");
	if (r.type != EAP_AKA && r.type != EAP_AKA_PRIME)
		return req_fail(rq, ECS_PEER_DOWN, "the AAA wants EAP type %u", r.type);
	/* A device that did not ask for AKA' does not know it. */
	if (r.type == EAP_AKA_PRIME && !own->prime)
		return req_fail(rq, ECS_PEER_DOWN, "the AAA wants AKA' of an AKA identity");
	if (r.subtype == EAP_IDENTITY && strcmp(rq->op->aaa_identity, "refuse") == 0)
		return req_fail(rq, ECS_PEER_DOWN,
		    "the AAA asks for an identity (see aaa-identity)");
	if (r.subtype == EAP_IDENTITY && strcmp(rq->op->aaa_identity, "answer") == 0) {
		memcpy(own->said, own->identity, sizeof(own->said));
		*len = eap_aka_identity(&r, own->identity, out);
		return ECS_OK;
	}
	if (r.subtype == EAP_NOTIFICATION) {
		*len = eap_notified(&r, out);
		return ECS_OK;
	}
	if (r.subtype != EAP_CHALLENGE && r.subtype != EAP_IDENTITY)
		return req_fail(rq, ECS_PEER_DOWN, "the AAA sent subtype %d", (int)r.subtype);
	own->type = r.type;
	own->identifier = r.identifier;
	own->subtype = (uint8_t)r.subtype;
	eap_packet(rq, a->packet);
	return ECS_OK;
}

/* Asks, answers for the device what devices cannot, until there is something for it. */
static enum ecs_err
talk(struct req *rq, struct relay *own, struct span packet, bool *again)
{
	uint8_t out[EAP_PACKET_MAX];
	bool notified = false;
	struct aaa_answer a;
	size_t len;
	enum ecs_err e;

	*again = false;
	for (int i = 0; i < OURS_MAX && clock_ms() < rq->now_ms + TALK_MS; i++) {
		if ((e = ask(rq, own, packet, &a)) != ECS_OK)
			return e;
		if (a.verdict == AAA_REJECT || (notified && a.verdict == AAA_ACCEPT))
			return req_fail(rq, ECS_AUTH_FAILED, "the AAA rejected");
		if (a.verdict == AAA_ACCEPT)
			return bind(rq, own, &a);
		if ((e = request(rq, own, &a, out, &len)) != ECS_OK)
			return e;
		*again = len == 0;
		if (*again)
			return ECS_OK;
		notified |= out[5] == EAP_NOTIFICATION;
		packet = SPAN(out, len);
	}
	return req_fail(rq, ECS_PEER_DOWN, "the AAA comes to no end");
}

static enum ecs_err
begin(struct req *rq, const struct nai *nai, const char *eap_id, uint64_t sim_id, void *arg)
{
	struct relay *own = arg;
	uint8_t first[EAP_PACKET_MAX];
	size_t len = eap_identity(eap_id, first);
	bool again;
	enum ecs_err e;

	(void)sim_id;
	memcpy(own->identity, eap_id, strlen(eap_id) + 1);
	memcpy(own->imsi, nai->imsi, sizeof(own->imsi));
	own->prime = nai->type == EAP_AKA_PRIME;
	if ((e = talk(rq, own, SPAN(first, len), &again)) != ECS_OK)
		return e;
	return again ? ECS_OK : req_fail(rq, ECS_PEER_DOWN, "the AAA accepted an identity alone");
}

static bool
remember(struct relay *own, struct span identity)
{
	if (identity.len == 0 || identity.len > NAI_MAX ||
	    memchr(identity.p, '\0', identity.len) != NULL)
		return false;
	memcpy(own->said, identity.p, identity.len);
	own->said[identity.len] = '\0';
	return true;
}

static enum ecs_err
judge(struct req *rq, const struct exchange *x, struct span bytes, const struct eap_rsp *rsp,
    void *arg, bool *again)
{
	struct relay *own = arg;
	bool challenge = own->subtype == EAP_CHALLENGE;

	(void)x;
	req_subject(rq, own->imsi);
	if (bytes.len > AAA_PACKET)
		return req_fail(rq, ECS_EAP_FORMAT, "longer than an AAA takes");
	/* The AAA would drop these in silence, and the device wait for nothing. */
	if (rsp->type != own->type || rsp->identifier != own->identifier)
		return req_fail(rq, ECS_AUTH_FAILED, "answer to another challenge");
	if (rsp->subtype != EAP_CLIENT_ERROR && rsp->subtype !=
	    (challenge ? EAP_CHALLENGE : EAP_IDENTITY) &&
	    !(challenge && (rsp->subtype == EAP_SYNC_FAILURE ||
	    rsp->subtype == EAP_AUTH_REJECT)))
		return req_fail(rq, ECS_EAP_FORMAT, "subtype %d to a pending %d",
		    (int)rsp->subtype, own->subtype);
	if (rsp->subtype == EAP_SYNC_FAILURE && own->resyncs++ == EAP_RESYNCS)
		return req_fail(rq, ECS_AUTH_FAILED, "too many resynchronisations");
	if (rsp->subtype == EAP_IDENTITY && !remember(own, rsp->identity))
		return req_fail(rq, ECS_AUTH_FAILED, "AT_IDENTITY is no identity");
	own->answered = rsp->subtype == EAP_CHALLENGE;
	return talk(rq, own, bytes, again);
}

const struct eap_way eap_relay = { EXCHANGE_RELAY, sizeof(struct relay), begin, judge };
