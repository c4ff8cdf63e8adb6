/*
 * requestor_new.h - a requestor's options, shared by add and set.
 *
 * Layer cmd.  Strings live as long as the run.
 */
#ifndef ECS_CTL_REQUESTOR_NEW_H
#define ECS_CTL_REQUESTOR_NEW_H

#include "ctl.h"

struct requestor_in {
	const char	*name, *client_id, *key, *alg, *operations, *state;
	bool		 revoke;
};

extern const char *const requestor_states[], *const requestor_algs[];

/* Are the options that were given right?  What is wrong is told. */
bool		 requestor_in_ok(struct ctl *, const struct requestor_in *);

/*
 * The file's public keys as a JWKS of one line (RFC 7517): PEM, or a JWKS.
 * NULL (told) when there are none, one is private, or one is not for alg.
 */
const char	*requestor_keys(struct ctl *, const char *file, const char *alg);

#endif
