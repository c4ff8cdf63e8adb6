/*
 * eap_pass.h - EAP packets of a pass-through server: what the AAA's requests
 * are, and the responses that are given in a device's place.
 *
 * Layer fmt.  RFC 3748 4, RFC 4187 9.1, 9.11, 9.10.  No I/O, no memory.
 */
#ifndef ECS_FMT_EAP_PASS_H
#define ECS_FMT_EAP_PASS_H

#include "fmt/eap.h"

struct eap_req {
	uint8_t		 identifier;
	uint8_t		 type;		/* 23, 50 or another method */
	enum eap_subtype subtype;	/* of 23 and 50 */
};

/*
 * A packet of the AAA: a Request whose length is right; of AKA and AKA' also
 * the attributes' lengths, and RAND and AUTN where a challenge needs them.
 * ECS_EAP_FORMAT otherwise.
 */
enum ecs_err	 eap_request(struct span packet, struct eap_req *out) MUST_CHECK;

/*
 * Responses, into out (EAP_PACKET_MAX octets); return the length, 0 when the
 * identity is too long.  The first starts a conversation (type Identity).
 */
size_t		 eap_identity(const char *identity, uint8_t *out);
size_t		 eap_aka_identity(const struct eap_req *, const char *identity, uint8_t *out);
size_t		 eap_notified(const struct eap_req *, uint8_t *out);

#endif
