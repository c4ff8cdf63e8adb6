/* ticket.c - fixed fields, sealed; the layout is of token.c, the label is not. */
#include <string.h>

#include "base/octets.h"
#include "base/rnd.h"
#include "core/sealed.h"
#include "core/ticket.h"
#include "fmt/b64.h"

enum { HEAD = 2, PLAIN = TICKET_ID + 8 * 5 + 4 + TICKET_FLOW, TEXT_MAX = 512 };

#define LABEL	"entitled ticket 1"

enum ecs_err
ticket_seal(struct keys *keys, const struct conf *conf, struct arena *a,
    const struct ticket *t, const char **userdata)
{
	const struct conf_operator *op = conf_operator_by_id(conf, t->operator);
	uint8_t plain[PLAIN] = { 0 }, *wire;
	struct span box;
	enum ecs_err e;

	if (op == NULL)
		return ECS_KEYS;
	rnd_bytes(plain, TICKET_ID);
	wire = octets_put(plain + TICKET_ID, t->sim_id, 8);
	wire = octets_put(wire, t->line_id, 8);
	wire = octets_put(wire, t->device_id, 8);
	wire = octets_put(wire, t->sim_epoch, 4);
	wire = octets_put(wire, t->issued, 8);
	wire = octets_put(wire, t->expires, 8);
	memcpy(wire, t->flow, strnlen(t->flow, TICKET_FLOW - 1));
	if ((e = sealed_put(keys, op, a, LABEL, SPAN(plain, sizeof(plain)), &box)) != ECS_OK)
		return e;
	wire = a_zalloc(a, HEAD + box.len);
	memcpy(octets_put(wire, t->operator, HEAD), box.p, box.len);
	*userdata = a_printf(a, "ticket=%s", b64_encode(a, B64_URL, SPAN(wire, HEAD + box.len)));
	return ECS_OK;
}

enum ecs_err
ticket_open(struct keys *keys, const struct conf *conf, struct arena *a, const char *text,
    uint64_t now, struct ticket *t)
{
	const struct conf_operator *op;
	struct span wire, plain;
	const uint8_t *p;

	if (strlen(text) > TEXT_MAX || b64_decode(a, B64_URL, text, &wire) != ECS_OK ||
	    wire.len < HEAD)
		return ECS_AUTH_NEEDED;
	p = wire.p;
	t->operator = (unsigned)octets_get(&p, HEAD);
	if ((op = conf_operator_by_id(conf, t->operator)) == NULL ||
	    sealed_get(keys, op, a, LABEL, SPAN(p, wire.len - HEAD), &plain) != ECS_OK ||
	    plain.len != PLAIN)
		return ECS_AUTH_NEEDED;
	memcpy(t->id, plain.p, TICKET_ID);
	p = plain.p + TICKET_ID;
	t->sim_id = octets_get(&p, 8);
	t->line_id = octets_get(&p, 8);
	t->device_id = octets_get(&p, 8);
	t->sim_epoch = (uint32_t)octets_get(&p, 4);
	t->issued = octets_get(&p, 8);
	t->expires = octets_get(&p, 8);
	memcpy(t->flow, p, TICKET_FLOW);
	t->flow[TICKET_FLOW - 1] = '\0';
	return t->expires <= now ? ECS_AUTH_NEEDED : ECS_OK;
}
