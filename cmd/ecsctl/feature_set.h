/*
 * feature_set.h - "2004=1,2005=2": what is special about services of a line.
 *
 * Layer cmd.  Owns nothing.
 */
#ifndef ECS_CTL_FEATURE_SET_H
#define ECS_CTL_FEATURE_SET_H

#include "ctl.h"

enum feature_kind { FEATURE_OVERRIDE, FEATURE_TERMS, FEATURE_PROV };

/* False (told) when a part is not APP=VALUE with a value of that kind.  NULL is fine. */
bool		 feature_ok(struct ctl *, enum feature_kind, const char *text);

/* Writes every part; text was found ok before. */
enum ecs_err	 feature_write(struct ctl *, struct db *, const struct conf_operator *,
		    uint64_t line_id, enum feature_kind, const char *text) MUST_CHECK;

#endif
