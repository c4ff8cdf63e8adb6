/* catalog.c - the catalog in memory, and questions to it. */
#include <fnmatch.h>
#include <string.h>

#include "core/catalog.h"

static struct slot {
	unsigned	 operator;
	struct arena	*arena;
	struct catalog	 c;
	struct catalog_seen seen;
} slots[CONF_OPERATORS];

static enum ecs_err
load(struct db *db, unsigned op, uint64_t version, struct arena *a, struct catalog *c)
{
	enum ecs_err e;

	c->version = version;
	if ((e = q_plan_features(db, a, op, &c->plan, &c->nplan)) != ECS_OK ||
	    (e = q_features(db, a, op, &c->feature, &c->nfeature)) != ECS_OK ||
	    (e = q_network_features(db, a, op, &c->network, &c->nnetwork)) != ECS_OK)
		return e;
	return q_device_policies(db, a, op, &c->policy, &c->npolicy);
}

static struct slot *
slot(unsigned operator)
{
	struct slot *s = slots;

	while (s->operator != operator && s->operator != 0)
		s++;
	s->operator = operator;
	return s;
}

struct catalog_seen *
catalog_seen(unsigned operator)
{
	return &slot(operator)->seen;
}

enum ecs_err
catalog_get(struct db *db, const struct conf_operator *op, uint64_t version,
    const struct catalog **out)
{
	struct slot *s = slot(op->id);
	struct arena *a;
	struct catalog c;
	enum ecs_err e;

	if (s->arena == NULL || s->c.version != version) {
		a = arena_new(4096);
		if ((e = load(db, op->id, version, a, &c)) != ECS_OK) {
			arena_free(a);
			return e;
		}
		arena_free(s->arena);
		s->arena = a;
		s->c = c;
	}
	*out = &s->c;
	return ECS_OK;
}

const struct q_features *
catalog_feature(const struct catalog *c, int app)
{
	for (size_t i = 0; i < c->nfeature; i++)
		if (c->feature[i].app == app)
			return &c->feature[i];
	return NULL;
}

bool
catalog_plan_has(const struct catalog *c, uint64_t plan_id, int app,
    enum access access, enum network network)
{
	for (size_t i = 0; i < c->nplan; i++) {
		const struct q_plan_features *p = &c->plan[i];

		if (p->plan_id == plan_id && p->app == app && p->network == (int)network &&
		    (p->access == (int)access || p->access == ACCESS_ANY))
			return true;
	}
	return false;
}

/* How closely a row fits: 0 not at all, the more the closer. */
static int
fits(const struct q_network_features *n, int app, enum access access,
    enum network network, const char *plmn, const char *class)
{
	if (n->app != app || n->network != (int)network ||
	    (n->access != (int)access && n->access != ACCESS_ANY) ||
	    (*n->plmn != '\0' && strcmp(n->plmn, plmn) != 0) ||
	    (*n->class != '\0' && strcmp(n->class, class) != 0))
		return 0;
	return 1 + (n->access != ACCESS_ANY) + 2 * (*n->plmn != '\0') +
	    4 * (*n->class != '\0');
}

enum network_state
catalog_network(const struct catalog *c, int app, enum access access,
    enum network network, const char *plmn, const char *class, uint64_t now)
{
	enum network_state state = NETWORK_ABSENT;
	int best = 0;

	for (size_t i = 0; i < c->nnetwork; i++) {
		const struct q_network_features *n = &c->network[i];
		int fit = fits(n, app, access, network, plmn, class);

		if (fit <= best)
			continue;
		best = fit;
		state = (enum network_state)n->state;
		if (state == NETWORK_OUT && n->until != 0 && n->until <= now)
			state = NETWORK_OFFERED;
	}
	return state;
}

static bool
like(const char *pattern, const char *value)
{
	return fnmatch(pattern, value, FNM_CASEFOLD) == 0;
}

bool
catalog_device_may(const struct catalog *c, int app, const struct device_desc *d)
{
	for (size_t i = 0; i < c->npolicy; i++) {
		const struct q_device_policies *p = &c->policy[i];

		if ((p->app == 0 || p->app == app) &&
		    (*p->class == '\0' || strcmp(p->class, d->class) == 0) &&
		    like(p->vendor, d->vendor) && like(p->model, d->model) &&
		    like(p->software, d->software))
			return p->allowed != 0;
	}
	return true;
}
