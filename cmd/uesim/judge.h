/*
 * judge.h - helpers of the files that judge a document's values.
 */
#ifndef UESIM_JUDGE_H
#define UESIM_JUDGE_H

#include "client.h"

/* EntitlementStatus (TS.43 v12 3.1.1) and what the three others share. */
enum { ES_DISABLED, ES_ENABLED, ES_INCOMPATIBLE, ES_PROVISIONING, ES_INCLUDED };
enum { DATA_NOT_AVAILABLE, DATA_AVAILABLE, DATA_NOT_REQUIRED, DATA_IN_PROGRESS };

struct wifi {
	int	status, tc, addr, prov;
};

/* ap2003: LTE, 5G at home and 5G abroad, each an EntitlementStatus or -1. */
struct cellular {
	int	lte, nr_home, nr_roaming;
};

/* url, user_data and message from the app's own parameters. */
void	 judge_links(struct doc_view *, const struct view_group *, struct verdict *);

/* Wi-Fi calling's four values, dflt for each that is missing. */
struct wifi judge_wifi_values(struct doc_view *, const struct view_group *,
	    int status_dflt, int dflt, bool strict);

void	 judge_cellular(struct doc_view *, const struct cellular *, struct verdict *);

/* On, off, cannot or pending by EntitlementStatus alone; -1 is absent. */
void	 judge_status(int status, struct verdict *);

/*
 * TS.43 v12 2.8.4: a document without TOKEN that names an error page; text may be
 * there instead of it, or neither.
 */
struct error_leg {
	const char	*url, *user_data, *text;
};
bool	 judge_error_leg(const struct doc_view *, struct error_leg *out);

/* Satellite, data boost, billing, private identity and the ODSA operations. */
void	 judge_other(struct doc_view *, const char *app, struct verdict *);

#endif
