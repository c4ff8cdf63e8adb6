/* line_remove.c - ecsctl line remove. */
#include <stdio.h>

#include "find.h"

struct work {
	struct ctl	*c;
	struct found	 f;
	const char	*number;
};

/* SIMs, keys, addresses and decisions go with the line's row. */
static enum ecs_err
write_all(struct db *db, void *arg)
{
	struct work *w = arg;
	uint64_t n;
	enum ecs_err e = q_line_remove(db, w->f.op->id, w->f.line_id, &n);

	return e != ECS_OK ? e : ctl_audit(w->c, db, w->f.op->id, w->f.line_id, "line-remove",
	    w->number);
}

static enum ctl_rc
run(struct ctl *c, const void *in, const char *const *operand)
{
	struct work w = { .c = c, .number = operand[0] };
	enum ecs_err e;
	enum ctl_rc rc;

	(void)in;
	if ((rc = find_line(c, operand[0], &w.f)) != CTL_OK)
		return rc;
	if ((e = db_tx(c->db, write_all, &w)) != ECS_OK)
		return ctl_db_fail(e, "removing the line");
	if (c->json)
		printf("{\"removed\":1}\n");
	else
		printf("removed %s\n", operand[0]);
	return CTL_OK;
}

const struct command ctl_line_remove = {
	"line remove", "IMSI|MSISDN", 1, "forget a line and its SIMs; the audit trail stays",
	NULL, 0, 0, run, false
};
