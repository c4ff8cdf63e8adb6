/*
 * eap_fips.c - the generator of FIPS 186-2 change notice 1 with SHA-1 as G,
 * which RFC 4187 7 uses.  G is SHA-1's compression alone, without the padding
 * and length of a digest; OpenSSL's own is deprecated and may be left out.
 */
#include <openssl/crypto.h>
#include <string.h>

#include "fmt/eap.h"

enum { X_LEN = 20, SCHEDULE = 80 };

static inline uint32_t
rol(uint32_t v, unsigned n)
{
	return v << n | v >> (32 - n);
}

/* Choose, parity or majority, with the constant of the twenty rounds. */
static inline uint32_t
f(unsigned t, const uint32_t h[5])
{
	switch (t / 20) {
	case 0:
		return ((h[1] & h[2]) | (~h[1] & h[3])) + 0x5a827999;
	case 1:
		return (h[1] ^ h[2] ^ h[3]) + 0x6ed9eba1;
	case 2:
		return ((h[1] & h[2]) | (h[1] & h[3]) | (h[2] & h[3])) + 0x8f1bbcdc;
	default:
		return (h[1] ^ h[2] ^ h[3]) + 0xca62c1d6;
	}
}

/* One block: x, then zeros. */
static void
g(const uint32_t x[5], uint32_t out[5])
{
	static const uint32_t init[5] = {
		0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0
	};
	uint32_t w[SCHEDULE] = { 0 }, h[5], sum;

	memcpy(w, x, X_LEN);
	for (int t = 16; t < SCHEDULE; t++)
		w[t] = rol(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
	memcpy(h, init, sizeof h);
	for (unsigned t = 0; t < SCHEDULE; t++) {
		sum = rol(h[0], 5) + f(t, h) + h[4] + w[t];
		h[4] = h[3];
		h[3] = h[2];
		h[2] = rol(h[1], 30);
		h[1] = h[0];
		h[0] = sum;
	}
	for (int i = 0; i < 5; i++)
		out[i] = h[i] + init[i];
	OPENSSL_cleanse(w, sizeof w);
	OPENSSL_cleanse(h, sizeof h);
}

/* x = (1 + x + add) mod 2^160; words from the most significant. */
static void
step(uint32_t x[5], const uint32_t add[5])
{
	uint64_t carry = 1;

	for (int i = 5; i-- > 0; carry >>= 32) {
		carry += (uint64_t)x[i] + add[i];
		x[i] = (uint32_t)carry;
	}
}

static void
put(const uint32_t w[5], uint8_t out[X_LEN])
{
	for (int i = 0; i < X_LEN; i++)
		out[i] = (uint8_t)(w[i / 4] >> (24 - 8 * (i % 4)));
}

enum ecs_err
eap_fips_prf(const uint8_t xkey[X_LEN], uint8_t *out, size_t n)
{
	uint32_t x[5] = { 0 }, w[5];
	uint8_t block[X_LEN];
	size_t take;

	for (int i = 0; i < X_LEN; i++)
		x[i / 4] = x[i / 4] << 8 | xkey[i];
	for (; n > 0; n -= take, out += take) {
		take = n < X_LEN ? n : X_LEN;
		g(x, w);
		step(x, w);
		put(w, block);
		memcpy(out, block, take);
	}
	OPENSSL_cleanse(x, sizeof x);
	OPENSSL_cleanse(w, sizeof w);
	OPENSSL_cleanse(block, sizeof block);
	return ECS_OK;
}
