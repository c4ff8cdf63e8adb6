/*
 * mkticket.c - user data with a ticket, for tests, sealed with the keys of a configuration.
 * usage: mkticket CONF OPERATOR SIM_ID LINE_ID DEVICE_ID [FLOW [TTL_S [SIM_EPOCH]]]
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "core/ticket.h"

int
main(int argc, char **argv)
{
	struct arena *a = arena_new(1024);
	struct conf *conf = argc > 5 ? conf_read(argv[1]) : NULL;
	struct keys *keys = conf != NULL ? keys_new(conf->key_dir) : NULL;
	uint64_t now = clock_ms() / 1000;
	const char *text;
	struct ticket t;

	if (keys == NULL)
		return 2;
	t = (struct ticket){
		.operator = (unsigned)atoi(argv[2]), .sim_id = strtoull(argv[3], NULL, 10),
		.line_id = strtoull(argv[4], NULL, 10),
		.device_id = strtoull(argv[5], NULL, 10),
		.sim_epoch = argc > 8 ? (uint32_t)atoi(argv[8]) : 1, .issued = now,
		.expires = now + (argc > 7 ? strtoull(argv[7], NULL, 10) : 900),
	};
	snprintf(t.flow, sizeof(t.flow), "%s", argc > 6 ? argv[6] : "wifi-calling");
	if (ticket_seal(keys, conf, a, &t, &text) != ECS_OK)
		return 1;
	puts(text);
	keys_free(keys);
	conf_free(conf);
	arena_free(a);
	return 0;
}
