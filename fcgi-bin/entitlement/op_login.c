/*
 * op_login.c - ap2009 without an operation: the device only wants to be known,
 * and takes its TOKEN along (TS.43 v12 8.3).
 */
#include "op.h"

static enum ecs_err
run(struct req *rq, const struct op_asker *who, const void *in, struct node *n,
    enum op_result *result)
{
	(void)rq, (void)who, (void)in, (void)n, (void)result;
	return ECS_OK;
}

const struct op op_login = {
	.app = "ap2009", .operation = "", .least = AUTH_OTP, .run = run,
};
