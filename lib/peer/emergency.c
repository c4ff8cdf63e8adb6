/* emergency.c - drivers by name: none, http. */
#include <stdio.h>
#include <string.h>

#include "peer/emergency.h"
#include "peer/webhook.h"

/*
 * Devices store AddrIdentifier, so the same promise must give the same one
 * whenever it is carried out again; and it tells nothing of the line.
 */
static void
ask_none(const struct peer_ask *q, struct peer_answer *out)
{
	const struct crypt_key *k;
	uint8_t h[CRYPT_HASH];
	char hex[2 * 12 + 1];
	unsigned id = 0;

	*out = (struct peer_answer){ .what = PEER_RETRY, .why = "no master key",
	    .location_id = "", .fields = "" };
	if ((k = keys_get(q->keys, "master", "node", &id)) == NULL)
		return;
	crypt_hmac(k, SPAN(q->ref, strlen(q->ref)), h);
	for (size_t i = 0; i < sizeof(hex) / 2; i++)
		snprintf(hex + 2 * i, 3, "%02x", h[i]);
	out->what = PEER_DONE;
	out->why = "";
	if (strcmp(q->verb, "register") == 0)
		out->location_id = a_printf(q->arena, "loc-%s", hex);
}

static void
ask_http(const struct peer_ask *q, struct peer_answer *out)
{
	webhook_ask(q, "emergency", q->op->emergency_url, out);
	if (out->what != PEER_DONE || strcmp(q->verb, "register") != 0)
		return;
	if (*out->location_id == '\0') {
		out->what = PEER_RETRY;
		out->why = "registered, but gave no location id";
	}
}

static const struct emergency_driver drivers[] = {
	{ "none", ask_none },
	{ "http", ask_http },
};

const struct emergency_driver *
emergency_driver(const struct conf_operator *op)
{
	for (size_t i = 0; i < NELEM(drivers); i++)
		if (strcmp(drivers[i].name, op->emergency) == 0)
			return &drivers[i];
	return NULL;
}
