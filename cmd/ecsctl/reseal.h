/* reseal.h - SIM keys under the newest master key.  Layer cmd. */
#ifndef ECS_CTL_RESEAL_H
#define ECS_CTL_RESEAL_H

#include "ctl.h"
#include "json.h"

/*
 * Seals every key again that an older master key sealed, one update a row, so
 * it may be broken off and run again.  Tells how many; false (told) if it fails.
 */
bool		 reseal(struct ctl *, struct json *);

#endif
