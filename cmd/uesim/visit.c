/* visit.c - a person and a page. */
#include <string.h>

#include "opts.h"
#include "sight.h"
#include "visit.h"
#include "webview.h"
#include "words.h"

enum { PAGES = 400, REFRESH_MAX_S = 10 };

struct visiting {
	struct ue		*ue;
	const struct visit	*visit;
	struct webview		 web;
	struct visit_out	*out;
	int64_t			 patience_ms;
	bool			 waiting;	/* and that was said */
};

/* "VoWiFiWebServiceFlow.NAME" or "...NAME()" of an object that this page has. */
static bool
is_call(const struct visiting *v, const char *call, const char *name)
{
	const char *dot = strchr(call, '.'), *method = dot != NULL ? dot + 1 : "";
	size_t object = dot != NULL ? (size_t)(dot - call) : 0, len = strlen(name);

	return strncmp(method, name, len) == 0 && (method[len] == '\0' || method[len] == '(') &&
	    ((object == 20 && strncmp(call, "VoWiFiWebServiceFlow", 20) == 0) ||
	    (v->visit->error_page && object == 15 && strncmp(call, "ODSAServiceFlow", 15) == 0));
}

/* What a phone does when a page calls this: its object has two methods. */
static enum ue_exit
called(struct visiting *v, const char *how)
{
	struct ue *ue = v->ue;
	const char *call = v->web.called != NULL ? v->web.called : "nothing";

	sight_call(ue, a_strndup(ue->arena, call, strcspn(call, "(")), how);
	if (!v->visit->error_page && is_call(v, call, "entitlementChanged"))
		v->out->end = VISIT_CHANGED;
	else if (is_call(v, call, "dismissFlow"))
		v->out->end = VISIT_DISMISSED;
	else {
		say(ue->words, "The phone's web view knows no %s.", call);
		return UE_DOCUMENT;
	}
	return UE_USABLE;
}

static enum ue_exit
page_status(struct ue *ue, int status)
{
	if (status >= 500) {
		say(ue->words, "The page failed (%d).", status);
		return UE_SERVER;
	}
	if (status >= 400 && status != 422) {
		say(ue->words, "The page is refused (%d).", status);
		return UE_REFUSED;
	}
	return UE_USABLE;
}

static enum ue_exit
press_call(struct visiting *v, const struct field *button)
{
	enum ue_exit code = v->web.ops->press(&v->web, button);

	return code != UE_USABLE ? code : called(v, a_printf(v->ue->arena,
	    "The person presses \"%s\", the page calls the phone", button->label));
}

/* By its button when it has one, else with the phone's own. */
static enum ue_exit
leave(struct visiting *v, const char *why)
{
	struct act act;

	say(v->ue->words, "%s", why);
	return person_close(v->web.page, &act) ? press_call(v, act.button) : UE_USABLE;
}

/* The delay a page asks for, capped, as long as the person's patience lasts. */
static enum ue_exit
wait(struct visiting *v, bool *gave_up)
{
	int s = v->web.page->refresh_s < REFRESH_MAX_S ? v->web.page->refresh_s : REFRESH_MAX_S;
	int64_t ms = s > 0 ? s * 1000 : 200;	/* a page that loads itself at once */

	*gave_up = v->patience_ms < ms;
	if (*gave_up)
		return leave(v, "The person waits no longer and closes the page.");
	if (!v->waiting)
		say(v->ue->words, "The page loads itself again every %d s; the person waits.", s);
	v->waiting = true;
	v->patience_ms -= ms;
	return v->web.ops->again(&v->web, (unsigned)ms);
}

/* A browser does not send a form in which something required is empty. */
static struct field *
complete(struct visiting *v, const struct act *act)
{
	struct person *p = v->visit->person;
	struct field *f = form_refuses(act->form, act->button);

	if (f == NULL)
		return NULL;
	say(v->ue->words, "  at \"%s\": the browser wants it filled in", f->label);
	if (!p->may_fix || p->fixed || person_fix(p, act->form) == 0)
		return f;
	p->fixed = true;
	say(v->ue->words, "The person corrects what they can.");
	sight_filled(v->ue, act->form);
	return form_refuses(act->form, act->button);
}

/* After errors the person corrects once; stop: there is nothing to send. */
static void
fill(struct visiting *v, const struct act *act, bool *stop)
{
	struct person *p = v->visit->person;
	bool wrong = page_error(v->web.page) != NULL, again = p->sent > 0 && wrong;

	*stop = again && (!p->may_fix || p->fixed);
	if (*stop)
		return;
	if (again) {
		p->fixed = true;
		person_fill(p, act->form);	/* what the page forgot */
		*stop = person_fix(p, act->form) == 0;
		say(v->ue->words, *stop ? "The person does not know how to correct that." :
		    "The person corrects what they can.");
	} else {
		sight_form(v->ue, act->form);
		person_fill(p, act->form);
		if (wrong && p->may_fix)	/* of an earlier visit */
			person_fix(p, act->form);
	}
	if (!*stop) {
		sight_filled(v->ue, act->form);
		*stop = complete(v, act) != NULL;
	}
}

static enum ue_exit
send(struct visiting *v, const struct act *act, bool *stop)
{
	const char *label = act->button != NULL ? act->button->label : "";

	*stop = false;
	if (act->only != NULL) {
		say(v->ue->words, "The person chooses the country %s.", act->only->value);
		v->visit->person->chosen++;
		return v->web.ops->submit(&v->web, act->form, act->button);
	}
	if (act->fills)
		fill(v, act, stop);
	if (*stop)
		return leave(v, "The person closes the page.");
	say(v->ue->words, "The person presses \"%s\".", *label != '\0' ? label : "Enter");
	v->visit->person->sent += act->fills || v->visit->person->aim == AIM_WITHDRAW;
	v->waiting = false;
	return v->web.ops->submit(&v->web, act->form, act->button);
}

static enum ue_exit
do_act(struct visiting *v, const struct act *act, bool *done)
{
	*done = act->kind == ACT_CALLED || act->kind == ACT_PRESS_CALL || act->kind == ACT_LEAVE;
	switch (act->kind) {
	case ACT_WAIT:
		return wait(v, done);
	case ACT_SEND:
		return send(v, act, done);
	case ACT_FOLLOW:
		say(v->ue->words, "The person follows \"%s\".", act->link->text);
		return v->web.ops->follow(&v->web, act->link);
	case ACT_PRESS_CALL:
		return press_call(v, act->button);
	case ACT_CALLED:
		return called(v, "The page calls the phone by itself");
	case ACT_LEAVE:
		say(v->ue->words, "There is nothing more to do; the person closes the page.");
	}
	return UE_USABLE;
}

/* One page: looked at, acted on. */
static enum ue_exit
one(struct visiting *v, bool *done)
{
	enum ue_exit code;
	struct act act;

	if (!v->waiting || v->web.page->refresh_s < 0)
		sight_page(v->ue, v->web.page, v->web.url, v->web.status);
	if ((code = page_status(v->ue, v->web.status)) != UE_USABLE)
		return code;
	v->out->errors = sight_errors(v->ue, v->web.page);
	if (v->visit->meanwhile != NULL &&
	    (code = v->visit->meanwhile(v->ue, v->visit->arg)) != UE_USABLE)
		return code;
	act = person_act(v->visit->person, v->web.page, v->web.called != NULL);
	return do_act(v, &act, done);
}

enum ue_exit
visit_page(struct ue *ue, const struct visit *visit, struct visit_out *out)
{
	struct visiting v = { .ue = ue, .visit = visit, .out = out,
	    .patience_ms = ue->o->wait_s * (int64_t)1000 };
	enum ue_exit code = UE_USAGE;
	bool done = false;

	*out = (struct visit_out){ .end = VISIT_LEFT };
	if (!(ue->o->browser ? webview_browser(&v.web, ue) : webview_own(&v.web, ue)))
		return UE_USAGE;
	v.web.error_page = visit->error_page;
	code = v.web.ops->open(&v.web, visit->url, visit->user_data);
	for (int i = 0; i < PAGES && code == UE_USABLE && !done; i++)
		code = one(&v, &done);
	if (code == UE_USABLE && !done) {
		say(ue->words, "The person gives up after %d pages.", PAGES);
		code = UE_DOCUMENT;
	}
	out->sent = visit->person->sent;
	return code;
}
