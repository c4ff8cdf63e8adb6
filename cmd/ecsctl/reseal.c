/* reseal.c - after a rotation of the master key. */
#include <stdio.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "ctl.h"
#include "json.h"
#include "peer/auc.h"
#include "reseal.h"

#define KNOWN_S		10

static enum ecs_err
one(struct ctl *c, const struct q_sim_keys_old *row)
{
	uint8_t box[AUC_SEALED];
	struct aka_key k;
	unsigned id;
	uint64_t moved;
	enum ecs_err e;

	e = auc_open(c->keys, row->sim_id, (unsigned)row->key_id,
	    SPAN(row->sealed, row->sealed_len), &k);
	if (e == ECS_OK)
		e = auc_seal(c->keys, row->sim_id, &k, box, &id);
	crypt_wipe(&k, sizeof(k));
	if (e != ECS_OK)
		return e;
	/* Matches nothing when somebody else has done it: as good. */
	return q_sim_key_reseal(c->db, id, SPAN(box, sizeof(box)), row->sim_id, row->key_id,
	    &moved);
}

/* Workers see a new key within ten seconds; before that they could not open a thing. */
static void
wait_for_workers(struct ctl *c, unsigned id)
{
	const char *path = a_printf(c->a, "%s/master.node.%u", c->conf->key_dir, id);
	uint64_t now = clock_ms() / 1000, made;
	struct stat st;

	if (stat(path, &st) != 0)
		return;
	made = (uint64_t)st.st_mtime;
	if (made > now || now - made > KNOWN_S)
		return;
	fprintf(stderr, "ecsctl: waiting until every worker knows master key %u\n", id);
	clock_sleep_ms((unsigned)(KNOWN_S + 1 - (now - made)) * 1000);
}

bool
reseal(struct ctl *c, struct json *j)
{
	struct q_sim_keys_old *rows;
	uint64_t after = 0, done = 0;
	unsigned id = 0;
	size_t n = 1;

	if (keys_free(c->keys), c->keys = NULL, ctl_keys(c) == NULL ||
	    keys_get(c->keys, "master", "node", &id) == NULL)
		return false;
	wait_for_workers(c, id);
	while (n > 0) {
		enum ecs_err e = q_sim_keys_old(ctl_db(c), c->a, after, id, &rows, &n);

		for (size_t i = 0; i < n && e == ECS_OK; i++, done++) {
			e = one(c, &rows[i]);
			after = rows[i].sim_id;
		}
		if (e != ECS_OK) {
			(void)ctl_fail("the key of SIM row %llu cannot be sealed again: %s",
			    (unsigned long long)after, ecs_err_text(e));
			return false;
		}
	}
	json_num(j, "resealed", done);
	if (!c->json)
		printf("%llu SIM keys sealed again under master key %u\n",
		    (unsigned long long)done, id);
	return true;
}
