/*
 * aka.h - the 3GPP authentication functions f1..f5* behind one call each.
 *
 * Layer fmt.  MILENAGE is TS 35.206, TUAK is TS 35.231.  No I/O, no memory of
 * its own; cipher contexts are made once per process and kept.  Every output
 * is secret except AUTN and RAND: the caller keeps them in wiped memory.
 */
#ifndef ECS_FMT_AKA_H
#define ECS_FMT_AKA_H

#include "base/ecs.h"

enum aka_alg { AKA_MILENAGE, AKA_TUAK };

enum {
	AKA_RAND = 16, AKA_AUTN = 16, AKA_AUTS = 14, AKA_KEY = 16, AKA_SQN = 6,
	AKA_MAC = 8, AKA_RES_MAX = 16
};

/* One SIM's long-term key. */
struct aka_key {
	enum aka_alg	 alg;
	uint8_t		 k[32];
	size_t		 k_len;		/* 16, or 32 (TUAK only) */
	uint8_t		 opc[32];	/* OPc (16 octets) or TOPc (32) */
	unsigned	 iterations;	/* TUAK: Keccak iterations, 1 by default */
	size_t		 res_len;	/* octets of RES: 8 for MILENAGE; TUAK 4, 8, 16 */
};

/* What f2..f5* give for one RAND. */
struct aka_out {
	uint8_t		 res[AKA_RES_MAX];
	size_t		 res_len;
	uint8_t		 ck[AKA_KEY], ik[AKA_KEY];
	uint8_t		 ak[AKA_SQN];	/* f5  */
	uint8_t		 ak_s[AKA_SQN];	/* f5* */
};

/* One authentication vector. */
struct aka_vector {
	uint8_t		 rand[AKA_RAND], autn[AKA_AUTN];
	uint8_t		 xres[AKA_RES_MAX];
	size_t		 xres_len;
	uint8_t		 ck[AKA_KEY], ik[AKA_KEY];
	bool		 primed;	/* these are CK', IK' already (RFC 9048 3.3) */
};

/* OPc from OP (16 octets), TOPc from TOP (32).  key->k and alg must be set. */
enum ecs_err	 aka_opc(const struct aka_key *, const uint8_t *op,
		    uint8_t *opc) MUST_CHECK;

/* f1 and f1*: MAC-A and MAC-S for this RAND, SQN and AMF. */
enum ecs_err	 aka_f1(const struct aka_key *, const uint8_t rnd[AKA_RAND],
		    const uint8_t sqn[AKA_SQN], const uint8_t amf[2],
		    uint8_t mac_a[AKA_MAC], uint8_t mac_s[AKA_MAC]) MUST_CHECK;

/* f2, f3, f4, f5 and f5*. */
enum ecs_err	 aka_f2345(const struct aka_key *, const uint8_t rnd[AKA_RAND],
		    struct aka_out *out) MUST_CHECK;

/* The whole vector for a given RAND, SQN and AMF (TS 33.102 6.3.2). */
enum ecs_err	 aka_vector(const struct aka_key *, const uint8_t rnd[AKA_RAND],
		    const uint8_t sqn[AKA_SQN], const uint8_t amf[2],
		    struct aka_vector *out) MUST_CHECK;

/*
 * Opens AUTS = (SQN_MS xor AK*) || MAC-S (TS 33.102 6.3.3, AMF 0000).
 * ECS_AUTH_FAILED when MAC-S is wrong; else out is SQN_MS.
 */
enum ecs_err	 aka_auts(const struct aka_key *, const uint8_t rnd[AKA_RAND],
		    const uint8_t auts[AKA_AUTS], uint8_t out[AKA_SQN]) MUST_CHECK;

uint64_t	 aka_sqn_get(const uint8_t sqn[AKA_SQN]);	/* 48 bits */
void		 aka_sqn_put(uint64_t, uint8_t sqn[AKA_SQN]);

#endif
