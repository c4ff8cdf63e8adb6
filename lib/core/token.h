/*
 * token.h - the TOKEN of TS.43 2.8.5, and other things a client carries.
 *
 * Layer core.  A token is sealed, so nothing is stored to issue or check one:
 * Base64url of the operator's id (2 octets) and a box of core/sealed.h with the
 * fields below.  It ends with its expiry, when
 * its SIM's or device's epoch is raised, or when its key file is removed.
 */
#ifndef ECS_CORE_TOKEN_H
#define ECS_CORE_TOKEN_H

#include "base/conf.h"
#include "base/keys.h"
#include "base/arena.h"

/* Ordered: a dispatch row states the least it accepts. */
enum auth_method { AUTH_NONE, AUTH_OTP, AUTH_OIDC, AUTH_SERVER, AUTH_EAP_AKA };

struct token {
	unsigned	 operator;
	uint64_t	 sim_id, line_id, device_id;
	uint64_t	 subject;	/* log_subject() of the IMSI, as a number */
	uint32_t	 sim_epoch, device_epoch;
	enum auth_method method;
	uint64_t	 auth_time;	/* seconds: when the SIM was authenticated */
	uint64_t	 issued, expires;
	uint64_t	 holder;	/* token_holder() of who may present it */
};

/* Binds a token to terminal_id and app_name (TS.43 2.8.5); NULL counts as "". */
uint64_t	 token_holder(const char *terminal_id, const char *app_name);

/* Lives in the arena.  ECS_KEYS when the operator has no token key. */
enum ecs_err	 token_seal(struct keys *, const struct conf *, struct arena *,
		    const struct token *, const char **out) MUST_CHECK;

/* ECS_AUTH_NEEDED when it is not ours, changed, or expired at now. */
enum ecs_err	 token_open(struct keys *, const struct conf *, struct arena *,
		    const char *text, uint64_t now, struct token *out) MUST_CHECK;

const char	*auth_method_name(enum auth_method);	/* "eap-aka"; static */

#endif
