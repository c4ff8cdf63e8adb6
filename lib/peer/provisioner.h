/*
 * provisioner.h - the network's own systems (HSS, TAS, PCF) behind one door.
 *
 * Layer peer.  Drivers: "none" (done at once), "http" (a signed webhook; done
 * in the answer or by a call-back to admin).  An operator's `provisioner`
 * option names it.
 */
#ifndef ECS_PEER_PROVISIONER_H
#define ECS_PEER_PROVISIONER_H

#include "base/arena.h"
#include "base/conf.h"
#include "base/keys.h"
#include "fmt/civic.h"

/* A question to a provisioner or an emergency provider. */
struct peer_ask {
	const struct conf_operator *op;
	struct keys	*keys;
	struct arena	*arena;
	const char	*ref;		/* Idempotency-Key */
	const char	*verb;
	int		 app;
	const char	*imsi, *msisdn, *terminal_id;	/* terminal_id "" none */
	const struct civic *address;	/* emergency register */
};

struct peer_answer {
	enum { PEER_DONE, PEER_ACCEPTED, PEER_RETRY, PEER_REFUSED } what;
	const char	*why;		/* "" none; no identifier */
	const char	*location_id;	/* emergency, DONE */
	uint64_t	 expires_at;
	const char	*fields;	/* emergency, REFUSED; "" none */
	unsigned	 retry_after_s;	/* RETRY: not before; 0 not said */
};

struct provisioner_driver {
	const char	*name;
	void		(*ask)(const struct peer_ask *, struct peer_answer *out);
};

/* NULL when the operator's option names none of them. */
const struct provisioner_driver *provisioner_driver(const struct conf_operator *);

#endif
