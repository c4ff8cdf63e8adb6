/* milenage.c - the functions of TS 35.206 4.1 over AES-128. */
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#include "fmt/milenage.h"

enum { BLK = MILENAGE_BLOCK, NOUT = 5 };

/* In OUT1 it is IN1 that is rotated, not TEMP: see in1(). */
static const struct {
	uint8_t	 rot;		/* r1..r5, octets */
	uint8_t	 c;		/* c1..c5, last octet */
} out_def[NOUT] = { { 8, 0 }, { 0, 1 }, { 4, 2 }, { 8, 4 }, { 12, 8 } };

static const uint8_t no_key[AKA_KEY];

static EVP_CIPHER_CTX *
aes(const uint8_t k[AKA_KEY])
{
	static EVP_CIPHER_CTX *kept;
	EVP_CIPHER *alg;

	if (kept == NULL) {
		EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();

		alg = EVP_CIPHER_fetch(NULL, "AES-128-ECB", NULL);
		if (c == NULL || alg == NULL ||
		    EVP_EncryptInit_ex2(c, alg, no_key, NULL, NULL) != 1 ||
		    EVP_CIPHER_CTX_set_padding(c, 0) != 1) {
			EVP_CIPHER_CTX_free(c);
			c = NULL;
		}
		EVP_CIPHER_free(alg);
		kept = c;
	}
	if (kept == NULL ||
	    EVP_EncryptInit_ex2(kept, NULL, k, NULL, NULL) != 1)
		return NULL;
	return kept;
}

/* The kept context must not remember a subscriber's key schedule. */
static void
forget(EVP_CIPHER_CTX *c)
{
	(void)EVP_EncryptInit_ex2(c, NULL, no_key, NULL, NULL);
}

static bool
encrypt(EVP_CIPHER_CTX *c, uint8_t *blocks, size_t n)
{
	int len;

	return EVP_EncryptUpdate(c, blocks, &len, blocks, (int)n) == 1 &&
	    (size_t)len == n;
}

static void
xor(uint8_t *dst, const uint8_t *a, const uint8_t *b)
{
	for (int i = 0; i < BLK; i++)
		dst[i] = a[i] ^ b[i];
}

/* dst = rot(src, left by r octets); the two must not overlap. */
static void
rotate(uint8_t *dst, const uint8_t *src, unsigned r)
{
	memcpy(dst, src + r, BLK - r);
	memcpy(dst + BLK - r, src, r);
}

/* TEMP xor rot(IN1 xor OPc, r1) xor c1, where IN1 = SQN AMF SQN AMF. */
static void
in1(uint8_t *dst, const uint8_t *temp, const uint8_t *opc, const uint8_t *sqn_amf)
{
	uint8_t in[BLK], rot[BLK];

	memcpy(in, sqn_amf, 8);
	memcpy(in + 8, sqn_amf, 8);
	xor(in, in, opc);
	rotate(rot, in, out_def[0].rot);
	xor(dst, temp, rot);
	OPENSSL_cleanse(in, sizeof in);
	OPENSSL_cleanse(rot, sizeof rot);
}

static void
in2345(uint8_t *dst, const uint8_t *temp, const uint8_t *opc, unsigned i)
{
	uint8_t in[BLK];

	xor(in, temp, opc);
	rotate(dst, in, out_def[i].rot);
	dst[BLK - 1] ^= out_def[i].c;
	OPENSSL_cleanse(in, sizeof in);
}

static void
take(const uint8_t b[NOUT][BLK], struct aka_out *out)
{
	memset(out, 0, sizeof *out);
	memcpy(out->res, b[1] + 8, 8);
	out->res_len = 8;
	memcpy(out->ak, b[1], AKA_SQN);
	memcpy(out->ck, b[2], AKA_KEY);
	memcpy(out->ik, b[3], AKA_KEY);
	memcpy(out->ak_s, b[4], AKA_SQN);
}

enum ecs_err
milenage_opc(const uint8_t k[AKA_KEY], const uint8_t op[BLK], uint8_t opc[BLK])
{
	EVP_CIPHER_CTX *c = aes(k);
	uint8_t b[BLK];
	bool ok;

	if (c == NULL)
		return ECS_INTERNAL;
	memcpy(b, op, BLK);
	ok = encrypt(c, b, BLK);
	xor(opc, b, op);
	forget(c);
	OPENSSL_cleanse(b, sizeof b);
	return ok ? ECS_OK : ECS_INTERNAL;
}

enum ecs_err
milenage(const struct aka_key *key, const uint8_t rnd[AKA_RAND],
    const uint8_t *sqn_amf, uint8_t *mac, struct aka_out *out)
{
	EVP_CIPHER_CTX *c = aes(key->k);
	unsigned from = sqn_amf != NULL ? 0 : 1, to = out != NULL ? NOUT : 1;
	uint8_t temp[BLK], b[NOUT][BLK];
	bool ok;

	if (c == NULL)
		return ECS_INTERNAL;
	xor(temp, rnd, key->opc);
	ok = encrypt(c, temp, BLK);
	if (sqn_amf != NULL)
		in1(b[0], temp, key->opc, sqn_amf);
	for (unsigned i = 1; i < to; i++)
		in2345(b[i], temp, key->opc, i);
	ok = ok && encrypt(c, b[from], (size_t)(to - from) * BLK);
	for (unsigned i = from; i < to; i++)
		xor(b[i], b[i], key->opc);
	if (ok && sqn_amf != NULL)
		memcpy(mac, b[0], BLK);
	if (ok && out != NULL)
		take(b, out);
	forget(c);
	OPENSSL_cleanse(temp, sizeof temp);
	OPENSSL_cleanse(b, sizeof b);
	return ok ? ECS_OK : ECS_INTERNAL;
}
