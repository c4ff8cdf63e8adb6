/*
 * param.h - request parameters declared as a table, delivered as a struct.
 *
 * Layer fmt.  A handler never sees a raw parameter: param_fill() either fills
 * every member the table names, already checked, or says which one is wrong.
 * Names are compared without case (TS.43 v12 1.7); a value that is the literal
 * "null" is what some clients send for an absent one, and is taken as absent.
 */
#ifndef ECS_FMT_PARAM_H
#define ECS_FMT_PARAM_H

#include "base/buf.h"

enum param_kind { PARAM_STR, PARAM_INT };
enum param_card { OPTIONAL, REQUIRED };

struct param_def {
	const char	*name;		/* as on the wire */
	enum param_kind	 kind;
	enum param_card	 card;
	size_t		 offset;	/* into the handler's input struct */
	long		 min, max;	/* INT: range.  STR: length in bytes */
	bool		(*valid)(const char *);	/* may be NULL */
};

#define P_STR(st, card, memb, lo, hi, valid)				\
	{ #memb, PARAM_STR, card, offsetof(st, memb)			\
	  + TYPE_OK(st, memb, const char *), lo, hi, valid }
#define P_INT(st, card, memb, lo, hi)					\
	{ #memb, PARAM_INT, card, offsetof(st, memb)			\
	  + TYPE_OK(st, memb, int), lo, hi, NULL }

struct pair {
	const char	*name, *value;
};

enum { PARAM_PAIRS = 128, PARAM_APPS = 16 };	/* more than any client sends */

/*
 * Fills `out` (zeroed by the caller) from the n pairs.  Absent optional
 * strings stay NULL, absent optional ints stay 0.  Pairs no row names are
 * ignored.  On error *bad names the offending parameter (static storage).
 * Returns PARAM_MISSING, PARAM_FORMAT, PARAM_REPEATED or OK.
 */
enum ecs_err	 param_fill(const struct param_def *, size_t ndef,
		    const struct pair *, size_t n, void *out,
		    const char **bad) MUST_CHECK;

/*
 * "a=1&b=%20" -> pairs in the arena, appended after the *n already in out,
 * which has room for PARAM_PAIRS.  Malformed escapes, an encoded NUL, and more
 * pairs than that give PARAM_FORMAT.
 */
enum ecs_err	 param_split(struct arena *, const char *query,
		    struct pair *out, size_t *n) MUST_CHECK;

/* Appends "name=value" in that form, after "&" unless b is empty or ends in "?" or "&". */
void		 param_put(struct buf *b, const char *name, const char *value);

/* First value of that name, or NULL.  Absent when it is "null". */
const char	*param_get(const struct pair *, size_t n, const char *name);

/*
 * The app parameter in all four shapes clients use (a repeated key, a JSON
 * array that fmt/json made into a repeated key, "[ap2003,ap2004]" and
 * "ap2003,ap2004"), duplicates dropped, at most PARAM_APPS.
 */
enum ecs_err	 param_apps(struct arena *, const struct pair *, size_t n,
		    const char **out, size_t *nout) MUST_CHECK;

/* "11.10" -> 11010; -1 when it is not 1*DIGIT "." 1*DIGIT (TS.43 v12 2.3). */
int		 param_version(const char *);

bool		 valid_digits(const char *);
bool		 valid_id(const char *);	/* alnum . _ : - */
bool		 valid_text(const char *);	/* UTF-8 without control characters */

#endif
