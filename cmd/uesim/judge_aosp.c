/* judge_aosp.c - Android's decisions: TS.43 v12 table 20 as its IMS app applies it. */
#include <string.h>

#include "judge.h"

static bool
done(int x)
{
	return x == DATA_AVAILABLE || x == DATA_NOT_REQUIRED;
}

static void
wifi(struct doc_view *v, struct verdict *out)
{
	const struct view_group *g = view_find(v, "ap2004", "");
	struct wifi w = judge_wifi_values(v, g, ES_INCOMPATIBLE, DATA_NOT_REQUIRED, true);
	bool off = w.status == ES_DISABLED;

	judge_links(v, g, out);
	if (w.status == ES_ENABLED && done(w.prov) && done(w.tc) && done(w.addr)) {
		out->state = V_ON;
		out->text = "can be activated";
	} else if (off && (w.tc == DATA_NOT_AVAILABLE || w.addr == DATA_NOT_AVAILABLE)) {
		out->state = V_SHEET;
		out->text = "details are missing";
	} else if (w.status == ES_PROVISIONING || (off && (w.tc == DATA_IN_PROGRESS ||
	    w.addr == DATA_IN_PROGRESS || (done(w.tc) && done(w.addr) &&
	    (w.prov == DATA_NOT_AVAILABLE || w.prov == DATA_IN_PROGRESS))))) {
		out->state = V_PENDING;
		out->text = "in progress: Android shows an error screen until it is done";
	} else if (w.status == ES_INCOMPATIBLE) {
		out->state = V_CANNOT;
		out->text = g == NULL ? "not in the answer, so it cannot be offered" :
		    "cannot be offered";
	} else {
		out->state = V_UNEXPECTED;
		out->text = a_printf(v->arena, "unexpected: EntitlementStatus %d, TC_Status %d, "
		    "AddrStatus %d, ProvStatus %d; Android shows an error screen",
		    w.status, w.tc, w.addr, w.prov);
	}
}

/* The first of two rows, keyed "AccessType|HomeRoamingNWType", that is there. */
static int
row(struct doc_view *v, const char *first, const char *second)
{
	const struct view_group *g = view_find(v, "ap2003", first);

	if (g == NULL)
		g = view_find(v, "ap2003", second);
	return view_num(v, g, "EntitlementStatus", -1, true);
}

static void
cellular(struct doc_view *v, struct verdict *out)
{
	const struct view_group *flat = view_find(v, "ap2003", "");
	struct cellular c = { row(v, "1|1", "1|2"), row(v, "2|1", "2|2"), row(v, "2|1", "2|3") };

	if (flat != NULL)
		c.lte = view_num(v, flat, "EntitlementStatus", -1, true);
	judge_links(v, flat != NULL ? flat : view_find(v, "ap2003", "1|1"), out);
	judge_cellular(v, &c, out);
}

void
judge_aosp(struct doc_view *v, const char *app, struct verdict *out)
{
	const struct view_group *g = view_find(v, app, "");

	*out = (struct verdict){ .app = app };
	if (strcmp(app, "ap2004") == 0)
		wifi(v, out);
	else if (strcmp(app, "ap2003") == 0)
		cellular(v, out);
	else if (strcmp(app, "ap2005") == 0) {
		judge_links(v, g, out);
		judge_status(view_num(v, g, "EntitlementStatus", -1, true), out);
	} else
		judge_other(v, app, out);
}
