/*
 * query.h - one question about Wi-Fi calling, and what the phone makes of the
 * answer.
 *
 * Strings live in the arena of the phone.
 */
#ifndef UESIM_QUERY_H
#define UESIM_QUERY_H

#include "client.h"

struct query {
	struct verdict	 v;
	const char	*location, *expires;	/* AddrIdentifier, AddrExpiry; or NULL */
};

/*
 * UE_USABLE when the answer was understood, whatever it says; any other code has
 * been told.  quiet: only the summary's list "queries" holds it.
 */
enum ue_exit	 query_wifi(struct ue *, bool quiet, struct query *out);

#endif
