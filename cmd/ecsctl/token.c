/* token.c - ecsctl token revoke: end the tokens of a SIM or of a device (TS.43 2.8.5). */
#include <stdio.h>

#include "find.h"

struct in {
	const char	*device;
};

static const struct opt opts[] = {
	O_STR(struct in, device, "device", "TERMINAL_ID", "of this device, whatever the SIM"),
};

struct work {
	struct ctl	*c;
	struct found	 f;
	const struct conf_operator *op;
	uint64_t	 device_id, epoch;
	const char	*device;
};

/* An epoch that was raised meanwhile has ended the tokens as well. */
static enum ecs_err
revoke_sim(struct db *db, void *arg)
{
	struct work *w = arg;
	uint64_t n;
	enum ecs_err e = q_sim_epoch_raise(db, w->f.op->id, w->f.sim_id, w->epoch, &n);

	return e != ECS_OK ? e : ctl_audit(w->c, db, w->f.op->id, w->f.line_id, "token-revoke",
	    "SIM");
}

static enum ecs_err
revoke_device(struct db *db, void *arg)
{
	struct work *w = arg;
	struct q_device_lines *line;
	size_t nline;
	uint64_t n;
	enum ecs_err e = q_device_epoch_raise(db, w->op->id, w->device_id, w->epoch, &n);

	if (e == ECS_OK)
		e = q_device_lines(db, w->c->a, w->op->id, w->device_id, &line, &nline);
	for (size_t i = 0; e == ECS_OK && i < nline; i++)
		e = ctl_audit(w->c, db, w->op->id, line[i].line_id, "token-revoke",
		    a_printf(w->c->a, "device=%s", w->device));
	return e;
}

static enum ctl_rc
of_sim(struct work *w, const char *number)
{
	struct q_line_sims *sims;
	size_t n;
	enum ecs_err e;
	enum ctl_rc rc;

	if ((rc = find_line(w->c, number, &w->f)) != CTL_OK ||
	    (rc = find_sim(w->c, &w->f)) != CTL_OK)
		return rc;
	e = q_line_sims(w->c->db, w->c->a, w->f.op->id, w->f.line_id, &sims, &n);
	for (size_t i = 0; e == ECS_OK && i < n; i++)
		if (sims[i].sim_id == w->f.sim_id)
			w->epoch = sims[i].epoch;
	if (e == ECS_OK)
		e = db_tx(w->c->db, revoke_sim, w);
	return e == ECS_OK ? CTL_OK : ctl_db_fail(e, "revoking the SIM's tokens");
}

static enum ctl_rc
of_device(struct work *w, const char *terminal_id)
{
	struct q_device_by_terminal d;
	enum ecs_err e;

	if ((w->op = find_named(w->c)) == NULL)
		return CTL_USAGE;
	e = q_device_by_terminal(ctl_db(w->c), w->op->id, terminal_id, &d);
	if (e == ECS_NOROW)
		return ctl_fail("%s knows no device \"%s\"", w->op->name, terminal_id);
	w->device = terminal_id;
	if (e == ECS_OK) {
		w->device_id = d.device_id;
		w->epoch = d.epoch;
		e = db_tx(w->c->db, revoke_device, w);
	}
	return e == ECS_OK ? CTL_OK : ctl_db_fail(e, "revoking the device's tokens");
}

static enum ctl_rc
run(struct ctl *c, const void *arg, const char *const *operand)
{
	const struct in *in = arg;
	struct work w = { .c = c };
	enum ctl_rc rc;

	if ((operand[0] == NULL) == (in->device == NULL))
		return ctl_usage(c, "want either an IMSI or --device");
	rc = in->device != NULL ? of_device(&w, in->device) : of_sim(&w, operand[0]);
	if (rc != CTL_OK)
		return rc;
	if (c->json)
		printf("{\"revoked\":1}\n");
	else
		printf("all tokens of %s end now\n", in->device != NULL ? in->device : operand[0]);
	return CTL_OK;
}

const struct command ctl_token_revoke = {
	"token revoke", "[IMSI]", 1, "end the tokens of a SIM or of a device",
	opts, NELEM(opts), sizeof(struct in), run, true
};
