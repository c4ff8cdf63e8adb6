/* unit-eap-parse.c - what eap_parse() lets through and what it does not. */
#include <openssl/hmac.h>

#include "fmt/eap.h"
#include "vec.h"

#define RES8	"030300401edb6edd8a69da5f"
#define MAC	"0b050000" "30d4c4c7316184504d93b5a8e664cb3e"
#define AUTS	"0404" "4f2039392cffc931895a96a53efa"
#define SHA1	"86060000" "c52e3f6bc111cf4671564ed8bb9b1e4966baf985"
#define SHA256	"86090000520c0dc285956cfd214b389f52261048676705829e55741a43fb61ad4fb5995d"
#define IV	"81050000" "a953b9106a08c26119267a1687228edb"
#define ENCR	"82050000" "9176620e1bae197685d9993f2a4715b4"

#define CH	"170100" "00"
#define CHP	"320100" "00"

/* Everything after code, identifier and length; "!" is what must be refused. */
static const struct one {
	const char	*what, *hex;
} list[] = {
	{ "AT_RES, AT_MAC", CH RES8 MAC },
	{ "AT_MAC first", CH MAC RES8 },
	{ "the same for AKA'", CHP RES8 MAC },
	{ "empty AT_CHECKCODE", CH RES8 "86010000" MAC },
	{ "SHA-1 AT_CHECKCODE", CH RES8 SHA1 MAC },
	{ "SHA-256 AT_CHECKCODE in AKA'", CHP RES8 SHA256 MAC },
	{ "AT_RESULT_IND", CH RES8 "87010000" MAC },
	{ "AT_KDF 1 in AKA'", CHP RES8 "18010001" MAC },
	{ "unknown skippable attributes", CH "80010000" RES8 "ff02000012345678" "80010000" MAC },
	{ "reserved octets are ignored", "1701ffff" RES8 MAC },
	{ "RES of 32 bits", CH "0302002011223344" MAC },
	{ "RES of 128 bits", CH "0305008000112233445566778899aabbccddeeff" MAC },
	{ "RES of an odd number of bits", CH "0303003f1edb6edd8a69da5e" MAC },
	{ "RES of 33 bits is padded", CH "030300211122334480000000" MAC },
	{ "synchronisation failure", "17040000" AUTS },
	{ "synchronisation failure of AKA'", "32040000" AUTS "18010001" },
	{ "authentication reject", "17020000" },
	{ "client error", "170e0000" "16010000" },
	{ "identity", "17050000" "0e020003" "30313200" },
	{ "notification", "170c0000" },
	{ "notification with AT_MAC", "170c0000" IV ENCR MAC },
	{ "re-authentication", "170d0000" IV ENCR MAC },
	{ "re-authentication with AT_CHECKCODE", "170d0000" IV ENCR "86010000" MAC },

	{ "!no AT_RES", CH MAC },
	{ "!no AT_MAC", CH RES8 },
	{ "!no attribute", CH },
	{ "!negotiation of a KDF we never offer", CHP "18010002" },
	{ "!AT_KDF 2", CHP RES8 "18010002" MAC },
	{ "!AT_KDF in AKA", CH RES8 "18010001" MAC },
	{ "!attribute of length 0", CH RES8 "80000000" MAC },
	{ "!attribute of length 0 at the end", CH RES8 MAC "8000" },
	{ "!attribute past the end", CH RES8 MAC "80020000" },
	{ "!attribute far past the end", CH RES8 MAC "80ff0000" },
	{ "!three octets left over", CH RES8 MAC "800100" },
	{ "!one octet left over", CH RES8 MAC "00" },
	{ "!zeros left over", CH RES8 MAC "00000000" },
	{ "!AT_RES twice", CH RES8 RES8 MAC },
	{ "!AT_MAC twice", CH RES8 MAC MAC },
	{ "!AT_CHECKCODE twice", CH RES8 "86010000" "86010000" MAC },
	{ "!AT_RESULT_IND twice", CH RES8 "87010000" "87010000" MAC },
	{ "!AT_KDF twice", CHP RES8 "18010001" "18010001" MAC },
	{ "!unknown attribute 0", CH RES8 "00010000" MAC },
	{ "!unknown attribute 99", CH RES8 "63010000" MAC },
	{ "!unknown attribute 127", CH RES8 "7f010000" MAC },
	{ "!AT_RAND in a response", CH "01050000" "00112233445566778899aabbccddeeff" RES8 MAC },
	{ "!AT_KDF_INPUT in a response", CHP "17020004" "574c414e" RES8 MAC },
	{ "!AT_AUTS in a challenge", CH RES8 AUTS MAC },
	{ "!AT_IV in a challenge", CH RES8 IV MAC },
	{ "!SHA-256 AT_CHECKCODE in AKA", CH RES8 SHA256 MAC },
	{ "!SHA-1 AT_CHECKCODE in AKA'", CHP RES8 SHA1 MAC },
	{ "!AT_CHECKCODE of 4 octets", CH RES8 "8602000011223344" MAC },
	{ "!AT_RESULT_IND too long", CH RES8 "8702000000000000" MAC },
	{ "!RES of 0 bits", CH "03010000" MAC },
	{ "!RES of 31 bits", CH "0302001f11223344" MAC },
	{ "!RES of 129 bits", CH "0306008100112233445566778899aabbccddeeff80000000" MAC },
	{ "!RES in octets instead of bits", CH "030300081edb6edd8a69da5f" MAC },
	{ "!RES shorter than it says", CH "030200401edb6edd" MAC },
	{ "!RES longer than it says", CH "030400401edb6edd8a69da5f00000000" MAC },
	{ "!AT_MAC too short", CH RES8 "0b040000" "30d4c4c7316184504d93b5a8" },
	{ "!AT_MAC too long", CH RES8 "0b060000" "30d4c4c7316184504d93b5a8e664cb3e00000000" },
	{ "!synchronisation failure without AT_AUTS", "17040000" },
	{ "!synchronisation failure with AT_MAC", "17040000" AUTS MAC },
	{ "!AT_AUTS twice", "17040000" AUTS AUTS },
	{ "!AT_AUTS too short", "17040000" "0403" "4f2039392cffc931895a" },
	{ "!AT_AUTS too long", "17040000" "0405" "4f2039392cffc931895a96a53efa00000000" },
	{ "!authentication reject with AT_MAC", "17020000" MAC },
	{ "!client error without code", "170e0000" },
	{ "!client error code twice", "170e0000" "16010000" "16010001" },
	{ "!identity longer than its attribute", "17050000" "0e020005" "30313200" },
	{ "!identity of no octets", "17050000" "0e010000" },
	{ "!re-authentication without AT_MAC", "170d0000" IV ENCR },
	{ "!re-authentication without AT_IV", "170d0000" ENCR MAC },
	{ "!AT_ENCR_DATA of no block", "170d0000" IV "82010000" MAC },
	{ "!AT_ENCR_DATA of half a block", "170d0000" IV "820300001122334455667788" MAC },
	{ "!subtype 0", "17000000" RES8 MAC },
	{ "!subtype 3", "17030000" RES8 MAC },
	{ "!subtype 15", "170f0000" },
	{ "!subtype 255", "17ff0000" },
	{ "!EAP-SIM", "12010000" RES8 MAC },
	{ "!Identity", "01300000" },
	{ "!Nak", "03320000" },
	{ "!Notification", "02000000" },
};

/* Exactly as much heap as the packet, so that a sanitizer sees one octet more. */
static uint8_t *
exact(const uint8_t *p, size_t len)
{
	uint8_t *q = malloc(len != 0 ? len : 1);

	if (len != 0)
		memcpy(q, p, len);
	return q;
}

static struct vec_bytes
packet(const char *rest)
{
	struct vec_bytes b = unhex(rest);

	memmove(b.p + 4, b.p, b.len);
	b.len += 4;
	b.p[0] = 2;
	b.p[1] = 0x77;
	b.p[2] = 0;
	b.p[3] = (uint8_t)b.len;
	return b;
}

static enum ecs_err
parse(const struct vec_bytes *b, struct eap_rsp *rsp)
{
	uint8_t *p = exact(b->p, b->len);
	enum ecs_err e = eap_parse(SPAN(p, b->len), rsp);

	free(p);
	return e;
}

static bool
inside(struct span s, struct span pkt)
{
	return s.p == NULL || (s.p >= pkt.p + 8 && s.p <= pkt.p + pkt.len &&
	    s.len <= (size_t)(pkt.p + pkt.len - s.p));
}

static bool
all_inside(const struct eap_rsp *r, struct span pkt)
{
	return inside(r->res, pkt) && inside(r->auts, pkt) &&
	    inside(r->checkcode, pkt) && inside(r->identity, pkt) &&
	    (r->mac_at == 0 || (r->mac_at >= 12 && r->mac_at + 16 <= pkt.len));
}

static void
cases(void)
{
	for (size_t i = 0; i < NELEM(list); i++) {
		struct vec_bytes b = packet(list[i].hex);
		struct eap_rsp rsp;
		enum ecs_err want = list[i].what[0] == '!' ? ECS_EAP_FORMAT : ECS_OK;

		tap_ok(parse(&b, &rsp) == want, list[i].what, __FILE__, __LINE__);
	}
}

static void
header(void)
{
	static const uint8_t codes[] = { 0, 1, 3, 4, 5, 255 };
	const struct vec_bytes good = packet(CH RES8 MAC);
	struct vec_bytes b = good;
	struct eap_rsp rsp;

	OK(parse(&b, &rsp) == ECS_OK && rsp.identifier == 0x77);
	for (size_t i = 0; i < sizeof codes; i++) {
		b.p[0] = codes[i];
		OK(parse(&b, &rsp) == ECS_EAP_FORMAT);
	}
	b = good;
	b.p[3]++;
	OK(parse(&b, &rsp) == ECS_EAP_FORMAT);
	b.p[3] -= 2;
	OK(parse(&b, &rsp) == ECS_EAP_FORMAT);
	b = good;
	b.p[2] = 1;
	OK(parse(&b, &rsp) == ECS_EAP_FORMAT);
	b = good;
	b.len += 4;	/* octets after what the length says */
	OK(parse(&b, &rsp) == ECS_EAP_FORMAT);
	OK(eap_parse(SPAN(NULL, 0), &rsp) == ECS_EAP_FORMAT);
}

static void
fields(void)
{
	struct vec_bytes b = packet(CH "0303003f1edb6edd8a69da5e" "86010000" "87010000" MAC);
	struct eap_rsp r;

	OK(eap_parse(SPAN(b.p, b.len), &r) == ECS_OK);
	OK(r.type == EAP_AKA && r.subtype == EAP_CHALLENGE);
	OK(r.res_bits == 63 && is_hex("1edb6edd8a69da5e", r.res.p, r.res.len));
	OK(r.checkcode.p != NULL && r.checkcode.len == 0 && r.result_ind);
	OK(is_hex("30d4c4c7316184504d93b5a8e664cb3e", b.p + r.mac_at, 16));
	b = packet("32040000" AUTS);
	OK(eap_parse(SPAN(b.p, b.len), &r) == ECS_OK && b.len == 24);
	OK(r.type == EAP_AKA_PRIME && r.subtype == EAP_SYNC_FAILURE);
	OK(is_hex("4f2039392cffc931895a96a53efa", r.auts.p, r.auts.len));
	OK(r.mac_at == 0 && r.res.p == NULL && r.checkcode.p == NULL);
	b = packet("170e0000" "16010102");
	OK(eap_parse(SPAN(b.p, b.len), &r) == ECS_OK && r.client_error == 0x102);
	b = packet("17050000" "0e020003" "30313200");
	OK(eap_parse(SPAN(b.p, b.len), &r) == ECS_OK);
	OK(is_hex("303132", r.identity.p, r.identity.len));
	OK(eap_parse(SPAN(b.p, b.len - 1), &r) == ECS_EAP_FORMAT && r.identity.p == NULL);
}

/* Cut anywhere, with the length as it was and with the length put right. */
static void
truncation(const char *hex)
{
	const struct vec_bytes good = packet(hex);
	size_t refused = 0;
	struct eap_rsp rsp;

	for (size_t n = 0; n < good.len; n++) {
		struct vec_bytes b = good;

		b.len = n;
		refused += parse(&b, &rsp) == ECS_EAP_FORMAT;
		b.p[3] = (uint8_t)n;
		refused += parse(&b, &rsp) == ECS_EAP_FORMAT;
	}
	OK(refused == 2 * good.len);
}

/* Writes the right AT_MAC for K_aut of zeros; false when there is none. */
static bool
sign(const struct eap_keys *keys, struct vec_bytes *b)
{
	uint8_t out[32];
	struct eap_rsp r;

	if (eap_parse(SPAN(b->p, b->len), &r) != ECS_OK || r.mac_at == 0)
		return false;
	memset(b->p + r.mac_at, 0, 16);
	HMAC(keys->type == EAP_AKA ? EVP_sha1() : EVP_sha256(), keys->k_aut,
	    (int)keys->k_aut_len, b->p, b->len, out, NULL);
	memcpy(b->p + r.mac_at, out, 16);
	return eap_mac_ok(keys, SPAN(b->p, b->len), &r);
}

/* Every octet to every other value: refused, or sound and without a right MAC. */
static void
flips(const char *hex, enum eap_type type, bool signable)
{
	struct eap_keys keys = { .type = type, .k_aut_len = type == EAP_AKA ? 16 : 32 };
	struct vec_bytes b = packet(hex);
	int parsed = 0, refused = 0, wrong = 0;
	struct eap_rsp r;
	struct span s;
	uint8_t *p;

	OK(sign(&keys, &b) == signable);
	p = exact(b.p, b.len);
	s = SPAN(p, b.len);
	for (size_t i = 0; i < 255 * b.len; i++) {
		p[i / 255] = (uint8_t)(b.p[i / 255] + 1 + i % 255);
		switch (eap_parse(s, &r)) {
		case ECS_OK:
			parsed++;
			wrong += !all_inside(&r, s) || eap_mac_ok(&keys, s, &r);
			break;
		case ECS_EAP_FORMAT:
			refused++;
			wrong += r.mac_at != 0 || r.res.p != NULL;
			break;
		default:
			wrong++;
		}
		p[i / 255] = b.p[i / 255];
	}
	OK(parsed > 0 && refused > 0 && parsed + refused == (int)(255 * b.len));
	OK(wrong == 0);
	free(p);
}

static void
mac_bounds(void)
{
	struct eap_keys keys = { .type = EAP_AKA, .k_aut_len = 16 };
	struct vec_bytes b = packet(CH RES8 MAC);
	struct eap_rsp r;

	OK(eap_parse(SPAN(b.p, b.len), &r) == ECS_OK);
	OK(!eap_mac_ok(&keys, SPAN(b.p, b.len), &r));
	OK(!eap_mac_ok(&keys, SPAN(b.p, r.mac_at + 15), &r));
	OK(!eap_mac_ok(&keys, SPAN(b.p, 0), &r));
	r.mac_at = SIZE_MAX;
	OK(!eap_mac_ok(&keys, SPAN(b.p, b.len), &r));
	r.mac_at = 0;
	OK(!eap_mac_ok(&keys, SPAN(b.p, b.len), &r));
}

/* An AKA packet with a MAC made the AKA' way proves nothing. */
static void
other_method(void)
{
	struct eap_keys keys = { .type = EAP_AKA_PRIME, .k_aut_len = 32 };
	struct vec_bytes b = packet(CH RES8 MAC);
	struct eap_rsp r;

	OK(!sign(&keys, &b));
	b = packet(CHP RES8 MAC);
	OK(sign(&keys, &b));
	OK(eap_parse(SPAN(b.p, b.len), &r) == ECS_OK);
	keys.type = EAP_AKA;
	OK(!eap_mac_ok(&keys, SPAN(b.p, b.len), &r));
}

int
main(void)
{
	cases();
	header();
	fields();
	truncation(CH RES8 MAC);
	truncation(CHP RES8 SHA256 MAC);
	truncation("17040000" AUTS);
	truncation("170d0000" IV ENCR MAC);
	flips(CH RES8 SHA1 MAC, EAP_AKA, true);
	flips(CHP RES8 "18010001" SHA256 MAC, EAP_AKA_PRIME, true);
	flips("17040000" AUTS, EAP_AKA, false);
	mac_bounds();
	other_method();
	return DONE();
}
