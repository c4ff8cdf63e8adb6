/* cmd_attack.c - uesim attack: tries what must not work. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attack.h"
#include "opts.h"
#include "state.h"
#include "words.h"

enum { COPIES = 8, COPIES_MAX = 64 };

static const struct {
	const char	*name;
	enum ue_exit	(*run)(struct ue *, const struct asked *, unsigned n);
	bool		 card, counts;
} attacks[] = {
	{ "identity", attack_identity, true, false }, { "replay", attack_replay, true, false },
	{ "race", attack_race, true, true }, { "callback", attack_callback, false, false },
};

bool
attack_won(struct ue *ue, const struct asked *asked, const struct http_rsp *rsp)
{
	const struct doc_in in = { rsp->body, http_header(rsp, "Content-Type"),
	    asked->app, asked->napp, asked->json };
	struct doc_view view;

	if (rsp->status != 200)
		return false;
	view_init(&view, ue->arena);
	ue->client->read(&view, &in);
	return view.token != NULL && *view.token != '\0';
}

bool
attack_refused(struct ue *ue, const struct asked *asked, const char *what,
    const struct http_rsp *rsp, enum ue_exit *code)
{
	bool failed = rsp->status >= 500 && rsp->status != 511;

	if (attack_won(ue, asked, rsp)) {
		say(ue->words, "%s: a document with a token (%d).", what, rsp->status);
		return false;
	}
	say(ue->words, failed ? "%s: the server failed (%d)." : rsp->status == 200 ?
	    "%s: no token (%d)." : "%s: refused (%d).", what, rsp->status);
	if (failed)
		*code = UE_SERVER;
	return !failed;
}

enum ue_exit
attack_verdict(struct ue *ue, bool held)
{
	words_number(ue->words, "held", held);
	say(ue->words, held ? "The server HELD." : "The server did NOT hold.");
	return held ? UE_USABLE : UE_SERVER;
}

static bool
number(const struct opts *o, bool counts, unsigned *out)
{
	char *end;
	long n = COPIES;

	if (o->nargs == 2 && counts) {
		n = strtol(o->args[1], &end, 10);
		counts = *o->args[1] != '\0' && *end == '\0' && n >= 2 && n <= COPIES_MAX;
	}
	*out = (unsigned)n;
	if (o->nargs < 2 || counts)
		return true;
	fprintf(stderr, "uesim: attack: only race takes a number, from 2 to %d\n", COPIES_MAX);
	return false;
}

static enum ue_exit
run(struct ue *ue)
{
	const char *what = ue->o->args[0];
	struct asked asked;
	enum ue_exit code;
	unsigned n;
	size_t i = 0;

	while (i < NELEM(attacks) && strcmp(attacks[i].name, what) != 0)
		i++;
	if (i == NELEM(attacks)) {
		fprintf(stderr, "uesim: attack: identity, replay, race or callback, not \"%s\"\n",
		    what);
		return UE_USAGE;
	}
	if (!number(ue->o, attacks[i].counts, &n))
		return UE_USAGE;
	if ((ue->state = state_load(ue)) == NULL || (ue->http = http_new(ue)) == NULL)
		return UE_USAGE;
	if (attacks[i].card && !ask_has_card(ue))
		return UE_USAGE;
	asked_init(ue->o, ue->client, &asked);
	words_fact(ue->words, "attack", what);
	ask_introduce(ue);
	code = attacks[i].run(ue, &asked, n);
	return state_save(ue->state) ? code : UE_USAGE;
}

const struct cmd cmd_attack = {
	.name = "attack", .summary = "tries what a server must not let pass",
	.args = "identity|replay|race [N]|callback [options]",
	.groups = OPT_CLIENT | OPT_APP | OPT_SIM | OPT_SERVER | OPT_ASK | OPT_PHONE | OPT_LOGIN |
	    OPT_ATTACK,
	.nargs = 1, .nmore = 1, .run = run,
};
