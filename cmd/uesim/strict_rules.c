/*
 * strict_rules.c - one row per parameter of TS.43 v12 sections 2.9 and 3 to 15:
 * where it stands, whether it must, and what it may hold.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "reader_strict.h"

#define AP(n)	(1u << ((n) - 2001))
#define ODSA	(AP(2006) | AP(2009) | AP(2011))
#define OPS	(ODSA | AP(2014) | AP(2015))
#define ANY	0xffffffffu

enum presence { MUST, MAY, IF_2 /* must when EntitlementStatus is 2 */ };
enum { TEXT = -1, INTEGER = -2 };	/* kinds beside a highest value */

struct rule {
	unsigned	 apps;		/* 0: VERS and TOKEN */
	const char	*path, *name;
	enum presence	 presence;
	int		 highest;	/* of 0..highest; or a kind */
};

#define VOC	"VoiceOverCellularEntitleInfo|RATVoiceEntitleInfoDetails"
#define COMP	"CompanionConfigurations|CompanionConfiguration"
#define PRIM	"PrimaryConfigurations|PrimaryConfiguration"
#define PLAN	"DataPlanInfo|DataPlanInfoDetails"
#define BOOST	"DataBoostInfo|DataBoostInfoDetails"
#define SERVICES "PLMNAllowed|AllowedServicesInfo|AllowedServices"
#define USAGE	"DataUsageInfo|DataUsageInfoDetails"

#define CONFIGURATION(apps, path)						\
	{ apps, path, "ICCID", MAY, TEXT },					\
	{ apps, path, "SecondaryICCID", MAY, 1 },				\
	{ apps, path, "ServiceStatus", MUST, 4 },				\
	{ apps, path, "PollingInterval", MAY, INTEGER },			\
	{ apps, path, "PollingIntervalUnit", MAY, 2 },				\
	{ apps, path, "CompanionDeviceService", MAY, TEXT },			\
	DOWNLOAD(apps, path "|DownloadInfo")

#define DOWNLOAD(apps, path)							\
	{ apps, path, "ProfileIccid", MAY, TEXT },				\
	{ apps, path, "ProfileSmdpAddress", MAY, TEXT },			\
	{ apps, path, "ProfileActivationCode", MAY, TEXT }

#define FLOW(apps, must)							\
	{ apps, "", "ServiceFlow_URL", must, TEXT },				\
	{ apps, "", "ServiceFlow_UserData", must, TEXT },			\
	{ apps, "", "ServiceFlow_ContentsType", MAY, TEXT }

static const struct rule rules[] = {
	{ 0, "VERS", "version", MUST, INTEGER },
	{ 0, "VERS", "validity", MUST, INTEGER },
	{ 0, "TOKEN", "token", MUST, TEXT },
	{ 0, "TOKEN", "validity", MAY, INTEGER },
	{ 0, "MSG", "title", MAY, TEXT }, { 0, "MSG", "message", MAY, TEXT },
	{ 0, "MSG", "Accept_btn", MAY, 1 }, { 0, "MSG", "Reject_btn", MAY, 1 },
	{ ANY, "", "AppID", MAY, TEXT },
	{ ANY, "", "RegisterNotifStatus", MAY, 2 },

	{ AP(2003), "", "EntitlementStatus", MAY, 3 },
	{ AP(2003), "", "MessageForIncompatible", MAY, TEXT },
	{ AP(2003), VOC, "AccessType", MUST, 2 },
	{ AP(2003), VOC, "HomeRoamingNWType", MUST, 3 },
	{ AP(2003), VOC, "EntitlementStatus", MUST, 3 },
	{ AP(2003), VOC, "MessageForIncompatible", IF_2, TEXT },
	{ AP(2003), VOC, "NetworkVoiceIRATCapability", MAY, TEXT },
	{ AP(2003), VOC, "NetworkVoiceIRATCapablity", MAY, TEXT },

	{ AP(2004), "", "EntitlementStatus", MUST, 3 },
	{ AP(2004), "", "ServiceFlow_URL", MUST, TEXT },
	{ AP(2004), "", "ServiceFlow_UserData", MUST, TEXT },
	{ AP(2004), "", "AddrStatus", MUST, 3 }, { AP(2004), "", "TC_Status", MUST, 3 },
	{ AP(2004), "", "ProvStatus", MUST, 3 },
	{ AP(2004), "", "AddrExpiry", MAY, TEXT }, { AP(2004), "", "AddrIdentifier", MAY, TEXT },
	{ AP(2004), "", "MessageForIncompatible", MUST, TEXT },

	{ AP(2005), "", "EntitlementStatus", MUST, 3 },
	{ AP(2005), "", "MessageForIncompatible", MAY, TEXT },

	{ AP(2010), "", "EntitlementStatus", MAY, 4 }, { AP(2010), "", "ProvStatus", MAY, 3 },
	FLOW(AP(2010), MAY),
	{ AP(2010), PLAN, "AccessType", MUST, 5 }, { AP(2010), PLAN, "DataPlanType", MUST, TEXT },
	{ AP(2010), BOOST, "BoostType", MUST, 255 },
	{ AP(2010), BOOST, "BoostTypeStatus", MUST, 2 },
	{ AP(2010), USAGE, "DataUsageType", MUST, 1 },
	{ AP(2010), USAGE, "DataUsageName", MAY, TEXT },
	{ AP(2010), USAGE, "DataUsageDescription", MAY, TEXT },
	{ AP(2010), USAGE, "EndOfBillingCycle", MAY, TEXT },
	{ AP(2010), USAGE, "DataAllowanceInBytes", MAY, TEXT },
	{ AP(2010), USAGE, "DataUsedInBytes", MUST, TEXT },
	{ AP(2010), "5GSAInfo|5GSAInfoDetails", "5GSAStatus", MUST, 1 },

	{ AP(2012), "", "EntitlementStatus", MUST, 3 }, { AP(2012), "", "TC_Status", MUST, 3 },
	{ AP(2012), "", "TC_Operation", MAY, 2 },
	FLOW(AP(2012), MAY),
	{ AP(2012), "", "MessageForIncompatible", MUST, TEXT },
	{ AP(2012) | AP(2009), "MSG", "Title", MAY, TEXT },
	{ AP(2012) | AP(2009), "MSG", "Message", MAY, TEXT },
	{ AP(2012) | AP(2009), "MSG", "Accept_btn", MUST, 1 },
	{ AP(2012) | AP(2009), "MSG", "Reject_btn", MUST, 1 },
	{ AP(2009), "MSG", "Accept_btn_label", MAY, TEXT },
	{ AP(2009), "MSG", "Reject_btn_label", MAY, TEXT },
	{ AP(2009), "MSG", "Accept_freetext", MUST, 1 },

	{ AP(2013), "", "EntitlementStatus", MUST, 2 },
	{ AP(2013), "", "PrivateUserID", MAY, TEXT },
	{ AP(2013), "", "PrivateUserIDType", MAY, 2 },
	{ AP(2013), "", "PrivateUserIDExpiry", MAY, TEXT },

	{ AP(2016), "", "EntitlementStatus", MUST, 3 },
	FLOW(AP(2016), MAY),
	{ AP(2016), "", "MessageForIncompatible", MUST, TEXT },
	{ AP(2016), "PLMNAllowed", "PLMN", MUST, TEXT },
	{ AP(2016), "PLMNAllowed", "DataPlanType", MAY, TEXT },
	{ AP(2016), SERVICES, "ServiceType", MUST, TEXT },
	{ AP(2016), SERVICES, "ServicePolicy", MUST, TEXT },
	{ AP(2016), "PLMNBarred", "PLMN", MUST, TEXT },

	{ ODSA, "", "OperationResult", MUST, 104 },
	{ AP(2014) | AP(2015), "", "OperationResult", MAY, 104 },
	{ OPS, "", "GeneralErrorURL", MAY, TEXT }, { OPS, "", "GeneralErrorText", MAY, TEXT },
	{ OPS, "", "GeneralErrorUserData", MAY, TEXT },
	{ ODSA, "", "CompanionAppEligibility", MAY, 2 },
	{ ODSA, "", "PrimaryAppEligibility", MAY, 2 },
	{ ODSA, "", "EnterpriseAppEligibility", MAY, 2 },
	{ ODSA, "", "CompanionDeviceServices", MAY, TEXT },
	{ ODSA, "", "NotEnabledURL", MAY, TEXT }, { ODSA, "", "NotEnabledUserData", MAY, TEXT },
	{ ODSA, "", "NotEnabledContentsType", MAY, TEXT },
	{ ODSA, "", "PollingInterval", MAY, INTEGER },
	{ ODSA, "", "PollingIntervalUnit", MAY, 2 },
	{ ODSA, "", "SubscriptionResult", MAY, 8 },
	{ ODSA, "", "SubscriptionServiceURL", MAY, TEXT },
	{ ODSA, "", "SubscriptionServiceUserData", MAY, TEXT },
	{ ODSA, "", "SubscriptionServiceContentsType", MAY, TEXT },
	{ ODSA, "", "ServiceStatus", MAY, 4 },
	DOWNLOAD(ODSA, "DownloadInfo"),
	CONFIGURATION(ODSA, COMP), CONFIGURATION(ODSA, PRIM),
	CONFIGURATION(ODSA, "PrimaryConfiguration"),
	CONFIGURATION(ODSA, "EnterpriseConfiguration"),
	{ ODSA, "PlanOffers|PlanOffer", "PlanId", MUST, TEXT },
	{ ODSA, "PlanOffers|PlanOffer", "PlanName", MAY, TEXT },
	{ ODSA, "PlanOffers|PlanOffer", "PlanDescription", MAY, TEXT },
	{ OPS, "", "TemporaryToken", MAY, TEXT }, { OPS, "", "TemporaryTokenExpiry", MAY, TEXT },
	{ OPS, "", "OperationTargets", MAY, TEXT },
	{ AP(2014), "", "MSISDN", MAY, TEXT }, { AP(2014), "", "msisdn", MAY, TEXT },
	{ AP(2014), "", "PhoneNumberVerification", MAY, 1 },
	{ AP(2014), "SubscriberInfo", "MSISDN", MUST, TEXT },
	{ AP(2014), "SubscriberInfo", "SimIdType", MUST, 2 },
	{ AP(2014), "SubscriberInfo", "SimID", MUST, TEXT },
	{ AP(2014), "SubscriberInfo", "MvnoName", MAY, TEXT },
	{ AP(2015), "", "OperatorToken", MAY, TEXT }, { AP(2015), "", "ClientID", MAY, TEXT },
	{ AP(2015), "", "OperatorTokenExpiry", MAY, TEXT },
	{ AP(2015), "", "OperatorTokenAuthURL", MAY, TEXT },
	{ AP(2015), "", "OperatorTokenValidity", MAY, 1 },
	{ AP(2015), "", "OperatorTokenValidatedParams", MAY, TEXT },
	{ AP(2015), "", "MSISDN", MAY, TEXT }, { AP(2015), "", "IMSI", MAY, TEXT },
	{ AP(2015), "", "3PAppNameAnon", MAY, TEXT },
};

static bool
about(const struct rule *r, const struct view_group *g)
{
	bool named = g->app != NULL && strncmp(g->app, "ap", 2) == 0;
	long n = named ? strtol(g->app + 2, NULL, 10) : 0;
	unsigned app = n >= 2001 && n <= 2031 ? AP(n) : 0;

	return strcmp(r->path, g->path) == 0 &&
	    (g->app == NULL ? r->apps == 0 : (r->apps & app) != 0);
}

static void
check_value(struct doc_view *v, const struct rule *r, const char *value)
{
	long long n;

	if (r->highest == TEXT)
		return;
	if (!view_is_number(value, r->highest == INTEGER ? LLONG_MIN : 0,
	    r->highest == INTEGER ? LLONG_MAX : r->highest, &n))
		view_reject(v, "%s may not be \"%s\"", r->name, value);
}

static void
check_parm(struct doc_view *v, const struct view_group *g, const struct view_parm *p)
{
	for (size_t i = 0; i < NELEM(rules); i++)
		if (about(&rules[i], g) && strcmp(rules[i].name, p->name) == 0) {
			check_value(v, &rules[i], p->value);
			return;
		}
	view_reject(v, "%s knows no parameter \"%s\"", g->app != NULL ? g->app : g->path, p->name);
}

/* A list's container holds nothing itself: it is known by what stands below it. */
static bool
path_known(const struct view_group *g)
{
	size_t n = strlen(g->path);

	for (size_t i = 0; i < NELEM(rules); i++) {
		struct view_group head = *g;

		head.path = rules[i].path;
		if (strncmp(rules[i].path, g->path, n) == 0 && about(&rules[i], &head) &&
		    (rules[i].path[n] == '\0' || rules[i].path[n] == '|'))
			return true;
	}
	return false;
}

static void
check_mandatory(struct doc_view *v, const struct view_group *g)
{
	const char *status = view_get(v, g, "EntitlementStatus");

	for (size_t i = 0; i < NELEM(rules); i++) {
		const struct rule *r = &rules[i];
		bool must = r->presence == MUST || (r->presence == IF_2 && status != NULL &&
		    strcmp(status, "2") == 0);

		if (must && about(r, g) && view_get(v, g, r->name) == NULL)
			view_reject(v, "%s lacks %s", g->app != NULL ? g->app : g->path, r->name);
	}
}

/* 4: flat or structured, never both, never neither. */
static void
check_cellular(struct doc_view *v)
{
	const struct view_group *g = view_find(v, "ap2003", "");
	bool flat = view_get(v, g, "EntitlementStatus") != NULL;

	if (g != NULL && flat == (view_find(v, "ap2003", VOC) != NULL))
		view_reject(v, "ap2003 is %s", flat ? "both flat and structured" : "empty");
}

void
strict_rules(struct doc_view *v)
{
	for (const struct view_group *g = v->groups; g != NULL; g = g->next) {
		bool foreign = g->app == NULL && (strcmp(g->path, "USER") == 0 ||
		    strcmp(g->path, "ACCESS-CONTROL") == 0);

		if (foreign)
			continue;
		if (!path_known(g))
			view_reject(v, "unknown characteristic \"%s\"", *g->path != '\0' ?
			    g->path : g->app);
		for (const struct view_parm *p = g->parms; p != NULL; p = p->next)
			check_parm(v, g, p);
		check_mandatory(v, g);
	}
	check_cellular(v);
}
