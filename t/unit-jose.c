/*
 * unit-jose.c - signed tokens: the examples of RFC 7515 and RFC 7520, openssl(1)
 * on the other side, and tokens that must be refused.
 */
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include "jose.h"

static void
examples(void)
{
	struct jose_jws jws;
	struct jose_claims c;
	const char *t, *text = "It\xe2\x80\x99s a dangerous business, Frodo, going out";

	OK(jose_verify(a, a2.keys, JOSE_RS256, a2.token, &jws) == ECS_OK);
	OK(jose_claims_read(a, jws.payload, &c) == ECS_OK);
	OK(strcmp(c.iss, "joe") == 0 && c.has_exp && c.exp == 1300819380);
	OK(jose_claim_true(&c, "http://example.com/is_root") && !jose_claim_true(&c, "iss"));
	OK(c.sub == NULL && c.naud == 0 && !c.has_iat && jws.typ == NULL);
	OK(jose_verify(a, a3.keys, JOSE_ES256, a3.token, &jws) == ECS_OK);
	OK(jose_claims_read(a, jws.payload, &c) == ECS_OK && c.exp == 1300819380);
	OK(jose_verify(a, c41.keys, JOSE_RS256, c41.token, &jws) == ECS_OK);
	OK(memcmp(jws.payload.p, text, strlen(text)) == 0);
	OK(jose_claims_read(a, jws.payload, &c) == ECS_BODY_FORMAT);
	/* PKCS #1 signatures are always the same, so ours are the RFCs'. */
	OK(jose_sign(a, JOSE_RS256, c41.pem, "bilbo.baggins@hobbiton.example", NULL,
	    jws.payload, &t) == ECS_OK && strcmp(t, c41.token) == 0);
	OK(jose_verify(a, a2.keys, JOSE_RS256, a2.token, &jws) == ECS_OK);
	OK(jose_sign(a, JOSE_RS256, a2.pem, NULL, NULL, jws.payload, &t) == ECS_OK &&
	    strcmp(t, a2.token) == 0);
	OK(jose_sign(a, JOSE_ES256, a3.pem, "k", "JWT", str(CLAIMS), &t) == ECS_OK);
	OK(strncmp(t, "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsifQ.", 51) == 0);
}

/* r and s as ASN.1, by hand. */
static void
der(const struct span raw, uint8_t out[72], size_t *n)
{
	uint8_t *p = out + 2;

	for (int i = 0; i < 2; i++) {
		const uint8_t *v = raw.p + 32 * i;
		size_t len = 32;

		for (; len > 1 && *v == 0; len--)
			v++;
		*p++ = 2;
		*p++ = (uint8_t)(len + (*v >> 7));
		if (*v >> 7)
			*p++ = 0;
		memcpy(p, v, len);
		p += len;
	}
	out[0] = 0x30;
	out[1] = (uint8_t)(p - out - 2);
	*n = (size_t)(p - out);
}

#define PSS	"-sigopt rsa_padding_mode:pss "

/* openssl(1) takes what we sign, and signs what we take. */
static void
foreign(void)
{
	const char *input = a_printf(a, "%s.%s", b64("{\"alg\":\"PS256\"}"), b64(CLAIMS)), *t;
	uint8_t asn1[80], raw[1024];
	struct span sig = { NULL, 0 };
	size_t n;
	FILE *f;

	OK(run("pkey -in rsa -pubout -out rsa.pub") && run("pkey -in ec -pubout -out ec.pub"));
	t = signed_by(&a2, JOSE_PS256, NULL);
	OK(b64_decode(a, B64_URL, signature(t), &sig) == ECS_OK && sig.len == 256);
	file("sig", sig.p, sig.len);
	file("in", t, (size_t)(signature(t) - t - 1));
	OK(run("dgst -sha256 " PSS "-sigopt rsa_pss_saltlen:32 -verify rsa.pub -signature sig in"));
	t = signed_by(&a3, JOSE_ES256, NULL);
	OK(b64_decode(a, B64_URL, signature(t), &sig) == ECS_OK && sig.len == 64);
	der(sig, asn1, &n);
	file("sig", asn1, n);
	file("in", t, (size_t)(signature(t) - t - 1));
	OK(run("dgst -sha256 -verify ec.pub -signature sig in"));
	file("in", input, strlen(input));
	for (int salt = 32; salt >= 20; salt -= 12) {
		OK(run(a_printf(a, "dgst -sha256 " PSS "-sigopt rsa_pss_saltlen:%d -sign rsa "
		    "-out sig in", salt)));
		f = fopen(a_printf(a, "%s/sig", dir), "r");
		n = f != NULL ? fread(raw, 1, sizeof(raw), f) : 0;
		if (f != NULL)
			fclose(f);
		t = a_printf(a, "%s.%s", input, b64_encode(a, B64_URL, SPAN(raw, n)));
		OK(verify(a2.keys, JOSE_PS256, t) == (salt == 32 ? ECS_OK : ECS_AUTH_FAILED));
	}
}

/* The public key's text as the secret of an HMAC: what confused libraries take. */
static void
confused(void)
{
	const char *input = a_printf(a, "%s.%s", b64("{\"alg\":\"HS256\"}"), b64(CLAIMS));
	uint8_t mac[32], text[1024];
	size_t len = 0;
	FILE *f = fopen(a_printf(a, "%s/rsa.pub", dir), "r");

	if (f != NULL) {
		len = fread(text, 1, sizeof(text), f);
		fclose(f);
	}
	OK(len > 400);
	HMAC(EVP_sha256(), text, (int)len, (const uint8_t *)input, strlen(input), mac, NULL);
	input = a_printf(a, "%s.%s", input, b64_encode(a, B64_URL, SPAN(mac, sizeof(mac))));
	for (int alg = JOSE_RS256; alg <= JOSE_ES256; alg++)
		OK(verify(a2.keys, (enum jose_alg)alg, input) == ECS_AUTH_FAILED);
	for (int alg = JOSE_RS256; alg <= JOSE_ES256; alg++) {
		OK(verify(a2.keys, (enum jose_alg)alg, token("{\"alg\":\"none\"}", CLAIMS, "")) ==
		    ECS_AUTH_FAILED);
		OK(verify(a2.keys, (enum jose_alg)alg, token("{}", CLAIMS, "")) ==
		    ECS_AUTH_FAILED);
	}
	OK(verify(a2.keys, JOSE_RS256, signed_by(&a2, JOSE_PS256, NULL)) == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_PS256, a2.token) == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_ES256, a3.token) == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, token("{\"alg\":\"rs256\"}", CLAIMS, "AAAA")) ==
	    ECS_AUTH_FAILED);
}

static void
names(void)
{
	static const char *const odd[] = {
		"../../../../dev/null", "' UNION SELECT 'AA", "rsa|ls", "", "RSA", "rsa ",
		"0", "http://127.0.0.1/jwks",
	};
	const char *rsa2 = a_printf(a, "%.*s,\"kid\":\"rsa\"}", (int)strlen(a2.jwk) - 1, a2.jwk);
	const char *ec2 = a_printf(a, "%.*s,\"kid\":\"ec\"}", (int)strlen(a3.jwk) - 1, a3.jwk);
	const char *ps = a_printf(a, "%.*s,\"alg\":\"PS256\"}", (int)strlen(a2.jwk) - 1, a2.jwk);
	struct jose_keys *set = keys(a_printf(a, "{\"keys\":[%s,%s,%s]}", rsa2, c41.jwk, ec2));

	OK(set != NULL && jose_keys_count(set) == 3);
	OK(verify(set, JOSE_RS256, signed_by(&a2, JOSE_RS256, "rsa")) == ECS_OK);
	OK(verify(set, JOSE_RS256, c41.token) == ECS_OK);
	/* Another key's name, a key of another type, no name. */
	OK(verify(set, JOSE_RS256, signed_by(&c41, JOSE_RS256, "rsa")) == ECS_AUTH_FAILED);
	OK(verify(set, JOSE_RS256, signed_by(&a2, JOSE_RS256, "ec")) == ECS_AUTH_FAILED);
	OK(verify(set, JOSE_RS256, a2.token) == ECS_AUTH_FAILED);
	OK(verify(set, JOSE_ES256, a3.token) == ECS_OK);
	for (size_t i = 0; i < NELEM(odd); i++)
		OK(verify(set, JOSE_RS256, signed_by(&a2, JOSE_RS256, odd[i])) == ECS_NOROW);
	OK(verify(set, JOSE_RS256, token("{\"alg\":\"RS256\",\"kid\":7}", CLAIMS,
	    signature(a2.token))) == ECS_AUTH_FAILED);
	/* Two of one name; a key that is for another algorithm. */
	set = keys(a_printf(a, "{\"keys\":[%s,%s]}", rsa2, rsa2));
	OK(verify(set, JOSE_RS256, signed_by(&a2, JOSE_RS256, "rsa")) == ECS_AUTH_FAILED);
	OK(verify(keys(ps), JOSE_RS256, a2.token) == ECS_AUTH_FAILED);
	OK(verify(keys(ps), JOSE_PS256, signed_by(&a2, JOSE_PS256, NULL)) == ECS_OK);
}

/* A token and one header member more, otherwise right. */
static const char *
with_header(const char *header)
{
	const char *input = a_printf(a, "%s.%s", b64(header), b64(CLAIMS));
	uint8_t sig[256];
	size_t len = sizeof(sig);
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	BIO *in = BIO_new_mem_buf(a2.pem, -1);
	EVP_PKEY *key = PEM_read_bio_PrivateKey(in, NULL, NULL, NULL);

	if (EVP_DigestSignInit(md, NULL, EVP_sha256(), NULL, key) != 1 ||
	    EVP_DigestSign(md, sig, &len, (const uint8_t *)input, strlen(input)) != 1)
		vec_die("cannot sign", header);
	EVP_MD_CTX_free(md);
	EVP_PKEY_free(key);
	BIO_free(in);
	return a_printf(a, "%s.%s", input, b64_encode(a, B64_URL, SPAN(sig, len)));
}

static void
forms(void)
{
	const char *t = a2.token;
	char *bad = a_strdup(a, t);
	size_t n = strlen(t), changed = 0;

	OK(verify(a2.keys, JOSE_RS256, with_header("{\"alg\":\"RS256\",\"x\":1}")) == ECS_OK);
	OK(verify(a2.keys, JOSE_RS256, with_header("{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1}"))
	    == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, with_header("{\"alg\":\"RS256\",\"crit\":null}")) ==
	    ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, with_header("{\"alg\":\"RS256\",\"alg\":\"RS256\"}")) ==
	    ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, with_header("{\"alg\":\"RS256\"}x")) == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, with_header("[\"RS256\"]")) == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, a_printf(a, "%s=", t)) == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, a_printf(a, "%s.", t)) == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, a_printf(a, " %s", t)) == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, "") == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, "..") == ECS_AUTH_FAILED);
	OK(verify(a2.keys, JOSE_RS256, a_strndup(a, t, strlen(t) - 1)) == ECS_AUTH_FAILED);
	/* The last character's two low bits are none of the signature's. */
	bad[n - 1]++;
	OK(verify(a2.keys, JOSE_RS256, bad) == ECS_AUTH_FAILED);
	for (size_t i = 0; i < n; i++) {
		memcpy(bad, t, n);
		bad[i] = bad[i] == 'A' ? 'B' : 'A';
		changed += verify(a2.keys, JOSE_RS256, bad) == ECS_AUTH_FAILED;
	}
	OK(changed == n);
	/* ES256: DER is not what JWS has, nor are zeros, nor more octets. */
	OK(verify(a3.keys, JOSE_ES256, a_printf(a, "%.*sMEUC", (int)(signature(a3.token) -
	    a3.token), a3.token)) == ECS_AUTH_FAILED);
	OK(verify(a3.keys, JOSE_ES256, a_printf(a, "%.*s%086d", (int)(signature(a3.token) -
	    a3.token), a3.token, 0)) == ECS_AUTH_FAILED);
	OK(verify(a3.keys, JOSE_ES256, a_printf(a, "%.*s%s", (int)(signature(a3.token) -
	    a3.token), a3.token, b64_encode(a, B64_URL, SPAN((uint8_t[64]){ 0 }, 64)))) ==
	    ECS_AUTH_FAILED);
}

int
main(void)
{
	jose_begin();
	examples();
	foreign();
	confused();
	names();
	forms();
	jose_end();
	return DONE();
}
