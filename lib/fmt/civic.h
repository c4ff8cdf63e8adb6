/*
 * civic.h - a civic emergency address and what a country wants in it.
 *
 * Layer fmt.  Members are the civic elements of RFC 5139; strings are UTF-8,
 * never NULL, "" when not given, and belong to the caller.
 */
#ifndef ECS_FMT_CIVIC_H
#define ECS_FMT_CIVIC_H

#include "base/ecs.h"

enum civic_field {
	CIVIC_COUNTRY, CIVIC_A1, CIVIC_A3, CIVIC_RD, CIVIC_HNO, CIVIC_LOC, CIVIC_PC,
	CIVIC__MAX
};

struct civic {
	const char	*f[CIVIC__MAX];
};

/* "country", "a1" ...: as forms, statements and JSON spell them; static. */
const char	*civic_name(enum civic_field);

enum civic_card { CIVIC_UNUSED, CIVIC_OPTIONAL, CIVIC_REQUIRED };

/* How a country uses a field; a country without rules has those of "". */
enum civic_card	 civic_card(const char *country, enum civic_field);

/* Longest value in octets that the database keeps. */
size_t		 civic_max(enum civic_field);

/*
 * Checks by the country's rules (the "rules" driver: no network).  False, and
 * wrong[f] set for each field at fault, when it cannot be an address there.
 */
bool		 civic_check(const struct civic *, bool wrong[CIVIC__MAX]);

#endif
