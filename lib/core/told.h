/*
 * told.h - what a device was last told, whether that still holds, and
 * VERS.version.
 *
 * Layer core.  The (line, device) row keeps the decisions themselves, packed,
 * with what they were made from: line.rev, catalog.version, the device's own
 * description, a time.  While none of that has changed, a status query is one
 * SELECT of that row.  Otherwise the facts are loaded, the decisions made
 * anew, and the row written; the version rises when a device can see a
 * difference, and never falls.
 */
#ifndef ECS_CORE_TOLD_H
#define ECS_CORE_TOLD_H

#include "core/entitle.h"

enum { TOLD_MAX = 1400, TOLD_APPS = 16, TOLD_HASH = 8 };

/* What a device registers itself with; strings may be "". */
struct told_device {
	const char	*terminal_id, *vendor, *model, *software;
	bool		 push_given;	/* else the stored push token stays */
	int		 push_kind;	/* notif_action */
	const char	*push_token;
};

/* All decisions a device was told, and what they were made from. */
struct told {
	uint64_t	 version;
	uint64_t	 device_id, sim_id;
	uint32_t	 sim_epoch, device_epoch;
	uint64_t	 catalog;	/* its version */
	bool		 per_device;	/* the address was the device's own */
	uint64_t	 until;		/* seconds: a decision changes by itself then; 0 never */
	const char	*vendor, *model, *software;
	uint8_t		 push[TOLD_HASH];	/* digest of kind and token */
	const char	*language;	/* of the line; "" none */
	struct decision	 d[TOLD_APPS];
	size_t		 n;
};

/* Which row, and whose request asks whether it still holds. */
struct told_key {
	unsigned	 operator;
	uint64_t	 line_id, device_id, sim_id;
	bool		 per_device;	/* option address-per-device */
};

/*
 * One round trip.  ECS_OK: what the device was told holds, and out has it.
 * ECS_NOROW: it does not, or never was: load the facts.  Strings live in the
 * arena.  A change of the catalog is seen within a second.
 */
enum ecs_err	 told_get(struct db *, struct arena *, const struct told_key *,
		    const struct told_device *, uint64_t now_ms, struct told *out) MUST_CHECK;

/* The decision about an app, or NULL. */
const struct decision *told_find(const struct told *, int app);

/*
 * Decides from these facts about the n apps and about those the device was
 * told of before, and stores that in one transaction with the device's
 * description.  out is what stands afterwards.  ECS_TAKEN: another request was
 * faster; load the facts and come again.
 */
enum ecs_err	 told_put(struct db *, struct arena *, const struct facts *,
		    const struct told_device *, const int *app, size_t n,
		    struct told *out) MUST_CHECK;

/*
 * Decisions to bytes and back (told_pack.c).  Unpacking gives false for bytes
 * of another release: then the decisions are made anew.
 */
size_t		 told_pack(const struct told *, uint8_t out[TOLD_MAX]);
bool		 told_unpack(struct arena *, struct span, struct told *out);

/* Could a device tell the two apart? */
bool		 told_differs(const struct decision *, const struct decision *);

#endif
