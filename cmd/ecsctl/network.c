/* network.c - ecsctl network: what the network can do, and outages. */
#include <stdio.h>
#include <string.h>

#include "find.h"
#include "out.h"
#include "words.h"

struct in {
	const char	*access, *network, *plmn, *class, *state, *until;
};

static const struct opt opts[] = {
	O_STR(struct in, access, "access", "ACCESS", "any, lte, nr or wlan; only ap2003 needs it"),
	O_STR(struct in, network, "network", "WHERE", "home or visited (home)"),
	O_STR(struct in, plmn, "plmn", "PLMN", "only for SIMs of this home PLMN"),
	O_STR(struct in, class, "class", "CLASS", "only for this class of devices"),
	O_STR(struct in, state, "state", "STATE", "offered, absent or outage"),
	O_STR(struct in, until, "until", "TIME",
	    "when the outage ends by itself: +2h, 2027-01-31T12:00:00Z"),
};

static enum ecs_err
of_operator(struct out *o, const struct conf_operator *op)
{
	struct q_networks *r;
	size_t n;
	enum ecs_err e = q_networks(ctl_db(o->c), o->c->a, op->id, &r, &n);

	for (size_t i = 0; e == ECS_OK && i < n; i++) {
		out_cell(o, op->name);
		out_cell(o, a_printf(o->c->a, "ap%d", r[i].app));
		out_cell(o, word_name(accesses, r[i].access));
		out_cell(o, word_name(networks, r[i].network));
		out_cell(o, r[i].plmn);
		out_cell(o, r[i].class);
		out_cell(o, word_name(network_states, r[i].state));
		out_cell(o, r[i].until != 0 ? time_text(o->c->a, r[i].until) : NULL);
	}
	return e;
}

static enum ctl_rc
list(struct ctl *c, const void *in, const char *const *operand)
{
	static const struct col cols[] = {
		{ "operator", "operator", false }, { "app", "app", false },
		{ "access", "access", false }, { "network", "network", false },
		{ "PLMN", "plmn", false }, { "class", "class", false },
		{ "state", "state", false }, { "until", "until", false },
	};
	struct out o;
	enum ecs_err e = ECS_OK;

	(void)in, (void)operand;
	out_start(&o, c);
	out_cols(&o, cols, NELEM(cols));
	for (size_t i = 0; i < c->conf->noperators && e == ECS_OK; i++)
		if (find_wanted(c, &c->conf->operators[i]))
			e = of_operator(&o, &c->conf->operators[i]);
	if (e != ECS_OK)
		return ctl_db_fail(e, "reading what the network can do");
	out_list(&o, "Networks", "networks");
	out_end(&o);
	return CTL_OK;
}

struct work {
	struct ctl	*c;
	struct in	 in;
	const struct conf_operator *op;
	int		 app;
	uint64_t	 until;
};

/* A row for any access would count for nothing beside one for the service's own. */
static const char *
usual_access(int app)
{
	return app == 2004 ? "wlan" : app == 2003 ? "" : "any";
}

static bool
usage_ok(struct work *w)
{
	struct ctl *c = w->c;
	const struct in *in = &w->in;

	if (w->app == 0)
		return ctl_usage(c, "want a service: " APP_WORDS), false;
	if (word_index(accesses, in->access) == 0)
		return ctl_usage(c, "access: want %s", word_list(accesses, c->a)), false;
	if (word_index(networks, in->network) == 0)
		return ctl_usage(c, "network: want %s", word_list(networks, c->a)), false;
	if (in->state == NULL || word_index(network_states, in->state) == 0)
		return ctl_usage(c, "state: want %s", word_list(network_states, c->a)), false;
	if (*in->plmn != '\0' && !find_digits(in->plmn, 5, 6))
		return ctl_usage(c, "plmn: want five or six digits"), false;
	if (strlen(in->class) > 16)
		return ctl_usage(c, "class: want at most 16 characters"), false;
	if (in->until == NULL)
		return true;
	if (strcmp(in->state, "outage") != 0)
		return ctl_usage(c, "only an outage has --until"), false;
	if ((w->until = time_parse(in->until, c->now)) <= c->now)
		return ctl_usage(c, "until: want a time to come: +2h, 2027-01-31T12:00:00Z"), false;
	return true;
}

static enum ecs_err
write_all(struct db *db, void *arg)
{
	struct work *w = arg;
	const struct in *in = &w->in;
	enum ecs_err e = q_network_put(db, w->op->id, w->app, in->access, in->network, in->plmn,
	    in->class, in->state, w->until);

	return e != ECS_OK ? e : ctl_audit(w->c, db, w->op->id, 0, "network-set",
	    a_printf(w->c->a, "ap%d %s %s %s%s%s%s%s until %s", w->app, in->access, in->network,
	    in->plmn, *in->plmn != '\0' ? " " : "", in->class, *in->class != '\0' ? " " : "",
	    in->state, time_text(w->c->a, w->until)));
}

static enum ctl_rc
set(struct ctl *c, const void *arg, const char *const *operand)
{
	struct work w = { .c = c, .in = *(const struct in *)arg, .app = app_number(operand[0]) };
	enum ecs_err e;

	if (w.in.access == NULL)
		w.in.access = usual_access(w.app);
	w.in.network = w.in.network != NULL ? w.in.network : "home";
	w.in.plmn = w.in.plmn != NULL ? w.in.plmn : "";
	w.in.class = w.in.class != NULL ? w.in.class : "";
	if (!usage_ok(&w) || (w.op = find_named(c)) == NULL)
		return CTL_USAGE;
	if ((e = db_tx(ctl_db(c), write_all, &w)) != ECS_OK)
		return ctl_db_fail(e, "changing what the network can do");
	if (c->json)
		printf("{\"changed\":1}\n");
	else
		printf("%s: %s (ap%d) over %s in the %s network is now: %s\n", w.op->name,
		    app_title(w.app), w.app, w.in.access, w.in.network, w.in.state);
	return CTL_OK;
}

const struct command ctl_network_list = {
	"network list", "", 0, "what the network can do", NULL, 0, 0, list, false
};

const struct command ctl_network_set = {
	"network set", "APP", 1, "say what the network can do, or that it is out of order",
	opts, NELEM(opts), sizeof(struct in), set, false
};
