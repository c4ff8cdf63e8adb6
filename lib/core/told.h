/*
 * told.h - what a device was last told, and VERS.version.
 *
 * Layer core.  The version is a counter on the (line, device) row.  It rises
 * when a decision differs from what the device was told before, and never
 * falls.  When nothing differs nothing is written.
 */
#ifndef ECS_CORE_TOLD_H
#define ECS_CORE_TOLD_H

#include "core/entitle.h"

/* What a device registers itself with; strings may be "". */
struct told_device {
	const char	*terminal_id, *vendor, *model, *software;
	bool		 push_given;	/* else the stored push token stays */
	int		 push_kind;	/* notif_action */
	const char	*push_token;
};

/*
 * Compares the n decisions with what the facts say this device was told, and
 * writes device, decisions and the new version in one transaction if they
 * differ.  *version and *device_id are what stands afterwards.  ECS_TAKEN:
 * another request was faster; load the facts again and decide again.
 */
enum ecs_err	 told_update(struct db *, struct arena *, const struct facts *,
		    const struct told_device *, const struct decision *, size_t n,
		    uint64_t *version, uint64_t *device_id, uint64_t *device_epoch)
		    MUST_CHECK;

#endif
