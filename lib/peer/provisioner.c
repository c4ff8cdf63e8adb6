/* provisioner.c - drivers by name: none, http. */
#include <string.h>

#include "peer/provisioner.h"
#include "peer/webhook.h"

static void
ask_none(const struct peer_ask *q, struct peer_answer *out)
{
	(void)q;
	*out = (struct peer_answer){ .what = PEER_DONE, .why = "", .location_id = "",
	    .fields = "" };
}

static void
ask_http(const struct peer_ask *q, struct peer_answer *out)
{
	webhook_ask(q, "provision", q->op->provisioner_url, out);
}

static const struct provisioner_driver drivers[] = {
	{ "none", ask_none },
	{ "http", ask_http },
};

const struct provisioner_driver *
provisioner_driver(const struct conf_operator *op)
{
	for (size_t i = 0; i < NELEM(drivers); i++)
		if (strcmp(drivers[i].name, op->provisioner) == 0)
			return &drivers[i];
	return NULL;
}
