/* op_check_primary.c - may a primary device be set up (TS.43 v12 6.5.2, ap2009)? */
#include "io/text.h"
#include "op.h"

enum eligibility { DISABLED, ENABLED, INCOMPATIBLE };
enum { ACTIVE = 1, SUSPENDED, BARRED, TERMINATED };	/* line.state */
enum { SIM_SUSPENDED = 2, SIM_RETIRED };		/* sim.state */

static const struct resp_def rows[] = { { PN_PrimaryAppEligibility, REQUIRED } };

/*
 * DISABLED may change by itself and the device asks again; INCOMPATIBLE is the
 * end for this SIM or this device.
 */
static enum eligibility
judge(const struct facts *f, enum reason *why)
{
	const struct q_facts *r = f->row;
	bool line = r->line_state != ACTIVE;

	if (r->line_state == TERMINATED || r->line_state == BARRED)
		*why = r->line_state == BARRED ? REASON_LINE_BARRED : REASON_LINE_TERMINATED;
	else if (r->sim_state == SIM_RETIRED)
		*why = REASON_SIM_RETIRED;
	else if (r->sim_valid_until != 0 && r->sim_valid_until <= f->now)
		*why = REASON_SIM_EXPIRED;
	else if (!catalog_device_may(f->catalog, 2009, &f->device))
		*why = REASON_DEVICE_REFUSED;
	else if (line || r->sim_state == SIM_SUSPENDED) {
		*why = line ? REASON_LINE_SUSPENDED : REASON_SIM_SUSPENDED;
		return DISABLED;
	} else {
		*why = REASON_LINE_ACTIVE;
		return ENABLED;
	}
	return INCOMPATIBLE;
}

static enum ecs_err
run(struct req *rq, const struct op_asker *who, const void *in, struct node *n,
    enum op_result *result)
{
	enum reason why;
	enum eligibility el = judge(who->facts, &why);

	(void)in, (void)result;
	doc_int(n, PN_PrimaryAppEligibility, el);
	if (el != ENABLED)
		doc_str(n, PN_GeneralErrorText, text_get(rq->srv->conf, rq->op, rq->language,
		    reason_name(why)));
	return ECS_OK;
}

const struct op op_check_primary = {
	.app = "ap2009", .operation = "CheckEligibility", .least = AUTH_OTP,
	.resp = rows, .nresp = NELEM(rows), .run = run,
};
