/*
 * app_smsoip.c - ap2005, SMS over IP.
 *
 * TS.43 v12 5.
 */
#include "app.h"

static const struct resp_def *
resp(const struct common *c, size_t *n)
{
	static const struct resp_def rows[] = {
		{ PN_EntitlementStatus, REQUIRED },
	};

	(void)c;
	*n = NELEM(rows);
	return rows;
}

static enum ecs_err
write(struct req *rq, const struct asker *who, const struct decision *d, struct node *n)
{
	(void)rq;
	(void)who;
	doc_int(n, PN_EntitlementStatus, d->status);
	return ECS_OK;
}

const struct app app_smsoip = {
	.id = "ap2005", .app = 2005, .least = AUTH_OIDC, .resp = resp, .write = write,
};
