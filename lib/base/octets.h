/*
 * octets.h - numbers as octets, most significant first.  Layer base.
 *
 * The caller has made sure of the room.
 */
#ifndef ECS_BASE_OCTETS_H
#define ECS_BASE_OCTETS_H

#include "base/ecs.h"

/* Writes the low n octets of v; returns what follows them. */
static inline uint8_t *
octets_put(uint8_t *p, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (uint8_t)(v >> (8 * (n - 1 - i)));
	return p + n;
}

/* Reads n octets and moves *p behind them. */
static inline uint64_t
octets_get(const uint8_t **p, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | *(*p)++;
	return v;
}

#endif
