/*
 * find.h - whose number is it?
 *
 * Layer cmd.  Wants --operator only where numbers leave it open.
 */
#ifndef ECS_CTL_FIND_H
#define ECS_CTL_FIND_H

#include "ctl.h"

struct found {
	const struct conf_operator *op;
	uint64_t	 line_id, sim_id;	/* sim_id 0: found by MSISDN */
};

/* Where a new IMSI belongs; NULL (told) when several operators could have it. */
const struct conf_operator *find_operator(struct ctl *, const char *imsi);

/* The operator named, or the only one; NULL (told) when there are several. */
const struct conf_operator *find_named(struct ctl *);

/* Is that operator meant: the one named, or any when none was? */
bool		 find_wanted(const struct ctl *, const struct conf_operator *);

/* The line of an IMSI or MSISDN ("+" allowed).  Anything but OK is told. */
enum ctl_rc	 find_line(struct ctl *, const char *number, struct found *out) MUST_CHECK;

/* Makes sure of sim_id: a number with several SIMs is told to be ambiguous. */
enum ctl_rc	 find_sim(struct ctl *, struct found *) MUST_CHECK;

/* Digits only, so many: for numbers that people type. */
bool		 find_digits(const char *, size_t lo, size_t hi);

#endif
