/*
 * unit-eap.c - exchanges recorded between hostapd and eapol_test: every packet
 * and key of them, and our own challenge from the same inputs.
 */
#include <jansson.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "fmt/eap_int.h"
#include "vec.h"

/* A recorded exchange. */
struct record {
	const char	*name;
	json_t		*json;
	enum eap_type	 type;
	struct span	 network;
	struct aka_key	 key;
	struct vec_bytes identity, re_identity;	/* of full and fast authentication */
	struct vec_bytes id_req, id_rsp, ch_req, ch_rsp, re_req, re_rsp;
	struct aka_vector v;
	struct eap_keys	 keys;
};

static const char *
key_nth(const struct record *r, const char *name, int nth)
{
	json_t *list = json_object_get(r->json, "keys"), *row;
	size_t i;

	json_array_foreach(list, i, row)
		if (strcmp(json_string_value(json_array_get(row, 0)), name) == 0 &&
		    nth-- == 0)
			return json_string_value(json_array_get(row, 1));
	vec_die("no such key", name);
	return NULL;
}

static struct span
whole(const struct vec_bytes *b)
{
	return SPAN(b->p, b->len);
}

/* Offset of an attribute's type octet; an independent walk. */
static size_t
attr_at(const struct vec_bytes *b, unsigned type)
{
	for (size_t at = 8; at < b->len; at += 4u * b->p[at + 1])
		if (b->p[at] == type)
			return at;
	vec_die("no such attribute in", "a recorded packet");
	return 0;
}

static void
hmac_once(const struct record *r, const char *k_aut, struct vec_bytes pkt,
    struct span extra, uint8_t out[32])
{
	struct vec_bytes k = unhex(k_aut);

	memset(pkt.p + attr_at(&pkt, AT_MAC) + 4, 0, 16);
	for (size_t i = 0; i < extra.len; i++)
		pkt.p[pkt.len++] = extra.p[i];
	HMAC(r->type == EAP_AKA ? EVP_sha1() : EVP_sha256(), k.p, (int)k.len,
	    pkt.p, pkt.len, out, NULL);
}

/* Puts every packet of the file in its place, and parses every response. */
static void
sort_packet(struct record *r, bool request, struct vec_bytes b)
{
	struct vec_bytes *const id[] = { &r->id_rsp, &r->id_req };
	struct vec_bytes *const ch[] = { &r->ch_rsp, &r->ch_req };
	struct vec_bytes *const re[] = { &r->re_rsp, &r->re_req };
	struct eap_rsp rsp;

	if (b.p[4] == 1) {
		OK(eap_parse(whole(&b), &rsp) == ECS_EAP_FORMAT);
		memcpy(r->re_identity.p, b.p + 5, r->re_identity.len = b.len - 5);
		return;
	}
	OK(eap_parse(whole(&b), &rsp) == (request ? ECS_EAP_FORMAT : ECS_OK));
	r->type = b.p[4];
	switch (b.p[5]) {
	case EAP_IDENTITY:
		*id[request] = b;
		break;
	case EAP_CHALLENGE:
		*ch[request] = b;
		break;
	case EAP_REAUTH:
		*re[request] = b;
		break;
	default:
		vec_die("packet", r->name);
	}
}

static void
read_record(struct record *r)
{
	json_error_t err;
	json_t *packets, *row;
	size_t i;

	r->json = json_load_file(vec_path(r->name), 0, &err);
	if (r->json == NULL)
		vec_die(r->name, err.text);
	packets = json_object_get(r->json, "packets");
	json_array_foreach(packets, i, row)
		sort_packet(r, strcmp(json_string_value(json_array_get(row, 0)),
		    "request") == 0, unhex(json_string_value(json_array_get(row, 1))));
	OK(i == 8);
	r->key = (struct aka_key){ .alg = AKA_MILENAGE, .k_len = 16, .res_len = 8 };
	memcpy(r->key.k, unhex(json_string_value(json_object_get(r->json, "k"))).p, 16);
	memcpy(r->key.opc, unhex(json_string_value(json_object_get(r->json, "opc"))).p,
	    16);
	if (r->type == EAP_AKA_PRIME)
		r->network = SPAN("WLAN", 4);
}

/* The AuC's part: K, OPc, RAND and the SQN in AUTN give all the rest. */
static void
check_vector(struct record *r)
{
	const uint8_t *rnd = r->ch_req.p + attr_at(&r->ch_req, AT_RAND) + 4;
	const uint8_t *autn = r->ch_req.p + attr_at(&r->ch_req, AT_AUTN) + 4;
	uint8_t sqn[AKA_SQN];
	struct aka_out o;

	OK(aka_f2345(&r->key, rnd, &o) == ECS_OK);
	for (int i = 0; i < AKA_SQN; i++)
		sqn[i] = autn[i] ^ o.ak[i];
	OK(aka_vector(&r->key, rnd, sqn, autn + 6, &r->v) == ECS_OK);
	IS(r->name, "RAND", key_nth(r, "RAND", 0), rnd, AKA_RAND);
	OK(memcmp(r->v.autn, autn, AKA_AUTN) == 0);
	OK((autn[6] & 0x80) == (r->type == EAP_AKA ? 0 : 0x80));	/* separation bit */
	IS(r->name, "RES", key_nth(r, "RES", 0), r->v.xres, r->v.xres_len);
	IS(r->name, "CK", key_nth(r, "CK", 0), r->v.ck, AKA_KEY);
	IS(r->name, "IK", key_nth(r, "IK", 0), r->v.ik, AKA_KEY);
}

static void
check_identity(struct record *r)
{
	struct eap_keys other;
	struct eap_rsp rsp;

	OK(eap_parse(whole(&r->id_rsp), &rsp) == ECS_OK);
	OK(rsp.subtype == EAP_IDENTITY && rsp.identity.len == 54);
	memcpy(r->identity.p, rsp.identity.p, r->identity.len = rsp.identity.len);
	OK(eap_keys(r->type, whole(&r->identity), &r->v, r->network,
	    &r->keys) == ECS_OK);
	OK(r->keys.type == r->type);
	IS(r->name, "K_aut", key_nth(r, "K_aut", 0), r->keys.k_aut, r->keys.k_aut_len);
	OK(eap_keys(r->type, SPAN(r->identity.p, r->identity.len - 1), &r->v,
	    r->network, &other) == ECS_OK);
	OK(memcmp(other.k_aut, r->keys.k_aut, 16) != 0);
}

static void
master_aka(struct record *r)
{
	struct vec_bytes in = r->identity, mk = unhex(key_nth(r, "MK", 0));
	uint8_t out[160], digest[20];

	memcpy(in.p + in.len, r->v.ik, 16);
	memcpy(in.p + in.len + 16, r->v.ck, 16);
	EVP_Digest(in.p, in.len + 32, digest, NULL, EVP_sha1(), NULL);
	IS(r->name, "MK", key_nth(r, "MK", 0), digest, 20);
	IS(r->name, "MK again", key_nth(r, "MK", 1), digest, 20);
	OK(eap_fips_prf(mk.p, out, sizeof out) == ECS_OK);
	IS(r->name, "K_encr", key_nth(r, "K_encr", 0), out, 16);
	IS(r->name, "K_aut", key_nth(r, "K_aut", 0), out + 16, 16);
	IS(r->name, "MSK", key_nth(r, "keying material (MSK)", 0), out + 32, 64);
	IS(r->name, "EMSK", key_nth(r, "EMSK", 0), out + 96, 64);
	OK(eap_fips_prf(unhex(key_nth(r, "XKEY'", 0)).p, out, 128) == ECS_OK);
	IS(r->name, "MSK 2", key_nth(r, "keying material (MSK)", 1), out, 64);
	IS(r->name, "EMSK 2", key_nth(r, "EMSK", 1), out + 64, 64);
}

static struct vec_bytes
nonce_s(const struct record *r)
{
	struct vec_bytes id = unhex(key_nth(r, "Derived Session-Id", 1)), n = { .len = 16 };

	memcpy(n.p, id.p + 1, 16);
	return n;
}

/* XKEY' of the first re-authentication: identity, counter 1, NONCE_S, MK. */
static void
xkey_prime(struct record *r)
{
	struct vec_bytes in = r->re_identity, n = nonce_s(r);
	uint8_t digest[20];

	IS(r->name, "NONCE_S", key_nth(r, "NONCE_S", 0), n.p, 16);
	memcpy(in.p + in.len, "\0\1", 2);
	memcpy(in.p + in.len + 2, n.p, 16);
	memcpy(in.p + in.len + 18, unhex(key_nth(r, "MK", 0)).p, 20);
	EVP_Digest(in.p, in.len + 38, digest, NULL, EVP_sha1(), NULL);
	IS(r->name, "XKEY'", key_nth(r, "XKEY'", 0), digest, 20);
}

static void
master_prime(struct record *r)
{
	struct vec_bytes seed = { .len = 8 + r->identity.len }, n = nonce_s(r);
	struct vec_bytes k_re = unhex(key_nth(r, "K_re", 0));
	uint8_t k[32], out[208];

	OK(eap_ck_ik_prime(r->v.ck, r->v.ik, r->v.autn, r->network, k + 16, k) == ECS_OK);
	IS(r->name, "CK'", key_nth(r, "CK'", 0), k + 16, 16);
	IS(r->name, "IK'", key_nth(r, "IK'", 0), k, 16);
	memcpy(seed.p, "EAP-AKA'", 8);
	memcpy(seed.p + 8, r->identity.p, r->identity.len);
	OK(eap_prf_prime(SPAN(k, 32), whole(&seed), out, sizeof out) == ECS_OK);
	IS(r->name, "K_encr", key_nth(r, "K_encr", 0), out, 16);
	IS(r->name, "K_aut", key_nth(r, "K_aut", 0), out + 16, 32);
	IS(r->name, "K_re", key_nth(r, "K_re", 0), out + 48, 32);
	IS(r->name, "MSK", key_nth(r, "MSK", 0), out + 80, 64);
	IS(r->name, "EMSK", key_nth(r, "EMSK", 0), out + 144, 64);
	memcpy(seed.p, "EAP-AKA' re-auth", 16);
	memcpy(seed.p + 16, r->re_identity.p, r->re_identity.len);
	memcpy(seed.p + 16 + r->re_identity.len, "\0\1", 2);
	memcpy(seed.p + 18 + r->re_identity.len, n.p, 16);
	seed.len = 34 + r->re_identity.len;
	OK(eap_prf_prime(whole(&k_re), whole(&seed), out, 128) == ECS_OK);
	IS(r->name, "MSK 2", key_nth(r, "MSK", 1), out, 64);
	IS(r->name, "EMSK 2", key_nth(r, "EMSK", 1), out + 64, 64);
}

static void
check_requests(struct record *r)
{
	struct eap_rsp rsp = { .type = r->type };
	const char *session = key_nth(r, "Derived Session-Id", 0);
	struct vec_bytes id = { .p = { (uint8_t)r->type }, .len = 33 };

	rsp.mac_at = attr_at(&r->ch_req, AT_MAC) + 4;
	OK(eap_mac_ok(&r->keys, whole(&r->ch_req), &rsp));
	r->ch_req.p[1] ^= 1;
	OK(!eap_mac_ok(&r->keys, whole(&r->ch_req), &rsp));
	r->ch_req.p[1] ^= 1;
	rsp.mac_at = attr_at(&r->re_req, AT_MAC) + 4;
	OK(eap_mac_ok(&r->keys, whole(&r->re_req), &rsp));
	memcpy(id.p + 1, r->v.rand, 16);
	memcpy(id.p + 17, r->v.autn, 16);
	IS(r->name, "Session-Id", session, id.p, id.len);
	memcpy(id.p + 1, nonce_s(r).p, 16);
	memcpy(id.p + 17, r->re_req.p + rsp.mac_at, 16);
	IS(r->name, "Session-Id 2", key_nth(r, "Derived Session-Id", 1), id.p, id.len);
}

/* The checkcode is the digest of the identity round, in both directions. */
static void
check_responses(struct record *r)
{
	struct vec_bytes round = r->id_req, n = nonce_s(r);
	struct eap_rsp rsp;
	uint8_t digest[32];
	size_t len = r->type == EAP_AKA ? 20 : 32;

	memcpy(round.p + round.len, r->id_rsp.p, r->id_rsp.len);
	EVP_Digest(round.p, round.len + r->id_rsp.len, digest, NULL,
	    r->type == EAP_AKA ? EVP_sha1() : EVP_sha256(), NULL);
	OK(eap_parse(whole(&r->ch_rsp), &rsp) == ECS_OK);
	OK(rsp.identifier == r->ch_req.p[1] && rsp.type == r->type);
	OK(rsp.subtype == EAP_CHALLENGE && rsp.res_bits == 64);
	OK(rsp.res.len == r->v.xres_len && memcmp(rsp.res.p, r->v.xres, 8) == 0);
	OK(rsp.checkcode.len == len && memcmp(rsp.checkcode.p, digest, len) == 0);
	OK(rsp.auts.p == NULL && rsp.identity.p == NULL && !rsp.result_ind);
	OK(eap_mac_ok(&r->keys, whole(&r->ch_rsp), &rsp));
	hmac_once(r, key_nth(r, "K_aut", 0), r->ch_rsp, SPAN(NULL, 0), digest);
	OK(memcmp(digest, r->ch_rsp.p + rsp.mac_at, 16) == 0);

	OK(eap_parse(whole(&r->re_rsp), &rsp) == ECS_OK && rsp.subtype == EAP_REAUTH);
	hmac_once(r, key_nth(r, "K_aut", 0), r->re_rsp, whole(&n), digest);
	OK(memcmp(digest, r->re_rsp.p + rsp.mac_at, 16) == 0);
	OK(rsp.checkcode.p != NULL && rsp.checkcode.len == 0);
}

static void
check_own_challenge(struct record *r)
{
	struct vec_bytes own;
	uint8_t pkt[EAP_PACKET_MAX], mac[32];
	size_t len, want = r->type == EAP_AKA ? 68 : 80;
	struct eap_rsp rsp = { .type = r->type };

	OK(eap_challenge(&r->keys, r->ch_req.p[1], &r->v, r->network, pkt,
	    &len) == ECS_OK);
	OK(len == want && pkt[2] == 0 && pkt[3] == want);
	OK(memcmp(pkt, r->ch_req.p, 2) == 0);
	OK(memcmp(pkt + 4, r->ch_req.p + 4, want - 20 - 4) == 0);
	memcpy(own.p, pkt, own.len = len);
	hmac_once(r, key_nth(r, "K_aut", 0), own, SPAN(NULL, 0), mac);
	OK(memcmp(pkt + len - 20, "\x0b\x05\0\0", 4) == 0);
	OK(memcmp(pkt + len - 16, mac, 16) == 0);
	rsp.mac_at = len - 16;
	OK(eap_mac_ok(&r->keys, SPAN(pkt, len), &rsp));
	OK(eap_parse(SPAN(pkt, len), &rsp) == ECS_EAP_FORMAT);
}

static void
exchange(const char *file)
{
	struct record r = { .name = file };

	read_record(&r);
	check_vector(&r);
	check_identity(&r);
	if (r.type == EAP_AKA) {
		master_aka(&r);
		xkey_prime(&r);
	} else
		master_prime(&r);
	check_requests(&r);
	check_responses(&r);
	check_own_challenge(&r);
	json_decref(r.json);
}

int
main(void)
{
	exchange("vectors_eap_aka.json");
	exchange("vectors_eap_aka_prime.json");
	return DONE();
}
