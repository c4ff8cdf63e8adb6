/* token.c - fixed fields, sealed. */
#include <string.h>

#include "base/octets.h"
#include "core/sealed.h"
#include "core/token.h"
#include "fmt/b64.h"

enum { HEAD = 2, PLAIN = 8 * 8 + 4 * 2 + 1, TEXT_MAX = 256 };

#define LABEL	"entitled token 3"

/*
 * FNV-1a.  A thief of a token could say its terminal_id as well, so this only
 * keeps apart the tokens of honest devices and apps, and need not be strong.
 */
static uint64_t
fnv(uint64_t h, const char *s)
{
	for (; *s != '\0'; s++)
		h = (h ^ (uint8_t)*s) * 0x100000001b3;
	return h;
}

uint64_t
token_holder(const char *terminal_id, const char *app_name)
{
	uint64_t h = fnv(0xcbf29ce484222325, terminal_id != NULL ? terminal_id : "");

	/* A terminal_id has no newline, so the border is where it seems to be. */
	return fnv(fnv(h, "\n"), app_name != NULL ? app_name : "");
}

enum ecs_err
token_seal(struct keys *keys, const struct conf *conf, struct arena *a,
    const struct token *t, const char **out)
{
	const struct conf_operator *op = conf_operator_by_id(conf, t->operator);
	uint8_t plain[PLAIN], *wire, *p = plain;
	struct span box;
	enum ecs_err e;

	if (op == NULL)
		return ECS_KEYS;
	p = octets_put(p, t->sim_id, 8);
	p = octets_put(p, t->line_id, 8);
	p = octets_put(p, t->device_id, 8);
	p = octets_put(p, t->subject, 8);
	p = octets_put(p, t->sim_epoch, 4);
	p = octets_put(p, t->device_epoch, 4);
	p = octets_put(p, t->method, 1);
	p = octets_put(p, t->auth_time, 8);
	p = octets_put(p, t->issued, 8);
	p = octets_put(p, t->expires, 8);
	octets_put(p, t->holder, 8);
	if ((e = sealed_put(keys, op, a, LABEL, SPAN(plain, sizeof(plain)), &box)) != ECS_OK)
		return e;
	wire = a_zalloc(a, HEAD + box.len);
	memcpy(octets_put(wire, t->operator, HEAD), box.p, box.len);
	*out = b64_encode(a, B64_URL, SPAN(wire, HEAD + box.len));
	return ECS_OK;
}

enum ecs_err
token_open(struct keys *keys, const struct conf *conf, struct arena *a,
    const char *text, uint64_t now, struct token *t)
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
	p = plain.p;
	t->sim_id = octets_get(&p, 8);
	t->line_id = octets_get(&p, 8);
	t->device_id = octets_get(&p, 8);
	t->subject = octets_get(&p, 8);
	t->sim_epoch = (uint32_t)octets_get(&p, 4);
	t->device_epoch = (uint32_t)octets_get(&p, 4);
	t->method = (enum auth_method)octets_get(&p, 1);
	t->auth_time = octets_get(&p, 8);
	t->issued = octets_get(&p, 8);
	t->expires = octets_get(&p, 8);
	t->holder = octets_get(&p, 8);
	return t->expires <= now ? ECS_AUTH_NEEDED : ECS_OK;
}

const char *
auth_method_name(enum auth_method m)
{
	static const char *const n[] = { "none", "otp", "oidc", "server", "eap-aka" };

	return n[m];
}
