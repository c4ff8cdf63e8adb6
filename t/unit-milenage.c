/* unit-milenage.c - TS 35.207 and 35.208 test sets, AUTN, AUTS and SQN. */
#include "fmt/aka.h"
#include "vec.h"

enum col { SET, K, RND, SQN, AMF, OP, OPC, F1, F1S, F2, F5, F3, F4, F5S, NCOL };

static struct aka_key
key_of(const char *k, const char *opc)
{
	struct aka_key key = { .alg = AKA_MILENAGE, .k_len = 16, .res_len = 8 };

	memcpy(key.k, unhex(k).p, 16);
	memcpy(key.opc, unhex(opc).p, 16);
	return key;
}

static void
check_vector(char *const *c, const struct aka_key *key, const struct aka_out *o)
{
	struct vec_bytes sqn = unhex(c[SQN]), ak = unhex(c[F5]);
	struct aka_vector v;
	char autn[2 * AKA_AUTN + 1];

	for (int i = 0; i < AKA_SQN; i++)
		snprintf(autn + 2 * i, 3, "%02x", sqn.p[i] ^ ak.p[i]);
	snprintf(autn + 12, sizeof autn - 12, "%s%s", c[AMF], c[F1]);
	OK(aka_vector(key, unhex(c[RND]).p, sqn.p, unhex(c[AMF]).p, &v) == ECS_OK);
	IS(c[SET], "AUTN", autn, v.autn, AKA_AUTN);
	IS(c[SET], "RAND", c[RND], v.rand, AKA_RAND);
	IS(c[SET], "XRES", c[F2], v.xres, v.xres_len);
	IS(c[SET], "CK", c[F3], v.ck, AKA_KEY);
	IS(c[SET], "IK", c[F4], v.ik, AKA_KEY);
	OK(o->res_len == 8);
}

static void
row(char *const *c, size_t n)
{
	struct aka_key key = key_of(c[K], c[OPC]);
	uint8_t opc[16], mac_a[AKA_MAC], mac_s[AKA_MAC];
	struct aka_out o;

	if (n != NCOL)
		vec_die("columns", c[SET]);
	OK(aka_opc(&key, unhex(c[OP]).p, opc) == ECS_OK);
	IS(c[SET], "OPc", c[OPC], opc, sizeof opc);
	OK(aka_f1(&key, unhex(c[RND]).p, unhex(c[SQN]).p, unhex(c[AMF]).p,
	    mac_a, mac_s) == ECS_OK);
	IS(c[SET], "f1", c[F1], mac_a, AKA_MAC);
	IS(c[SET], "f1*", c[F1S], mac_s, AKA_MAC);
	OK(aka_f2345(&key, unhex(c[RND]).p, &o) == ECS_OK);
	IS(c[SET], "f2", c[F2], o.res, o.res_len);
	IS(c[SET], "f3", c[F3], o.ck, AKA_KEY);
	IS(c[SET], "f4", c[F4], o.ik, AKA_KEY);
	IS(c[SET], "f5", c[F5], o.ak, AKA_SQN);
	IS(c[SET], "f5*", c[F5S], o.ak_s, AKA_SQN);
	check_vector(c, &key, &o);
}

/*
 * Set 20 with AMF 0000.  osmo-auc-gen of libosmocore 1.7.0 reads SQN_MS 0x123
 * from this AUTS and answers with SQN 0x140 and the AUTN.
 */
static void
auts(void)
{
	struct aka_key key = key_of("90dca4eda45b53cf0f12d7c9c3bc6a89",
	    "cb9cccc4b9258e6dca4760379fb82581");
	struct vec_bytes rnd = unhex("9fddc72092c6ad036b6e464789315b78");
	struct vec_bytes good = unhex("4f2039392cffc931895a96a53efa");
	uint8_t sqn[AKA_SQN] = { 0 };
	struct aka_vector v;
	int refused = 0;

	aka_sqn_put(0x140, sqn);
	OK(aka_vector(&key, rnd.p, sqn, (const uint8_t[2]){ 0 }, &v) == ECS_OK);
	OK(is_hex("83cfd54db853000030429fb032921368", v.autn, AKA_AUTN));
	OK(aka_auts(&key, rnd.p, good.p, sqn) == ECS_OK);
	OK(aka_sqn_get(sqn) == 0x123);
	for (int bit = 0; bit < 8 * AKA_AUTS; bit++) {
		struct vec_bytes bad = good;

		bad.p[bit / 8] ^= (uint8_t)(1 << bit % 8);
		memset(sqn, 0xee, sizeof sqn);
		refused += aka_auts(&key, rnd.p, bad.p, sqn) == ECS_AUTH_FAILED &&
		    is_hex("eeeeeeeeeeee", sqn, sizeof sqn);
	}
	OK(refused == 8 * AKA_AUTS);
	rnd.p[0] ^= 1;
	OK(aka_auts(&key, rnd.p, good.p, sqn) == ECS_AUTH_FAILED);
	rnd.p[0] ^= 1;
	key.k[15] ^= 1;
	OK(aka_auts(&key, rnd.p, good.p, sqn) == ECS_AUTH_FAILED);
}

static void
bad_keys(void)
{
	struct aka_key good = key_of("90dca4eda45b53cf0f12d7c9c3bc6a89",
	    "cb9cccc4b9258e6dca4760379fb82581"), key;
	uint8_t zero[32] = { 0 }, out[32];
	struct aka_vector v;
	struct aka_out o;

	key = good;
	key.k_len = 32;
	OK(aka_vector(&key, zero, zero, zero, &v) == ECS_KEYS);
	OK(aka_opc(&key, zero, out) == ECS_KEYS);
	OK(aka_f1(&key, zero, zero, zero, out, out + 8) == ECS_KEYS);
	OK(aka_f2345(&key, zero, &o) == ECS_KEYS);
	OK(aka_auts(&key, zero, zero, out) == ECS_KEYS);
	key = good;
	key.res_len = 16;
	OK(aka_vector(&key, zero, zero, zero, &v) == ECS_KEYS);
	key = good;
	key.alg = (enum aka_alg)7;
	OK(aka_vector(&key, zero, zero, zero, &v) == ECS_KEYS);
}

static void
sqn_octets(void)
{
	uint8_t sqn[AKA_SQN];

	aka_sqn_put(0x0123456789ab, sqn);
	OK(is_hex("0123456789ab", sqn, sizeof sqn));
	OK(aka_sqn_get(sqn) == 0x0123456789ab);
	aka_sqn_put(0xffffffffffff, sqn);
	OK(aka_sqn_get(sqn) == 0xffffffffffff);
}

int
main(void)
{
	OK(vec_rows("vectors_milenage.tsv", row) == 20);
	auts();
	bad_keys();
	sqn_octets();
	return DONE();
}
