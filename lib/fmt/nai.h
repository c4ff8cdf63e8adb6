/*
 * nai.h - the identity in EAP_ID.  Layer fmt.
 *
 * TS 23.003 19.3.2: "0" (EAP-AKA) or "6" (EAP-AKA') and the IMSI, at
 * nai.epc.mncNNN.mccNNN.3gppnetwork.org, or at wlan.mncNNN..., or at a realm
 * of the operator's own.  Some devices leave the leading digit out.
 */
#ifndef ECS_FMT_NAI_H
#define ECS_FMT_NAI_H

#include "fmt/eap.h"

enum { NAI_MAX = 253, NAI_IMSI = 15 };

struct nai {
	enum eap_type	 type;		/* from the leading digit */
	char		 imsi[NAI_IMSI + 1];
	char		 plmn[6 + 1];	/* MCC and MNC as the IMSI has them; "" if own realm */
	char		 realm[NAI_MAX + 1];
};

/*
 * own says whether a realm that is no 3GPP realm is one of an operator's.
 * ECS_PARAM_FORMAT when the identity is not a permanent one or its IMSI does
 * not lie in the realm's network.
 */
enum ecs_err	 nai_parse(const char *id, bool (*own)(const void *, const char *realm),
		    const void *arg, struct nai *out) MUST_CHECK;

#endif
