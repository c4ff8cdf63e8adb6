/* state_load.c - a SIM from its file and the command line. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "opts.h"
#include "state.h"

/* Lines that the server's demonstration data holds: TS 35.208 test sets 1 and 3. */
static const struct demo {
	const char	*imsi, *k, *opc;
} demos[] = {
	[UE_DEMO_READY] = { "001010000000001", "465b5ce8b199b49faa5f0a2ee238a6bc",
	    "cd63cb71954a9f4e48a5994e37a02baf" },
	[UE_DEMO_NEW] = { "001010000000002", "fec86ba6eb707ed08905757b1bb44b8f",
	    "1006020f0a478bf6b699f15c062e42b3" },
};

static const struct demo *
demo_find(const char *imsi)
{
	for (size_t i = 0; i < NELEM(demos); i++)
		if (strcmp(demos[i].imsi, imsi) == 0)
			return &demos[i];
	return NULL;
}

static bool
bad(const char *what, const char *why)
{
	fprintf(stderr, "uesim: %s: %s\n", what, why);
	return false;
}

static int
nibble(char c)
{
	return isdigit((unsigned char)c) ? c - '0' :
	    isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* Octets of a hexadecimal text; 0 when malformed or longer than max. */
static size_t
unhex(const char *s, uint8_t *out, size_t max)
{
	size_t n = strlen(s);

	if (n % 2 != 0 || n / 2 > max)
		return 0;
	for (size_t i = 0; i < n / 2; i++) {
		int hi = nibble(s[2 * i]), lo = nibble(s[2 * i + 1]);

		if (hi < 0 || lo < 0)
			return 0;
		out[i] = (uint8_t)(hi << 4 | lo);
	}
	return n / 2;
}

static bool
set_key(struct aka_key *key, const char *alg, const char *k, const char *opc, const char *op,
    bool lacks_sim)
{
	uint8_t raw[32];
	bool tuak = alg != NULL && strcmp(alg, "tuak") == 0;
	size_t want = tuak ? 32 : 16;

	if (alg != NULL && !tuak && strcmp(alg, "milenage") != 0)
		return bad("--alg", "milenage or tuak");
	if (k == NULL && lacks_sim)
		return true;
	if (k == NULL || (opc == NULL && op == NULL))
		return bad("SIM", "its key is not known: give --k, and --opc or --op");
	*key = (struct aka_key){
		.alg = tuak ? AKA_TUAK : AKA_MILENAGE, .iterations = 1, .res_len = 8,
	};
	key->k_len = unhex(k, key->k, tuak ? 32 : 16);
	if (key->k_len != 16 && key->k_len != 32)
		return bad("--k", "32 hexadecimal digits (64 for tuak)");
	if (unhex(opc != NULL ? opc : op, raw, sizeof(raw)) != want)
		return bad(opc != NULL ? "--opc" : "--op", "32 hexadecimal digits (64 for tuak)");
	if (opc != NULL)
		memcpy(key->opc, raw, want);
	else if (aka_opc(key, raw, key->opc) != ECS_OK)
		return bad("--op", "OPc could not be computed");
	return true;
}

static bool
set_imsi(struct sim *sim, const char *imsi, int mnc_len)
{
	size_t n = strlen(imsi);

	if (n == 0)		/* a phone without SIM */
		return true;
	if (n < 14 || n > 15 || strspn(imsi, "0123456789") != n)
		return bad("--imsi", "14 or 15 digits");
	snprintf(sim->imsi, sizeof(sim->imsi), "%s", imsi);
	sim->mnc_len = mnc_len == 3 ? 3 : 2;
	return true;
}

/*
 * A stable IMEI of a device that was never sold: 00 is the reporting body of test
 * equipment (GSMA TS.06), the serial number is the end of the IMSI, then Luhn.
 */
static const char *
made_up_imei(struct arena *a, const char *imsi)
{
	char *s = a_printf(a, "00100100%s0", imsi + strlen(imsi) - 6);
	int sum = 0;

	for (int i = 0; i < 14; i++) {
		int d = (s[i] - '0') * (i % 2 + 1);

		sum += d / 10 + d % 10;
	}
	s[14] = (char)('0' + (10 - sum % 10) % 10);
	return s;
}

static const char *
text(const json_t *file, const char *name)
{
	return json_string_value(json_object_get(file, name));
}

static void
take_counters(struct state *st, const json_t *file)
{
	const json_t *seq = json_object_get(file, "seq"), *kept = json_object_get(file, "kept");

	for (unsigned i = 0; i < USIM_INDS; i++)
		st->sim.seq[i] = (uint64_t)json_integer_value(json_array_get(seq, i));
	if (json_is_object(kept)) {
		json_decref(st->kept);
		st->kept = json_deep_copy(kept);
	}
}

static bool
fill(struct ue *ue, struct state *st, const json_t *file, const char *imsi)
{
	const struct opts *o = ue->o;
	const struct demo *demo = demo_find(imsi);
	const char *alg = o->alg != NULL ? o->alg : text(file, "alg");
	bool kept = text(file, "k") != NULL;
	const char *k = o->k != NULL ? o->k : kept ? text(file, "k") :
	    demo != NULL ? demo->k : NULL;
	const char *opc = o->opc != NULL || o->op != NULL ? o->opc : kept ?
	    text(file, "opc") : demo != NULL ? demo->opc : NULL;

	st->terminal_id = o->terminal_id;
	if (st->terminal_id == NULL && text(file, "terminal_id") != NULL)
		st->terminal_id = a_strdup(ue->arena, text(file, "terminal_id"));
	if (st->terminal_id == NULL)
		st->terminal_id = made_up_imei(ue->arena, *imsi != '\0' ? imsi : o->msisdn);
	take_counters(st, file);
	return set_key(&st->sim.key, alg, k, opc, o->op, o->no_sim || *st->sim.imsi == '\0');
}

/* E.164: the made-up IMEI wants six digits of it. */
static bool
good_number(const char *msisdn)
{
	size_t n = msisdn != NULL ? strlen(msisdn) : 6;

	return (n >= 6 && n <= 15 && (msisdn == NULL || strspn(msisdn, "0123456789") == n)) ||
	    bad("--msisdn", "6 to 15 digits");
}

static void
drop(void *p)
{
	json_decref(p);
}

struct state *
state_load(struct ue *ue)
{
	const struct opts *o = ue->o;
	struct state *st = a_secret(ue->arena, sizeof(*st));
	const char *imsi = o->imsi != NULL ? o->imsi : o->msisdn != NULL ? "" :
	    demos[ue->demo].imsi;
	json_error_t why;
	json_t *file = NULL;
	bool ok;

	*st = (struct state){ .path = state_path(ue->arena, o, imsi), .kept = json_object() };
	if (st->path != NULL && o->forget)
		unlink(st->path);
	if (st->path != NULL && access(st->path, F_OK) == 0 &&
	    (file = json_load_file(st->path, 0, &why)) == NULL) {
		fprintf(stderr, "uesim: %s: %s (--forget removes it)\n", st->path, why.text);
		return NULL;
	}
	if (o->imsi == NULL && o->msisdn == NULL && text(file, "imsi") != NULL)
		imsi = a_strdup(ue->arena, text(file, "imsi"));
	ok = st->path != NULL && good_number(o->msisdn) &&
	    set_imsi(&st->sim, imsi, o->mnc_len != 0 ? o->mnc_len :
	    (int)json_integer_value(json_object_get(file, "mnc_len")));
	ok = ok && fill(ue, st, file, imsi);
	json_decref(file);
	a_defer(ue->arena, drop, st->kept);
	return ok ? st : NULL;
}
