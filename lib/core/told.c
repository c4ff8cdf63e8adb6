/* told.c - what a device was told: read, compared, written. */
#include <stdio.h>
#include <string.h>

#include "base/crypt.h"
#include "core/told.h"

struct update {
	struct arena	*arena;
	const struct facts *f;
	const struct told_device *dev;
	bool		 describe;	/* the device row has to be written */
	struct told	*out;
	bool		 differs[TOLD_APPS];	/* of out->d: new to the device */
};

static void
hash_push(uint8_t out[TOLD_HASH], int kind, const char *token)
{
	char text[600];
	uint8_t h[CRYPT_HASH];
	int n = snprintf(text, sizeof(text), "%d %s", kind, token);

	crypt_sha256(SPAN(text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1), h);
	memcpy(out, h, TOLD_HASH);
}

const struct decision *
told_find(const struct told *t, int app)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->d[i].app == app)
			return &t->d[i];
	return NULL;
}

static bool
holds(const struct told *t, const struct told_key *k, const struct told_device *dev,
    uint64_t now)
{
	uint8_t push[TOLD_HASH];

	if ((t->until != 0 && now >= t->until) || t->sim_id != k->sim_id ||
	    t->per_device != k->per_device ||
	    strcmp(t->vendor, dev->vendor) != 0 || strcmp(t->model, dev->model) != 0 ||
	    strcmp(t->software, dev->software) != 0)
		return false;
	if (!dev->push_given)
		return true;
	hash_push(push, dev->push_kind, dev->push_token);
	return memcmp(push, t->push, TOLD_HASH) == 0;
}

/*
 * The row, in one round trip.  The catalog's version rides along once a second
 * and an operator; in between the last one counts.
 */
static enum ecs_err
read_row(struct db *db, const struct told_key *k, uint64_t now_ms, struct q_told_get *r,
    uint64_t *catalog)
{
	struct catalog_seen *seen = catalog_seen(k->operator);
	struct q_told_get_catalog rc;
	enum ecs_err e;

	if (now_ms - seen->at_ms < CATALOG_SEEN_MS) {
		*catalog = seen->version;
		return q_told_get(db, k->line_id, k->device_id, r);
	}
	if ((e = q_told_get_catalog(db, k->line_id, k->device_id, &rc)) != ECS_OK)
		return e;
	r->version = rc.version;
	memcpy(r->told, rc.told, rc.told_len);
	r->told_len = rc.told_len;
	*seen = (struct catalog_seen){ rc.catalog, now_ms };
	*catalog = rc.catalog;
	return ECS_OK;
}

enum ecs_err
told_get(struct db *db, struct arena *a, const struct told_key *k,
    const struct told_device *dev, uint64_t now_ms, struct told *out)
{
	struct q_told_get r;
	uint64_t catalog;
	enum ecs_err e;

	if ((e = read_row(db, k, now_ms, &r, &catalog)) != ECS_OK)
		return e;
	if (!told_unpack(a, SPAN(r.told, r.told_len), out) || out->catalog != catalog ||
	    !holds(out, k, dev, now_ms / 1000))
		return ECS_NOROW;
	out->version = r.version;
	out->device_id = k->device_id;
	return ECS_OK;
}

static bool
description_differs(const struct q_facts *r, const struct told_device *dev)
{
	return r->device_id == 0 || strcmp(r->vendor, dev->vendor) != 0 ||
	    strcmp(r->model, dev->model) != 0 || strcmp(r->software, dev->software) != 0 ||
	    (dev->push_given && (r->push_kind != dev->push_kind ||
	    strcmp(r->push_token, dev->push_token) != 0));
}

/* The moment at which a decision changes by itself: the earliest that matters. */
static uint64_t
until(const struct facts *f)
{
	uint64_t t = f->row->sim_valid_until > f->now ? f->row->sim_valid_until : 0;
	uint64_t end = f->row->addr_expires;

	if (end > f->now && (t == 0 || end < t))
		t = end;
	for (size_t i = 0; i < f->catalog->nnetwork; i++) {
		end = f->catalog->network[i].until;
		if (f->catalog->network[i].state == NETWORK_OUT && end > f->now &&
		    (t == 0 || end < t))
			t = end;
	}
	return t;
}

static enum ecs_err
put_device(struct db *db, struct update *u)
{
	const struct q_facts *r = u->f->row;
	const struct told_device *dev = u->dev;

	return q_device_put(db, u->f->op->id, dev->terminal_id, dev->vendor, dev->model,
	    dev->software, dev->push_given ? dev->push_kind : r->push_kind,
	    dev->push_given ? dev->push_token : r->push_token, &u->out->device_id);
}

static enum ecs_err
put_row(struct db *db, struct update *u)
{
	const struct q_facts *r = u->f->row;
	uint8_t packed[TOLD_MAX];
	struct span told = SPAN(packed, told_pack(u->out, packed));
	uint64_t set;
	enum ecs_err e;

	if (r->version == 0)
		return q_told_add(db, u->out->version, told, u->out->device_epoch, r->rev,
		    u->f->now, r->line_id, u->out->device_id);
	e = q_told_set(db, u->out->version, told, r->rev, u->f->now, r->line_id,
	    u->out->device_id, r->version, r->told_rev, u->out->device_epoch, &set);
	return e == ECS_OK && set == 0 ? ECS_TAKEN : e;
}

static enum ecs_err
write_all(struct db *db, void *arg)
{
	struct update *u = arg;
	const struct q_facts *r = u->f->row;
	enum ecs_err e = ECS_OK;

	if (u->describe)
		e = put_device(db, u);
	if (e == ECS_OK)
		e = put_row(db, u);
	for (size_t i = 0; i < u->out->n && e == ECS_OK; i++)
		if (u->differs[i])
			e = q_decision_put(db, r->line_id, u->out->device_id, u->out->d[i].app,
			    u->f->op->id, u->out->version,
			    entitle_outcome(&u->out->d[i], u->arena),
			    entitle_reasons(&u->out->d[i], u->arena), u->f->now);
	return e;
}

/* Decides about one app and puts that in its place. */
static void
decide(struct update *u, int app)
{
	struct told *t = u->out;
	struct decision d;
	size_t i = 0;

	entitle(u->f, app, &d);
	while (i < t->n && t->d[i].app != app)
		i++;
	if (i == TOLD_APPS)
		return;
	u->differs[i] = i == t->n || told_differs(&t->d[i], &d);
	t->d[i] = d;
	t->n += i == t->n;
	if (u->differs[i])
		t->version = u->f->row->version + 1;
}

enum ecs_err
told_put(struct db *db, struct arena *a, const struct facts *f, const struct told_device *dev,
    const int *app, size_t n, struct told *out)
{
	const struct q_facts *r = f->row;
	struct update u = { .arena = a, .f = f, .dev = dev, .out = out };
	struct told was;

	was.n = 0;
	told_unpack(a, SPAN(r->told, r->told_len), &was);
	memset(out, 0, sizeof(*out));
	out->version = r->version;
	out->device_id = r->device_id;
	out->sim_epoch = (uint32_t)r->sim_epoch;
	out->device_epoch = r->device_id != 0 ? (uint32_t)r->device_epoch : 1;
	out->sim_id = r->sim_id;
	out->catalog = f->catalog->version;
	out->per_device = f->op->address_per_device;
	out->until = until(f);
	out->vendor = dev->vendor;
	out->model = dev->model;
	out->software = dev->software;
	out->language = r->language;
	hash_push(out->push, dev->push_given ? dev->push_kind : r->push_kind,
	    dev->push_given ? dev->push_token : r->push_token);
	for (size_t i = 0; i < was.n; i++)
		if (entitle_knows(was.d[i].app))
			out->d[out->n++] = was.d[i];
	/* One mark says what all decisions were made from, so all are made anew. */
	for (size_t i = out->n; i > 0; i--)
		decide(&u, out->d[i - 1].app);
	for (size_t i = 0; i < n; i++)
		if (told_find(out, app[i]) == NULL)
			decide(&u, app[i]);
	u.describe = description_differs(r, dev);
	return db_tx(db, write_all, &u);
}
