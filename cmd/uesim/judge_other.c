/* judge_other.c - services whose values are judged alike by every client. */
#include <string.h>

#include "base/buf.h"
#include "judge.h"

/* TS.43 v12 15: the networks a satellite phone may use. */
static void
satellite(struct doc_view *v, const struct view_group *g, struct verdict *out)
{
	struct buf b;
	int status = view_num(v, g, "EntitlementStatus", 0, false);

	judge_status(status, out);
	if (status == ES_DISABLED && out->url != NULL)
		out->state = V_SHEET;
	if (status != ES_ENABLED)
		return;
	buf_init(&b, v->arena, 64);
	buf_str(&b, "on");
	for (g = view_find(v, "ap2016", "PLMNAllowed"); g != NULL; g = view_again(v, g)) {
		const char *plmn = view_get(v, g, "PLMN");

		buf_printf(&b, "%s%s", b.len == 2 ? ", networks " : " ", plmn != NULL ? plmn : "?");
	}
	out->text = buf_cstr(&b);
}

/* TS.43 v12 9: Android's table of EntitlementStatus and ProvStatus. */
static void
boost(struct doc_view *v, const struct view_group *g, struct verdict *out)
{
	static const struct { enum verdict_state state; const char *text; } of[] = {
		{ V_SHEET, "can be bought" }, { V_ON, "already bought" },
		{ V_PENDING, "in progress" }, { V_UNEXPECTED, "carrier error" },
		{ V_OFF, "not offered" },
	};
	static const uint8_t row[5][4] = {
		{ 4, 4, 4, 4 }, { 0, 1, 1, 2 }, { 4, 4, 4, 4 }, { 3, 3, 2, 2 }, { 3, 1, 1, 3 },
	};
	int status = view_num(v, g, "EntitlementStatus", -1, false);
	int prov = view_num(v, g, "ProvStatus", 0, false);
	int at = status < 0 || status > 4 || prov < 0 || prov > 3 ? 3 : row[status][prov];

	if (status == -1) {
		out->state = V_ON;
		out->text = "plan information";
		return;
	}
	out->state = of[at].state;
	out->text = of[at].text;
}

/* TS.43 v12 11: billing needs its terms accepted. */
static void
billing(struct doc_view *v, const struct view_group *g, struct verdict *out)
{
	int status = view_num(v, g, "EntitlementStatus", -1, false);

	judge_status(status, out);
	if (status == ES_DISABLED) {
		bool missing = view_num(v, g, "TC_Status", 0, false) == DATA_NOT_AVAILABLE;

		out->state = missing ? V_SHEET : V_PENDING;
		out->text = missing ? "terms not accepted" : "being set up by the network";
	}
}

/* ODSA and device information: OperationResult, where 1 is success. */
static void
operation(struct doc_view *v, const struct view_group *g, struct verdict *out)
{
	int result = view_num(v, g, "OperationResult", 1, false);

	out->state = result == 1 ? V_ON : V_OFF;
	out->text = result == 1 ? "answered" :
	    a_printf(v->arena, "refused: OperationResult %d", result);
	out->message = view_get(v, g, "GeneralErrorText");
}

void
judge_other(struct doc_view *v, const char *app, struct verdict *out)
{
	const struct view_group *g = view_find(v, app, "");

	judge_links(v, g, out);
	if (g == NULL)
		judge_status(-1, out);
	else if (strcmp(app, "ap2016") == 0)
		satellite(v, g, out);
	else if (strcmp(app, "ap2010") == 0)
		boost(v, g, out);
	else if (strcmp(app, "ap2012") == 0)
		billing(v, g, out);
	else if (view_get(v, g, "EntitlementStatus") != NULL)
		judge_status(view_num(v, g, "EntitlementStatus", 0, false), out);
	else
		operation(v, g, out);
}
