/*
 * unit-crypt.c - sealed boxes against the vectors of the GCM specification
 * (McGrew and Viega, appendix B), digests against FIPS 180-4 and RFC 4231.
 */
#include "base/crypt.h"
#include "base/rnd.h"
#include "tap.h"
#include "vec.h"

/* The nonce comes from here, in place of base/rnd.c. */
static uint8_t	 nonce[12];
static bool	 fixed = true;

void
rnd_bytes(void *p, size_t n)
{
	static uint8_t counter;
	uint8_t *out = p;

	counter++;
	for (size_t i = 0; i < n; i++)
		out[i] = fixed && i < sizeof(nonce) ? nonce[i] : (uint8_t)(counter + i);
}

static void
set(void *to, const char *hex)
{
	struct vec_bytes b = unhex(hex);

	memcpy(to, b.p, b.len);
}

static void
vectors(void)
{
	static const char label[] = "\xfe\xed\xfa\xce\xde\xad\xbe\xef"
	    "\xfe\xed\xfa\xce\xde\xad\xbe\xef\xab\xad\xda\xd2";
	struct crypt_key k = { { 0 } };
	uint8_t plain[64] = { 0 }, box[128];

	/* Test cases 13 and 14: everything zero, no label. */
	OK(crypt_seal(&k, "", SPAN(plain, 0), box) == CRYPT_OVERHEAD);
	OK(is_hex("000000000000000000000000" "530f8afbc74536b9a963b4f1c4cb738b", box, 28));
	OK(crypt_seal(&k, "", SPAN(plain, 16), box) == 16 + CRYPT_OVERHEAD);
	OK(is_hex("cea7403d4d606b6e074ec5d3baf39d18" "d0d1c8a799996bf0265b98b5d48ab919",
	    box + 12, 32));
	/* Test case 16: 60 octets and additional data. */
	set(k.k, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
	set(nonce, "cafebabefacedbaddecaf888");
	set(plain, "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
	    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
	OK(crypt_seal(&k, label, SPAN(plain, 60), box) == 88);
	OK(is_hex("cafebabefacedbaddecaf888"
	    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
	    "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
	    "76fc6ece0f4e1768cddf8853bb2d551b", box, 88));
}

static enum ecs_err
opens(const struct crypt_key *k, const char *label, const uint8_t *box, size_t len)
{
	uint8_t out[256];
	size_t n = 999;
	enum ecs_err e;

	memset(out, 0x77, sizeof(out));
	e = crypt_open(k, label, SPAN(box, len), out, &n);
	if (e == ECS_OK)
		return n == len - CRYPT_OVERHEAD && out[n] == 0x77 ? ECS_OK : ECS_INTERNAL;
	for (size_t i = 0; len >= CRYPT_OVERHEAD && i < len - CRYPT_OVERHEAD; i++)
		if (out[i] != 0 && out[i] != 0x77)
			return ECS_INTERNAL;	/* a refused box leaked its text */
	return e;
}

static void
boxes(void)
{
	struct crypt_key k = { { 1 } }, other = { { 2 } };
	const char *text = "the long-term key of one SIM";
	uint8_t box[100], again[100], out[64];
	size_t n, len = crypt_seal(&k, "token", SPAN(text, strlen(text)), box), wrong = 0;

	OK(crypt_open(&k, "token", SPAN(box, len), out, &n) == ECS_OK);
	OK(n == strlen(text) && memcmp(out, text, n) == 0);
	OK(opens(&other, "token", box, len) == ECS_AUTH_FAILED);
	OK(opens(&k, "ticket", box, len) == ECS_AUTH_FAILED);
	OK(opens(&k, "token ", box, len) == ECS_AUTH_FAILED);
	OK(opens(&k, "toke", box, len) == ECS_AUTH_FAILED);
	OK(opens(&k, "", box, len) == ECS_AUTH_FAILED);
	for (size_t i = 0; i < 8 * len; i++) {
		box[i / 8] ^= (uint8_t)(1 << i % 8);
		wrong += opens(&k, "token", box, len) != ECS_AUTH_FAILED;
		box[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	OK(wrong == 0);
	for (size_t cut = 0; cut < len; cut++)
		wrong += opens(&k, "token", box, cut) != ECS_AUTH_FAILED;
	OK(wrong == 0);
	OK(opens(&k, "token", box, len) == ECS_OK);
	fixed = false;
	crypt_seal(&k, "token", SPAN(text, strlen(text)), again);
	OK(memcmp(box, again, 12) != 0 && memcmp(box + 12, again + 12, len - 12) != 0);
	OK(opens(&k, "token", again, len) == ECS_OK);
	OK(opens(&k, "e", again, crypt_seal(&k, "e", SPAN(NULL, 0), again)) == ECS_OK);
}

static void
digests(void)
{
	struct crypt_key k;
	uint8_t out[CRYPT_HASH];

	/* FIPS 180-4 example "abc", and the empty message. */
	crypt_sha256(SPAN("abc", 3), out);
	OK(is_hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", out, 32));
	crypt_sha256(SPAN("", 0), out);
	OK(is_hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", out, 32));
	/* RFC 4231 test case 1: a 20 octet key; HMAC fills it up with zeros. */
	memset(&k, 0, sizeof(k));
	memset(k.k, 0x0b, 20);
	crypt_hmac(&k, SPAN("Hi There", 8), out);
	OK(is_hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", out, 32));
	OK(crypt_equal("abc", "abd", 2) && !crypt_equal("abc", "abd", 3));
	OK(crypt_equal("", "x", 0));
	crypt_wipe(out, sizeof(out));
	OK(is_hex("0000000000000000000000000000000000000000000000000000000000000000", out, 32));
}

int
main(void)
{
	vectors();
	boxes();
	digests();
	return DONE();
}
