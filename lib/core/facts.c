/* facts.c - one query into one struct. */
#include "core/facts.h"

enum ecs_err
facts_load(struct db *db, struct arena *a, const struct conf_operator *op,
    uint64_t sim_id, const char *terminal_id, const struct device_desc *said,
    uint64_t now, struct facts *out)
{
	struct q_facts *rows;
	enum ecs_err e;

	e = q_facts(db, a, terminal_id, op->address_per_device, op->id, sim_id, &rows,
	    &out->nrow);
	if (e == ECS_OK && out->nrow == 0)
		e = ECS_NOROW;
	if (e != ECS_OK)
		return e;
	out->op = op;
	out->row = rows;
	out->now = now;
	out->device = said != NULL ? *said : (struct device_desc){
	    rows->class, rows->vendor, rows->model, rows->software };
	out->device.class = *rows->class != '\0' ? rows->class : "phone";
	catalog_seen(op->id)->version = rows->catalog;
	return catalog_get(db, op, rows->catalog, &out->catalog);
}

const struct q_facts *
facts_line_feature(const struct facts *f, int app)
{
	for (size_t i = 0; i < f->nrow; i++)
		if (f->row[i].app == app)
			return &f->row[i];
	return NULL;
}
