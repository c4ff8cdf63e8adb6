/*
 * oidc_login.h - authentication at the operator's OpenID provider, TS.43 v12 2.8.2.
 *
 * Layer flow.  An exchange of flow/exchange.h whose key is OAuth's state.  A cookie
 * holds the same; Android's web view and its HTTP client share none, so a client may
 * come back without it, but not with another one.
 */
#ifndef ECS_FLOW_OIDC_LOGIN_H
#define ECS_FLOW_OIDC_LOGIN_H

#include "flow/auth.h"
#include "flow/exchange.h"

enum { OIDC_LOGIN_MS = 600000 };	/* a person has so long */

#define OIDC_COOKIE	"ecs_oidc"
#define OIDC_PROBLEM	"/websheet/problem"	/* the page for a login that failed */

/*
 * Answers with 302 to the provider.  Counts against the limit of addresses.
 * rq->op must be set; rq->pairs are what the document will be made for.
 */
enum ecs_err	 oidc_begin(struct req *) MUST_CHECK;

/* Is this what a provider sends a person back with? */
bool		 oidc_is_return(const struct req *);

enum oidc_outcome {
	OIDC_ANSWERED,		/* rq is answered already: a copy, or a further step */
	OIDC_KNOWN,		/* who is set; the caller makes the document */
	OIDC_FAILED		/* the provider said no: oidc_problem() makes the document */
};

/*
 * Takes a person back from the provider.  For OIDC_KNOWN and OIDC_FAILED rq->op,
 * rq->pairs and rq->accept are those of the first request, and whatever is
 * answered is kept for copies of this one.
 */
enum ecs_err	 oidc_return(struct req *, struct auth *who, enum oidc_outcome *out) MUST_CHECK;

/*
 * TS.43 v12 2.8.4: a document without TOKEN that leads to a page of ours, for each
 * of the n AppIDs.  result is OperationResult where an operation was asked for, else
 * 0.  The caller has set rq->fmt.
 */
void		 oidc_problem(struct req *, const char *const *apps, size_t n, int result);

#endif
