/* usim.c - the SIM card. */
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "usim.h"

/* Annex C.2.1: a SEQ further ahead than this is not believed. */
static const uint64_t DELTA = UINT64_C(1) << 28;

/* The functions fail only without memory or without AES: a card cannot go on. */
static void
must(enum ecs_err e)
{
	if (e != ECS_OK) {
		fprintf(stderr, "uesim: the SIM's algorithm failed: %s\n", ecs_err_name(e));
		abort();
	}
}

static unsigned
highest(const struct sim *sim)
{
	unsigned at = 0;

	for (unsigned i = 1; i < USIM_INDS; i++)
		if (sim->seq[i] > sim->seq[at])
			at = i;
	return at;
}

/* 6.3.3: AUTS = (SQN_MS xor AK*) || MAC-S, with AMF 0000. */
static void
make_auts(const struct sim *sim, const uint8_t rnd[AKA_RAND], struct usim_answer *out)
{
	static const uint8_t amf[2];
	unsigned at = highest(sim);
	uint8_t sqn[AKA_SQN], mac_a[AKA_MAC];

	aka_sqn_put(sim->seq[at] << USIM_IND_BITS | at, sqn);
	must(aka_f1(&sim->key, rnd, sqn, amf, mac_a, out->auts + AKA_SQN));
	for (size_t i = 0; i < AKA_SQN; i++)
		out->auts[i] = sqn[i] ^ out->out.ak_s[i];
}

enum usim_result
usim_authenticate(struct sim *sim, const uint8_t rnd[AKA_RAND], const uint8_t autn[AKA_AUTN],
    struct usim_answer *out)
{
	uint8_t sqn[AKA_SQN], xmac[AKA_MAC], mac_s[AKA_MAC];
	uint64_t n;

	must(aka_f2345(&sim->key, rnd, &out->out));
	memcpy(out->sqn_xor_ak, autn, AKA_SQN);
	memcpy(out->amf, autn + AKA_SQN, 2);
	for (size_t i = 0; i < AKA_SQN; i++)
		sqn[i] = autn[i] ^ out->out.ak[i];
	must(aka_f1(&sim->key, rnd, sqn, out->amf, xmac, mac_s));
	if (CRYPTO_memcmp(xmac, autn + AKA_SQN + 2, AKA_MAC) != 0)
		return USIM_MAC_FAILURE;
	n = aka_sqn_get(sqn);
	out->ind = (unsigned)(n & (USIM_INDS - 1));
	out->seq = n >> USIM_IND_BITS;
	out->seq_ms = sim->seq[highest(sim)];
	if (out->seq <= sim->seq[out->ind] ||
	    (out->seq > out->seq_ms && out->seq - out->seq_ms > DELTA)) {
		make_auts(sim, rnd, out);
		return USIM_SYNC_FAILURE;
	}
	sim->seq[out->ind] = out->seq;
	return USIM_ACCEPTED;
}

void
usim_run_ahead(struct sim *sim)
{
	uint64_t ahead = sim->seq[highest(sim)] + (UINT64_C(1) << 20);

	for (unsigned i = 0; i < USIM_INDS; i++)
		sim->seq[i] = ahead;
}
