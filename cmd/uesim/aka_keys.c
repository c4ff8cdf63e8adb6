/* aka_keys.c - key derivation of the phone. */
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#include "aka_keys.h"

static uint32_t
rol(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

/*
 * The G function of FIPS 186-2 is SHA-1's compression alone, without padding,
 * which libcrypto no longer offers.
 */
static void
fips_g(const uint8_t block[64], uint8_t out[20])
{
	uint32_t h[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };
	uint32_t v[5], w[80];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		    (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < 80; i++)
		w[i] = rol(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	memcpy(v, h, sizeof(v));
	for (int i = 0; i < 80; i++) {
		uint32_t f = i < 20 ? ((v[1] & v[2]) | (~v[1] & v[3])) + 0x5a827999 :
		    i < 40 ? (v[1] ^ v[2] ^ v[3]) + 0x6ed9eba1 :
		    i < 60 ? ((v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3])) + 0x8f1bbcdc :
		    (v[1] ^ v[2] ^ v[3]) + 0xca62c1d6;
		uint32_t t = rol(v[0], 5) + f + v[4] + w[i];

		v[4] = v[3];
		v[3] = v[2];
		v[2] = rol(v[1], 30);
		v[1] = v[0];
		v[0] = t;
	}
	for (int i = 0; i < 20; i++)
		out[i] = (uint8_t)((h[i / 4] + v[i / 4]) >> (24 - 8 * (i % 4)));
}

/* RFC 4187 annex A: 160-bit blocks; XKEY = 1 + XKEY + w, modulo 2^160. */
static void
fips_prf(const uint8_t mk[20], uint8_t *out, size_t n)
{
	uint8_t block[64] = { 0 }, w[20];

	memcpy(block, mk, 20);
	for (size_t done = 0; done < n; done += 20) {
		unsigned carry = 1;

		fips_g(block, w);
		memcpy(out + done, w, n - done < 20 ? n - done : 20);
		for (int i = 19; i >= 0; i--) {
			carry += (unsigned)block[i] + w[i];
			block[i] = (uint8_t)carry;
			carry >>= 8;
		}
	}
}

static void
hmac256(const uint8_t *key, size_t key_len, const uint8_t *data, size_t n, uint8_t out[32])
{
	HMAC(EVP_sha256(), key, (int)key_len, data, n, out, NULL);
}

/* RFC 9048 3.3: CK' || IK' from CK || IK, the network's name and SQN xor AK. */
static void
ck_ik_prime(const struct usim_answer *sim, struct span network, uint8_t out[32])
{
	uint8_t key[32], s[1 + 255 + 2 + AKA_SQN + 2];
	size_t n = network.len < 255 ? network.len : 255, at = 0;

	memcpy(key, sim->out.ck, 16);
	memcpy(key + 16, sim->out.ik, 16);
	s[at++] = 0x20;
	memcpy(s + at, network.p, n);
	at += n;
	s[at++] = 0;
	s[at++] = (uint8_t)n;
	memcpy(s + at, sim->sqn_xor_ak, AKA_SQN);
	at += AKA_SQN;
	s[at++] = 0;
	s[at++] = AKA_SQN;
	hmac256(key, sizeof(key), s, at, out);
}

/* RFC 9048 3.4.1: T1 = HMAC(K, S | 1), Ti = HMAC(K, T(i-1) | S | i). */
static void
prf_prime(const uint8_t key[32], const char *identity, uint8_t *out, size_t n)
{
	uint8_t in[32 + 8 + 255 + 1], t[32];
	size_t id = strlen(identity) < 255 ? strlen(identity) : 255, from = 32;

	memcpy(in + 32, "EAP-AKA'", 8);
	memcpy(in + 40, identity, id);
	for (size_t done = 0; done < n; done += 32, from = 0) {
		in[40 + id] = (uint8_t)(done / 32 + 1);
		hmac256(key, 32, in + from, 41 + id - from, t);
		memcpy(in, t, 32);
		memcpy(out + done, t, n - done < 32 ? n - done : 32);
	}
}

void
aka_keys(bool prime, const char *identity, const struct usim_answer *sim, struct span network,
    struct aka_keys *out)
{
	uint8_t in[255 + 32], mk[32], keys[16 + K_AUT_MAX];
	size_t id = strlen(identity) < 255 ? strlen(identity) : 255;

	*out = (struct aka_keys){ .prime = prime, .k_aut_len = prime ? 32 : 16 };
	if (prime) {
		ck_ik_prime(sim, network, mk);
		/* PRF's key is IK' || CK', the other way round than they were made */
		memcpy(in, mk + 16, 16);
		memcpy(in + 16, mk, 16);
		prf_prime(in, identity, keys, sizeof(keys));
	} else {
		memcpy(in, identity, id);
		memcpy(in + id, sim->out.ik, 16);
		memcpy(in + id + 16, sim->out.ck, 16);
		EVP_Digest(in, id + 32, mk, NULL, EVP_sha1(), NULL);
		fips_prf(mk, keys, sizeof(keys));
	}
	memcpy(out->k_aut, keys + 16, out->k_aut_len);	/* after K_encr */
}

void
aka_mac(const struct aka_keys *keys, const uint8_t *packet, size_t len, uint8_t out[MAC_LEN])
{
	uint8_t full[EVP_MAX_MD_SIZE];

	HMAC(keys->prime ? EVP_sha256() : EVP_sha1(), keys->k_aut, (int)keys->k_aut_len,
	    packet, len, full, NULL);
	memcpy(out, full, MAC_LEN);
}
