/*
 * emergency.h - the operator's emergency (E911/E112) provider: takes the
 * address, gives its location id.
 *
 * Layer peer.  Drivers: "none" (takes every address, makes the id itself),
 * "http".  An operator's `emergency` option names it.
 */
#ifndef ECS_PEER_EMERGENCY_H
#define ECS_PEER_EMERGENCY_H

#include "peer/provisioner.h"

struct emergency_driver {
	const char	*name;
	void		(*ask)(const struct peer_ask *, struct peer_answer *out);
};

const struct emergency_driver *emergency_driver(const struct conf_operator *);

#endif
