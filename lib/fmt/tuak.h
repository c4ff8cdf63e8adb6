/*
 * tuak.h - TUAK, TS 35.231, behind aka.h.
 *
 * Layer fmt, for aka.c and its tests.  Owns nothing, cannot fail; outputs are
 * secret and the caller's to wipe.  Here MAC, RES, CK and IK have every size
 * the specification knows, of which aka.h uses MAC 8, CK 16, IK 16.
 *
 * Of a key, k_len must be 16 or 32; iterations 0 counts as 1.
 */
#ifndef ECS_FMT_TUAK_H
#define ECS_FMT_TUAK_H

#include "fmt/aka.h"

enum { TUAK_BLOCK = 32 };

enum tuak_mac { TUAK_F1, TUAK_F1_STAR };

struct tuak_out {
	uint8_t		 res[TUAK_BLOCK], ck[TUAK_BLOCK], ik[TUAK_BLOCK];
	uint8_t		 ak[AKA_SQN];
};

/* TOPc from TOP; of the key only k, k_len and iterations count. */
void	 tuak_topc(const struct aka_key *, const uint8_t top[TUAK_BLOCK],
	    uint8_t topc[TUAK_BLOCK]);

/* f1 or f1*; len is 8, 16 or 32 octets. */
void	 tuak_f1(const struct aka_key *, enum tuak_mac, const uint8_t rnd[AKA_RAND],
	    const uint8_t sqn[AKA_SQN], const uint8_t amf[2],
	    uint8_t *mac, size_t len);

/* f2, f3, f4, f5.  res_len of the key 4, 8, 16 or 32; ck_len, ik_len 16 or 32. */
void	 tuak_f2345(const struct aka_key *, const uint8_t rnd[AKA_RAND],
	    size_t ck_len, size_t ik_len, struct tuak_out *out);

/* f5*. */
void	 tuak_f5_star(const struct aka_key *, const uint8_t rnd[AKA_RAND],
	    uint8_t ak[AKA_SQN]);

/* Keccak-f[1600], FIPS 202 3.3; lane x + 5y. */
void	 tuak_keccak(uint64_t lane[25]);

#endif
