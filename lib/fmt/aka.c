/* aka.c - which algorithm a key uses, and what is built on it. */
#include <openssl/crypto.h>
#include <string.h>

#include "fmt/milenage.h"
#include "fmt/tuak.h"

enum { ITERATIONS_MAX = 255, AMF = 2 };

static bool
key_ok(const struct aka_key *key)
{
	switch (key->alg) {
	case AKA_MILENAGE:
		return key->k_len == 16;
	case AKA_TUAK:
		return (key->k_len == 16 || key->k_len == 32) &&
		    key->iterations <= ITERATIONS_MAX;
	}
	return false;
}

static bool
res_ok(const struct aka_key *key)
{
	if (key->alg == AKA_MILENAGE)
		return key->res_len == 8;
	return key->res_len == 4 || key->res_len == 8 || key->res_len == 16;
}

enum ecs_err
aka_opc(const struct aka_key *key, const uint8_t *op, uint8_t *opc)
{
	if (!key_ok(key))
		return ECS_KEYS;
	if (key->alg == AKA_MILENAGE)
		return milenage_opc(key->k, op, opc);
	tuak_topc(key, op, opc);
	return ECS_OK;
}

static void
tuak_out(const struct aka_key *key, const uint8_t *rnd, struct aka_out *out)
{
	struct tuak_out t;

	tuak_f2345(key, rnd, AKA_KEY, AKA_KEY, &t);
	memset(out, 0, sizeof *out);
	memcpy(out->res, t.res, key->res_len);
	out->res_len = key->res_len;
	memcpy(out->ck, t.ck, AKA_KEY);
	memcpy(out->ik, t.ik, AKA_KEY);
	memcpy(out->ak, t.ak, AKA_SQN);
	tuak_f5_star(key, rnd, out->ak_s);
	OPENSSL_cleanse(&t, sizeof t);
}

/* MILENAGE, with MAC-A || MAC-S when sqn is given. */
static enum ecs_err
mil(const struct aka_key *key, const uint8_t *rnd, const uint8_t *sqn,
    const uint8_t *amf, uint8_t mac[2 * AKA_MAC], struct aka_out *out)
{
	uint8_t sqn_amf[AKA_SQN + AMF];

	memcpy(sqn_amf, sqn, AKA_SQN);
	memcpy(sqn_amf + AKA_SQN, amf, AMF);
	return milenage(key, rnd, sqn_amf, mac, out);
}

enum ecs_err
aka_f1(const struct aka_key *key, const uint8_t rnd[AKA_RAND],
    const uint8_t sqn[AKA_SQN], const uint8_t amf[AMF],
    uint8_t mac_a[AKA_MAC], uint8_t mac_s[AKA_MAC])
{
	uint8_t mac[2 * AKA_MAC];
	enum ecs_err e;

	if (!key_ok(key))
		return ECS_KEYS;
	if (key->alg == AKA_TUAK) {
		tuak_f1(key, TUAK_F1, rnd, sqn, amf, mac_a, AKA_MAC);
		tuak_f1(key, TUAK_F1_STAR, rnd, sqn, amf, mac_s, AKA_MAC);
		return ECS_OK;
	}
	if ((e = mil(key, rnd, sqn, amf, mac, NULL)) != ECS_OK)
		return e;
	memcpy(mac_a, mac, AKA_MAC);
	memcpy(mac_s, mac + AKA_MAC, AKA_MAC);
	OPENSSL_cleanse(mac, sizeof mac);
	return ECS_OK;
}

enum ecs_err
aka_f2345(const struct aka_key *key, const uint8_t rnd[AKA_RAND],
    struct aka_out *out)
{
	if (!key_ok(key) || !res_ok(key))
		return ECS_KEYS;
	if (key->alg == AKA_MILENAGE)
		return milenage(key, rnd, NULL, NULL, out);
	tuak_out(key, rnd, out);
	return ECS_OK;
}

static void
xor_ak(uint8_t *dst, const uint8_t *sqn, const uint8_t *ak)
{
	for (int i = 0; i < AKA_SQN; i++)
		dst[i] = sqn[i] ^ ak[i];
}

static enum ecs_err
mac_and_out(const struct aka_key *key, const uint8_t *rnd, const uint8_t *sqn,
    const uint8_t *amf, uint8_t mac[2 * AKA_MAC], struct aka_out *out)
{
	if (key->alg == AKA_MILENAGE)
		return mil(key, rnd, sqn, amf, mac, out);
	tuak_f1(key, TUAK_F1, rnd, sqn, amf, mac, AKA_MAC);
	tuak_out(key, rnd, out);
	return ECS_OK;
}

enum ecs_err
aka_vector(const struct aka_key *key, const uint8_t rnd[AKA_RAND],
    const uint8_t sqn[AKA_SQN], const uint8_t amf[AMF], struct aka_vector *v)
{
	uint8_t mac[2 * AKA_MAC];
	struct aka_out o;
	enum ecs_err e;

	if (!key_ok(key) || !res_ok(key))
		return ECS_KEYS;
	if ((e = mac_and_out(key, rnd, sqn, amf, mac, &o)) != ECS_OK)
		return e;
	memcpy(v->rand, rnd, AKA_RAND);
	xor_ak(v->autn, sqn, o.ak);
	memcpy(v->autn + AKA_SQN, amf, AMF);
	memcpy(v->autn + AKA_SQN + AMF, mac, AKA_MAC);
	memcpy(v->xres, o.res, sizeof v->xres);
	v->xres_len = o.res_len;
	memcpy(v->ck, o.ck, AKA_KEY);
	memcpy(v->ik, o.ik, AKA_KEY);
	OPENSSL_cleanse(&o, sizeof o);
	OPENSSL_cleanse(mac, sizeof mac);
	return ECS_OK;
}

enum ecs_err
aka_auts(const struct aka_key *key, const uint8_t rnd[AKA_RAND],
    const uint8_t auts[AKA_AUTS], uint8_t sqn_ms[AKA_SQN])
{
	static const uint8_t amf[AMF];
	uint8_t sqn[AKA_SQN], mac_a[AKA_MAC], mac_s[AKA_MAC];
	struct aka_out o;
	enum ecs_err e;

	if ((e = aka_f2345(key, rnd, &o)) != ECS_OK)
		return e;
	xor_ak(sqn, auts, o.ak_s);
	OPENSSL_cleanse(&o, sizeof o);
	e = aka_f1(key, rnd, sqn, amf, mac_a, mac_s);
	if (e == ECS_OK && CRYPTO_memcmp(mac_s, auts + AKA_SQN, AKA_MAC) != 0)
		e = ECS_AUTH_FAILED;
	if (e == ECS_OK)
		memcpy(sqn_ms, sqn, AKA_SQN);
	OPENSSL_cleanse(sqn, sizeof sqn);
	OPENSSL_cleanse(mac_a, sizeof mac_a);
	OPENSSL_cleanse(mac_s, sizeof mac_s);
	return e;
}

uint64_t
aka_sqn_get(const uint8_t sqn[AKA_SQN])
{
	uint64_t v = 0;

	for (int i = 0; i < AKA_SQN; i++)
		v = v << 8 | sqn[i];
	return v;
}

void
aka_sqn_put(uint64_t v, uint8_t sqn[AKA_SQN])
{
	for (int i = AKA_SQN; i-- > 0; v >>= 8)
		sqn[i] = (uint8_t)v;
}
