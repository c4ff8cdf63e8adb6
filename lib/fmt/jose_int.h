/*
 * jose_int.h - what the files of jose.h share.  Layer fmt, private to them.
 */
#ifndef ECS_FMT_JOSE_INT_H
#define ECS_FMT_JOSE_INT_H

#include <jansson.h>
#include <openssl/evp.h>

#include "fmt/jose.h"

enum { JOSE_ES_HALF = 32 };	/* octets of r and of s */

struct jose_key {
	const char	*kid;		/* NULL: none */
	bool		 rsa;		/* else P-256 */
	enum jose_alg	 alg;		/* the only one it is for; 0 any of its type */
	EVP_PKEY	*key;		/* freed with the arena */
};

struct jose_keys {
	size_t		 n;
	struct jose_key	 key[JOSE_KEYS];
};

const char	*jose_alg_name(enum jose_alg);
bool		 jose_alg_rsa(enum jose_alg);

/* NULL when it is not an object, has a member twice or bytes behind it. */
json_t		*jose_object(struct arena *, struct span);

/* Sets padding and salt; true if OpenSSL did. */
bool		 jose_padding(EVP_PKEY_CTX *, enum jose_alg);

/* For a_defer(). */
void		 jose_key_free(void *);

#endif
