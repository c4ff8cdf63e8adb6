/* err.c - the one table that says what each error means on the wire. */
#include "base/ecs.h"

static const struct err_row {
	int		 http;
	enum ecs_blame	 blame;
	const char	*name, *text;
} rows[] = {
#define ERR(id, http, blame, text)	{ http, BLAME_##blame, #id, text },
#include "base/err.def"
#undef ERR
};

_Static_assert(NELEM(rows) == ECS__MAX, "err.def and enum ecs_err differ");

int
ecs_err_http(enum ecs_err e)
{
	return rows[e].http;
}

const char *
ecs_err_name(enum ecs_err e)
{
	return rows[e].name;
}

const char *
ecs_err_text(enum ecs_err e)
{
	return rows[e].text;
}

enum ecs_blame
ecs_err_blame(enum ecs_err e)
{
	return rows[e].blame;
}

const char *
ecs_blame_name(enum ecs_blame b)
{
	static const char *const names[] = { "none", "client", "peer", "us" };

	return names[b];
}
