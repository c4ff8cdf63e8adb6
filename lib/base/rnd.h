/*
 * rnd.h - randomness for keys, challenges and identifiers.  Layer base.
 *
 * A seam: t/seam.c replaces it when a test binary is linked.
 */
#ifndef ECS_BASE_RND_H
#define ECS_BASE_RND_H

#include <stddef.h>

/* Cryptographic random bytes; the process aborts rather than give fewer. */
void		 rnd_bytes(void *, size_t);

#endif
