/*
 * jose.h - the examples of t/vectors/vectors_jose.tsv, and openssl(1) beside them.
 *
 * For unit tests.  All lives in one arena; jose_end() removes what was written.
 */
#ifndef T_JOSE_H
#define T_JOSE_H

#include <unistd.h>

#include "base/buf.h"
#include "fmt/b64.h"
#include "fmt/jose.h"
#include "vec.h"

#define CLAIMS	"{\"iss\":\"joe\"}"

static struct arena *a;
static char dir[] = "/tmp/jose.XXXXXX";

/* One example: public key, token, private key. */
struct example {
	const char	*name, *jwk, *token, *pem;
	struct jose_keys *keys;
};

static struct example a2 = { .name = "rfc7515-a2" }, a3 = { .name = "rfc7515-a3" },
    c41 = { .name = "rfc7520-4.1" };

static inline const char *
pem(const char *b64)
{
	struct buf b;

	buf_init(&b, a, 2048);
	buf_str(&b, "-----BEGIN PRIVATE KEY-----\n");
	for (size_t n = strlen(b64); n > 0; n -= n < 64 ? n : 64, b64 += n > 0 ? 64 : 0)
		buf_printf(&b, "%.64s\n", b64);
	buf_str(&b, "-----END PRIVATE KEY-----\n");
	return buf_cstr(&b);
}

static inline void
row(char *const *col, size_t n)
{
	struct example *all[] = { &a2, &a3, &c41 };

	if (n != 3)
		vec_die("columns", "vectors_jose.tsv");
	for (size_t i = 0; i < NELEM(all); i++)
		if (strcmp(col[0], all[i]->name) == 0) {
			if (strcmp(col[1], "jwk") == 0)
				all[i]->jwk = a_strdup(a, col[2]);
			else if (strcmp(col[1], "token") == 0)
				all[i]->token = a_strdup(a, col[2]);
			else
				all[i]->pem = pem(col[2]);
		}
}

static inline struct span
str(const char *s)
{
	return SPAN(s, strlen(s));
}

static inline struct jose_keys *
keys(const char *json)
{
	struct jose_keys *k;

	return jose_keys_read(a, str(json), &k) == ECS_OK ? k : NULL;
}

static inline enum ecs_err
verify(const struct jose_keys *k, enum jose_alg alg, const char *token)
{
	struct jose_jws jws;
	enum ecs_err e = jose_verify(a, k, alg, token, &jws);

	if (e != ECS_OK && (jws.why == NULL || *jws.why == '\0'))
		vec_die("no reason", token);
	return e;
}

static inline const char *
b64(const char *s)
{
	return b64_encode(a, B64_URL, str(s));
}

/* header and payload as JSON, the signature as it is. */
static inline const char *
token(const char *header, const char *payload, const char *sig)
{
	return a_printf(a, "%s.%s.%s", b64(header), b64(payload), sig);
}

static inline const char *
signature(const char *t)
{
	return strrchr(t, '.') + 1;
}

static inline const char *
signed_by(const struct example *x, enum jose_alg alg, const char *kid)
{
	const char *t;

	return jose_sign(a, alg, x->pem, kid, NULL, str(CLAIMS), &t) == ECS_OK ? t : "";
}

static inline void
file(const char *name, const void *p, size_t n)
{
	FILE *f = fopen(a_printf(a, "%s/%s", dir, name), "w");

	if (f == NULL || fwrite(p, 1, n, f) != n || fclose(f) != 0)
		vec_die("cannot write", name);
}

static inline bool
run(const char *cmd)
{
	return system(a_printf(a, "cd %s && openssl %s >/dev/null 2>&1", dir, cmd)) == 0;
}

static inline void
jose_begin(void)
{
	a = arena_new(65536);
	vec_rows("vectors_jose.tsv", row);
	a2.keys = keys(a2.jwk);
	a3.keys = keys(a3.jwk);
	c41.keys = keys(a_printf(a, "{\"keys\":[%s]}", c41.jwk));
	OK(mkdtemp(dir) != NULL);
	file("rsa", a2.pem, strlen(a2.pem));
	file("ec", a3.pem, strlen(a3.pem));
	OK(jose_keys_count(a2.keys) == 1 && jose_keys_count(a3.keys) == 1 &&
	    jose_keys_count(c41.keys) == 1);
}

static inline void
jose_end(void)
{
	OK(system(a_printf(a, "rm -rf %s", dir)) == 0);
	arena_free(a);
}

#endif
