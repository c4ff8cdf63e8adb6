/* cmd_sim.c - uesim sim: shows or resets the SIM the phone keeps in its file. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "client.h"
#include "opts.h"
#include "state.h"
#include "words.h"

/* The highest SEQ, which AUTS would name; every IND's with --verbose. */
static void
counters(struct ue *ue)
{
	const uint64_t *seq = ue->state->sim.seq;
	unsigned top = 0;

	for (unsigned i = 1; i < USIM_INDS; i++)
		if (seq[i] > seq[top])
			top = i;
	for (unsigned i = 0; i < USIM_INDS; i++)
		if (i == top || (ue->o->verbose && seq[i] != 0))
			say(ue->words, "SEQ          %llu at IND %u%s",
			    (unsigned long long)seq[i], i, i == top ? ", the highest" : "");
}

static void
show_card(struct ue *ue)
{
	const struct sim *sim = &ue->state->sim;
	const struct aka_key *key = &sim->key;
	bool tuak = key->alg == AKA_TUAK;

	say(ue->words, "IMSI         %s (MNC of %d digits)", sim->imsi, sim->mnc_len);
	say(ue->words, "algorithm    %s", tuak ? "TUAK" : "MILENAGE");
	say(ue->words, "K            %s", hex(ue->arena, key->k, key->k_len));
	say(ue->words, "%s         %s", tuak ? "TOPc" : "OPc ",
	    hex(ue->arena, key->opc, tuak ? 32 : 16));
}

static enum ue_exit
show(struct ue *ue)
{
	struct state *st = ue->state;
	const struct aka_key *key = &st->sim.key;
	const char *name;
	json_t *entry;

	if (key->k_len > 0)
		show_card(ue);
	else
		say(ue->words, "There is no SIM.");
	say(ue->words, "terminal_id  %s", st->terminal_id);
	if (key->k_len > 0)
		counters(ue);
	json_object_foreach(st->kept, name, entry) {
		const char *token = json_string_value(json_object_get(entry, "token"));
		const char *vers = json_string_value(json_object_get(entry, "vers"));

		say(ue->words, "token        %s (app_name \"%s\", version %s)",
		    token != NULL ? token : "none", name, vers != NULL ? vers : "0");
	}
	say(ue->words, "file         %s", st->path);
	return UE_USABLE;
}

static enum ue_exit
reset(struct ue *ue)
{
	struct state *st = ue->state;

	if (unlink(st->path) != 0 && errno != ENOENT) {
		fprintf(stderr, "uesim: %s: %s\n", st->path, strerror(errno));
		return UE_USAGE;
	}
	say(ue->words, *st->sim.imsi == '\0' ? "The tokens%s are gone." :
	    "A new SIM: counters and tokens of IMSI %s are gone.", st->sim.imsi);
	return UE_USABLE;
}

static enum ue_exit
run(struct ue *ue)
{
	const char *what = ue->o->args[0];

	if ((ue->state = state_load(ue)) == NULL)
		return UE_USAGE;
	if (strcmp(what, "show") == 0)
		return show(ue);
	if (strcmp(what, "reset") == 0)
		return reset(ue);
	fprintf(stderr, "uesim: sim: show or reset, not \"%s\"\n", what);
	return UE_USAGE;
}

const struct cmd cmd_sim = {
	.name = "sim", .summary = "shows or resets the SIM", .args = "show|reset [options]",
	.groups = OPT_SIM, .nargs = 1, .run = run,
};
