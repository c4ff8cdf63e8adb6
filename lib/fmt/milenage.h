/*
 * milenage.h - MILENAGE, TS 35.206, behind aka.h.
 *
 * Layer fmt, for aka.c and its tests.  No memory of its own but one AES
 * context kept by the process; what a caller gets is secret and his to wipe.
 */
#ifndef ECS_FMT_MILENAGE_H
#define ECS_FMT_MILENAGE_H

#include "fmt/aka.h"

enum { MILENAGE_BLOCK = 16 };

/* OPc from K and OP.  ECS_INTERNAL when the cipher fails. */
enum ecs_err	 milenage_opc(const uint8_t k[AKA_KEY],
		    const uint8_t op[MILENAGE_BLOCK],
		    uint8_t opc[MILENAGE_BLOCK]) MUST_CHECK;

/*
 * Everything asked for with one key schedule.  sqn_amf is SQN || AMF (8
 * octets), mac gets MAC-A || MAC-S; both NULL when f1 is not wanted.  out may
 * be NULL when f2..f5* are not.  k_len must be 16.
 */
enum ecs_err	 milenage(const struct aka_key *, const uint8_t rnd[AKA_RAND],
		    const uint8_t *sqn_amf, uint8_t *mac,
		    struct aka_out *out) MUST_CHECK;

#endif
