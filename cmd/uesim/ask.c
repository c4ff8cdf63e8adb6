/* ask.c - token first, then the SIM, then a login. */
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "opts.h"
#include "request.h"
#include "state.h"
#include "words.h"

void
asked_init(const struct opts *o, const struct client *c, struct asked *out)
{
	static const char *const ims[] = { "ap2004", "ap2003", "ap2005" };

	*out = o->napp > 0 ? (struct asked){ o->app, o->napp, o->json } :
	    (struct asked){ ims, NELEM(ims), o->json };
	if (c->look == PEER_WALK && c->needs_type && client_json_app(out->app[0]))
		out->json = true;
}

void
ask_introduce(struct ue *ue)
{
	const char *imsi = ue->state->sim.imsi, *msisdn = ue->o->msisdn;

	words_fact(ue->words, "msisdn", msisdn);
	if (*imsi != '\0')
		words_fact(ue->words, "imsi", imsi);
	say(ue->words, *imsi != '\0' ? "%s, IMSI %s." : "%s, number %s, without SIM.",
	    ue->client->label, *imsi != '\0' ? imsi : msisdn);
}

bool
ask_has_card(struct ue *ue)
{
	if (ue->state->sim.key.k_len > 0)
		return true;
	fprintf(stderr, "uesim: this needs a SIM: --imsi and its key\n");
	return false;
}

static void
leaves_allowed(struct ue *ue)
{
	if (ue->client->keeps_last)
		say(ue->words, "Android takes that as an error and leaves every service allowed.");
}

static enum ue_exit
refused(struct ue *ue, const struct http_rsp *rsp)
{
	switch (rsp->status) {
	case 400: case 404: case 405: case 406: case 413: case 415:
		say(ue->words, "The server does not accept this request (%d).", rsp->status);
		break;
	case 511:
		say(ue->words, "The server wants another authentication (511).");
		break;
	default:
		say(ue->words, "The server refuses this SIM or phone (%d).", rsp->status);
	}
	return UE_REFUSED;
}

enum ue_exit
ask_status(struct ue *ue, const struct http_rsp *rsp)
{
	const char *after = http_header(rsp, "Retry-After"), *to = http_header(rsp, "Location");
	enum ue_exit code;

	words_number(ue->words, "http", rsp->status);
	if (rsp->status == 200)
		return UE_USABLE;
	if (rsp->status >= 200 && rsp->status < 400) {
		say(ue->words, *to != '\0' ?
		    "The server sends the phone away (%d), to %s; it does not follow." :
		    "The answer is none that a phone knows (%d).", rsp->status, to);
		if (ue->client->keeps_last)
			say(ue->words, "Android has no document then: every service goes off.");
		return UE_DOCUMENT;
	}
	if (rsp->status >= 500 && rsp->status != 511) {
		say(ue->words, rsp->status == 503 && *after != '\0' ?
		    "The server is busy (%d): the phone comes back in %s seconds." :
		    "The server failed (%d).%s", rsp->status, after);
		code = UE_SERVER;
	} else
		code = refused(ue, rsp);
	if (rsp->status == 403 || rsp->status == 500)
		leaves_allowed(ue);
	return code;
}

const char *
ask_by_name(enum asked_by by)
{
	static const char *const names[] = {
		[BY_SIM] = "sim", [BY_TOKEN] = "token", [BY_LOGIN] = "login", [BY_CODE] = "otp",
	};

	return names[by];
}

static enum ue_exit
by_token(struct ue *ue, const struct asked *asked, const char *token, struct answer *out)
{
	struct http_req rq;

	request_first(ue, asked->app, asked->napp, asked->json,
	    &(struct request_who){ .token = token }, &rq);
	if (!http_do(ue->http, &rq, &out->rsp)) {
		say(ue->words, "No answer: %s.", out->rsp.error);
		return UE_NETWORK;
	}
	return UE_USABLE;
}

/* TS.43 v12 2.10 table 13: 511 to EAP_ID means to ask again without it. */
static enum ue_exit
authenticate(struct ue *ue, const struct asked *asked, struct answer *out)
{
	bool sim = !ue->o->no_sim && *ue->state->sim.imsi != '\0';
	enum ue_exit code = UE_REFUSED;

	*out = (struct answer){ .by = BY_SIM };
	if (sim)
		code = ask_by_sim(ue, asked, out);
	if (!sim || (code == UE_REFUSED && out->rsp.status == 511))
		code = ask_by_login(ue, asked, out);
	if (code == UE_REFUSED && out->rsp.status == 511)
		leaves_allowed(ue);
	return code;
}

enum ue_exit
ask_document(struct ue *ue, const struct asked *asked, struct answer *out)
{
	const char *name = request_app_name(ue->o);
	const char *token = ue->o->fresh ? NULL : state_kept(ue->state, name, "token");
	enum ue_exit code;

	if (token == NULL)
		return authenticate(ue, asked, out);
	*out = (struct answer){ .by = BY_TOKEN };
	say(ue->words, "Asks %s with the token it kept.", ue->o->url);
	if ((code = by_token(ue, asked, token, out)) != UE_USABLE)
		return code;
	if (out->rsp.status != 511)
		return ask_status(ue, &out->rsp);
	say(ue->words, "The token is no longer accepted (511).");
	state_keep(ue->state, name, "token", NULL);
	state_keep(ue->state, name, "vers", NULL);
	return authenticate(ue, asked, out);
}

void
ask_keep(struct ue *ue, const struct doc_view *v)
{
	const char *name = request_app_name(ue->o);
	bool has = v->token != NULL && *v->token != '\0' && v->reset == NULL && !v->off;

	if (has || ue->client->keeps_last)
		state_keep(ue->state, name, "token", has ? v->token : NULL);
	state_keep(ue->state, name, "vers", v->version != 0 && v->reset == NULL ?
	    a_printf(ue->arena, "%lld", v->version) : NULL);
}
