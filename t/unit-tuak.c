/* unit-tuak.c - TS 35.233 test sets 1 to 6, and Keccak against OpenSSL's SHA-3. */
#include <openssl/evp.h>

#include "fmt/tuak.h"
#include "vec.h"

enum col {
	SET, K, RND, SQN, AMF, TOP, ITER, TOPC, F1, F1S, F2, F3, F4, F5, F5S, NCOL
};

static struct aka_key
key_of(char *const *c)
{
	struct aka_key key = { .alg = AKA_TUAK, .k_len = unhex(c[K]).len };

	memcpy(key.k, unhex(c[K]).p, key.k_len);
	memcpy(key.opc, unhex(c[TOPC]).p, TUAK_BLOCK);
	key.iterations = (unsigned)strtoul(c[ITER], NULL, 10);
	key.res_len = unhex(c[F2]).len;
	return key;
}

/* The public functions, for the sets that have their sizes. */
static void
public(char *const *c, const struct aka_key *key)
{
	struct vec_bytes sqn = unhex(c[SQN]), ak = unhex(c[F5]);
	uint8_t mac_a[AKA_MAC], mac_s[AKA_MAC];
	struct aka_vector v;
	struct aka_out o;

	OK(aka_f1(key, unhex(c[RND]).p, sqn.p, unhex(c[AMF]).p, mac_a,
	    mac_s) == ECS_OK);
	IS(c[SET], "aka_f1", c[F1], mac_a, AKA_MAC);
	IS(c[SET], "aka_f1 *", c[F1S], mac_s, AKA_MAC);
	OK(aka_f2345(key, unhex(c[RND]).p, &o) == ECS_OK);
	IS(c[SET], "aka f2", c[F2], o.res, o.res_len);
	IS(c[SET], "aka f5", c[F5], o.ak, AKA_SQN);
	IS(c[SET], "aka f5*", c[F5S], o.ak_s, AKA_SQN);
	OK(aka_vector(key, unhex(c[RND]).p, sqn.p, unhex(c[AMF]).p, &v) == ECS_OK);
	for (int i = 0; i < AKA_SQN; i++)
		sqn.p[i] ^= ak.p[i];
	OK(memcmp(v.autn, sqn.p, AKA_SQN) == 0);
	IS(c[SET], "AMF in AUTN", c[AMF], v.autn + 6, 2);
	IS(c[SET], "MAC in AUTN", c[F1], v.autn + 8, AKA_MAC);
	IS(c[SET], "XRES", c[F2], v.xres, v.xres_len);
	IS(c[SET], "CK", c[F3], v.ck, AKA_KEY);
	IS(c[SET], "IK", c[F4], v.ik, AKA_KEY);
}

static int n_public;

static void
row(char *const *c, size_t n)
{
	struct aka_key key = key_of(c);
	size_t mac = unhex(c[F1]).len, ck = unhex(c[F3]).len, ik = unhex(c[F4]).len;
	uint8_t b[TUAK_BLOCK];
	struct tuak_out o;

	if (n != NCOL)
		vec_die("columns", c[SET]);
	OK(aka_opc(&key, unhex(c[TOP]).p, b) == ECS_OK);
	IS(c[SET], "TOPc", c[TOPC], b, sizeof b);
	tuak_f1(&key, TUAK_F1, unhex(c[RND]).p, unhex(c[SQN]).p, unhex(c[AMF]).p, b, mac);
	IS(c[SET], "f1", c[F1], b, mac);
	tuak_f1(&key, TUAK_F1_STAR, unhex(c[RND]).p, unhex(c[SQN]).p,
	    unhex(c[AMF]).p, b, mac);
	IS(c[SET], "f1*", c[F1S], b, mac);
	tuak_f2345(&key, unhex(c[RND]).p, ck, ik, &o);
	IS(c[SET], "f2", c[F2], o.res, key.res_len);
	IS(c[SET], "f3", c[F3], o.ck, ck);
	IS(c[SET], "f4", c[F4], o.ik, ik);
	IS(c[SET], "f5", c[F5], o.ak, AKA_SQN);
	tuak_f5_star(&key, unhex(c[RND]).p, b);
	IS(c[SET], "f5*", c[F5S], b, AKA_SQN);
	if (mac == AKA_MAC && ck == AKA_KEY && ik == AKA_KEY) {
		public(c, &key);
		n_public++;
	}
}

/* SHA3-256 of fewer than 136 octets is one permutation: FIPS 202 6.1. */
static void
keccak(void)
{
	uint8_t msg[100], want[32], got[32], block[136];
	int equal = 0;

	for (size_t n = 0; n <= sizeof msg; n++) {
		uint64_t a[25] = { 0 };

		memset(msg, (int)(7 * n + 1), n);
		memset(block, 0, sizeof block);
		memcpy(block, msg, n);
		block[n] = 0x06;
		block[135] |= 0x80;
		for (int i = 0; i < 136; i++)
			a[i / 8] |= (uint64_t)block[i] << 8 * (i % 8);
		tuak_keccak(a);
		for (int i = 0; i < 32; i++)
			got[i] = (uint8_t)(a[i / 8] >> 8 * (i % 8));
		equal += EVP_Digest(msg, n, want, NULL, EVP_sha3_256(), NULL) == 1 &&
		    memcmp(got, want, 32) == 0;
	}
	OK(equal == 101);
}

static void
resync(void)
{
	struct aka_key key = { .alg = AKA_TUAK, .k_len = 32, .res_len = 16 };
	uint8_t rnd[AKA_RAND] = { 9 }, sqn[AKA_SQN], auts[AKA_AUTS], ak[AKA_SQN];
	static const uint8_t amf[2];
	int refused = 0;

	aka_sqn_put(0x7fedcba98765, sqn);
	tuak_f5_star(&key, rnd, ak);
	for (int i = 0; i < AKA_SQN; i++)
		auts[i] = sqn[i] ^ ak[i];
	tuak_f1(&key, TUAK_F1_STAR, rnd, sqn, amf, auts + AKA_SQN, AKA_MAC);
	memset(sqn, 0, sizeof sqn);
	OK(aka_auts(&key, rnd, auts, sqn) == ECS_OK);
	OK(aka_sqn_get(sqn) == 0x7fedcba98765);
	for (int bit = 0; bit < 8 * AKA_AUTS; bit++) {
		auts[bit / 8] ^= (uint8_t)(1 << bit % 8);
		refused += aka_auts(&key, rnd, auts, sqn) == ECS_AUTH_FAILED;
		auts[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	OK(refused == 8 * AKA_AUTS);
}

static void
key_shapes(void)
{
	static const size_t lens[] = { 4, 8, 16 }, bad[] = { 0, 5, 12, 32 };
	struct aka_key key = { .alg = AKA_TUAK, .k_len = 16 };
	uint8_t rnd[AKA_RAND] = { 0 };
	struct aka_out o, once;

	for (size_t i = 0; i < NELEM(lens); i++) {
		key.res_len = lens[i];
		OK(aka_f2345(&key, rnd, &o) == ECS_OK && o.res_len == lens[i]);
	}
	for (size_t i = 0; i < NELEM(bad); i++) {
		key.res_len = bad[i];
		OK(aka_f2345(&key, rnd, &o) == ECS_KEYS);
	}
	key.res_len = 16;
	OK(aka_f2345(&key, rnd, &once) == ECS_OK);
	key.iterations = 1;
	OK(aka_f2345(&key, rnd, &o) == ECS_OK && memcmp(&o, &once, sizeof o) == 0);
	key.iterations = 2;
	OK(aka_f2345(&key, rnd, &o) == ECS_OK && memcmp(o.res, once.res, 16) != 0);
	key.iterations = 256;
	OK(aka_f2345(&key, rnd, &o) == ECS_KEYS);
	key.iterations = 1;
	key.k_len = 24;
	OK(aka_f2345(&key, rnd, &o) == ECS_KEYS);
}

int
main(void)
{
	keccak();
	OK(vec_rows("vectors_tuak.tsv", row) == 6);
	OK(n_public == 1);
	resync();
	key_shapes();
	return DONE();
}
