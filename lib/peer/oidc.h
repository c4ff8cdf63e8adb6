/*
 * oidc.h - the operator's OpenID provider, asked with the code flow.
 *
 * Layer peer.  OpenID Connect Core 1.0 3.1, Discovery 1.0, RFC 7636, RFC 9207.
 * What the provider says of itself is kept by the process for an hour, and longer
 * while it cannot be reached; its keys as peer/jwks.h says.  Nothing else is.
 */
#ifndef ECS_PEER_OIDC_H
#define ECS_PEER_OIDC_H

#include "base/arena.h"
#include "base/conf.h"

enum {
	OIDC_AGE_MS = 3600 * 1000,	/* then it is asked again */
	OIDC_PAUSE_MS = 60 * 1000,	/* between two tries of that */
	OIDC_SKEW_S = 60,		/* clocks may differ by so much */
	OIDC_VALUE = 255		/* longest sub, and claim that names a subscriber */
};

/* The questions of one request: all of them within the operator's peer_timeout_s. */
struct oidc {
	const struct conf *conf;
	const struct conf_operator *op;
	struct arena	*arena;
	uint64_t	 now_ms;
	const char	*why;		/* set on error; in the arena, no identifier in it */
	uint64_t	 until_us;	/* private */
};

void		 oidc_start(struct oidc *, const struct conf *, const struct conf_operator *,
		    struct arena *, uint64_t now_ms);

struct oidc_provider {
	const char	*authorize;	/* authorization_endpoint */
	bool		 sends_iss;	/* RFC 9207: an answer without iss is forged */
};

/*
 * What this process knows of the provider; asks nobody.  False when it knows
 * nothing.  *fresh: it need not be asked.  Strings live until oidc_discover().
 */
bool		 oidc_known(const struct oidc *, struct oidc_provider *out, bool *fresh);

/*
 * The same, asked where that is due.  ECS_PEER_DOWN: no answer, or none to be
 * used: another issuer, an endpoint without TLS that is not on this machine.
 */
enum ecs_err	 oidc_discover(struct oidc *, struct oidc_provider *out) MUST_CHECK;

struct oidc_code {
	const char	*code, *redirect_uri, *verifier, *nonce;
};

struct oidc_person {
	const char	*value;		/* of the operator's oidc-claim; in the arena */
	bool		 phone_verified;	/* the source of value says so */
};

/*
 * Code to person.  The ID token is checked as Core 3.1.3.7 says; userinfo is asked
 * when the claim is not in it.  ECS_AUTH_FAILED: the provider refused the code, or
 * what it said is not to be trusted.  ECS_PEER_DOWN.  ECS_KEYS: no secret "oidc", or
 * the provider does not know us by it.
 */
enum ecs_err	 oidc_swap(struct oidc *, const struct oidc_code *, struct oidc_person *out)
		    MUST_CHECK;

#endif
