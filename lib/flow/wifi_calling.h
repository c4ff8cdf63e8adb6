/*
 * wifi_calling.h - the story of Wi-Fi calling: terms, emergency address,
 * provisioning.  TS.43 v12 3.
 *
 * Layer flow.  Steps follow from what is missing; every function may be called
 * again.  What was working is never switched off before its replacement works.
 */
#ifndef ECS_FLOW_WIFI_CALLING_H
#define ECS_FLOW_WIFI_CALLING_H

#include "core/entitle.h"
#include "core/outbox.h"
#include "fmt/civic.h"

enum { WIFI_CALLING = 2004 };

/* Which page fits now. */
enum wifi_page {
	WIFI_ASK,	/* terms, address or another try is missing */
	WIFI_WAIT,	/* something is on its way */
	WIFI_MANAGE,	/* all is there: address may be edited, consent withdrawn */
	WIFI_REFUSED	/* the line, plan, device or network does not allow it */
};

struct wifi_state {
	struct facts	 f;
	struct decision	 d;
	enum wifi_page	 page;
	bool		 ask_terms, ask_address;	/* page ASK */
	uint64_t	 terms_version;		/* to be accepted; 0 none */
	struct civic	 address;		/* in force, or given last; fields "" if none */
	uint64_t	 address_expires;	/* 0 never */
	bool		 change_pending;	/* an edit is being checked */
	bool		 change_failed;		/* the provider could not be asked */
	bool		 prov_failed;		/* the network refused: a form sent tries again */
	bool		 wrong[CIVIC__MAX];	/* the provider refused these fields */
	bool		 refused;		/* ... or the address as a whole */
};

/* Everything a page needs.  ECS_NOROW when SIM or line are gone. */
enum ecs_err	 wifi_calling_load(struct db *, struct arena *,
		    const struct conf_operator *, uint64_t sim_id,
		    const char *terminal_id, uint64_t now, struct wifi_state *out) MUST_CHECK;

/* What a person sent. */
struct wifi_form {
	uint64_t	 line_id, device_id;
	struct span	 session;	/* its id; with forms it makes a form count once */
	unsigned	 forms;		/* ws_session.forms when the page was made */
	uint64_t	 terms_version;	/* accepted now; 0: not asked */
	const char	*language;
	struct span	 terms_digest;	/* of the text shown */
	const struct civic *address;	/* NULL: not asked */
	uint64_t	 now_ms;
};

/*
 * Consent, address and what follows from them, in one transaction.  ECS_TAKEN:
 * this form was taken before; show the page anew.
 */
enum ecs_err	 wifi_calling_submit(struct db *, const struct conf_operator *,
		    const struct wifi_form *) MUST_CHECK;

/* Consent withdrawn: off at once for devices, then withdrawn in the network. */
enum ecs_err	 wifi_calling_withdraw(struct db *, const struct conf_operator *,
		    const struct wifi_form *) MUST_CHECK;

/* The outcome of an emergency row; inside the transaction of promise_outcome(). */
enum ecs_err	 wifi_calling_address_outcome(struct db *, const struct conf_operator *,
		    const struct outbox_row *, const struct outcome_of *, uint64_t now_ms)
		    MUST_CHECK;

/* The address an emergency row is about.  ECS_NOROW: it was replaced since. */
enum ecs_err	 wifi_calling_address(struct db *, struct arena *,
		    const struct outbox_row *, struct civic *out) MUST_CHECK;

#endif
