/*
 * mkfactor.c - what a login at an OpenID provider leads to where a code is wanted, too, for tests.
 * usage: mkfactor CONF OPERATOR SIM_ID QUERY     prints Location, or the error
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/rnd.h"
#include "flow/operator.h"
#include "flow/otp.h"

int
main(int argc, char **argv)
{
	struct arena *a = arena_new(4096);
	struct conf *conf = argc > 4 ? conf_read(argv[1]) : NULL;
	struct server srv = { .conf = conf };
	struct pair pairs[PARAM_PAIRS];
	struct req rq = { .srv = &srv, .arena = a, .pairs = pairs, .address = "198.51.100.7" };
	enum ecs_err e;

	if (conf == NULL || (srv.keys = keys_new(conf->key_dir)) == NULL)
		return 2;
	log_open("stderr", "mkfactor");
	srv.db = rq.db = db_new(conf, "entitlement");
	rq.now_ms = clock_ms();
	rq.now = rq.now_ms / 1000;
	rnd_bytes(rq.id, sizeof(rq.id));
	operator_set(&rq, conf_operator_by_id(conf, (unsigned)atoi(argv[2])));
	e = param_split(a, argv[4], pairs, &rq.npairs);
	if (e == ECS_OK)
		e = otp_factor_begin(&rq, strtoull(argv[3], NULL, 10));
	printf("%d %s\n", e == ECS_OK ? rq.status : ecs_err_http(e),
	    e == ECS_OK ? rq.location : rq.why != NULL ? rq.why : "");
	db_free(srv.db);
	keys_free(srv.keys);
	conf_free(conf);
	arena_free(a);
	return 0;
}
