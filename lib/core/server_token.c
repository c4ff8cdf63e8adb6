/* server_token.c - fixed fields and two names, sealed. */
#include <string.h>

#include "base/octets.h"
#include "core/sealed.h"
#include "core/server_token.h"
#include "fmt/b64.h"

enum { HEAD = 2, FIXED = 4 + 3 * 8, PLAIN_MAX = FIXED + 2 * (1 + SERVER_ID_MAX), TEXT_MAX = 384 };

static const char *const labels[] = {
	[SERVER_TOKEN] = "entitled server token 1", [SERVER_ACCESS] = "entitled access token 1",
};

/* False, and nothing written, when it is too long. */
static bool
put_name(uint8_t **p, const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;

	if (n > SERVER_ID_MAX)
		return false;
	*p = octets_put(*p, n, 1);
	memcpy(*p, n > 0 ? s : "", n);
	*p += n;
	return true;
}

/* NULL when there is not as much as it says. */
static const char *
get_name(struct arena *a, const uint8_t **p, const uint8_t *end)
{
	size_t n;
	const char *s;

	if (*p == end || (n = (size_t)octets_get(p, 1)) > (size_t)(end - *p))
		return NULL;
	s = a_strndup(a, (const char *)*p, n);
	*p += n;
	return s;
}

enum ecs_err
server_token_seal(struct keys *keys, const struct conf *conf, struct arena *a,
    enum server_token_kind kind, const struct server_token *t, const char **out)
{
	const struct conf_operator *op = conf_operator_by_id(conf, t->operator);
	uint8_t plain[PLAIN_MAX], *wire, *p = plain;
	struct span box;
	enum ecs_err e;

	if (op == NULL)
		return ECS_KEYS;
	p = octets_put(p, t->epoch, 4);
	p = octets_put(p, t->auth_time, 8);
	p = octets_put(p, t->issued, 8);
	p = octets_put(p, t->expires, 8);
	if (!put_name(&p, t->requestor_id) || !put_name(&p, t->enterprise_id))
		return ECS_INTERNAL;
	e = sealed_put(keys, op, a, labels[kind], SPAN(plain, p - plain), &box);
	if (e != ECS_OK)
		return e;
	wire = a_zalloc(a, HEAD + box.len);
	memcpy(octets_put(wire, t->operator, HEAD), box.p, box.len);
	*out = b64_encode(a, B64_URL, SPAN(wire, HEAD + box.len));
	return ECS_OK;
}

enum ecs_err
server_token_open(struct keys *keys, const struct conf *conf, struct arena *a,
    enum server_token_kind kind, const char *text, uint64_t now, struct server_token *t)
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
	    sealed_get(keys, op, a, labels[kind], SPAN(p, wire.len - HEAD), &plain) != ECS_OK ||
	    plain.len < FIXED)
		return ECS_AUTH_NEEDED;
	p = plain.p;
	t->epoch = (uint32_t)octets_get(&p, 4);
	t->auth_time = octets_get(&p, 8);
	t->issued = octets_get(&p, 8);
	t->expires = octets_get(&p, 8);
	t->requestor_id = get_name(a, &p, plain.p + plain.len);
	t->enterprise_id = t->requestor_id == NULL ? NULL :
	    get_name(a, &p, plain.p + plain.len);
	if (t->enterprise_id == NULL || p != plain.p + plain.len)
		return ECS_AUTH_NEEDED;
	return t->expires <= now ? ECS_AUTH_NEEDED : ECS_OK;
}
