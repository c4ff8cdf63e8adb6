/* worker.c - finds what is due. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/rnd.h"
#include "outbox.h"

bool
worker_open(struct worker *w, const struct conf *conf, struct shared *shared,
    unsigned number)
{
	w->conf = conf;
	w->shared = shared;
	w->number = number;
	if ((w->keys = keys_new(conf->key_dir)) == NULL)
		return false;
	w->db = db_new(conf, "ecs-outbox");
	w->arena = arena_new(16384);
	return true;
}

void
worker_close(struct worker *w)
{
	db_free(w->db);
	keys_free(w->keys);
	arena_free(w->arena);
}

static void
to_row(const struct q_outbox_lanes *lane, const struct q_outbox_due *d,
    struct outbox_row *out)
{
	*out = (struct outbox_row){
		.id = d->id, .operator = (unsigned)lane->operator,
		.kind = (enum outbox_kind)lane->kind, .line_id = d->line_id,
		.device_id = d->device_id, .app = d->app,
		.state = (enum outbox_state)lane->state, .attempts = (unsigned)d->attempts,
	};
	snprintf(out->verb, sizeof(out->verb), "%s", d->verb);
	snprintf(out->ref, sizeof(out->ref), "%s", d->ref);
}

/* The oldest row of the lane that nobody else takes first. */
static int
one_of(struct worker *w, const struct q_outbox_lanes *lane, uint64_t now_ms)
{
	struct q_outbox_due *due;
	struct outbox_row row;
	size_t n;

	if (q_outbox_due(w->db, w->arena, lane->state, lane->operator, lane->kind, now_ms,
	    now_ms, &due, &n) != ECS_OK)
		return -1;
	for (size_t i = 0; i < n; i++) {
		to_row(lane, &due[i], &row);
		if (deliver(w, &row))
			return 1;
	}
	return 0;
}

static bool
ours(const struct q_outbox_lanes *lane, uint64_t now_ms)
{
	return lane->next_ms <= now_ms &&
	    lane->kind >= OUTBOX_EMERGENCY && lane->kind <= OUTBOX_MAIL &&
	    lane->kind != OUTBOX_PUSH;
}

static void
sweep_if_time(struct worker *w, uint64_t now_ms)
{
	uint64_t at = atomic_load(&w->shared->sweep_ms);

	if (at <= now_ms && atomic_compare_exchange_strong(&w->shared->sweep_ms, &at,
	    now_ms + SWEEP_MS))
		sweep(w);
}

int
worker_round(struct worker *w)
{
	uint64_t now_ms = clock_ms();
	struct q_outbox_lanes *lanes;
	uint32_t from;
	int done = 0;
	size_t n;

	if (q_outbox_lanes(w->db, w->arena, &lanes, &n) != ECS_OK) {
		arena_reset(w->arena);
		return -1;
	}
	atomic_store(&w->shared->looked_ms, now_ms);
	/* From another lane each time, so that none is always the last. */
	rnd_bytes(&from, sizeof(from));
	for (size_t i = 0; i < n && !*w->stop; i++) {
		const struct q_outbox_lanes *lane = &lanes[(from + i) % n];
		_Atomic unsigned *place;

		if (!ours(lane, now_ms) || (place = lane_take(w, (unsigned)lane->operator,
		    (enum outbox_kind)lane->kind)) == NULL)
			continue;
		done += one_of(w, lane, now_ms) > 0;
		lane_give(place);
	}
	arena_reset(w->arena);
	sweep_if_time(w, now_ms);
	return done;
}
