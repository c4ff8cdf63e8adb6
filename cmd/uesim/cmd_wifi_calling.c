/*
 * cmd_wifi_calling.c - uesim wifi-calling: switching it on, and what may follow.
 *
 * TS.43 v12 3.4.  After the page the phone asks again as Android does: up to six
 * times, five seconds apart, as long as details are missing.
 */
#include <string.h>

#include "ask.h"
#include "base/clock.h"
#include "http.h"
#include "opts.h"
#include "query.h"
#include "state.h"
#include "visit.h"
#include "words.h"

enum { ASKS = 6, APART_S = 5, APART_FAST_S = 1 };

struct story {
	struct ue	*ue;
	struct person	 person;
	struct query	 before, now;
	struct visit_out visit;
	unsigned	 asked, on;	/* questions while the page was open */
};

static enum ue_exit
meanwhile(struct ue *ue, void *arg)
{
	struct story *s = arg;
	enum ue_exit code = query_wifi(ue, true, &s->now);

	s->asked++;
	s->on += code == UE_USABLE && s->now.v.state == V_ON;
	if (code == UE_USABLE && s->now.v.state != V_ON)
		say(ue->words, "  MEANWHILE the service is not on: %s.", s->now.v.text);
	return code;
}

static enum ue_exit
open_page(struct story *s)
{
	struct ue *ue = s->ue;
	const struct verdict *v = &s->before.v;
	const struct visit visit = { .url = v->url, .user_data = v->user_data,
	    .person = &s->person, .meanwhile = s->person.aim == AIM_EDIT ? meanwhile : NULL,
	    .arg = s };

	say(ue->words, "The phone opens %s by %s.", v->url,
	    v->user_data != NULL ? "POST of the user data" : "GET");
	return visit_page(ue, &visit, &s->visit);
}

/* Only a phone that is switching the service on has the patience for more than one. */
static enum ue_exit
ask_again(struct story *s)
{
	struct ue *ue = s->ue;
	bool patient = s->person.aim == AIM_FILL && s->visit.end == VISIT_CHANGED;
	int asks = patient ? ASKS : 1;
	unsigned apart = ue->o->fast ? APART_FAST_S : APART_S;
	enum ue_exit code = UE_USABLE;

	say(ue->words, "The phone closes the page and asks again.");
	for (int i = 0; i < asks; i++) {
		if (i > 0) {
			say(ue->words, "  Details are missing still; it asks again in %u s.",
			    apart);
			clock_sleep_ms(apart * 1000);
		}
		code = query_wifi(ue, true, &s->now);
		if (code != UE_USABLE || s->now.v.state != V_SHEET)
			return code;
	}
	return code;
}

static void
tell_address(struct ue *ue, const struct query *q)
{
	words_fact(ue->words, "location", q->location);
	words_fact(ue->words, "address_expires", q->expires);
	if (q->location != NULL)
		say(ue->words, q->expires != NULL ? "Emergency address: location %s, until %s." :
		    "Emergency address: location %s.", q->location, q->expires);
}

static enum ue_exit
tell_result(struct ue *ue, const struct query *q)
{
	switch (q->v.state) {
	case V_ON:
		say(ue->words, "Wi-Fi calling can be switched on.");
		tell_address(ue, q);
		return UE_USABLE;
	case V_SHEET:
		say(ue->words, "Details are missing still: the phone shows that Wi-Fi calling "
		    "could not be switched on.");
		break;
	case V_CANNOT:
		say(ue->words, q->v.message != NULL ? "The phone shows: %s." :
		    "The phone shows that Wi-Fi calling is not offered.", q->v.message);
		break;
	default:
		say(ue->words, "Wi-Fi calling: %s.", q->v.text);
	}
	return UE_NOT_USABLE;
}

/* Switching on: a page only when details are missing. */
static enum ue_exit
switch_on(struct story *s)
{
	struct ue *ue = s->ue;
	enum ue_exit code;

	if (s->before.v.state != V_SHEET)
		return tell_result(ue, &s->before);
	if ((code = open_page(s)) != UE_USABLE)
		return code;
	if (s->visit.end == VISIT_DISMISSED) {
		say(ue->words, "The phone leaves Wi-Fi calling off.");
		return UE_NOT_USABLE;
	}
	if (s->visit.end == VISIT_LEFT)
		say(ue->words, "The page did not call the phone; a person would look again later.");
	if ((code = ask_again(s)) != UE_USABLE)
		return code;
	return tell_result(ue, &s->now);
}

static enum ue_exit
edit(struct story *s)
{
	struct ue *ue = s->ue;
	enum ue_exit code = open_page(s);

	if (code == UE_USABLE)
		code = ask_again(s);
	if (code != UE_USABLE)
		return code;
	s->asked++;
	s->on += s->now.v.state == V_ON;
	words_number(ue->words, "asked_meanwhile", s->asked);
	words_number(ue->words, "on_meanwhile", s->on);
	if (s->on < s->asked) {
		say(ue->words, "The service was INTERRUPTED: on %u of %u times it was asked about.",
		    s->on, s->asked);
		return UE_SERVER;
	}
	say(ue->words, "The service stayed on all the time (asked %u times).", s->asked);
	tell_address(ue, &s->now);
	if (s->visit.sent == 0 || s->visit.errors > 0) {
		say(ue->words, "The address was not changed.");
		return UE_NOT_USABLE;
	}
	return UE_USABLE;
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static enum ue_exit
decline(struct story *s)
{
	struct ue *ue = s->ue;
	enum ue_exit code = open_page(s);
	bool changed;

	if (code != UE_USABLE)
		return code;
	say(ue->words, s->visit.end == VISIT_DISMISSED ?
	    "The phone closes the page and keeps what it knew." :
	    "The page has no button that dismisses it.");
	if ((code = query_wifi(ue, true, &s->now)) != UE_USABLE)
		return code;
	changed = s->now.v.state != s->before.v.state || !same(s->now.location,
	    s->before.location) || !same(s->now.v.url, s->before.v.url);
	words_number(ue->words, "changed", changed);
	say(ue->words, changed ? "Something CHANGED all the same: Wi-Fi calling %s." :
	    "Nothing changed: Wi-Fi calling %s.", s->now.v.text);
	if (changed)
		return UE_SERVER;
	return s->visit.end != VISIT_DISMISSED ? UE_DOCUMENT :
	    s->now.v.state == V_ON ? UE_USABLE : UE_NOT_USABLE;
}

static enum ue_exit
withdraw(struct story *s)
{
	struct ue *ue = s->ue;
	enum ue_exit code = open_page(s);

	if (code == UE_USABLE)
		code = ask_again(s);
	if (code != UE_USABLE)
		return code;
	if (s->now.v.state != V_ON) {
		say(ue->words, "The phone switches Wi-Fi calling off: %s.", s->now.v.text);
		return UE_NOT_USABLE;
	}
	say(ue->words, s->visit.sent == 0 ? "The page has no button that withdraws the consent." :
	    "The consent was withdrawn, but the service is STILL ON.");
	return s->visit.sent == 0 ? UE_DOCUMENT : UE_SERVER;
}

/* Editing and withdrawing start from a service that is on and names a page. */
static bool
can_start(struct story *s)
{
	const struct verdict *v = &s->before.v;
	bool manages = s->person.aim == AIM_EDIT || s->person.aim == AIM_WITHDRAW;

	if (manages && v->state != V_ON) {
		say(s->ue->words, "Wi-Fi calling is not on; there is nothing to manage.");
		return false;
	}
	if (v->url == NULL && (manages || v->state == V_SHEET || s->person.aim == AIM_DECLINE)) {
		say(s->ue->words, "The server names no page to open.");
		return false;
	}
	return true;
}

static enum ue_exit
run(struct ue *ue)
{
	static enum ue_exit (*const parts[])(struct story *) = {
		[AIM_FILL] = switch_on, [AIM_EDIT] = edit, [AIM_DECLINE] = decline,
		[AIM_WITHDRAW] = withdraw,
	};
	struct story s = { .ue = ue };
	enum ue_exit code;

	if ((ue->state = state_load(ue)) == NULL || (ue->http = http_new(ue)) == NULL)
		return UE_USAGE;
	person_init(&s.person, ue->arena, ue->o);
	ask_introduce(ue);
	if ((code = query_wifi(ue, false, &s.before)) == UE_USABLE) {
		s.now = s.before;
		code = can_start(&s) ? parts[s.person.aim](&s) : UE_NOT_USABLE;
	}
	return state_save(ue->state) ? code : UE_USAGE;
}

const struct cmd cmd_wifi_calling = {
	.name = "wifi-calling",
	.summary = "switches Wi-Fi calling on, as a person does at the phone",
	.args = "[options]",
	.groups = OPT_CLIENT | OPT_SIM | OPT_SERVER | OPT_ASK | OPT_PHONE |
	    OPT_LOGIN | OPT_PERSON,
	.demo = UE_DEMO_NEW,
	.run = run,
};
