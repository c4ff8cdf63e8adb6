/* query.c - asks for ap2004. */
#include "ask.h"
#include "judge_all.h"
#include "query.h"
#include "state.h"
#include "words.h"

static void
judge(struct ue *ue, struct doc_view *view, struct query *out)
{
	const struct view_group *g = view_find(view, "ap2004", "");

	ue->client->judge(view, "ap2004", &out->v);
	out->location = view_get(view, g, "AddrIdentifier");
	out->expires = view_get(view, g, "AddrExpiry");
	if (view->off)
		out->v = (struct verdict){ .app = "ap2004", .state = V_OFF, .text = "off" };
}

static void
note(struct ue *ue, const struct query *q)
{
	json_t *item = json_object();

	json_object_set_new(item, "state", json_string(words_state(q->v.state)));
	if (q->location != NULL)
		json_object_set_new(item, "location", json_string(q->location));
	words_list(ue->words, "queries", item);
}

static enum ue_exit
ask(struct ue *ue, struct query *out)
{
	static const char *const app[] = { "ap2004" };
	const struct asked asked = { app, 1, false };
	struct answer answer;
	struct doc_view view;
	enum ue_exit code = ask_document(ue, &asked, &answer);

	words_fact(ue->words, "by", ask_by_name(answer.by));
	if (code != UE_USABLE)
		return code;
	words_again(ue->words);
	code = judge_all(ue, &asked, answer.rsp.body, http_header(&answer.rsp, "Content-Type"),
	    &view);
	if (view.reject == NULL)
		ask_keep(ue, &view);
	if (!state_save(ue->state))
		return UE_USAGE;
	if (code == UE_DOCUMENT)
		return code;
	judge(ue, &view, out);
	note(ue, out);
	return UE_USABLE;
}

enum ue_exit
query_wifi(struct ue *ue, bool quiet, struct query *out)
{
	enum ue_exit code;

	*out = (struct query){ .v = { .app = "ap2004", .state = V_ABSENT } };
	words_mute(ue->words, quiet);
	code = ask(ue, out);
	words_mute(ue->words, false);
	if (quiet && code != UE_USABLE)
		say(ue->words, "A question to the server failed (exit code %d).", (int)code);
	if (quiet && code == UE_USABLE)
		words_replace(ue->words, &out->v);
	return code;
}
