/* names.c - words for the decision's enumerations. */
#include "core/entitle.h"

static const struct { const char *name, *text; } reasons[] = {
#define R(name, text)	{ #name, text },
#include "core/reason.def"
#undef R
};

const char *
reason_name(enum reason r)
{
	return reasons[r].name;
}

const char *
reason_text(enum reason r)
{
	return reasons[r].text;
}

const char *
ent_status_name(enum ent_status s)
{
	static const char *const n[] = { "disabled", "enabled", "incompatible", "provisioning" };

	return n[s];
}

const char *
ent_step_name(enum ent_step s)
{
	static const char *const n[] = { "not-required", "missing", "pending", "done" };

	return n[s];
}

const char *
access_name(enum access a)
{
	static const char *const n[] = { "", "any", "lte", "nr", "wlan" };

	return n[a];
}

const char *
network_name(enum network w)
{
	static const char *const n[] = { "", "home", "visited" };

	return n[w];
}
