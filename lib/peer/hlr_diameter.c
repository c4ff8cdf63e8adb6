/* hlr_diameter.c - an HSS that speaks SWx, asked through ecs-diameter. */
#include "peer/gateway_client.h"

static enum ecs_err
vector(struct hlr *h, const struct hlr_ask *ask, struct aka_vector *out)
{
	return gateway_client_vector("diameter", h, ask, out);
}

const struct hlr_driver hlr_diameter = { "diameter", true, vector };
