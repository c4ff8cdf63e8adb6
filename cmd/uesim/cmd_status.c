/* cmd_status.c - uesim status: asks what the line may use. */
#include "ask.h"
#include "judge_all.h"
#include "opts.h"
#include "state.h"
#include "words.h"

static enum ue_exit
run(struct ue *ue)
{
	struct asked asked;
	struct answer answer;
	struct doc_view view;
	enum ue_exit code;

	if ((ue->state = state_load(ue)) == NULL)
		return UE_USAGE;
	asked_init(ue->o, ue->client, &asked);
	if (ue->o->resync)
		usim_run_ahead(&ue->state->sim);
	if (ue->o->repeat * (long)ue->o->parallel > 1)
		return !ask_has_card(ue) ? UE_USAGE : load_run(ue, &asked);
	if ((ue->http = http_new(ue)) == NULL)
		return UE_USAGE;
	ask_introduce(ue);
	code = ask_document(ue, &asked, &answer);
	words_fact(ue->words, "by", ask_by_name(answer.by));
	words_number(ue->words, "challenges", answer.challenges);
	words_number(ue->words, "resyncs", answer.resyncs);
	if (code == UE_USABLE) {
		code = judge_all(ue, &asked, answer.rsp.body,
		    http_header(&answer.rsp, "Content-Type"), &view);
		if (view.reject == NULL)
			ask_keep(ue, &view);
	}
	return state_save(ue->state) ? code : UE_USAGE;
}

const struct cmd cmd_status = {
	.name = "status",
	.summary = "asks the server what the line may use, and says what the phone makes of it",
	.args = "[options]",
	.groups = OPT_CLIENT | OPT_APP | OPT_SIM | OPT_SERVER | OPT_ASK | OPT_PHONE |
	    OPT_LOGIN | OPT_TRIAL,
	.run = run,
};
