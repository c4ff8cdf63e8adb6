/*
 * operator.h - whose request is it?  Layer flow.
 */
#ifndef ECS_FLOW_OPERATOR_H
#define ECS_FLOW_OPERATOR_H

#include "fmt/nai.h"
#include "io/req.h"

/*
 * By Host, then by an own realm of the identity, then by IMSI prefix, GID1 and
 * PLMN, the most specific first.  imsi, plmn, realm and gid1 may be NULL.
 * NULL when nothing fits.  The only operator of a configuration always fits.
 */
const struct conf_operator *operator_find(const struct conf *, const char *host,
		    const char *realm, const char *imsi, const char *plmn,
		    const char *gid1);

/* For nai_parse(): is the realm one that some operator calls its own? */
bool		 operator_realm(const void *conf, const char *realm);

/* Sets rq->op and, by its languages, rq->language. */
void		 operator_set(struct req *, const struct conf_operator *);

/*
 * Once the line is known: where the client wants no language that rq->op has, the
 * line's own (may be "") comes before the operator's first.
 */
void		 operator_language(struct req *, const char *of_line);

#endif
