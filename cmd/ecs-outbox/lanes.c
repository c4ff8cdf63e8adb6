/* lanes.c - how many workers may be with one kind of peer of an operator. */
#include "outbox.h"

_Atomic unsigned *
lane_take(const struct worker *w, unsigned operator, enum outbox_kind kind)
{
	const struct conf_operator *op = conf_operator_by_id(w->conf, operator);
	_Atomic unsigned *lane;

	if (op == NULL)
		return NULL;
	lane = w->shared->place[op - w->conf->operators][kind - 1];
	for (unsigned i = 0; i < w->conf->outbox_lane; i++) {
		unsigned nobody = 0;

		if (atomic_compare_exchange_strong(&lane[i], &nobody, w->number))
			return &lane[i];
	}
	return NULL;
}

void
lane_give(_Atomic unsigned *place)
{
	atomic_store(place, 0);
}

void
lane_forget(struct shared *s, unsigned number)
{
	for (size_t o = 0; o < CONF_OPERATORS; o++)
		for (size_t k = 0; k < KINDS; k++)
			for (size_t i = 0; i < LANE_PLACES; i++) {
				unsigned dead = number;

				atomic_compare_exchange_strong(&s->place[o][k][i], &dead, 0);
			}
}
