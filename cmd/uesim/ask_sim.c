/* ask_sim.c - one full authentication: challenges, answers, the document. */
#include <string.h>

#include "ask.h"
#include "opts.h"
#include "relay.h"
#include "request.h"
#include "state.h"
#include "words.h"

struct exchange {
	struct ue		*ue;
	const struct asked	*asked;
	struct answer		*out;
	struct http_rsp		 first;		/* whose cookies count */
	struct peer		 peer;
	struct peer_answer	 reply;
	struct http_req		 rq;
};

static enum ue_exit
send(struct exchange *x, bool proof)
{
	struct answer *out = x->out;

	if (proof && out->send != NULL ? out->send(x->ue, &x->rq, out) :
	    http_do(x->ue->http, &x->rq, &out->rsp))
		return ask_status(x->ue, &x->out->rsp);
	say(x->ue->words, "No answer: %s.", x->out->rsp.error);
	return UE_NETWORK;
}

/* True when the body holds a challenge; sets code when it holds nothing usable. */
static bool
challenge(struct exchange *x, uint8_t *eap, size_t *len, enum ue_exit *code)
{
	const struct client *c = x->ue->client;
	const char *type = http_header(&x->out->rsp, "Content-Type");
	bool member = strstr(x->out->rsp.body, "\"eap-relay-packet\"") != NULL;

	*code = UE_USABLE;
	if (c->needs_type && strstr(type, "xml") == NULL && strstr(type, "json") == NULL) {
		say(x->ue->words, "Content-Type \"%s\" says neither xml nor json. %s stops.",
		    type, c->label);
		*code = UE_DOCUMENT;
		return false;
	}
	*len = relay_packet(x->out->rsp.body, eap, PEER_PACKET_MAX);
	if (member && *len == 0) {
		say(x->ue->words, "The EAP packet is not valid Base64.");
		*code = UE_DOCUMENT;
	}
	return *len > 0;
}

static void
tell(struct exchange *x, enum peer_result r)
{
	struct words *w = x->ue->words;

	if (x->reply.mac_wrong && r == PEER_ANSWERED && !x->reply.forged)
		say(w, "The server's AT_MAC is wrong; this client does not look.");
	switch (r) {
	case PEER_ANSWERED:
		say(w, x->reply.forged ? "SIM has another key; the answer is made with it." :
		    "SIM answered the challenge.");
		break;
	case PEER_NAMED:
		say(w, "The network asks who this is; the phone says %s.", x->peer.identity);
		break;
	case PEER_RESYNC:
		x->out->resyncs++;
		say(w, "SIM has seen a newer challenge (%llu; this is %llu): it resynchronises.",
		    (unsigned long long)x->reply.seq_ms, (unsigned long long)x->reply.seq);
		break;
	case PEER_REJECTED:
		say(w, "SIM refuses the network, and says so: %s.", x->reply.why);
		break;
	case PEER_STOPPED:
		say(w, "SIM refuses the network: %s. Nothing more is sent.", x->reply.why);
		break;
	}
}

/* What the SIM saw is kept before the answer leaves, as a card does. */
static enum ue_exit
answer(struct exchange *x, struct span eap)
{
	struct ue *ue = x->ue;
	enum peer_result r = peer_request(&x->peer, ue->arena, eap, &x->reply);
	enum ue_exit code;

	tell(x, r);
	if (!state_save(ue->state))
		return UE_USAGE;
	if (r == PEER_STOPPED)
		return UE_REFUSED;
	request_eap(ue, r == PEER_RESYNC ? ACCEPT_RESYNC : ACCEPT_ANSWER, x->asked->json,
	    relay_body(ue->arena, x->reply.packet, x->reply.len), &x->rq);
	relay_cookies(ue->arena, ue->client->cookies, &x->first, &x->rq);
	if ((code = send(x, r == PEER_ANSWERED)) != UE_USABLE)
		return code;
	if (r == PEER_ANSWERED && ue->o->resend && !trial_resend(ue, &x->rq, &x->out->rsp))
		return UE_SERVER;
	return r == PEER_REJECTED ? UE_REFUSED : UE_USABLE;
}

static enum ue_exit
rounds(struct exchange *x)
{
	uint8_t eap[PEER_PACKET_MAX];
	enum ue_exit code;
	size_t len;

	while (challenge(x, eap, &len, &code)) {
		bool named = len > 5 && eap[5] == SUB_IDENTITY;

		x->out->named |= named;
		if (!named && x->out->challenges++ == x->ue->client->challenges) {
			say(x->ue->words, "That is challenge number %u. %s gives up.",
			    x->out->challenges, x->ue->client->label);
			return UE_REFUSED;
		}
		if ((code = answer(x, SPAN(eap, len))) != UE_USABLE)
			return code;
	}
	return code;
}

static void
trial_key(struct peer *peer, struct sim *copy)
{
	*copy = *peer->sim;
	copy->key.k[0] ^= 0xff;
	peer->sim = copy;
}

/* A full peer looks at everything, as those of computers do. */
static void
set_peer(struct exchange *x)
{
	struct ue *ue = x->ue;
	bool full = ue->o->full_eap;
	const char *own = request_identity(ue, ue->state->sim.imsi);

	x->peer = (struct peer){ .sim = &ue->state->sim, .own = own,
	    .identity = ue->o->victim != NULL ? request_identity(ue, ue->o->victim) : own,
	    .prime = ue->o->aka_prime, .full = full,
	    .look = full ? PEER_STRICT : ue->client->look,
	    .sends_reject = full || ue->client->sends_reject,
	    .forge = ue->o->victim != NULL, .wrong_res = ue->o->wrong_res };
}

enum ue_exit
ask_by_sim(struct ue *ue, const struct asked *asked, struct answer *out)
{
	struct exchange *x = a_secret(ue->arena, sizeof(*x));
	struct sim *copy = a_secret(ue->arena, sizeof(*copy));
	struct http_req none = { 0 };
	enum ue_exit code;

	*x = (struct exchange){ .ue = ue, .asked = asked, .out = out };
	set_peer(x);
	if (ue->o->wrong_key)
		trial_key(&x->peer, copy);
	say(ue->words, "Asks %s with its SIM (%s).", ue->o->url,
	    ue->o->aka_prime ? "EAP-AKA'" : "EAP-AKA");
	request_first(ue, asked->app, asked->napp, asked->json,
	    &(struct request_who){ .eap_id = x->peer.identity }, &x->rq);
	if ((code = send(x, false)) != UE_USABLE)
		return code;
	x->first = out->rsp;
	if (ue->client->needs_cookie &&
	    relay_cookies(ue->arena, ue->client->cookies, &x->first, &none) == 0) {
		say(ue->words, "The challenge sets no cookie. %s stops.", ue->client->label);
		return UE_DOCUMENT;
	}
	code = rounds(x);
	if (code == UE_USABLE && out->challenges == 0)
		say(ue->words, "The server answered without asking the SIM.");
	if (code == UE_USABLE && ue->o->replay)
		trial_replay(ue, &x->rq, &out->rsp);
	return code;
}
