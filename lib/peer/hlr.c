/* hlr.c - drivers by name, and what they all look at. */
#include <string.h>

#include "peer/hlr.h"

static const struct hlr_driver *const drivers[] = {
	&hlr_auc, &hlr_gsup, &hlr_diameter, &hlr_http,
};

const struct hlr_driver *
hlr_driver(const struct conf_operator *op)
{
	for (size_t i = 0; i < NELEM(drivers); i++)
		if (strcmp(drivers[i]->name, op->hlr) == 0)
			return drivers[i];
	return NULL;
}

enum ecs_err
hlr_vector_ok(struct hlr *h, const struct hlr_ask *ask, const struct aka_vector *v)
{
	bool prime = ask->type == EAP_AKA_PRIME;

	if (v->xres_len < 4 || v->xres_len > AKA_RES_MAX || (v->primed && !prime))
		h->why = "the HLR's vector is of another kind";
	else if (((v->autn[6] & 0x80) != 0) != prime)
		h->why = "the HLR's vector has a wrong separation bit in its AMF";
	else if (ask->auts != NULL && memcmp(v->rand, ask->rand, AKA_RAND) == 0)
		h->why = "the HLR gave the same RAND again";
	else
		return ECS_OK;
	h->heard = true;
	return ECS_PEER_DOWN;
}
