/*
 * eap_int.h - numbers and the MAC that eap.c, eap_make.c and eap_kdf.c share.
 *
 * Layer fmt.  Owns nothing but two HMAC contexts kept by the process.
 */
#ifndef ECS_FMT_EAP_INT_H
#define ECS_FMT_EAP_INT_H

#include "fmt/eap.h"

/* Offsets in a packet and sizes of it, in octets. */
enum {
	EAP_HEADER = 8,		/* code identifier length type subtype reserved */
	EAP_MAC = 16, EAP_MAC_ATTR = 20
};

enum eap_code { EAP_REQUEST = 1, EAP_RESPONSE = 2 };

/* RFC 4187 11, RFC 9048 8. */
enum eap_attr {
	AT_RAND = 1, AT_AUTN = 2, AT_RES = 3, AT_AUTS = 4, AT_MAC = 11,
	AT_NOTIFICATION = 12, AT_IDENTITY = 14, AT_CLIENT_ERROR_CODE = 22,
	AT_KDF_INPUT = 23, AT_KDF = 24, AT_IV = 129, AT_ENCR_DATA = 130,
	AT_CHECKCODE = 134, AT_RESULT_IND = 135
};

enum { EAP_KDF_CK_IK_PRIME = 1 };	/* the one AT_KDF value there is */

/*
 * HMAC over the parts in order: SHA-1 for EAP_AKA (20 octets), SHA-256 for
 * EAP_AKA_PRIME (32).  ECS_INTERNAL when OpenSSL fails.
 */
enum ecs_err	 eap_hmac(enum eap_type, struct span key, const struct span *part,
		    size_t nparts, uint8_t out[32]) MUST_CHECK;

/* AT_MAC's value for a packet whose AT_MAC value stands at mac_at. */
enum ecs_err	 eap_mac(const struct eap_keys *, struct span packet,
		    size_t mac_at, uint8_t out[EAP_MAC]) MUST_CHECK;

#endif
