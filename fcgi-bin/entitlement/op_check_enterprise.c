/*
 * op_check_enterprise.c - may a server manage subscriptions of an enterprise's
 * devices (TS.43 v12 6.5.2, 10, ap2011)?
 *
 * What decides stands in the registry: a requestor that may not is refused
 * before it comes here, so the answer is ENABLED.
 */
#include "op.h"

enum { ENABLED = 1 };

static const struct resp_def rows[] = { { PN_EnterpriseAppEligibility, REQUIRED } };

static enum ecs_err
run(struct req *rq, const struct op_asker *who, const void *in, struct node *n,
    enum op_result *result)
{
	(void)rq, (void)who, (void)in, (void)result;
	doc_int(n, PN_EnterpriseAppEligibility, ENABLED);
	return ECS_OK;
}

const struct op op_check_enterprise = {
	.app = "ap2011", .operation = "CheckEligibility", .server = true,
	.resp = rows, .nresp = NELEM(rows), .run = run,
};
