/*
 * unit-jose-keys.c - key sets, claims and private keys: what is taken, left out and
 * refused.
 */
#include "jose.h"

/* Of RFC 7515 A.3; Y with a bit that no octet has. */
#define X	"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
#define Y_ODD	"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"

static void
sets(void)
{
	static const char *const none[] = {
		"{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS\"}",
		"{\"kty\":\"RSA\",\"n\":\"sXch\",\"e\":\"AQAB\"}",
		"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y_ODD "\"}",
		"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" X "\"}",
		"{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AAAA\",\"y\":\"AAAA\"}",
		"{\"keys\":[]}", "{\"keys\":[1,null,{}]}", "{\"kty\":\"RSA\"}",
	};
	static const char *const malformed[] = {
		"", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]", "{\"keys\":[],\"keys\":[]}",
		"{\"keys\":[]}]",
	};
	int n = (int)strlen(a2.jwk) - 1;

	for (size_t i = 0; i < NELEM(none); i++)
		OK(keys(none[i]) != NULL && jose_keys_count(keys(none[i])) == 0);
	for (size_t i = 0; i < NELEM(malformed); i++)
		OK(keys(malformed[i]) == NULL);
	OK(jose_keys_count(keys(a_printf(a, "%.*s,\"use\":\"enc\"}", n, a2.jwk))) == 0);
	OK(jose_keys_count(keys(a_printf(a, "%.*s,\"alg\":\"ES256\"}", n, a2.jwk))) == 0);
	OK(jose_keys_count(keys(a_printf(a, "%.*s,\"alg\":\"RS512\"}", n, a2.jwk))) == 0);
	OK(jose_keys_count(keys(a_printf(a, "%.*s,\"key_ops\":[\"sign\"]}", n, a2.jwk))) == 0);
	OK(jose_keys_count(keys(a_printf(a, "%.*s,\"key_ops\":[\"verify\"]}", n, a2.jwk))) == 1);
	OK(jose_keys_count(keys(a_printf(a, "%.*s,\"kid\":1}", n, a2.jwk))) == 0);
	OK(verify(keys("{\"keys\":[]}"), JOSE_RS256, a2.token) == ECS_AUTH_FAILED);
}

static bool
read_claims(const char *json, struct jose_claims *c)
{
	return jose_claims_read(a, str(json), c) == ECS_OK;
}

static void
claims(void)
{
	struct jose_claims c;

	OK(read_claims("{\"aud\":[\"x\",\"y\"],\"azp\":\"x\",\"iat\":12.9,\"nbf\":0,"
	    "\"nonce\":\"n\",\"jti\":\"j\",\"sub\":\"s\",\"phone_number\":\"+1\"}", &c));
	OK(c.naud == 2 && jose_aud_has(&c, "y") && !jose_aud_has(&c, "z") && c.iat == 12);
	OK(c.has_nbf && c.nbf == 0 && strcmp(c.nonce, "n") == 0 && strcmp(c.jti, "j") == 0);
	OK(strcmp(jose_claim(&c, "phone_number"), "+1") == 0 && jose_claim(&c, "iat") == NULL);
	OK(read_claims("{\"aud\":\"x\"}", &c) && c.naud == 1 && jose_aud_has(&c, "x"));
	OK(!read_claims("{\"sub\":\"a\",\"sub\":\"b\"}", &c));
	OK(!read_claims("{\"sub\":7}", &c) && !read_claims("{\"aud\":[1]}", &c));
	OK(!read_claims("{\"aud\":{}}", &c) && !read_claims("{\"exp\":\"1\"}", &c));
	OK(!read_claims("{\"exp\":-1}", &c) && !read_claims("{\"exp\":1e300}", &c));
	OK(!read_claims("{\"nonce\":\"a\\u0000b\"}", &c) && !read_claims("[]", &c));
	OK(!read_claims("", &c) && !read_claims("{\"iss\":null}", &c));
}

static void
signing(void)
{
	enum jose_alg alg = JOSE_ES256;
	const char *t;

	OK(jose_sign(a, JOSE_RS256, a3.pem, NULL, NULL, str("{}"), &t) == ECS_KEYS);
	OK(jose_sign(a, JOSE_ES256, a2.pem, NULL, NULL, str("{}"), &t) == ECS_KEYS);
	OK(jose_sign(a, JOSE_RS256, "none", NULL, NULL, str("{}"), &t) == ECS_KEYS);
	OK(run("ecparam -name secp384r1 -genkey -noout -out p384") &&
	    run("genrsa -out weak 1024") && run("rsa -in rsa -traditional -out pkcs1"));
	for (size_t i = 0; i < 3; i++) {
		const char *name[] = { "p384", "weak", "pkcs1" };
		char text[4096] = "";
		FILE *f = fopen(a_printf(a, "%s/%s", dir, name[i]), "r");

		OK(f != NULL && fread(text, 1, sizeof(text) - 1, f) > 0);
		if (f != NULL)
			fclose(f);
		OK(jose_sign(a, i == 0 ? JOSE_ES256 : JOSE_RS256, text, NULL, NULL, str("{}"),
		    &t) == (i == 2 ? ECS_OK : ECS_KEYS));
	}
	OK(jose_alg_of("PS256", &alg) && alg == JOSE_PS256);
	OK(!jose_alg_of("none", &alg) && !jose_alg_of("HS256", &alg) && !jose_alg_of("", &alg));
}

int
main(void)
{
	jose_begin();
	sets();
	claims();
	signing();
	jose_end();
	return DONE();
}
