/*
 * visit.h - one opening of a page, from the first request until it is closed.
 */
#ifndef UESIM_VISIT_H
#define UESIM_VISIT_H

#include "person.h"
#include "uesim.h"

struct visit {
	const char	*url, *user_data;	/* user_data may be NULL */
	struct person	*person;
	bool		 error_page;		/* GeneralErrorURL: it can only be dismissed */
	/* called after every page, to look at the service meanwhile; may be NULL */
	enum ue_exit	(*meanwhile)(struct ue *, void *arg);
	void		*arg;
};

enum visit_end {
	VISIT_LEFT,		/* closed by hand */
	VISIT_CHANGED,		/* VoWiFiWebServiceFlow.entitlementChanged */
	VISIT_DISMISSED		/* VoWiFiWebServiceFlow.dismissFlow */
};

struct visit_out {
	enum visit_end	 end;
	unsigned	 sent;		/* forms */
	unsigned	 errors;	/* messages on the last page */
};

/* UE_USABLE when the page was closed in order; any other code has been told. */
enum ue_exit	 visit_page(struct ue *, const struct visit *, struct visit_out *);

#endif
