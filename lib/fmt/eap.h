/*
 * eap.h - EAP-AKA (RFC 4187) and EAP-AKA' (RFC 9048) packets and keys, the
 * server's side.
 *
 * Layer fmt.  Bytes to structs and back, no I/O.  Parsing is strict: see
 * eap_parse().  Pointers in a parsed packet point into the caller's bytes.
 */
#ifndef ECS_FMT_EAP_H
#define ECS_FMT_EAP_H

#include "fmt/aka.h"

enum eap_type { EAP_AKA = 23, EAP_AKA_PRIME = 50 };

enum eap_subtype {
	EAP_CHALLENGE = 1, EAP_AUTH_REJECT = 2, EAP_SYNC_FAILURE = 4,
	EAP_IDENTITY = 5, EAP_NOTIFICATION = 12, EAP_REAUTH = 13,
	EAP_CLIENT_ERROR = 14
};

enum { EAP_PACKET_MAX = 1020, EAP_K_AUT_MAX = 32 };

/* What proves the peer's packets: lives in the session, sealed; never logged. */
struct eap_keys {
	enum eap_type	 type;
	uint8_t		 k_aut[EAP_K_AUT_MAX];	/* 16 for AKA, 32 for AKA' */
	size_t		 k_aut_len;
};

/* A response of the peer.  Spans point into the packet; absent ones are NULL. */
struct eap_rsp {
	uint8_t		 identifier;
	enum eap_type	 type;
	enum eap_subtype subtype;
	struct span	 res;		/* AT_RES value without its length */
	unsigned	 res_bits;	/* AT_RES length in bits, as sent */
	struct span	 auts;		/* 14 octets */
	struct span	 checkcode;	/* p set when present; len 0, 20 or 32 */
	bool		 result_ind;
	size_t		 mac_at;	/* offset of AT_MAC's 16 octets; 0 absent */
	unsigned	 client_error;	/* AT_CLIENT_ERROR_CODE */
	struct span	 identity;	/* AT_IDENTITY value, in an AKA-Identity response */
};

/*
 * Parses an EAP-Response strictly (RFC 4187 8.1, 10.1): length equals the
 * bytes given, no attribute of length 0 or past the end, no duplicate, no
 * unknown attribute 0..127, attributes allowed and required by the subtype.
 * Unknown 128..255 are skipped.  ECS_EAP_FORMAT otherwise, and for any code
 * but Response and any type but 23 and 50.  Parsing proves nothing: any number
 * of bits of RES from 32 to 128 parses, so compare res_bits with the XRES, and
 * look at eap_mac_ok() first.
 */
enum ecs_err	 eap_parse(struct span packet, struct eap_rsp *out) MUST_CHECK;

/*
 * Keys for one challenge.  identity is EAP_ID exactly as received.  For AKA'
 * network is the access network name (AT_KDF_INPUT) and CK', IK' are derived
 * here from the vector's SQN xor AK (RFC 9048 3.3).  ECS_KEYS for AKA' with no
 * network name, ECS_INTERNAL when OpenSSL fails or CK', IK' are given for AKA.
 */
enum ecs_err	 eap_keys(enum eap_type, struct span identity,
		    const struct aka_vector *, struct span network,
		    struct eap_keys *out) MUST_CHECK;

/*
 * Writes EAP-Request/AKA-Challenge into out (EAP_PACKET_MAX octets): AT_RAND,
 * AT_AUTN in this order first (clients read them at fixed offsets), for AKA'
 * AT_KDF 1 and AT_KDF_INPUT, then AT_MAC.  len gets its length: 68 for AKA.
 * ECS_KEYS when the network name is empty or too long for AKA'.
 */
enum ecs_err	 eap_challenge(const struct eap_keys *, uint8_t identifier,
		    const struct aka_vector *, struct span network,
		    uint8_t *out, size_t *len) MUST_CHECK;

/* True when AT_MAC is there and right.  Constant time. */
bool		 eap_mac_ok(const struct eap_keys *, struct span packet,
		    const struct eap_rsp *);

/* FIPS 186-2 change notice 1 generator as RFC 4187 uses it; out is n octets. */
enum ecs_err	 eap_fips_prf(const uint8_t xkey[20], uint8_t *out, size_t n) MUST_CHECK;

/* PRF' of RFC 9048 3.4.1: HMAC-SHA-256 iterated.  out is n octets, n <= 8160. */
enum ecs_err	 eap_prf_prime(struct span key, struct span seed, uint8_t *out,
		    size_t n) MUST_CHECK;

/* CK', IK' of RFC 9048 3.3 / TS 33.402 annex A. */
enum ecs_err	 eap_ck_ik_prime(const uint8_t ck[AKA_KEY], const uint8_t ik[AKA_KEY],
		    const uint8_t sqn_xor_ak[AKA_SQN], struct span network,
		    uint8_t ckp[AKA_KEY], uint8_t ikp[AKA_KEY]) MUST_CHECK;

#endif
