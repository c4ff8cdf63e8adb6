/*
 * line_new.h - a line with its SIM and key, from options or from a file's row.
 *
 * Layer cmd.  Keys are wiped with the arena.
 */
#ifndef ECS_CTL_LINE_NEW_H
#define ECS_CTL_LINE_NEW_H

#include "ctl.h"
#include "peer/auc.h"

/* As it was written. */
struct line_in {
	const char	*imsi, *msisdn, *plan, *state, *language, *iccid;
	const char	*k, *opc, *op, *alg;
	struct opt_num	 mnc_len, sqn, res_len, iterations;
	const char	*override, *terms, *prov, *address_location;
	const char	*from;
};

/* Also the columns of a file; "from" is the last and not a column. */
extern const struct opt line_opts[];
enum { LINE_OPTS = 19 };

enum line_outcome { LINE_ADDED, LINE_SAME };

/* Checks it all, then adds it in one transaction, unless it is there already. */
enum ctl_rc	 line_new(struct ctl *, const struct line_in *,
		    enum line_outcome *out) MUST_CHECK;

/* For line set too.  False (told) when wrong; NULL is fine. */
bool		 line_language_ok(struct ctl *, const char *);
bool		 line_location_ok(struct ctl *, const char *);

/* line_key.c: K and OPc, checked, OPc made from OP.  False (told) when wrong. */
bool		 line_key(struct ctl *, const struct line_in *, struct aka_key *out);

/* line_file.c: a tab-separated file with a header; "-" is stdin. */
enum ctl_rc	 line_file(struct ctl *, const char *path);

#endif
