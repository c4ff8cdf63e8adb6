/*
 * app_voice_over_cellular.c - ap2003, voice over LTE and NR.
 *
 * TS.43 v12 4.  Clients below entitlement_version 8.0 read one flat
 * EntitlementStatus, for LTE; the others a list by access and network.
 */
#include "app.h"

enum { STRUCTURED = 8000 };

/* Values of AccessType and HomeRoamingNWType. */
enum { ACCESSTYPE_LTE = 1, ACCESSTYPE_NG_RAN = 2 };
enum { HOME_AND_ROAMING = 1, HOME_ONLY = 2, ROAMING_ONLY = 3 };

static const struct resp_def *
resp(const struct common *c, size_t *n)
{
	static const struct resp_def flat[] = {
		{ PN_EntitlementStatus, REQUIRED },
	};
	static const struct resp_def list[] = {
		{ PN_VoiceOverCellularEntitleInfo, REQUIRED },
	};

	*n = 1;
	return c->version < STRUCTURED ? flat : list;
}

static void
details(struct req *rq, const struct decision *d, struct node *list, int network,
    const struct ent_cell *c)
{
	struct node *n = doc_item(list, PN_RATVoiceEntitleInfoDetails);
	bool nr = c->access == ACCESS_NR;
	const char *irat = nr ? rq->op->voice_nr : rq->op->voice_lte;

	doc_int(n, PN_AccessType, nr ? ACCESSTYPE_NG_RAN : ACCESSTYPE_LTE);
	doc_int(n, PN_HomeRoamingNWType, network);
	doc_int(n, PN_EntitlementStatus, c->status);
	if (c->status == ENT_INCOMPATIBLE)
		doc_str(n, PN_MessageForIncompatible, app_message(rq, d, c->reason));
	else if (*irat != '\0')
		doc_str(n, PN_NetworkVoiceIRATCapability, irat);
}

/* One entry when home and visited network agree, else one each. */
static void
access_entries(struct req *rq, const struct decision *d, struct node *list,
    const struct ent_cell *home, const struct ent_cell *visited)
{
	if (home->status == visited->status &&
	    (home->status != ENT_INCOMPATIBLE || home->reason == visited->reason)) {
		details(rq, d, list, HOME_AND_ROAMING, home);
		return;
	}
	details(rq, d, list, HOME_ONLY, home);
	details(rq, d, list, ROAMING_ONLY, visited);
}

static enum ecs_err
write(struct req *rq, const struct asker *who, const struct decision *d, struct node *n)
{
	struct node *list;

	if (who->c->version < STRUCTURED) {
		doc_int(n, PN_EntitlementStatus, d->cell[0].status);
		return ECS_OK;
	}
	list = doc_list(n, PN_VoiceOverCellularEntitleInfo);
	for (size_t i = 0; i + 1 < d->ncell; i += 2)
		access_entries(rq, d, list, &d->cell[i], &d->cell[i + 1]);
	return ECS_OK;
}

const struct app app_voice_over_cellular = {
	.id = "ap2003", .app = 2003, .least = AUTH_OIDC, .resp = resp, .write = write,
};
