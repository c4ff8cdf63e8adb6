/*
 * usim.h - the SIM card: TS 33.102 6.3.3 and annex C, as a USIM computes it.
 *
 * No I/O.  The caller keeps struct sim over restarts: a card whose counter goes
 * back accepts old challenges.
 */
#ifndef UESIM_USIM_H
#define UESIM_USIM_H

#include "fmt/aka.h"

enum { USIM_IND_BITS = 5, USIM_INDS = 1 << USIM_IND_BITS };

struct sim {
	char		 imsi[16];
	int		 mnc_len;		/* 2 or 3 */
	struct aka_key	 key;
	uint64_t	 seq[USIM_INDS];	/* highest SEQ accepted, per IND */
};

enum usim_result {
	USIM_ACCEPTED,		/* res, ck, ik are set */
	USIM_MAC_FAILURE,	/* AUTN was not made with this card's key */
	USIM_SYNC_FAILURE	/* right key, SQN not fresh: auts is set */
};

struct usim_answer {
	struct aka_out	 out;
	uint8_t		 auts[AKA_AUTS];
	uint8_t		 sqn_xor_ak[AKA_SQN];
	uint8_t		 amf[2];
	uint64_t	 seq, seq_ms;		/* of the challenge; the card's highest */
	unsigned	 ind;
};

/* AUTHENTICATE: checks MAC-A, then freshness; moves the counter when accepted. */
enum usim_result usim_authenticate(struct sim *, const uint8_t rnd[AKA_RAND],
		    const uint8_t autn[AKA_AUTN], struct usim_answer *out);

/* Makes the counter run ahead of any server, so that it must resynchronise. */
void		 usim_run_ahead(struct sim *);

#endif
