/* aaa_diameter.c - an AAA that speaks Diameter EAP, asked through ecs-diameter. */
#include "peer/gateway_client.h"

static enum ecs_err
ask(struct aaa *aaa, const struct aaa_ask *q, struct aaa_answer *out)
{
	return gateway_client_pass("diameter", aaa, q, out);
}

const struct aaa_driver aaa_diameter = { "diameter", ask };
