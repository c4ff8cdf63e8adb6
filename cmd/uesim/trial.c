/* trial.c - what a network or an attacker may do to an exchange. */
#include "ask.h"
#include "base/clock.h"
#include "opts.h"
#include "words.h"

bool
trial_resend(struct ue *ue, const struct http_req *rq, const struct http_rsp *first)
{
	struct http_rsp again;

	if (!http_do(ue->http, rq, &again)) {
		say(ue->words, "Sent the answer once more: no reply (%s).", again.error);
		return false;
	}
	say(ue->words, http_same(first, &again) ?
	    "Sent the answer once more: the same reply (%d), as it must be." :
	    "Sent the answer once more: ANOTHER reply (%d).", again.status);
	return http_same(first, &again);
}

void
trial_replay(struct ue *ue, const struct http_req *rq, const struct http_rsp *first)
{
	struct http_rsp again;
	int wait_s = ue->o->replay_s;

	clock_sleep_ms((unsigned)wait_s * 1000);
	if (!http_do(ue->http, rq, &again)) {
		say(ue->words, "Replayed after %d s: no reply (%s).", wait_s, again.error);
		return;
	}
	words_number(ue->words, "replay_http", again.status);
	say(ue->words, again.status == 200 && http_same(first, &again) ?
	    "First time: %d. Replayed after %d s: the same reply (%d)." :
	    again.status == 200 ? "First time: %d. Replayed after %d s: ACCEPTED AGAIN (%d)." :
	    "First time: %d. Replayed after %d s: refused (%d).",
	    first->status, wait_s, again.status);
}
