/* operator.c - tenants by host, realm, number range. */
#include <string.h>

#include "flow/operator.h"

static bool
serves_host(const struct conf_operator *o, const char *host)
{
	size_t n = strcspn(host, ":");

	for (size_t i = 0; i < o->hosts.n; i++)
		if (strlen(o->hosts.s[i]) == n && strncasecmp(o->hosts.s[i], host, n) == 0)
			return true;
	return false;
}

/* 0 when the number is not this operator's, more when it is more closely. */
static size_t
fit(const struct conf_operator *o, const char *imsi, const char *plmn, const char *gid1)
{
	size_t best = 0;

	if (o->gid1.n > 0 && (gid1 == NULL || !conf_list_has(&o->gid1, gid1)))
		return 0;
	for (size_t i = 0; i < o->imsi_prefixes.n && imsi != NULL; i++) {
		size_t n = strlen(o->imsi_prefixes.s[i]);

		if (strncmp(imsi, o->imsi_prefixes.s[i], n) == 0 && 10 * n > best)
			best = 10 * n;
	}
	if (best == 0 && o->imsi_prefixes.n == 0 && plmn != NULL &&
	    conf_list_has(&o->plmns, plmn))
		best = 1;
	return best == 0 ? 0 : best + (o->gid1.n > 0);
}

const struct conf_operator *
operator_find(const struct conf *c, const char *host, const char *realm,
    const char *imsi, const char *plmn, const char *gid1)
{
	const struct conf_operator *found = NULL;
	size_t best = 0;

	for (size_t i = 0; i < c->noperators && host != NULL; i++)
		if (serves_host(&c->operators[i], host))
			return &c->operators[i];
	for (size_t i = 0; i < c->noperators && realm != NULL; i++)
		if (conf_list_has(&c->operators[i].realms, realm))
			return &c->operators[i];
	for (size_t i = 0; i < c->noperators; i++) {
		size_t n = fit(&c->operators[i], imsi, plmn, gid1);

		if (n > best) {
			best = n;
			found = &c->operators[i];
		}
	}
	return found == NULL && c->noperators == 1 ? &c->operators[0] : found;
}

bool
operator_realm(const void *conf, const char *realm)
{
	const struct conf *c = conf;

	for (size_t i = 0; i < c->noperators; i++)
		if (conf_list_has(&c->operators[i].realms, realm))
			return true;
	return false;
}

void
operator_set(struct req *rq, const struct conf_operator *op)
{
	rq->op = op;
	if (op != NULL)
		operator_language(rq, NULL);
}

void
operator_language(struct req *rq, const char *of_line)
{
	rq->language = header_language(rq->accept_language, of_line, &rq->op->languages);
}
