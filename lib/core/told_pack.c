/*
 * told_pack.c - decisions to bytes and back.
 *
 * Numbers of enumerations are stored, so the first octets are a digest of
 * their names: a release that orders them otherwise reads nothing from before.
 */
#include <stdio.h>
#include <string.h>

#include "base/crypt.h"
#include "base/octets.h"
#include "core/told.h"

enum { HEAD = 4 };

struct cursor {
	uint8_t		*p;
	size_t		 at, max;
	bool		 bad;
};

static void
put(struct cursor *c, uint64_t v, size_t n)
{
	if (c->bad || (c->bad = c->max - c->at < n))
		return;
	octets_put(c->p + c->at, v, n);
	c->at += n;
}

static uint64_t
get(struct cursor *c, size_t n)
{
	const uint8_t *p = c->p + c->at;

	if (c->bad || (c->bad = c->max - c->at < n))
		return 0;
	c->at += n;
	return octets_get(&p, n);
}

static void
put_text(struct cursor *c, const char *s)
{
	size_t n = strlen(s);

	put(c, n, 1);
	if (c->bad || (c->bad = c->max - c->at < n))
		return;
	memcpy(c->p + c->at, s, n);
	c->at += n;
}

static const char *
get_text(struct cursor *c, struct arena *a)
{
	size_t n = get(c, 1);
	const char *s;

	if (c->bad || (c->bad = c->max - c->at < n))
		return "";
	s = n == 0 ? "" : a_strndup(a, (const char *)c->p + c->at, n);
	c->at += n;
	return s;
}

static uint32_t
release(void)
{
	static uint32_t digest;
	uint8_t h[CRYPT_HASH];
	char names[REASON__MAX * 20 + 16] = "format 3";
	size_t n = strlen(names);

	if (digest != 0)
		return digest;
	for (int r = 0; r < REASON__MAX; r++)
		n += (size_t)snprintf(names + n, sizeof(names) - n, " %s",
		    reason_name((enum reason)r));
	crypt_sha256(SPAN(names, n), h);
	memcpy(&digest, h, HEAD);
	return digest |= 1;
}

static void
pack_one(struct cursor *c, const struct decision *d)
{
	put(c, (uint64_t)d->app, 2);
	put(c, d->status, 1);
	put(c, d->deciding, 1);
	put(c, (uint64_t)d->terms << 4 | (uint64_t)d->address << 2 | (uint64_t)d->prov, 1);
	put(c, d->addr_expires, 8);
	put_text(c, d->addr_location);
	put(c, d->ncell, 1);
	for (size_t i = 0; i < d->ncell; i++) {
		put(c, (uint64_t)d->cell[i].access << 4 | d->cell[i].network, 1);
		put(c, d->cell[i].status, 1);
		put(c, d->cell[i].reason, 1);
	}
	put(c, d->nreason, 1);
	for (size_t i = 0; i < d->nreason; i++)
		put(c, d->reason[i], 1);
}

size_t
told_pack(const struct told *t, uint8_t out[TOLD_MAX])
{
	struct cursor c = { out, 0, TOLD_MAX, false };

	put(&c, release(), HEAD);
	put(&c, t->sim_id, 8);
	put(&c, t->sim_epoch, 4);
	put(&c, t->device_epoch, 4);
	put(&c, t->catalog, 8);
	put(&c, t->per_device, 1);
	put(&c, t->until, 8);
	put_text(&c, t->vendor);
	put_text(&c, t->model);
	put_text(&c, t->software);
	for (size_t i = 0; i < TOLD_HASH; i++)
		put(&c, t->push[i], 1);
	put_text(&c, t->language);
	put(&c, t->n, 1);
	for (size_t i = 0; i < t->n; i++)
		pack_one(&c, &t->d[i]);
	return c.bad ? 0 : c.at;
}

static void
unpack_one(struct cursor *c, struct arena *a, struct decision *d)
{
	uint64_t steps, at;

	d->app = (int)get(c, 2);
	d->status = (enum ent_status)get(c, 1);
	d->deciding = (enum reason)get(c, 1);
	steps = get(c, 1);
	d->terms = (enum ent_step)(steps >> 4 & 3);
	d->address = (enum ent_step)(steps >> 2 & 3);
	d->prov = (enum ent_step)(steps & 3);
	d->addr_expires = get(c, 8);
	d->addr_location = get_text(c, a);
	d->ncell = get(c, 1);
	c->bad |= d->ncell > ENT_CELLS || d->deciding >= REASON__MAX;
	for (size_t i = 0; i < d->ncell && !c->bad; i++) {
		at = get(c, 1);
		d->cell[i].access = (enum access)(at >> 4);
		d->cell[i].network = (enum network)(at & 15);
		d->cell[i].status = (enum ent_status)get(c, 1);
		d->cell[i].reason = (enum reason)get(c, 1);
		c->bad |= d->cell[i].reason >= REASON__MAX;
	}
	d->nreason = get(c, 1);
	c->bad |= d->nreason > ENT_REASONS;
	for (size_t i = 0; i < d->nreason && !c->bad; i++)
		d->reason[i] = (enum reason)get(c, 1);
}

bool
told_unpack(struct arena *a, struct span s, struct told *t)
{
	struct cursor c = { (uint8_t *)(uintptr_t)s.p, 0, s.len, false };

	t->n = 0;
	if (get(&c, HEAD) != release())
		return false;
	t->sim_id = get(&c, 8);
	t->sim_epoch = (uint32_t)get(&c, 4);
	t->device_epoch = (uint32_t)get(&c, 4);
	t->catalog = get(&c, 8);
	t->per_device = get(&c, 1) != 0;
	t->until = get(&c, 8);
	t->vendor = get_text(&c, a);
	t->model = get_text(&c, a);
	t->software = get_text(&c, a);
	for (size_t i = 0; i < TOLD_HASH; i++)
		t->push[i] = (uint8_t)get(&c, 1);
	t->language = get_text(&c, a);
	t->n = get(&c, 1);
	c.bad |= t->n > TOLD_APPS;
	for (size_t i = 0; i < t->n && !c.bad; i++)
		unpack_one(&c, a, &t->d[i]);
	if (c.bad)
		t->n = 0;
	return !c.bad;
}

bool
told_differs(const struct decision *a, const struct decision *b)
{
	if (a->status != b->status || a->deciding != b->deciding || a->terms != b->terms ||
	    a->address != b->address || a->prov != b->prov ||
	    a->addr_expires != b->addr_expires || a->ncell != b->ncell ||
	    strcmp(a->addr_location, b->addr_location) != 0)
		return true;
	for (size_t i = 0; i < a->ncell; i++)
		if (a->cell[i].status != b->cell[i].status ||
		    (a->cell[i].status != ENT_ENABLED && a->cell[i].reason != b->cell[i].reason))
			return true;
	return false;
}
