/* unit-eap-kdf.c - the FIPS 186-2 generator, PRF' and RFC 5448 C.1. */
#include "fmt/eap.h"
#include "vec.h"

static struct aka_vector rfc;		/* the inputs of RFC 5448 C.1, as they are read */
static struct vec_bytes xkey;

static void
rfc_row(const char *what, const char *hex)
{
	struct eap_keys keys;
	uint8_t k[32], out[208];
	char label[] = "EAP-AKA'0555444333222111";

	OK(eap_ck_ik_prime(rfc.ck, rfc.ik, rfc.autn, SPAN("WLAN", 4), k + 16,
	    k) == ECS_OK);
	OK(eap_prf_prime(SPAN(k, 32), SPAN(label, strlen(label)), out,
	    sizeof out) == ECS_OK);
	OK(eap_keys(EAP_AKA_PRIME, SPAN(label + 8, 16), &rfc, SPAN("WLAN", 4),
	    &keys) == ECS_OK);
	if (strcmp(what, "CK'") == 0)
		IS("RFC 5448 C.1", what, hex, k + 16, 16);
	else if (strcmp(what, "IK'") == 0)
		IS("RFC 5448 C.1", what, hex, k, 16);
	else if (strcmp(what, "K_encr") == 0)
		IS("RFC 5448 C.1", what, hex, out, 16);
	else if (strcmp(what, "K_aut") == 0) {
		IS("RFC 5448 C.1", what, hex, out + 16, 32);
		IS("RFC 5448 C.1", "eap_keys", hex, keys.k_aut, keys.k_aut_len);
	} else if (strcmp(what, "K_re") == 0)
		IS("RFC 5448 C.1", what, hex, out + 48, 32);
	else if (strcmp(what, "MSK") == 0)
		IS("RFC 5448 C.1", what, hex, out + 80, 64);
	else
		vec_die("unknown row", what);
}

static void
kdf_row(char *const *c, size_t n)
{
	struct vec_bytes b = unhex(c[2]);
	uint8_t x[40];

	if (n != 3)
		vec_die("columns", c[0]);
	if (strcmp(c[1], "xkey") == 0)
		xkey = b;
	else if (strcmp(c[1], "x") == 0) {
		OK(eap_fips_prf(xkey.p, x, sizeof x) == ECS_OK);
		IS(c[0], c[1], c[2], x, sizeof x);
	} else if (strcmp(c[1], "CK") == 0)
		memcpy(rfc.ck, b.p, 16);
	else if (strcmp(c[1], "IK") == 0)
		memcpy(rfc.ik, b.p, 16);
	else if (strcmp(c[1], "AUTN") == 0)
		memcpy(rfc.autn, b.p, 16);
	else
		rfc_row(c[1], c[2]);
}

static void
prf_lengths(void)
{
	static uint8_t full[8161], part[8160];
	uint8_t k[20] = { 1 };
	int same = 0;

	OK(eap_fips_prf(k, full, 200) == ECS_OK);
	for (size_t n = 0; n <= 200; n++) {
		memset(part, 0xee, sizeof part);
		same += eap_fips_prf(k, part, n) == ECS_OK &&
		    memcmp(part, full, n) == 0 && part[n] == 0xee;
	}
	OK(same == 201);
	OK(eap_prf_prime(SPAN(k, 20), SPAN("s", 1), full, 8160) == ECS_OK);
	OK(eap_prf_prime(SPAN(k, 20), SPAN("s", 1), full, 8161) == ECS_INTERNAL);
	same = 0;
	for (size_t n = 0; n <= 200; n++)
		same += eap_prf_prime(SPAN(k, 20), SPAN("s", 1), part, n) == ECS_OK &&
		    memcmp(part, full, n) == 0;
	OK(same == 201);
}

/* The inputs of C.1 are set 19 of TS 35.208: see unit-milenage.c. */
static void
inputs(void)
{
	struct aka_key key = { .alg = AKA_MILENAGE, .k_len = 16, .res_len = 8 };
	struct aka_vector v;

	memcpy(key.k, unhex("5122250214c33e723a5dd523fc145fc0").p, 16);
	memcpy(key.opc, unhex("981d464c7c52eb6e5036234984ad0bcf").p, 16);
	OK(aka_vector(&key, unhex("81e92b6c0ee0e12ebceba8d92a99dfa5").p,
	    unhex("16f3b3f70fc2").p, unhex("c3ab").p, &v) == ECS_OK);
	OK(memcmp(v.autn, rfc.autn, 16) == 0);
	OK(memcmp(v.ck, rfc.ck, 16) == 0 && memcmp(v.ik, rfc.ik, 16) == 0);
}

/* A name is what AKA' keys hang on: none, none. */
static void
no_network(void)
{
	struct eap_keys keys;
	uint8_t out[EAP_PACKET_MAX], k[32];
	static char name[942];
	size_t len = 0;

	OK(eap_keys(EAP_AKA_PRIME, SPAN("6", 1), &rfc, SPAN("", 0), &keys) == ECS_KEYS);
	OK(eap_ck_ik_prime(rfc.ck, rfc.ik, rfc.autn, SPAN("", 0), k, k + 16) == ECS_KEYS);
	OK(eap_keys(EAP_AKA_PRIME, SPAN("6", 1), &rfc, SPAN("WLAN", 4), &keys) == ECS_OK);
	OK(eap_challenge(&keys, 1, &rfc, SPAN("", 0), out, &len) == ECS_KEYS);
	OK(eap_challenge(&keys, 1, &rfc, SPAN(name, 942), out, &len) == ECS_KEYS);
	OK(eap_challenge(&keys, 1, &rfc, SPAN(name, 941), out, &len) == ECS_OK);
	OK(len <= EAP_PACKET_MAX && len == (size_t)(out[2] << 8 | out[3]));
}

int
main(void)
{
	OK(vec_rows("vectors_kdf.tsv", kdf_row) == 11);
	inputs();
	prf_lengths();
	no_network();
	return DONE();
}
