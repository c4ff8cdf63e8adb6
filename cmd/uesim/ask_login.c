/* ask_login.c - one authentication by OpenID Connect, with what may follow it. */
#include <string.h>

#include "judge.h"
#include "login.h"
#include "opts.h"
#include "visit.h"
#include "words.h"

/* TS.43 v12 6.5.1: without a contents type the user data follows the URL. */
static enum ue_exit
open_error(struct ue *ue, const struct error_leg *leg)
{
	struct person person;
	struct visit_out end;
	const struct visit visit = { .person = &person, .error_page = true,
	    .url = leg->user_data == NULL ? leg->url :
	    a_printf(ue->arena, "%s?%s", leg->url, leg->user_data) };
	enum ue_exit code;

	person_init(&person, ue->arena, ue->o);
	person.aim = AIM_DECLINE;
	say(ue->words, "The phone opens the error page %s.", leg->url);
	code = visit_page(ue, &visit, &end);
	if (code == UE_USABLE)
		say(ue->words, end.end == VISIT_DISMISSED ? "The page is dismissed." :
		    "The page has no button that dismisses it.");
	return code;
}

/* TS.43 v12 2.8.4: the login failed, and the document says so. */
static enum ue_exit
error_leg(struct login *l, const struct http_rsp *rsp)
{
	struct ue *ue = l->ue;
	const struct doc_in in = { rsp->body, http_header(rsp, "Content-Type"),
	    l->asked->app, l->asked->napp, l->asked->json };
	struct error_leg leg;
	struct doc_view view;

	view_init(&view, ue->arena);
	ue->client->read(&view, &in);
	if (view.reject != NULL || view.reset != NULL || !judge_error_leg(&view, &leg))
		return UE_USABLE;
	words_fact(ue->words, "error_url", leg.url);
	words_fact(ue->words, "error_text", leg.text);
	say(ue->words, "The server says that the login failed: no TOKEN, but an error.");
	if (leg.url != NULL)
		open_error(ue, &leg);
	else
		say(ue->words, "The phone shows: %s.", leg.text);
	return UE_REFUSED;
}

/* The answer to the call-back; further: another page is to be opened, once. */
static enum ue_exit
judge(struct login *l, const struct http_rsp *rsp, bool may, bool *further)
{
	struct words *w = l->ue->words;
	const char *to = http_header(rsp, "Location");

	*further = rsp->status == 302 && may && *to != '\0';
	if (*further) {
		l->url = to;
		say(w, "The server wants a second proof (302).");
		return UE_USABLE;
	}
	if (rsp->status == 302 && *to != '\0') {
		words_number(w, "http", rsp->status);
		say(w, "The server sends the phone away once more (302). It stops: this would "
		    "never end.");
		return UE_REFUSED;
	}
	if (rsp->status == 511) {
		words_number(w, "http", rsp->status);
		say(w, "The server does not take the login (511). The phone stops: it has no "
		    "other proof.");
		return UE_REFUSED;
	}
	if (rsp->status != 200)
		return ask_status(l->ue, rsp);
	words_number(w, "http", rsp->status);
	return error_leg(l, rsp);
}

enum ue_exit
ask_by_login(struct ue *ue, const struct asked *asked, struct answer *out)
{
	struct login *l = a_secret(ue->arena, sizeof(*l));
	enum ue_exit code = login_begin(l, ue, asked, out);
	bool further = code == UE_USABLE && l->url != NULL && out->rsp.status == 302;

	for (int i = 0; further; i++) {
		further = false;
		if ((code = login_visit(l)) == UE_USABLE)
			code = login_fetch(l, l->back, &out->rsp);
		if (code == UE_USABLE)
			code = judge(l, &out->rsp, i == 0, &further);
	}
	return code;
}
