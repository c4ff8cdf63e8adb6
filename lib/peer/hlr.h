/*
 * hlr.h - whoever holds the SIMs' keys: gives authentication vectors.
 *
 * Layer peer.  One struct hlr_driver per kind of source; an operator's `hlr`
 * option names it.  A driver moves its SQN before it returns a vector, and
 * never returns the same one twice.
 */
#ifndef ECS_PEER_HLR_H
#define ECS_PEER_HLR_H

#include "base/keys.h"
#include "fmt/eap.h"
#include "io/db.h"

struct hlr {
	struct db	*db;
	struct keys	*keys;
	const struct conf *conf;
	const struct conf_operator *op;
	struct arena	*arena;
	const char	*why;	/* set on error: for the log, no identifier in it */
	bool		 heard;	/* set with ECS_PEER_DOWN: it did answer, so it is there */
};

struct hlr_ask {
	uint64_t	 sim_id;	/* 0: not known here, and nobody is to notice */
	const char	*imsi;
	enum eap_type	 type;		/* AKA' wants AMF's separation bit set */
	const uint8_t	*rand, *auts;	/* resynchronise with these first; or NULL */
};

struct hlr_driver {
	const char	*name;
	bool		 remote;	/* it is another system, which may be down */
	/*
	 * ECS_AUTH_FAILED: no such SIM here, or MAC-S is wrong.  ECS_PEER_DOWN,
	 * ECS_BUSY, ECS_DB, ECS_KEYS: no vector now.  out is secret: wipe it.
	 */
	enum ecs_err	(*vector)(struct hlr *, const struct hlr_ask *,
			    struct aka_vector *out);
};

/*
 * Is what another system gave a vector for this question?  RES has 4 to 16
 * octets, AMF's separation bit is as the type wants it, RAND is not the one that
 * was resynchronised with, and CK', IK' are for AKA' only.  Else ECS_PEER_DOWN.
 */
enum ecs_err	 hlr_vector_ok(struct hlr *, const struct hlr_ask *,
		    const struct aka_vector *) MUST_CHECK;

/* The operator's driver; NULL when its name is unknown. */
const struct hlr_driver *hlr_driver(const struct conf_operator *);

extern const struct hlr_driver hlr_auc, hlr_http, hlr_gsup, hlr_diameter;

#endif
