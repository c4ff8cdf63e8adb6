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

/* A digest of strings that keeps their borders. */
static void
hash(uint8_t out[TOLD_HASH], const char *a, const char *b, const char *c)
{
	char text[2048];
	uint8_t h[CRYPT_HASH];
	int n = snprintf(text, sizeof(text), "%s\n%s\n%s", a, b, c);

	crypt_sha256(SPAN(text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1), h);
	memcpy(out, h, TOLD_HASH);
}

static void
hash_push(uint8_t out[TOLD_HASH], int kind, const char *token)
{
	hash(out, kind == 0 ? "0" : kind == 1 ? "1" : kind == 2 ? "2" : kind == 3 ? "3" : "4",
	    token, "");
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
holds(const struct q_told_get *r, const struct told_key *k, const struct told_device *dev,
    uint64_t now)
{
	uint8_t about[TOLD_HASH], push[TOLD_HASH];

	if (r->told_rev != r->rev || r->told_catalog != r->catalog ||
	    (r->told_until != 0 && now >= r->told_until) || r->sim_id != k->sim_id)
		return false;
	hash(about, dev->vendor, dev->model, dev->software);
	if (memcmp(about, r->about, TOLD_HASH) != 0)
		return false;
	if (!dev->push_given)
		return true;
	hash_push(push, dev->push_kind, dev->push_token);
	return memcmp(push, r->push, TOLD_HASH) == 0;
}

enum ecs_err
told_get(struct db *db, struct arena *a, const struct told_key *k,
    const struct told_device *dev, uint64_t now, struct told *out)
{
	struct q_told_get r;
	enum ecs_err e;

	if ((e = q_told_get(db, k->line_id, k->device_id, &r)) != ECS_OK)
		return e;
	if (!holds(&r, k, dev, now) || !told_unpack(a, SPAN(r.told, r.told_len), out))
		return ECS_NOROW;
	out->version = r.version;
	out->device_id = k->device_id;
	out->sim_epoch = (uint32_t)r.sim_epoch;
	out->device_epoch = (uint32_t)r.device_epoch;
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
	const struct told_device *dev = u->dev;
	uint8_t packed[TOLD_MAX], about[TOLD_HASH], push[TOLD_HASH];
	struct span told = SPAN(packed, told_pack(u->out, packed));
	struct span a = SPAN(about, TOLD_HASH), p = SPAN(push, TOLD_HASH);
	uint64_t set;
	enum ecs_err e;

	hash(about, dev->vendor, dev->model, dev->software);
	hash_push(push, dev->push_given ? dev->push_kind : r->push_kind,
	    dev->push_given ? dev->push_token : r->push_token);
	if (r->version == 0)
		return q_told_add(db, u->out->version, told, r->rev, u->f->catalog->version,
		    until(u->f), r->sim_id, a, p, r->sim_epoch, u->f->now, r->line_id,
		    u->out->device_id);
	e = q_told_set(db, u->out->version, told, r->rev, u->f->catalog->version, until(u->f),
	    r->sim_id, a, p, r->sim_epoch, r->device_epoch, u->f->now, r->line_id,
	    u->out->device_id, r->version, r->told_rev, &set);
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
	snprintf(out->language, sizeof(out->language), "%s", r->language);
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
