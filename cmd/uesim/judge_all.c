/* judge_all.c - from a body to sentences. */
#include "judge.h"
#include "judge_all.h"
#include "words.h"

static void
tell_vers(struct ue *ue, const struct doc_view *v)
{
	words_number(ue->words, "version", v->version);
	words_number(ue->words, "validity", v->validity);
	if (v->off)
		say(ue->words, v->version == 0 ?
		    "VERS is 0: %s goes back to its defaults, all off." :
		    v->version == -1 ? "VERS is -1: %s stops asking until the SIM changes." :
		    "VERS is -2: %s stops asking until the user turns the service on.",
		    ue->client->label);
	else if (v->version > 0)
		say(ue->words, "Document version %lld, good for %s.", v->version,
		    words_time(ue->arena, v->validity));
}

static void
tell_token(struct ue *ue, const struct doc_view *v)
{
	words_fact(ue->words, "token", v->token);
	if (v->off)
		return;
	if (v->token != NULL && *v->token != '\0')
		say(ue->words, "Token kept for next time.");
	else
		say(ue->words, "No TOKEN: %s will authenticate again next time.",
		    ue->client->label);
}

static enum ue_exit
thrown_away(struct ue *ue, const struct doc_view *v)
{
	const char *why = v->reject != NULL ? v->reject : v->reset;

	words_fact(ue->words, v->reject != NULL ? "rejected" : "reset", why);
	say(ue->words, v->reject != NULL ? "%s throws the document away: %s." :
	    "%s throws the document away and switches every service off: %s.",
	    ue->client->label, why);
	return UE_DOCUMENT;
}

static enum ue_exit
verdicts(struct ue *ue, const struct asked *asked, struct doc_view *v)
{
	struct verdict *of = a_zalloc(ue->arena, asked->napp * sizeof(*of));
	enum ue_exit code = UE_USABLE;

	for (size_t i = 0; i < asked->napp; i++)
		ue->client->judge(v, asked->app[i], &of[i]);
	if (v->reject != NULL)
		return thrown_away(ue, v);
	tell_vers(ue, v);
	tell_token(ue, v);
	for (size_t i = 0; i < asked->napp; i++) {
		if (v->off)
			of[i] = (struct verdict){ .app = of[i].app, .state = V_OFF, .text = "off" };
		words_verdict(ue->words, &of[i]);
		if (of[i].state != V_ON)
			code = UE_NOT_USABLE;
	}
	return code;
}

/* The text is for phones that are given no page. */
static enum ue_exit
error_leg(struct ue *ue, const struct error_leg *leg)
{
	words_fact(ue->words, "error_url", leg->url);
	words_fact(ue->words, "error_text", leg->text);
	say(ue->words, "No TOKEN, but an error: the server says that the login failed.");
	if (leg->url != NULL)
		say(ue->words, "  would open %s", leg->url);
	else
		say(ue->words, "  would show: %s", leg->text);
	return UE_REFUSED;
}

enum ue_exit
judge_all(struct ue *ue, const struct asked *asked, const char *body, const char *content_type,
    struct doc_view *view)
{
	const struct doc_in in = { body, content_type, asked->app, asked->napp, asked->json };
	struct error_leg leg;
	enum ue_exit code;

	view_init(view, ue->arena);
	ue->client->read(view, &in);
	if (view->reject != NULL || view->reset != NULL)
		code = thrown_away(ue, view);
	else if (!view->off && judge_error_leg(view, &leg))
		code = error_leg(ue, &leg);
	else
		code = verdicts(ue, asked, view);
	for (const struct view_note *n = view->notes; n != NULL; n = n->next)
		say(ue->words, "  note: %s", n->text);
	return code;
}
