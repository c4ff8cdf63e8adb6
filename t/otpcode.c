/*
 * otpcode.c - the code that a row of the table otp holds, for tests.
 * usage: otpcode CONF OPERATOR HEX     (of the column code)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "core/sealed.h"
#include "flow/otp.h"

int
main(int argc, char **argv)
{
	struct arena *a = arena_new(1024);
	struct conf *conf = argc > 3 ? conf_read(argv[1]) : NULL;
	struct keys *keys = conf != NULL ? keys_new(conf->key_dir) : NULL;
	const struct conf_operator *op;
	uint8_t box[128];
	struct span code;
	size_t n;

	if (keys == NULL)
		return 2;
	op = conf_operator_by_id(conf, (unsigned)atoi(argv[2]));
	n = strlen(argv[3]) / 2;
	if (op == NULL || n > sizeof(box) || !hex_get(argv[3], box, n) ||
	    sealed_get(keys, op, a, OTP_LABEL, SPAN(box, n), &code) != ECS_OK)
		return 1;
	printf("%.*s\n", (int)code.len, (const char *)code.p);
	keys_free(keys);
	conf_free(conf);
	arena_free(a);
	return 0;
}
