/*
 * unit-gsup.c - GSUP as Debian's osmo-hlr 1.5.0 speaks it.
 *
 * Each string of octets was captured between osmo-hlr and a client by hand, or
 * is the one that this HLR's own clients send.
 */
#include "fmt/gsup.h"
#include "vec.h"

#define ID_GET	"0011fe0401080107010201030104010501010100"
#define ONE	"0070ee050a010800010100000000f1" \
		"0362201020c830b6a6c965c3183beae915a42ac5210485040e412208ac6a28e6e0186258" \
		"2310a648c526d91689216ea704dfb9c7021e241015f54522b039fd417170ac3d30f01426" \
		"2510bdb88b3e8950000010330087f306f9732708adee42cc28ea4c8d"
#define GSM	"0030ee050a010800010100000000f2" \
		"0322201093e7746d50d79c7ccc93eb3897a3cdb92104ebdfd3df22089b825add17807000"
#define UNKNOWN	"000fee0509010800010100000000f9020102"

static size_t
parse(const char *hex, struct gsup *m)
{
	static struct vec_bytes b;
	size_t used;

	b = unhex(hex);
	return gsup_parse(SPAN(b.p, b.len), m, &used) == ECS_OK ? used : 9999;
}

static void
reads(void)
{
	struct gsup m;

	OK(parse(ID_GET, &m) == 20 && m.kind == GSUP_ID_GET);
	OK(parse("0001fe00", &m) == 4 && m.kind == GSUP_PING);
	OK(parse("0001fe01", &m) == 4 && m.kind == GSUP_PONG);
	OK(parse(ONE, &m) == 115 && m.kind == GSUP_RESULT && m.has_vector);
	OK(strcmp(m.imsi, "001010000000001") == 0);
	IS("one", "RAND", "20c830b6a6c965c3183beae915a42ac5", m.vector.rand, AKA_RAND);
	IS("one", "AUTN", "bdb88b3e8950000010330087f306f973", m.vector.autn, AKA_AUTN);
	IS("one", "RES", "adee42cc28ea4c8d", m.vector.xres, m.vector.xres_len);
	IS("one", "CK", "15f54522b039fd417170ac3d30f01426", m.vector.ck, AKA_KEY);
	IS("one", "IK", "a648c526d91689216ea704dfb9c7021e", m.vector.ik, AKA_KEY);
	OK(!m.vector.primed);
	OK(parse(GSM, &m) == 51 && m.kind == GSUP_RESULT && !m.has_vector);
	OK(parse(UNKNOWN, &m) == 18 && m.kind == GSUP_ERROR && m.cause == GSUP_UNKNOWN_IMSI);
	OK(strcmp(m.imsi, "001010000000009") == 0);
	OK(parse("0001fe00" UNKNOWN, &m) == 4 && m.kind == GSUP_PING);
}

static void
passes_over(void)
{
	struct gsup m;

	OK(parse("000fee0510010800010100000000f1020102", &m) == 18 && m.kind == GSUP_OTHER);
	OK(parse("0002ee0105", &m) == 5 && m.kind == GSUP_OTHER);
	OK(parse("000100aa", &m) == 4 && m.kind == GSUP_OTHER);
	OK(parse("0001fe06", &m) == 4 && m.kind == GSUP_OTHER);
}

static void
waits_and_refuses(void)
{
	struct gsup m;
	char cut[] = UNKNOWN;

	for (size_t n = 0; n < sizeof(cut) - 1; n += 2) {
		char at = cut[n];

		cut[n] = '\0';
		if (parse(cut, &m) != 0)
			break;
		cut[n] = at;
	}
	OK(strcmp(cut, UNKNOWN) == 0);		/* each start of it is incomplete */
	OK(parse("0000fe", &m) == 9999);	/* a frame without a type */
	OK(parse("fffffe", &m) == 9999);	/* longer than any */
	OK(parse("0005ee0509020102", &m) == 9999);	/* of no IMSI */
	OK(parse("000fee0509010900010100000000f9020102", &m) == 9999);	/* the rest is cut */
	OK(parse("000cee05090108000101000a0000f9", &m) == 9999);	/* no digit */
	OK(parse("0016ee0509010800010100000000f9010800010100000000f8", &m) == 9999);
}

static void
writes(void)
{
	uint8_t out[GSUP_OUT], auts[AKA_AUTS] = { 0 }, rand[AKA_RAND];
	struct vec_bytes get = unhex(ID_GET);
	size_t n;

	memset(rand, 0x11, sizeof(rand));
	n = gsup_ping(out);
	IS("ping", "frame", "0001fe00", out, n);
	n = gsup_pong(out);
	IS("pong", "frame", "0001fe01", out, n);
	n = gsup_send_auth_info("001010000000001", EAP_AKA, NULL, NULL, out);
	IS("AKA", "frame", "0012ee0508010800010100000000f1280101520101", out, n);
	n = gsup_send_auth_info("001010000000001", EAP_AKA_PRIME, NULL, NULL, out);
	IS("AKA'", "frame", "0015ee0508010800010100000000f12801012a0103520101", out, n);
	n = gsup_send_auth_info("001010000000001", EAP_AKA, rand, auts, out);
	IS("AUTS", "frame", "0034ee0508010800010100000000f1280101"
	    "260e0000000000000000000000000000201011111111111111111111111111111111520101", out, n);
	n = gsup_send_auth_info("23201000000000", EAP_AKA, NULL, NULL, out);
	IS("14 digits", "frame", "0011ee0508010732020100000000280101520101", out, n);
	n = gsup_identity(SPAN(get.p + 4, get.len - 4), "unit", out);
	IS("identity", "frame", "005ffe05" "000708302f302f3000"
	    "00130730303a30303a30303a30303a30303a303000" "000a02656e7469746c656400"
	    "000a03656e7469746c656400" "000a04656e7469746c656400" "000a05656e7469746c656400"
	    "000601756e697400" "000600756e697400", out, n);
	n = gsup_identity(SPAN("\x01\x00\x01\x00\x05", 5), "unit", out);
	IS("identity", "of one tag", "0009fe05000600756e697400", out, n);
}

int
main(void)
{
	reads();
	passes_over();
	waits_and_refuses();
	writes();
	return DONE();
}
