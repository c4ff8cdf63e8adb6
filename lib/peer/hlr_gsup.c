/* hlr_gsup.c - an HLR that speaks GSUP, asked through ecs-gsup. */
#include "peer/gateway_client.h"

static enum ecs_err
vector(struct hlr *h, const struct hlr_ask *ask, struct aka_vector *out)
{
	return gateway_client_vector("gsup", h, ask, out);
}

const struct hlr_driver hlr_gsup = { "gsup", true, vector };
