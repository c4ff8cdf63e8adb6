/* told.c - digests compared, and a transaction when they differ. */
#include <string.h>

#include "base/crypt.h"
#include "core/told.h"

enum { ENTRY = 2 + 8, DIGESTS = 320 };

struct update {
	struct arena	*arena;
	const struct facts *f;
	const struct told_device *dev;
	const struct decision *d;
	size_t		 n;
	bool		 describe;	/* the device row has to be written */
	bool		 differs[ENT_CELLS * 8];
	uint8_t		 digests[DIGESTS];
	size_t		 len;
	uint64_t	 version, device_id;
};

static void
digest(const struct decision *d, struct arena *a, uint8_t out[ENTRY])
{
	const char *s = entitle_outcome(d, a);
	uint8_t h[CRYPT_HASH];

	crypt_sha256(SPAN(s, strlen(s)), h);
	out[0] = (uint8_t)(d->app >> 8);
	out[1] = (uint8_t)d->app;
	memcpy(out + 2, h, ENTRY - 2);
}

/* Puts the entry in its app's place; true when that changed anything. */
static bool
merge(struct update *u, const uint8_t e[ENTRY])
{
	uint8_t *p = u->digests, *end = p + u->len;
	bool same;

	while (p < end && memcmp(p, e, 2) != 0)
		p += ENTRY;
	if (p == end) {
		if (u->len + ENTRY > DIGESTS)
			return false;
		u->len += ENTRY;
	}
	same = p < end && memcmp(p, e, ENTRY) == 0;
	memcpy(p, e, ENTRY);
	return !same;
}

static bool
description_differs(const struct q_facts *r, const struct told_device *dev)
{
	return r->device_id == 0 || strcmp(r->vendor, dev->vendor) != 0 ||
	    strcmp(r->model, dev->model) != 0 || strcmp(r->software, dev->software) != 0 ||
	    (dev->push_given && (r->push_kind != dev->push_kind ||
	    strcmp(r->push_token, dev->push_token) != 0));
}

static enum ecs_err
put_device(struct db *db, struct update *u)
{
	const struct q_facts *r = u->f->row;
	const struct told_device *dev = u->dev;

	return q_device_put(db, u->f->op->id, dev->terminal_id, dev->vendor, dev->model,
	    dev->software, dev->push_given ? dev->push_kind : r->push_kind,
	    dev->push_given ? dev->push_token : r->push_token, &u->device_id);
}

static enum ecs_err
put_version(struct db *db, struct update *u)
{
	const struct q_facts *r = u->f->row;
	struct span digests = SPAN(u->digests, u->len);
	uint64_t raised;
	enum ecs_err e;

	if (r->version == 0)
		return q_line_device_add(db, r->line_id, u->device_id, u->f->op->id, 1,
		    digests, u->f->now);
	e = q_line_device_raise(db, r->version + 1, digests, u->f->now, r->line_id,
	    u->device_id, r->version, &raised);
	return e == ECS_OK && raised == 0 ? ECS_TAKEN : e;
}

static enum ecs_err
write_all(struct db *db, void *arg)
{
	struct update *u = arg;
	const struct q_facts *r = u->f->row;
	enum ecs_err e = ECS_OK;

	u->device_id = r->device_id;
	if (u->describe)
		e = put_device(db, u);
	if (e == ECS_OK && u->version != r->version)
		e = put_version(db, u);
	for (size_t i = 0; i < u->n && e == ECS_OK; i++)
		if (u->differs[i])
			e = q_decision_put(db, r->line_id, u->device_id, u->d[i].app,
			    u->f->op->id, u->version, entitle_outcome(&u->d[i], u->arena),
			    entitle_reasons(&u->d[i], u->arena), u->f->now);
	return e;
}

enum ecs_err
told_update(struct db *db, struct arena *a, const struct facts *f,
    const struct told_device *dev, const struct decision *d, size_t n,
    uint64_t *version, uint64_t *device_id, uint64_t *device_epoch)
{
	const struct q_facts *r = f->row;
	struct update u = { .arena = a, .f = f, .dev = dev, .d = d, .n = n,
	    .len = r->digests_len, .version = r->version, .device_id = r->device_id };
	enum ecs_err e = ECS_OK;

	memcpy(u.digests, r->digests, r->digests_len);
	u.describe = description_differs(r, dev);
	for (size_t i = 0; i < n && i < NELEM(u.differs); i++) {
		uint8_t entry[ENTRY];

		digest(&d[i], a, entry);
		u.differs[i] = merge(&u, entry);
		if (u.differs[i])
			u.version = r->version + 1;
	}
	if (u.describe || u.version != r->version)
		e = db_tx(db, write_all, &u);
	*version = u.version;
	*device_id = u.device_id;
	*device_epoch = r->device_id != 0 ? r->device_epoch : 1;
	return e;
}
