/*
 * mktoken.c - a token for tests, sealed with the keys of a configuration.
 * usage: mktoken CONF OPERATOR SIM_ID LINE_ID DEVICE_ID TERMINAL_ID [APP_NAME [SIM_EPOCH
 *        [DEVICE_EPOCH [METHOD [AGE_S]]]]]
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "core/token.h"

int
main(int argc, char **argv)
{
	struct arena *a = arena_new(1024);
	struct conf *conf = argc > 6 ? conf_read(argv[1]) : NULL;
	struct keys *keys = conf != NULL ? keys_new(conf->key_dir) : NULL;
	uint64_t now = clock_ms() / 1000;
	const char *text;
	struct token t;

	if (keys == NULL)
		return 2;
	now -= argc > 11 ? strtoull(argv[11], NULL, 10) : 0;
	t = (struct token){
		.operator = (unsigned)atoi(argv[2]), .sim_id = strtoull(argv[3], NULL, 10),
		.line_id = strtoull(argv[4], NULL, 10), .device_id = strtoull(argv[5], NULL, 10),
		.sim_epoch = argc > 8 ? (uint32_t)atoi(argv[8]) : 1,
		.device_epoch = argc > 9 ? (uint32_t)atoi(argv[9]) : 1,
		.method = argc > 10 ? (enum auth_method)atoi(argv[10]) : AUTH_EAP_AKA,
		.auth_time = now, .issued = now, .expires = now + 604800,
		.holder = token_holder(argv[6], argc > 7 ? argv[7] : NULL),
	};
	if (token_seal(keys, conf, a, &t, &text) != ECS_OK)
		return 1;
	puts(text);
	keys_free(keys);
	conf_free(conf);
	arena_free(a);
	return 0;
}
