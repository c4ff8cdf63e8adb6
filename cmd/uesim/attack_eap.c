/* attack_eap.c - a card that is not the one, and one answer more than once. */
#include <string.h>

#include "attack.h"
#include "opts.h"
#include "relay.h"
#include "state.h"
#include "words.h"

/* One demonstration line after the document of another. */
static const char *
other(const char *imsi)
{
	static const char first[] = "001010000000001", second[] = "001010000000002";

	return strcmp(imsi, first) == 0 ? second : first;
}

enum ue_exit
attack_identity(struct ue *ue, const struct asked *asked, unsigned n)
{
	const struct opts *before = ue->o;
	struct opts o = *before;
	struct answer out = { .by = BY_SIM };
	enum ue_exit code;
	bool held;

	(void)n;
	o.victim = o.victim != NULL ? o.victim : other(ue->state->sim.imsi);
	o.full_eap = true;
	ue->o = &o;
	say(ue->words, "Names %s in EAP_ID, and is %s when the network asks.", o.victim,
	    ue->state->sim.imsi);
	code = ask_by_sim(ue, asked, &out);
	ue->o = before;
	words_number(ue->words, "named", out.named);
	if (code != UE_USABLE && code != UE_REFUSED)
		return code;
	if (!out.named)
		say(ue->words, "The network did not ask who this is.");
	held = attack_refused(ue, asked, "The other's document", &out.rsp, &code);
	return held || code != UE_SERVER ? attack_verdict(ue, held) : code;
}

/* The proof sent, its copy, and one that is not a copy. */
struct again {
	struct http_rsp	 copy, changed;
	bool		 answered;
};

/* The same packet with another first octet of AT_RES. */
static const char *
change(struct arena *a, const char *body)
{
	uint8_t eap[PEER_PACKET_MAX];
	size_t n = relay_packet(body, eap, sizeof(eap));

	for (size_t at = 8; at + 8 <= n && eap[at + 1] > 0; at += 4 * (size_t)eap[at + 1])
		if (eap[at] == AT_RES) {
			eap[at + 4] ^= 0xff;
			break;
		}
	return relay_body(a, eap, n);
}

static bool
send_again(struct ue *ue, const struct http_req *rq, struct answer *out)
{
	struct again *again = out->arg;
	struct http_req other = *rq;

	if (!http_do(ue->http, rq, &out->rsp))
		return false;
	other.body = change(ue->arena, rq->body);
	again->answered = http_do(ue->http, rq, &again->copy) &&
	    http_do(ue->http, &other, &again->changed);
	return true;
}

enum ue_exit
attack_replay(struct ue *ue, const struct asked *asked, unsigned n)
{
	struct again again = { .answered = false };
	struct answer out = { .by = BY_SIM, .send = send_again, .arg = &again };
	enum ue_exit code = ask_by_sim(ue, asked, &out);
	bool held;

	(void)n;
	if (code != UE_USABLE)
		return code;
	if (!again.answered) {
		say(ue->words, "No answer to the second or third time.");
		return UE_NETWORK;
	}
	held = http_same(&out.rsp, &again.copy);
	say(ue->words, held ? "The answer once more: the same reply (%d)." :
	    "The answer once more: ANOTHER reply (%d).", again.copy.status);
	held = attack_refused(ue, asked, "Another answer to the same challenge", &again.changed,
	    &code) && held;
	return attack_verdict(ue, held);
}

struct race {
	unsigned	 n, documents, same, refused, failed;
	const struct asked *asked;
};

static bool
send_all(struct ue *ue, const struct http_req *rq, struct answer *out)
{
	struct race *r = out->arg;
	struct http_rsp *rsp = a_zalloc(ue->arena, r->n * sizeof(*rsp)), *first = NULL;

	if (!http_race(ue, rq, r->n, rsp)) {
		out->rsp = rsp[0];
		return false;
	}
	for (unsigned i = 0; i < r->n; i++) {
		bool won = rsp[i].error == NULL && attack_won(ue, r->asked, &rsp[i]);

		r->failed += rsp[i].error != NULL;
		r->refused += rsp[i].error == NULL && !won;
		r->same += won && (first == NULL || http_same(first, &rsp[i]));
		r->documents += won;
		if (won && first == NULL)
			first = &rsp[i];
	}
	out->rsp = first != NULL ? *first : rsp[0];
	return out->rsp.error == NULL;
}

enum ue_exit
attack_race(struct ue *ue, const struct asked *asked, unsigned n)
{
	struct race r = { .n = n, .asked = asked };
	struct answer out = { .by = BY_SIM, .send = send_all, .arg = &r };
	enum ue_exit code = ask_by_sim(ue, asked, &out);

	if (r.documents + r.refused + r.failed == 0)
		return code;
	words_number(ue->words, "documents", r.documents);
	words_number(ue->words, "same", r.same);
	say(ue->words, "%u copies of one answer at once: %u documents, %u of them the same, %u "
	    "without, %u unanswered.", n, r.documents, r.same, r.refused, r.failed);
	return attack_verdict(ue, r.documents > 0 && r.same == r.documents);
}
