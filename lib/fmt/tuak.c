/*
 * tuak.c - TS 35.231 clauses 6 and 7 over Keccak-f[1600].
 *
 * The specification numbers the bits of a value from its first octet's top bit
 * and puts bit 0 of a field last: in octets that is every field back to front.
 */
#include <openssl/crypto.h>
#include <string.h>

#include "fmt/tuak.h"

enum { STATE = 200, LANES = 25, ROUNDS = 24 };

/* Where the fields of INOUT begin, in octets (TS 35.231 clause 7). */
enum {
	AT_TOP = 0, AT_INSTANCE = 32, AT_NAME = 33, AT_RAND = 40, AT_AMF = 56,
	AT_SQN = 58, AT_KEY = 64, AT_PAD = 96, AT_PAD_END = 135
};

/* And of the outputs. */
enum { AT_RES = 0, AT_CK = 32, AT_IK = 64, AT_AK = 96 };

/* Bits of INSTANCE. */
enum {
	I_F1 = 0x00, I_F1_STAR = 0x80, I_F2345 = 0x40, I_F5_STAR = 0xc0,
	I_CK_32 = 0x04, I_IK_32 = 0x02, I_KEY_32 = 0x01
};

static const uint64_t iota[ROUNDS] = {
	0x0000000000000001, 0x0000000000008082, 0x800000000000808a,
	0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
	0x8000000080008081, 0x8000000000008009, 0x000000000000008a,
	0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
	0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
	0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
	0x000000000000800a, 0x800000008000000a, 0x8000000080008081,
	0x8000000000008080, 0x0000000080000001, 0x8000000080008008
};

/* Where rho and pi carry lane x + 5y, and turned by how much. */
static const struct {
	uint8_t	 to, rot;
} rho_pi[LANES] = {
	{  0,  0 }, { 10,  1 }, { 20, 62 }, {  5, 28 }, { 15, 27 },
	{ 16, 36 }, {  1, 44 }, { 11,  6 }, { 21, 55 }, {  6, 20 },
	{  7,  3 }, { 17, 10 }, {  2, 43 }, { 12, 25 }, { 22, 39 },
	{ 23, 41 }, {  8, 45 }, { 18, 15 }, {  3, 21 }, { 13,  8 },
	{ 14, 18 }, { 24,  2 }, {  9, 61 }, { 19, 56 }, {  4, 14 }
};

static inline uint64_t
rol(uint64_t v, unsigned n)
{
	return v << n | v >> (-n & 63);
}

/* theta with rho and pi on the way out. */
static void
theta_rho_pi(const uint64_t a[LANES], uint64_t b[LANES])
{
	uint64_t c[5], d[5];

	for (int x = 0; x < 5; x++)
		c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
	d[0] = c[4] ^ rol(c[1], 1);
	d[1] = c[0] ^ rol(c[2], 1);
	d[2] = c[1] ^ rol(c[3], 1);
	d[3] = c[2] ^ rol(c[4], 1);
	d[4] = c[3] ^ rol(c[0], 1);
	for (int y = 0; y < LANES; y += 5)
		for (int x = 0; x < 5; x++)
			b[rho_pi[y + x].to] = rol(a[y + x] ^ d[x], rho_pi[y + x].rot);
}

static void
chi(const uint64_t b[LANES], uint64_t a[LANES])
{
	for (int y = 0; y < LANES; y += 5) {
		a[y] = b[y] ^ (~b[y + 1] & b[y + 2]);
		a[y + 1] = b[y + 1] ^ (~b[y + 2] & b[y + 3]);
		a[y + 2] = b[y + 2] ^ (~b[y + 3] & b[y + 4]);
		a[y + 3] = b[y + 3] ^ (~b[y + 4] & b[y]);
		a[y + 4] = b[y + 4] ^ (~b[y] & b[y + 1]);
	}
}

void
tuak_keccak(uint64_t a[LANES])
{
	uint64_t b[LANES];

	for (int r = 0; r < ROUNDS; r++) {
		theta_rho_pi(a, b);
		chi(b, a);
		a[0] ^= iota[r];
	}
	OPENSSL_cleanse(b, sizeof b);
}

static void
reversed(uint8_t *dst, const uint8_t *src, size_t n)
{
	for (size_t i = 0; i < n; i++)
		dst[i] = src[n - 1 - i];
}

static void
permute(uint8_t s[STATE], unsigned times)
{
	uint64_t a[LANES] = { 0 };

	for (int i = 0; i < STATE; i++)
		a[i / 8] |= (uint64_t)s[i] << 8 * (i % 8);
	do
		tuak_keccak(a);
	while (times-- > 1);
	for (int i = 0; i < STATE; i++)
		s[i] = (uint8_t)(a[i / 8] >> 8 * (i % 8));
	OPENSSL_cleanse(a, sizeof a);
}

/* All but RAND, AMF and SQN, which not every function takes. */
static void
fill(uint8_t s[STATE], const struct aka_key *key, const uint8_t *top,
    unsigned instance)
{
	memset(s, 0, STATE);
	reversed(s + AT_TOP, top, TUAK_BLOCK);
	s[AT_INSTANCE] = (uint8_t)(instance | (key->k_len == 32 ? I_KEY_32 : 0));
	reversed(s + AT_NAME, (const uint8_t *)"TUAK1.0", 7);
	reversed(s + AT_KEY, key->k, key->k_len);
	s[AT_PAD] = 0x1f;
	s[AT_PAD_END] = 0x80;
}

void
tuak_topc(const struct aka_key *key, const uint8_t top[TUAK_BLOCK],
    uint8_t topc[TUAK_BLOCK])
{
	uint8_t s[STATE];

	fill(s, key, top, 0);
	permute(s, key->iterations);
	reversed(topc, s, TUAK_BLOCK);
	OPENSSL_cleanse(s, sizeof s);
}

void
tuak_f1(const struct aka_key *key, enum tuak_mac which, const uint8_t rnd[AKA_RAND],
    const uint8_t sqn[AKA_SQN], const uint8_t amf[2], uint8_t *mac, size_t len)
{
	unsigned f = which == TUAK_F1 ? I_F1 : I_F1_STAR;
	uint8_t s[STATE];

	fill(s, key, key->opc, f | (unsigned)len);	/* 8, 16, 32 are the code */
	reversed(s + AT_RAND, rnd, AKA_RAND);
	reversed(s + AT_AMF, amf, 2);
	reversed(s + AT_SQN, sqn, AKA_SQN);
	permute(s, key->iterations);
	reversed(mac, s, len);
	OPENSSL_cleanse(s, sizeof s);
}

void
tuak_f2345(const struct aka_key *key, const uint8_t rnd[AKA_RAND],
    size_t ck_len, size_t ik_len, struct tuak_out *out)
{
	/* The code of RES is 0 for 32 bits, then 8, 16, 32 as for MAC. */
	unsigned instance = I_F2345 |
	    (key->res_len == 4 ? 0 : (unsigned)key->res_len) |
	    (ck_len == 32 ? I_CK_32 : 0) | (ik_len == 32 ? I_IK_32 : 0);
	uint8_t s[STATE];

	memset(out, 0, sizeof *out);
	fill(s, key, key->opc, instance);
	reversed(s + AT_RAND, rnd, AKA_RAND);
	permute(s, key->iterations);
	reversed(out->res, s + AT_RES, key->res_len);
	reversed(out->ck, s + AT_CK, ck_len);
	reversed(out->ik, s + AT_IK, ik_len);
	reversed(out->ak, s + AT_AK, AKA_SQN);
	OPENSSL_cleanse(s, sizeof s);
}

void
tuak_f5_star(const struct aka_key *key, const uint8_t rnd[AKA_RAND],
    uint8_t ak[AKA_SQN])
{
	uint8_t s[STATE];

	fill(s, key, key->opc, I_F5_STAR);
	reversed(s + AT_RAND, rnd, AKA_RAND);
	permute(s, key->iterations);
	reversed(ak, s + AT_AK, AKA_SQN);
	OPENSSL_cleanse(s, sizeof s);
}
