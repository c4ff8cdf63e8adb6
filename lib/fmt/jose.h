/*
 * jose.h - signed tokens: JWK sets (RFC 7517), compact JWS (RFC 7515, 7518) and
 * the claims of JWT (RFC 7519).
 *
 * Layer fmt.  OpenSSL does the arithmetic.  The algorithm is the caller's, by
 * configuration; what a token says of it must be the same and decides nothing.
 * Keys a token brings along (jwk, jku, x5u, x5c) are never looked at.
 */
#ifndef ECS_FMT_JOSE_H
#define ECS_FMT_JOSE_H

#include "base/arena.h"

enum {
	JOSE_TOKEN = 16 * 1024,	/* longest token, in characters */
	JOSE_KEYS = 64,		/* usable keys of a set; further ones are left out */
	JOSE_KID = 256,
	JOSE_AUD = 16,
	JOSE_RSA_MIN = 2048, JOSE_RSA_MAX = 8192	/* bits */
};

/* Counted from 1, like the ENUM columns that hold them. */
enum jose_alg { JOSE_RS256 = 1, JOSE_PS256, JOSE_ES256 };

struct jose_keys;

/* "RS256", "PS256", "ES256"; false for every other name, also "none". */
bool		 jose_alg_of(const char *name, enum jose_alg *out);

/*
 * {"keys":[...]} or one JWK.  Keys that cannot verify one of the algorithms are
 * left out, as RFC 7517 5 wants it: other types and curves, other uses, RSA of
 * fewer than JOSE_RSA_MIN bits.  ECS_BODY_FORMAT: no such document; a set without
 * a usable key is one.  Lives in the arena, which may outlast a request.
 */
enum ecs_err	 jose_keys_read(struct arena *, struct span json, struct jose_keys **out)
		    MUST_CHECK;

size_t		 jose_keys_count(const struct jose_keys *);

struct jose_jws {
	struct span	 payload;	/* signed by one of the keys; in the arena */
	const char	*typ;		/* of the header; NULL when absent */
	const char	*why;		/* on an error: for the log, static */
};

/*
 * Verifies a compact JWS.  ECS_NOROW: it names a key that is not in the set (the
 * set may be old).  ECS_AUTH_FAILED: whatever else.  A token without kid is
 * verified only where the set has exactly one key for the algorithm.
 */
enum ecs_err	 jose_verify(struct arena *, const struct jose_keys *, enum jose_alg,
		    const char *token, struct jose_jws *out) MUST_CHECK;

/*
 * Signs with the private key in pem (PKCS #8, PKCS #1 or SEC 1).  kid and typ may
 * be NULL.  ECS_KEYS: no key, or none for this algorithm.  *out: in the arena.
 */
enum ecs_err	 jose_sign(struct arena *, enum jose_alg, const char *pem, const char *kid,
		    const char *typ, struct span payload, const char **out) MUST_CHECK;

/* What is absent is NULL, or false and 0. */
struct jose_claims {
	const char	*iss, *sub, *azp, *nonce, *jti;
	const char	*aud[JOSE_AUD];
	size_t		 naud;
	bool		 has_exp, has_iat, has_nbf;
	uint64_t	 exp, iat, nbf;	/* seconds; fractions cut off */
	void		*all;		/* private; lives as long as the arena */
};

/*
 * A payload's claims.  ECS_BODY_FORMAT: not a JSON object, a member twice, or one
 * of the claims above of another type.
 */
enum ecs_err	 jose_claims_read(struct arena *, struct span payload,
		    struct jose_claims *out) MUST_CHECK;

/* The claim of any name, if it is a string, else NULL; if it is true. */
const char	*jose_claim(const struct jose_claims *, const char *name);
bool		 jose_claim_true(const struct jose_claims *, const char *name);

bool		 jose_aud_has(const struct jose_claims *, const char *);

#endif
