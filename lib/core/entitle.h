/*
 * entitle.h - the decision: may this line use this service on this device,
 * here and now, and if not yet, what is missing.
 *
 * Layer core.  Knows no protocol: TS.43, the console and `ecsctl why` call the
 * same function and get the same answer with its reasons.  Pure: no I/O.
 */
#ifndef ECS_CORE_ENTITLE_H
#define ECS_CORE_ENTITLE_H

#include "base/buf.h"
#include "core/facts.h"

enum reason {
#define R(name, text)	REASON_##name,
#include "core/reason.def"
#undef R
	REASON__MAX
};

/* Values as TS.43 v12 3.1.1 numbers them. */
enum ent_status { ENT_DISABLED, ENT_ENABLED, ENT_INCOMPATIBLE, ENT_PROVISIONING };

/* Something that has to happen before the service is on. */
enum ent_step { STEP_NOT_REQUIRED, STEP_MISSING, STEP_PENDING, STEP_DONE };

enum { ENT_CELLS = 4, ENT_REASONS = 16 };

/* One way to reach the service: an access in the home or a visited network. */
struct ent_cell {
	enum access	 access;
	enum network	 network;
	enum ent_status	 status;
	enum reason	 reason;	/* when it is not ENABLED */
};

struct decision {
	int		 app;
	enum ent_status	 status;
	enum reason	 deciding;	/* the fact that made status what it is */
	enum ent_step	 terms, address, prov;
	uint64_t	 addr_expires;	/* seconds; 0 never */
	const char	*addr_location;	/* "" none */
	struct ent_cell	 cell[ENT_CELLS];
	size_t		 ncell;
	enum reason	 reason[ENT_REASONS];
	size_t		 nreason;
};

/* Services the decision knows: 2003, 2004, 2005. */
bool		 entitle_knows(int app);

/* app must be known.  Strings point into the facts. */
void		 entitle(const struct facts *, int app, struct decision *out);

/* "status=0 why=TERMS_MISSING terms=missing ...": all that a device can see of it. */
const char	*entitle_outcome(const struct decision *, struct arena *);

/* "LINE_ACTIVE,PLAN_INCLUDES,..." */
const char	*entitle_reasons(const struct decision *, struct arena *);

const char	*reason_name(enum reason);	/* "TERMS_MISSING"; static */
const char	*reason_text(enum reason);	/* a sentence for staff; static */
const char	*ent_status_name(enum ent_status);	/* "enabled"; static */
const char	*ent_step_name(enum ent_step);		/* "not-required"; static */
const char	*access_name(enum access);	/* "lte"; static */
const char	*network_name(enum network);	/* "home"; static */

#endif
