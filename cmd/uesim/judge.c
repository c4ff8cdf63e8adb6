/* judge.c - what the clients judge alike. */
#include <string.h>

#include "judge.h"

static const char *
nonempty(const char *s)
{
	return s != NULL && *s != '\0' ? s : NULL;
}

void
judge_links(struct doc_view *v, const struct view_group *g, struct verdict *out)
{
	out->url = nonempty(view_get(v, g, "ServiceFlow_URL"));
	out->user_data = nonempty(view_get(v, g, "ServiceFlow_UserData"));
	out->message = nonempty(view_get(v, g, "MessageForIncompatible"));
}

struct wifi
judge_wifi_values(struct doc_view *v, const struct view_group *g, int status_dflt, int dflt,
    bool strict)
{
	return (struct wifi){
		view_num(v, g, "EntitlementStatus", status_dflt, strict),
		view_num(v, g, "TC_Status", dflt, strict),
		view_num(v, g, "AddrStatus", dflt, strict),
		view_num(v, g, "ProvStatus", dflt, strict),
	};
}

bool
judge_error_leg(const struct doc_view *v, struct error_leg *out)
{
	*out = (struct error_leg){ NULL, NULL, NULL };
	for (const struct view_group *g = v->groups; g != NULL; g = g->next) {
		const char *url = nonempty(view_get(v, g, "GeneralErrorURL"));
		const char *text = nonempty(view_get(v, g, "GeneralErrorText"));

		if (url == NULL)	/* so figure 7 of TS.43 has it */
			url = nonempty(view_get(v, g, "AuthenticationErrorURL"));
		out->url = url != NULL ? url : out->url;
		out->text = text != NULL ? text : out->text;
		if (url != NULL)
			out->user_data = nonempty(view_get(v, g, "GeneralErrorUserData"));
		if (url != NULL && out->user_data == NULL)
			out->user_data = nonempty(view_get(v, g, "AuthenticationErrorUserData"));
	}
	return nonempty(v->token) == NULL && (out->url != NULL || out->text != NULL);
}

void
judge_status(int status, struct verdict *out)
{
	static const struct { enum verdict_state state; const char *text; } of[] = {
		[ES_DISABLED] = { V_OFF, "off" },
		[ES_ENABLED] = { V_ON, "on" },
		[ES_INCOMPATIBLE] = { V_CANNOT, "cannot be offered" },
		[ES_PROVISIONING] = { V_PENDING, "being set up by the network" },
	};

	if (status == -1) {
		out->state = V_ABSENT;
		out->text = "not in the answer";
	} else if (status < -1 || status > ES_PROVISIONING) {
		out->state = V_UNEXPECTED;
		out->text = "unknown EntitlementStatus";
	} else {
		out->state = of[status].state;
		out->text = of[status].text;
	}
}

static const char *
on_off(int status)
{
	return status == ES_ENABLED ? "on" : status == ES_PROVISIONING ? "being set up" : "off";
}

void
judge_cellular(struct doc_view *v, const struct cellular *c, struct verdict *out)
{
	judge_status(c->lte, out);
	if (c->lte == -1 && c->nr_home == -1)
		return;
	if (c->lte != ES_ENABLED && (c->nr_home == ES_ENABLED || c->nr_roaming == ES_ENABLED))
		out->state = V_ON;
	if (c->nr_home == -1 && c->nr_roaming == -1) {
		if (out->state == V_ON)
			out->text = "LTE on";
		return;
	}
	out->text = a_printf(v->arena, "LTE %s, 5G %s at home, %s abroad", on_off(c->lte),
	    on_off(c->nr_home), on_off(c->nr_roaming));
}
