/* judge_spec.c - TS.43 v12 to the letter (sections 3 to 5), and Samsung's own rule. */
#include <string.h>

#include "judge.h"

static bool
done(int x)
{
	return x == DATA_AVAILABLE || x == DATA_NOT_REQUIRED;
}

static bool
any(int value, int a, int b)
{
	return a == value || b == value;
}

static void
decide(struct verdict *out, enum verdict_state state, const char *text)
{
	out->state = state;
	out->text = text;
}

/* Table 20, row by row; data missing goes before data being updated. */
static void
wifi_spec(struct doc_view *v, struct verdict *out)
{
	const struct view_group *g = view_find(v, "ap2004", "");
	struct wifi w = judge_wifi_values(v, g, -1, -1, false);

	judge_links(v, g, out);
	if (w.status == -1)
		decide(out, V_ABSENT, "not in the answer");
	else if (w.status == ES_INCOMPATIBLE)
		decide(out, V_CANNOT, "cannot be offered");
	else if (w.status == ES_DISABLED && any(DATA_NOT_AVAILABLE, w.tc, w.addr))
		decide(out, V_SHEET, "details are missing");
	else if (w.status == ES_DISABLED && any(DATA_IN_PROGRESS, w.tc, w.addr))
		decide(out, V_PENDING, "details are being updated");
	else if (w.status == ES_PROVISIONING || (w.status == ES_DISABLED && done(w.tc) &&
	    done(w.addr) && any(w.prov, DATA_NOT_AVAILABLE, DATA_IN_PROGRESS)))
		decide(out, V_PENDING, "being set up by the network");
	else if (w.status == ES_ENABLED && done(w.tc) && done(w.addr) && done(w.prov))
		decide(out, V_ON, "can be activated");
	else
		decide(out, V_UNEXPECTED, a_printf(v->arena, "no mode of table 20: "
		    "EntitlementStatus %d, TC_Status %d, AddrStatus %d, ProvStatus %d",
		    w.status, w.tc, w.addr, w.prov));
}

static void
wifi_samsung(struct doc_view *v, struct verdict *out)
{
	const struct view_group *g = view_find(v, "ap2004", "");
	struct wifi w = judge_wifi_values(v, g, 0, 0, false);
	bool missing = any(0, w.tc, w.addr) || w.prov == 0;
	bool updating = any(DATA_IN_PROGRESS, w.tc, w.addr) || w.prov == DATA_IN_PROGRESS;

	judge_links(v, g, out);
	if (g == NULL)
		decide(out, V_ABSENT, "not in the answer");
	else if (w.status == ES_INCOMPATIBLE)
		decide(out, V_CANNOT, "cannot be offered");
	else if (w.status == ES_DISABLED && missing)
		decide(out, V_SHEET, "details are missing");
	else if (w.status == ES_DISABLED && updating)
		decide(out, V_PENDING, "in progress");
	else if (w.status == ES_ENABLED && done(w.tc) && done(w.addr) && done(w.prov))
		decide(out, V_ON, "can be activated");
	else
		decide(out, V_OFF, "off");
}

/* The status of one kind of access: 1 home and roaming, 2 home, 3 roaming. */
static int
row(struct doc_view *v, const char *path, int access, int where)
{
	int found = -1;

	for (const struct view_group *g = view_find(v, "ap2003", path); g != NULL;
	    g = view_again(v, g)) {
		int at = view_num(v, g, "HomeRoamingNWType", 0, false);

		if (view_num(v, g, "AccessType", 0, false) == access && (at == 1 || at == where))
			found = view_num(v, g, "EntitlementStatus", 0, false);
	}
	return found;
}

static void
cellular(struct doc_view *v, struct verdict *out)
{
	static const char xml[] = "VoiceOverCellularEntitleInfo|RATVoiceEntitleInfoDetails";
	const struct view_group *g = view_find(v, "ap2003", "");
	struct cellular c = { row(v, xml, 1, 2), row(v, xml, 2, 2), row(v, xml, 2, 3) };

	if (view_get(v, g, "EntitlementStatus") != NULL)
		c.lte = view_num(v, g, "EntitlementStatus", -1, false);
	else if (view_find(v, "ap2003", xml) != NULL)
		g = view_find(v, "ap2003", xml);
	judge_links(v, g, out);
	judge_cellular(v, &c, out);
}

static void
judge(struct doc_view *v, const char *app, struct verdict *out,
    void (*wifi)(struct doc_view *, struct verdict *))
{
	const struct view_group *g = view_find(v, app, "");

	*out = (struct verdict){ .app = app };
	if (strcmp(app, "ap2004") == 0)
		wifi(v, out);
	else if (strcmp(app, "ap2003") == 0)
		cellular(v, out);
	else if (strcmp(app, "ap2005") == 0) {
		judge_links(v, g, out);
		judge_status(view_num(v, g, "EntitlementStatus", -1, false), out);
	} else
		judge_other(v, app, out);
}

void
judge_spec(struct doc_view *v, const char *app, struct verdict *out)
{
	judge(v, app, out, wifi_spec);
}

void
judge_samsung(struct doc_view *v, const char *app, struct verdict *out)
{
	judge(v, app, out, wifi_samsung);
}
