/*
 * crypt.h - digests and sealed boxes.
 *
 * Layer base.  A sealed box is AES-256-GCM: nonce(12) | ciphertext | tag(16).
 * The label keeps boxes of different purposes apart: one that was sealed as a
 * token never opens as a ticket.  Contexts are made once and kept.
 */
#ifndef ECS_BASE_CRYPT_H
#define ECS_BASE_CRYPT_H

#include "base/ecs.h"

enum { CRYPT_KEY = 32, CRYPT_HASH = 32, CRYPT_OVERHEAD = 12 + 16, CRYPT_MD5 = 16 };

struct crypt_key {
	uint8_t		 k[CRYPT_KEY];
};

/* out needs plain.len + CRYPT_OVERHEAD octets; returns how many were written. */
size_t		 crypt_seal(const struct crypt_key *, const char *label,
		    struct span plain, uint8_t *out);

/*
 * Opens a box into out (box.len - CRYPT_OVERHEAD octets).  ECS_AUTH_FAILED when
 * it is too short, changed, of another key or of another label.
 */
enum ecs_err	 crypt_open(const struct crypt_key *, const char *label,
		    struct span box, uint8_t *out, size_t *len) MUST_CHECK;

void		 crypt_sha256(struct span, uint8_t out[CRYPT_HASH]);
void		 crypt_hmac(const struct crypt_key *, struct span, uint8_t out[CRYPT_HASH]);

/* For RADIUS, which has nothing better.  key may be of any length. */
void		 crypt_md5(const struct span *pieces, size_t n, uint8_t out[CRYPT_MD5]);
void		 crypt_hmac_md5(struct span key, const struct span *pieces, size_t n,
		    uint8_t out[CRYPT_MD5]);

bool		 crypt_equal(const void *, const void *, size_t);	/* constant time */
void		 crypt_wipe(void *, size_t);

#endif
