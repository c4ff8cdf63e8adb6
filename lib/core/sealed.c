/* sealed.c - an operator's boxes. */
#include "core/sealed.h"

enum { HEAD = 2 };

enum ecs_err
sealed_put(struct keys *keys, const struct conf_operator *op, struct arena *a,
    const char *label, struct span plain, struct span *out)
{
	unsigned id = 0;
	const struct crypt_key *k = keys_get(keys, "token", op->name, &id);
	uint8_t *p = a_zalloc(a, HEAD + plain.len + CRYPT_OVERHEAD);

	if (k == NULL)
		return ECS_KEYS;
	p[0] = (uint8_t)(id >> 8);
	p[1] = (uint8_t)id;
	*out = SPAN(p, HEAD + crypt_seal(k, label, plain, p + HEAD));
	return ECS_OK;
}

enum ecs_err
sealed_get(struct keys *keys, const struct conf_operator *op, struct arena *a,
    const char *label, struct span box, struct span *out)
{
	const struct crypt_key *k;
	uint8_t *p;
	unsigned id;

	if (box.len < HEAD + CRYPT_OVERHEAD)
		return ECS_AUTH_FAILED;
	id = (unsigned)box.p[0] << 8 | box.p[1];
	if (id == 0 || (k = keys_get(keys, "token", op->name, &id)) == NULL)
		return ECS_AUTH_FAILED;
	p = a_secret(a, box.len);
	out->p = p;
	return crypt_open(k, label, SPAN(box.p + HEAD, box.len - HEAD), p, &out->len);
}
