/* requestor.c - rows of the registry, and what they permit. */
#include <string.h>

#include "core/requestor.h"

enum { ACTIVE = 1 };

#define ALNUM	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

enum ecs_err
requestor_get(struct db *db, struct arena *a, unsigned operator, const char *requestor_id,
    struct requestor *out)
{
	struct q_requestor_get *r = a_zalloc(a, sizeof(*r));
	enum ecs_err e = q_requestor_get(db, operator, requestor_id, r);

	*out = (struct requestor){ r->requestor_id, r->client_id, (enum jose_alg)r->alg,
	    r->operations, NULL, r->state == ACTIVE, (uint32_t)r->epoch };
	return e;
}

enum ecs_err
requestor_by_client(struct db *db, struct arena *a, unsigned operator, const char *client_id,
    struct requestor *out)
{
	struct q_requestor_by_client *r = a_zalloc(a, sizeof(*r));
	enum ecs_err e = q_requestor_by_client(db, operator, client_id, r);

	*out = (struct requestor){ r->requestor_id, r->client_id, (enum jose_alg)r->alg,
	    r->operations, r->jwks, r->state == ACTIVE, (uint32_t)r->epoch };
	return e;
}

bool
requestor_may(const struct requestor *r, const char *app, const char *operation)
{
	size_t na = strlen(app), no = strlen(operation);

	for (const char *s = r->operations; *s != '\0'; s += *s == ',') {
		size_t n = strcspn(s, ",");

		if (n == na + 1 + no && strncasecmp(s, app, na) == 0 && s[na] == '/' &&
		    strncasecmp(s + na + 1, operation, no) == 0)
			return true;
		s += n;
	}
	return false;
}

bool
requestor_operations_ok(const char *s)
{
	for (;; s++) {
		size_t app = strspn(s, ALNUM), operation;

		if (app == 0 || s[app] != '/' || (operation = strspn(s + app + 1, ALNUM)) == 0)
			return false;
		s += app + 1 + operation;
		if (*s != ',')
			return *s == '\0';
	}
}
