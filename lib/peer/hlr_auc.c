/*
 * hlr_auc.c - the embedded AuC: keys in the database, SQN = SEQ || IND.
 *
 * TS 33.102 6.3.2, 6.3.5, annex C.  SEQ_HE is moved by compare-and-swap before
 * a vector is made, so none is ever handed out twice, and it moves past what
 * AUTS tells when the SIM is ahead.
 */
#include <stdio.h>
#include <string.h>

#include "base/rnd.h"
#include "peer/auc.h"
#include "peer/hlr.h"

#define SEQ_BITS	43
#define SEQ_DELTA	(1ULL << 28)	/* annex C.2.1 */
#define SEQ_LAST	((1ULL << SEQ_BITS) - (1ULL << 20))
#define TRIES		8

static void
label(uint64_t sim_id, char out[40])
{
	snprintf(out, 40, "entitled sim key %llu", (unsigned long long)sim_id);
}

enum ecs_err
auc_seal(struct keys *keys, uint64_t sim_id, const struct aka_key *k,
    uint8_t out[AUC_SEALED], unsigned *key_id)
{
	const struct crypt_key *master;
	uint8_t plain[AUC_PLAIN] = { 0 };
	char text[40];

	*key_id = 0;
	if ((master = keys_get(keys, "master", "node", key_id)) == NULL)
		return ECS_KEYS;
	plain[0] = (uint8_t)k->k_len;
	memcpy(plain + 1, k->k, 32);
	memcpy(plain + 33, k->opc, 32);
	plain[65] = (uint8_t)(k->iterations >> 8);
	plain[66] = (uint8_t)k->iterations;
	plain[67] = (uint8_t)k->res_len;
	label(sim_id, text);
	crypt_seal(master, text, SPAN(plain, sizeof(plain)), out);
	crypt_wipe(plain, sizeof(plain));
	return ECS_OK;
}

enum ecs_err
auc_open(struct keys *keys, uint64_t sim_id, unsigned key_id, struct span sealed,
    struct aka_key *k)
{
	const struct crypt_key *master = keys_get(keys, "master", "node", &key_id);
	uint8_t plain[AUC_PLAIN];
	char text[40];
	size_t n;

	label(sim_id, text);
	if (master == NULL || sealed.len != AUC_SEALED ||
	    crypt_open(master, text, sealed, plain, &n) != ECS_OK)
		return ECS_KEYS;
	k->k_len = plain[0];
	memcpy(k->k, plain + 1, 32);
	memcpy(k->opc, plain + 33, 32);
	k->iterations = (unsigned)plain[65] << 8 | plain[66];
	k->res_len = plain[67];
	crypt_wipe(plain, sizeof(plain));
	return ECS_OK;
}

static enum ecs_err
fail(struct hlr *h, enum ecs_err e, const char *why)
{
	h->why = why;
	return e;
}

/* Where SEQ_HE has to be after AUTS (6.3.5): unchanged, or the SIM's. */
static enum ecs_err
after_auts(struct hlr *h, const struct hlr_ask *ask, const struct aka_key *k,
    const struct q_sim_key *row, uint64_t *seq)
{
	uint8_t sqn[AKA_SQN];
	uint64_t ms;
	enum ecs_err e;

	if ((e = aka_auts(k, ask->rand, ask->auts, sqn)) != ECS_OK)
		return fail(h, e, "AUTS with a wrong MAC-S");
	ms = aka_sqn_get(sqn) >> row->ind_bits;
	if (!(ms < row->seq + 1 && row->seq + 1 <= ms + SEQ_DELTA))
		*seq = ms;
	return ECS_OK;
}

/* Moves SEQ_HE to the next value and makes the vector for it. */
static enum ecs_err
next(struct hlr *h, const struct hlr_ask *ask, const struct aka_key *k,
    const struct q_sim_key *row, uint64_t seq, struct aka_vector *out)
{
	const uint8_t amf[2] = { ask->type == EAP_AKA_PRIME ? 0x80 : 0, 0 };
	uint64_t ind = h->op->auc_ind & ((1u << row->ind_bits) - 1), moved;
	uint8_t rnd[AKA_RAND], sqn[AKA_SQN];
	enum ecs_err e;

	if (seq >= SEQ_LAST)
		return fail(h, ask->auts != NULL ? ECS_AUTH_FAILED : ECS_KEYS,
		    "SEQ is near its end");
	e = q_sim_key_seq(h->db, seq + 1, h->op->id, ask->sim_id, row->seq, &moved);
	if (e != ECS_OK || moved == 0)
		return e != ECS_OK ? e : ECS_TAKEN;
	rnd_bytes(rnd, sizeof(rnd));
	aka_sqn_put((seq + 1) << row->ind_bits | ind, sqn);
	out->primed = false;
	return aka_vector(k, rnd, sqn, amf, out);
}

static enum ecs_err
vector(struct hlr *h, const struct hlr_ask *ask, struct aka_vector *out)
{
	struct aka_key *k = a_secret(h->arena, sizeof(*k));
	struct q_sim_key row;
	enum ecs_err e = ECS_TAKEN;

	for (int i = 0; i < TRIES && e == ECS_TAKEN; i++) {
		uint64_t seq;

		e = q_sim_key(h->db, h->op->id, ask->sim_id, &row);
		if (e == ECS_NOROW)
			return fail(h, ECS_AUTH_FAILED, ask->sim_id == 0 ? "unknown IMSI" :
			    "no key for this SIM");
		if (e != ECS_OK)
			return e;
		k->alg = row.alg == 2 ? AKA_TUAK : AKA_MILENAGE;
		e = auc_open(h->keys, ask->sim_id, (unsigned)row.key_id,
		    SPAN(row.sealed, row.sealed_len), k);
		if (e != ECS_OK)
			return fail(h, e, "the SIM's key does not open: master key missing?");
		seq = row.seq;
		if (ask->auts != NULL && (e = after_auts(h, ask, k, &row, &seq)) != ECS_OK)
			return e;
		e = next(h, ask, k, &row, seq, out);
	}
	return e == ECS_TAKEN ? fail(h, ECS_BUSY, "SEQ is contended") : e;
}

const struct hlr_driver hlr_auc = { "auc", false, vector };
