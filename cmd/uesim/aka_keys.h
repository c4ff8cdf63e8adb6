/*
 * aka_keys.h - K_aut as the phone derives it: RFC 4187 7 for EAP-AKA, RFC 9048
 * 3.3 and 3.4 for EAP-AKA'.
 *
 * Written apart from the server's key derivation on purpose.
 */
#ifndef UESIM_AKA_KEYS_H
#define UESIM_AKA_KEYS_H

#include "usim.h"

enum { K_AUT_MAX = 32, MAC_LEN = 16 };

struct aka_keys {
	bool		 prime;
	uint8_t		 k_aut[K_AUT_MAX];
	size_t		 k_aut_len;	/* 16, or 32 for EAP-AKA' */
};

/* identity is the NAI sent in EAP_ID; network is AT_KDF_INPUT's value. */
void	 aka_keys(bool prime, const char *identity, const struct usim_answer *,
	    struct span network, struct aka_keys *out);

/* AT_MAC over a packet whose AT_MAC octets are zero. */
void	 aka_mac(const struct aka_keys *, const uint8_t *packet, size_t len,
	    uint8_t out[MAC_LEN]);

#endif
