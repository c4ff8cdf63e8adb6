/* cmd_otp.c - uesim otp: a token by a one-time code (TS.43 v12 8.3). */
#include <stdio.h>

#include "judge_all.h"
#include "login.h"
#include "opts.h"
#include "relay.h"
#include "request.h"
#include "state.h"
#include "words.h"

struct dialogue {
	struct ue	*ue;
	struct asked	 asked;
	struct http_rsp	 rsp;
	const struct http_rsp *cookies;	/* whose count: the last that set any */
};

static bool
sets_cookie(struct dialogue *d, const struct http_rsp *rsp)
{
	struct http_req none = { 0 };

	return relay_cookies(d->ue->arena, d->ue->client->cookies, rsp, &none) > 0;
}

static enum ue_exit
send(struct dialogue *d, const char *code)
{
	struct ue *ue = d->ue;
	struct http_rsp *keep = a_zalloc(ue->arena, sizeof(*keep));
	struct http_req rq;

	request_first(ue, d->asked.app, d->asked.napp, d->asked.json,
	    &(struct request_who){ .msisdn = ue->o->msisdn, .otp = code }, &rq);
	if (d->cookies != NULL)
		relay_cookies(ue->arena, ue->client->cookies, d->cookies, &rq);
	if (!http_do(ue->http, &rq, &d->rsp)) {
		say(ue->words, "No answer: %s.", d->rsp.error);
		return UE_NETWORK;
	}
	if (sets_cookie(d, &d->rsp)) {
		*keep = d->rsp;
		d->cookies = keep;
	}
	return UE_USABLE;
}

/* 200, nothing in it, and a cookie that ties the code to this phone. */
static enum ue_exit
ask_for_code(struct dialogue *d)
{
	struct words *w = d->ue->words;
	enum ue_exit code;

	say(w, "Asks %s with the number %s.", d->ue->o->url, d->ue->o->msisdn);
	if ((code = send(d, NULL)) != UE_USABLE)
		return code;
	if ((code = ask_status(d->ue, &d->rsp)) != UE_USABLE)
		return code;
	if (d->rsp.len > 0) {
		say(w, "The answer should be empty, but it holds %zu octets.", d->rsp.len);
		return UE_DOCUMENT;
	}
	if (d->cookies == NULL) {
		say(w, "The answer sets no cookie: the code could not be brought back.");
		return UE_DOCUMENT;
	}
	say(w, "The server has sent a code.");
	return UE_USABLE;
}

static enum ue_exit
document(struct dialogue *d)
{
	struct doc_view view;
	enum ue_exit code = judge_all(d->ue, &d->asked, d->rsp.body,
	    http_header(&d->rsp, "Content-Type"), &view);

	if (view.reject == NULL)
		ask_keep(d->ue, &view);
	if (code == UE_NOT_USABLE && view.token != NULL)
		code = UE_USABLE;	/* the token was wanted, whatever is off */
	return code;
}

static enum ue_exit
give_codes(struct dialogue *d)
{
	struct words *w = d->ue->words;
	const char *otp;
	enum ue_exit code;
	unsigned n;

	for (n = 0; (otp = login_code(d->ue, n)) != NULL; n++) {
		say(w, "The person writes the code that was sent.");
		if ((code = send(d, otp)) != UE_USABLE)
			return code;
		words_number(w, "codes", n + 1);
		if (d->rsp.status == 200 && d->rsp.len == 0) {
			words_number(w, "http", 200);
			say(w, "The code is taken, but the answer is empty.");
			return UE_DOCUMENT;
		}
		if (d->rsp.status != 511)
			return (code = ask_status(d->ue, &d->rsp)) != UE_USABLE ? code :
			    document(d);
		words_number(w, "http", 511);
		say(w, "The code is not taken (511).");
	}
	say(w, n == 0 ? "The person has no code: --otp or --otp-command gives it." :
	    "The person has no other code.");
	return UE_REFUSED;
}

static enum ue_exit
run(struct ue *ue)
{
	static const char *const app[] = { "ap2009" };
	struct dialogue d = { .ue = ue };
	enum ue_exit code;

	if (ue->o->msisdn == NULL) {
		fprintf(stderr, "uesim: otp needs --msisdn\n");
		return UE_USAGE;
	}
	if ((ue->state = state_load(ue)) == NULL || (ue->http = http_new(ue)) == NULL)
		return UE_USAGE;
	asked_init(ue->o, ue->client, &d.asked);
	if (ue->o->napp == 0)
		d.asked = (struct asked){ app, 1, ue->o->json };
	ask_introduce(ue);
	words_fact(ue->words, "by", ask_by_name(BY_CODE));
	if ((code = ask_for_code(&d)) == UE_USABLE)
		code = give_codes(&d);
	return state_save(ue->state) ? code : UE_USAGE;
}

const struct cmd cmd_otp = {
	.name = "otp", .summary = "gets a token by a one-time code, without SIM",
	.args = "--msisdn NUMBER [options]",
	.groups = OPT_CLIENT | OPT_APP | OPT_SIM | OPT_SERVER | OPT_ASK | OPT_PHONE | OPT_OTP,
	.run = run,
};
