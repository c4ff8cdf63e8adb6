/*
 * fuzz-jose.c - any octets as a key set, as a token and as claims.
 *
 * What verifies has one spelling, and is what was signed; claims written down
 * are read as the same; what we sign, we verify.
 */
#include "base/buf.h"
#include "fmt/b64.h"
#include "fmt/jose.h"
#include "fuzz.h"

/* RFC 7515 A.3: anybody has this private key, so tokens that verify are found. */
#define JWK	"{\"kty\":\"EC\",\"crv\":\"P-256\"," \
		"\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"," \
		"\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"
#define PEM	"-----BEGIN PRIVATE KEY-----\n" \
		"MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIff\n" \
		"H1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp\n" \
		"7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt\n" \
		"-----END PRIVATE KEY-----\n"

static void
key_set(struct arena *a, struct span s)
{
	struct jose_keys *k;
	struct jose_jws jws;

	if (jose_keys_read(a, s, &k) != ECS_OK)
		return;
	MUST(jose_keys_count(k) <= JOSE_KEYS);
	MUST(jose_verify(a, k, JOSE_ES256, "e30.e30.", &jws) == ECS_AUTH_FAILED);
}

static void
token(struct arena *a, const struct jose_keys *k, const char *text)
{
	struct jose_jws jws, again;
	size_t first = strcspn(text, ".");
	char *other;

	if (jose_verify(a, k, JOSE_ES256, text, &jws) != ECS_OK) {
		MUST(*jws.why != '\0');
		return;
	}
	MUST(strncmp(text + first + 1, b64_encode(a, B64_URL, jws.payload),
	    strcspn(text + first + 1, ".")) == 0);
	other = a_strdup(a, text);
	other[first + 1] = other[first + 1] == 'A' ? 'B' : 'A';
	MUST(jose_verify(a, k, JOSE_ES256, other, &again) != ECS_OK);
	MUST(jose_verify(a, k, JOSE_RS256, text, &again) == ECS_AUTH_FAILED);
}

static void
member(struct buf *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(b, "%s\"%s\":", b->len > 1 ? "," : "", name);
	buf_json(b, value);
}

static void
number(struct buf *b, const char *name, bool has, uint64_t v)
{
	if (has)
		buf_printf(b, "%s\"%s\":%llu", b->len > 1 ? "," : "", name,
		    (unsigned long long)v);
}

static bool
same(const char *x, const char *y)
{
	return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

static void
claims(struct arena *a, struct span s)
{
	struct jose_claims c, d;
	struct buf b;

	if (jose_claims_read(a, s, &c) != ECS_OK)
		return;
	buf_init(&b, a, 256);
	buf_char(&b, '{');
	member(&b, "iss", c.iss);
	member(&b, "sub", c.sub);
	member(&b, "azp", c.azp);
	member(&b, "nonce", c.nonce);
	member(&b, "jti", c.jti);
	member(&b, "other", jose_claim(&c, "other"));
	number(&b, "exp", c.has_exp, c.exp);
	number(&b, "iat", c.has_iat, c.iat);
	number(&b, "nbf", c.has_nbf, c.nbf);
	buf_printf(&b, "%s\"aud\":[", b.len > 1 ? "," : "");
	for (size_t i = 0; i < c.naud; i++) {
		buf_str(&b, i > 0 ? "," : "");
		buf_json(&b, c.aud[i]);
	}
	buf_str(&b, "]}");
	MUST(jose_claims_read(a, SPAN(b.p, b.len), &d) == ECS_OK);
	MUST(same(c.iss, d.iss) && same(c.sub, d.sub) && same(c.azp, d.azp) &&
	    same(c.nonce, d.nonce) && same(c.jti, d.jti) && c.naud == d.naud &&
	    same(jose_claim(&c, "other"), jose_claim(&d, "other")));
	MUST(c.has_exp == d.has_exp && c.exp == d.exp && c.has_iat == d.has_iat &&
	    c.iat == d.iat && c.has_nbf == d.has_nbf && c.nbf == d.nbf);
	for (size_t i = 0; i < c.naud; i++)
		MUST(strcmp(c.aud[i], d.aud[i]) == 0 && jose_aud_has(&d, c.aud[i]));
}

static void
round_trip(struct arena *a, const struct jose_keys *k, struct span s)
{
	struct jose_jws jws;
	const char *t;

	MUST(jose_sign(a, JOSE_ES256, PEM, NULL, "JWT", s, &t) == ECS_OK);
	if (strlen(t) > JOSE_TOKEN)
		return;
	MUST(jose_verify(a, k, JOSE_ES256, t, &jws) == ECS_OK);
	MUST(strcmp(jws.typ, "JWT") == 0 && jws.payload.len == s.len);
	MUST(s.len == 0 || memcmp(jws.payload.p, s.p, s.len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(4096);
	struct jose_keys *k = NULL;

	MUST(jose_keys_read(a, SPAN(JWK, strlen(JWK)), &k) == ECS_OK);
	key_set(a, SPAN(data, size));
	token(a, k, a_strndup(a, (const char *)data, size));
	claims(a, SPAN(data, size));
	round_trip(a, k, SPAN(data, size));
	arena_free(a);
	return 0;
}
