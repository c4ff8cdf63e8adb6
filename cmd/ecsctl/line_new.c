/* line_new.c - a line, its SIM and its key, in one transaction or not at all. */
#include <string.h>

#include "feature_set.h"
#include "find.h"
#include "fmt/param.h"
#include "line_new.h"
#include "words.h"

/* The SIM's IND bits: what a new sim_key row has (TS 33.102 C.3.2). */
#define IND_BITS	5

const struct opt line_opts[] = {
	O_STR(struct line_in, imsi, "imsi", "DIGITS", "IMSI, 14 or 15 digits"),
	O_STR(struct line_in, msisdn, "msisdn", "DIGITS", "number, E.164 without +"),
	O_STR(struct line_in, plan, "plan", "CODE", "as in ecsctl plan list"),
	O_STR(struct line_in, state, "state", "STATE", "active, suspended, barred or terminated"),
	O_STR(struct line_in, k, "k", "HEX", "K; 32 digits, for tuak 32 or 64"),
	O_STR(struct line_in, opc, "opc", "HEX", "OPc; 32 digits, for tuak TOPc, 64"),
	O_STR(struct line_in, op, "op", "HEX", "OP or TOP, to make OPc or TOPc from"),
	O_STR(struct line_in, alg, "alg", "milenage|tuak", "algorithm (milenage)"),
	O_NUM(struct line_in, sqn, "sqn", "N", "the highest SQN the SIM may have seen (0)"),
	O_NUM(struct line_in, mnc_len, "mnc-len", "2|3", "digits of the MNC (by plmns)"),
	O_STR(struct line_in, iccid, "iccid", "DIGITS", "ICCID, 18 to 20 digits"),
	O_STR(struct line_in, language, "language", "TAG",
	    "BCP 47; the device's where there is none"),
	O_NUM(struct line_in, res_len, "res-len", "N", "octets of RES (8); for tuak 4, 8 or 16"),
	O_NUM(struct line_in, iterations, "iterations", "N", "Keccak iterations, for tuak (1)"),
	O_STR(struct line_in, override, "override", "APP=X",
	    "X grant, deny or none; commas between several"),
	O_STR(struct line_in, terms, "terms", "APP=N", "version of the terms that is accepted"),
	O_STR(struct line_in, prov, "prov", "APP=X", "X none, pending, done or failed"),
	O_STR(struct line_in, address_location, "address-location", "ID",
	    "a valid emergency address with this AddrIdentifier"),
	O_STR(struct line_in, from, "from", "FILE",
	    "many lines; the first names the columns; - is stdin"),
};

/* Checked, ready for the transaction, which may run it again. */
struct work {
	struct ctl	*c;
	const struct line_in *in;
	const struct conf_operator *op;
	const char	*plmn, *state, *language;
	uint64_t	 plan_id;
	const struct aka_key *key;	/* NULL: another system has it */
};

static bool
numbers_ok(struct ctl *c, const struct line_in *in)
{
	if (in->imsi == NULL || !find_digits(in->imsi, 14, 15))
		return ctl_usage(c, "imsi: want 14 or 15 digits"), false;
	if (in->msisdn == NULL || !find_digits(in->msisdn, 3, 15))
		return ctl_usage(c, "msisdn: want 3 to 15 digits, no +"), false;
	if (in->iccid != NULL && !find_digits(in->iccid, 18, 20))
		return ctl_usage(c, "iccid: want 18 to 20 digits"), false;
	if (in->plan == NULL)
		return ctl_usage(c, "plan: want a code of ecsctl plan list"), false;
	return true;
}

static bool
words_ok(struct ctl *c, const struct line_in *in)
{
	if (in->state != NULL && word_index(line_states, in->state) == 0)
		return ctl_usage(c, "state: want %s", word_list(line_states, c->a)), false;
	if (!line_language_ok(c, in->language) || !line_location_ok(c, in->address_location))
		return false;
	if (in->sqn.given && in->sqn.n >> (43 + IND_BITS) != 0)
		return ctl_usage(c, "sqn: want at most 48 bits"), false;
	return feature_ok(c, FEATURE_OVERRIDE, in->override) &&
	    feature_ok(c, FEATURE_TERMS, in->terms) && feature_ok(c, FEATURE_PROV, in->prov);
}

bool
line_language_ok(struct ctl *c, const char *s)
{
	static const char tag[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

	if (s == NULL || (strlen(s) <= 8 && strspn(s, tag) == strlen(s)))
		return true;
	return ctl_usage(c, "language: want a BCP 47 tag of at most 8 characters"), false;
}

bool
line_location_ok(struct ctl *c, const char *s)
{
	if (s == NULL || (*s != '\0' && strlen(s) <= 64 && valid_id(s)))
		return true;
	return ctl_usage(c, "location: want 1 to 64 letters, digits, . _ : or -"), false;
}

/* MCC and MNC of the IMSI: as the operator's plmns say, or as told. */
static const char *
plmn_of(struct ctl *c, const struct conf_operator *op, const struct line_in *in)
{
	size_t best = 0;

	if (in->mnc_len.given) {
		if (in->mnc_len.n == 2 || in->mnc_len.n == 3)
			return a_strndup(c->a, in->imsi, 3 + in->mnc_len.n);
		(void)ctl_usage(c, "mnc-len: want 2 or 3");
		return NULL;
	}
	for (size_t i = 0; i < op->plmns.n; i++) {
		size_t n = strlen(op->plmns.s[i]);

		if (n > best && strncmp(op->plmns.s[i], in->imsi, n) == 0)
			best = n;
	}
	if (best > 0)
		return a_strndup(c->a, in->imsi, best);
	(void)ctl_usage(c, "%s is in none of %s's plmns: say mnc-len", in->imsi, op->name);
	return NULL;
}

static bool
key_ok(struct work *w)
{
	struct aka_key *k;

	if (w->in->k == NULL) {
		if (w->in->opc != NULL || w->in->op != NULL)
			return ctl_usage(w->c, "opc and op want k"), false;
		if (strcmp(w->op->hlr, "auc") != 0)
			return true;
		return ctl_usage(w->c, "want k and opc: %s's keys are kept here (hlr \"auc\")",
		    w->op->name), false;
	}
	w->key = k = a_secret(w->c->a, sizeof(*k));
	return ctl_keys(w->c) != NULL && line_key(w->c, w->in, k);
}

static enum ecs_err
write_key(struct work *w, struct db *db, uint64_t sim_id)
{
	uint8_t box[AUC_SEALED];
	unsigned id;
	enum ecs_err e;

	if (w->key == NULL)
		return ECS_OK;
	if ((e = auc_seal(w->c->keys, sim_id, w->key, box, &id)) != ECS_OK)
		return e;
	return q_sim_key_add(db, sim_id, w->op->id,
	    word_name(algs, w->key->alg == AKA_TUAK ? 2 : 1), id, SPAN(box, sizeof(box)),
	    w->in->sqn.n >> IND_BITS);
}

static enum ecs_err
write_rest(struct work *w, struct db *db, uint64_t line_id)
{
	const struct line_in *in = w->in;
	enum ecs_err e;

	e = feature_write(w->c, db, w->op, line_id, FEATURE_OVERRIDE, in->override);
	if (e == ECS_OK)
		e = feature_write(w->c, db, w->op, line_id, FEATURE_TERMS, in->terms);
	if (e == ECS_OK)
		e = feature_write(w->c, db, w->op, line_id, FEATURE_PROV, in->prov);
	if (e == ECS_OK && in->address_location != NULL)
		e = q_address_put(db, line_id, 0, w->op->id, "valid", in->address_location, 0);
	if (e != ECS_OK)
		return e;
	return ctl_audit(w->c, db, w->op->id, line_id, "line-add",
	    a_printf(w->c->a, "plan=%s state=%s", in->plan, w->state));
}

static enum ecs_err
write_all(struct db *db, void *arg)
{
	struct work *w = arg;
	uint64_t line_id, sim_id;
	enum ecs_err e;

	e = q_line_add(db, w->op->id, w->in->msisdn, w->plan_id, w->state, w->language,
	    w->c->now, &line_id);
	if (e == ECS_OK)
		e = q_sim_add(db, w->op->id, line_id, w->in->imsi, w->plmn, w->in->iccid, &sim_id);
	if (e == ECS_OK)
		e = write_key(w, db, sim_id);
	return e == ECS_OK ? write_rest(w, db, line_id) : e;
}

/* Does the SIM have this very key? */
static bool
same_key(struct work *w, const struct q_line_sims *sim)
{
	struct q_sim_key row;
	struct aka_key old = { .k_len = 0 };
	bool same;

	if (w->key == NULL || sim->alg == 0)
		return w->key == NULL && sim->alg == 0;
	if (q_sim_key(w->c->db, w->op->id, sim->sim_id, &row) != ECS_OK ||
	    auc_open(w->c->keys, sim->sim_id, (unsigned)row.key_id,
	    SPAN(row.sealed, row.sealed_len), &old) != ECS_OK)
		return false;
	same = (row.alg == 2) == (w->key->alg == AKA_TUAK) && old.k_len == w->key->k_len &&
	    old.res_len == w->key->res_len && old.iterations == w->key->iterations &&
	    crypt_equal(old.k, w->key->k, sizeof(old.k)) &&
	    crypt_equal(old.opc, w->key->opc, sizeof(old.opc));
	crypt_wipe(&old, sizeof(old));
	return same;
}

/* What stands in the way: NULL when the line there is the one to add. */
static const char *
difference(struct work *w, uint64_t line_id)
{
	struct q_line_get line;
	struct q_line_sims *sims;
	size_t n;

	if (q_line_get(w->c->db, w->op->id, line_id, &line) != ECS_OK ||
	    q_line_sims(w->c->db, w->c->a, w->op->id, line_id, &sims, &n) != ECS_OK)
		return "row that cannot be read";
	if (strcmp(line.msisdn, w->in->msisdn) != 0)
		return "MSISDN";
	if (line.plan_id != w->plan_id)
		return "plan";
	for (size_t i = 0; i < n; i++) {
		if (strcmp(sims[i].imsi, w->in->imsi) != 0)
			continue;
		if (w->in->iccid != NULL && strcmp(sims[i].iccid, w->in->iccid) != 0)
			return "ICCID";
		return same_key(w, &sims[i]) ? NULL : "key";
	}
	return "SIM";
}

/* Is the IMSI there?  NOROW, or OK and what differs. */
static enum ecs_err
present(struct work *w, const char **differs)
{
	struct q_sim_by_imsi sim;
	enum ecs_err e = q_sim_by_imsi(w->c->db, w->op->id, w->in->imsi, &sim);

	if (e == ECS_OK)
		*differs = difference(w, sim.line_id);
	return e;
}

static enum ctl_rc
add(struct work *w, enum line_outcome *out)
{
	const char *differs = NULL;
	enum ecs_err e = present(w, &differs);

	*out = LINE_SAME;
	if (e == ECS_OK && differs != NULL)
		return ctl_fail("%s is there already, with another %s", w->in->imsi, differs);
	if (e == ECS_OK)
		return CTL_OK;
	if (e == ECS_NOROW)
		e = db_tx(w->c->db, write_all, w);
	*out = LINE_ADDED;
	/* A commit whose answer was lost has made the very rows that are in the way. */
	if (e == ECS_TAKEN && (present(w, &differs) != ECS_OK || differs != NULL))
		return ctl_fail("%s: its MSISDN or ICCID belongs to another line", w->in->imsi);
	if (e == ECS_TAKEN)
		return CTL_OK;
	if (e == ECS_KEYS)
		return ctl_fail("no master key: run ecsctl keygen");
	return e == ECS_OK ? CTL_OK : ctl_db_fail(e, "adding the line");
}

enum ctl_rc
line_new(struct ctl *c, const struct line_in *in, enum line_outcome *out)
{
	struct work w = { .c = c, .in = in, .state = "active", .language = "" };
	struct q_plan_by_code plan;
	enum ecs_err e;

	if (!numbers_ok(c, in) || !words_ok(c, in))
		return CTL_USAGE;
	if ((w.op = find_operator(c, in->imsi)) == NULL)
		return CTL_FAILED;
	if ((w.plmn = plmn_of(c, w.op, in)) == NULL || !key_ok(&w))
		return CTL_USAGE;
	if (in->state != NULL)
		w.state = in->state;
	if (in->language != NULL)
		w.language = in->language;
	if ((e = q_plan_by_code(ctl_db(c), w.op->id, in->plan, &plan)) == ECS_NOROW)
		return ctl_fail("%s has no plan \"%s\"", w.op->name, in->plan);
	if (e != ECS_OK)
		return ctl_db_fail(e, "looking for the plan");
	w.plan_id = plan.plan_id;
	return add(&w, out);
}
