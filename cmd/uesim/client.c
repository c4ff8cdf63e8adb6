/* client.c - the table of clients. */
#include <string.h>

#include "client.h"

#define RELAY	"application/vnd.gsma.eap-relay.v1.0+json"
#define XML	"text/vnd.wap.connectivity-xml"
#define JSON	"application/json"

static const struct client clients[] = {
	{
		.name = "aosp", .label = "Android",
		.look = PEER_WALK, .challenges = 4, .cookies = COOKIE_JAVA,
		.needs_type = true, .keeps_last = true,
		.agent = "client-IMS-Entitlement",
		.read = reader_aosp, .judge = judge_aosp,
	}, {
		.name = "samsung", .label = "The Samsung phone",
		.look = PEER_OFFSETS, .challenges = 4, .cookies = COOKIE_ECHO,
		.needs_cookie = true, .get_only = true,
		.agent = "IMS-Entitlement",
		.read = reader_samsung, .judge = judge_samsung,
	}, {
		.name = "huawei", .label = "The Huawei phone",
		.look = PEER_WALK, .challenges = 4, .cookies = COOKIE_PLAIN,
		.agent = "client-Companion-ODSA",
		.read = reader_huawei, .judge = judge_spec,
	}, {
		.name = "strict", .label = "The strict client",
		.look = PEER_STRICT, .sends_reject = true, .challenges = 4,
		.cookies = COOKIE_PLAIN, .needs_type = true,
		.agent = "client-IMS-Entitlement",
		.read = reader_strict, .judge = judge_spec,
	},
};

const struct client *
client_find(const char *name)
{
	for (size_t i = 0; i < NELEM(clients); i++)
		if (strcmp(clients[i].name, name) == 0)
			return &clients[i];
	return NULL;
}

bool
client_json_app(const char *app)
{
	return strcmp(app, "ap2010") == 0 || strcmp(app, "ap2016") == 0;
}

const char *
client_accept(const struct client *c, enum accept_at at, bool json)
{
	if (c->look == PEER_OFFSETS)
		return RELAY ", " XML;
	if (at == ACCEPT_DOCUMENT)
		return json ? JSON : XML;
	if (c->look == PEER_WALK && at != ACCEPT_ANSWER)
		return RELAY;
	return json ? RELAY ", " JSON : RELAY ", " XML;
}
