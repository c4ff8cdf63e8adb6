/*
 * app.h - what one service of TS.43 is: a row of data and a function.
 *
 * The dispatcher does everything that rows can say: which AppID, which
 * authentication is enough, which parameters an answer must have.  The
 * function only writes the decision in the service's own words.
 */
#ifndef ECS_APP_H
#define ECS_APP_H

#include "core/entitle.h"
#include "flow/auth.h"
#include "io/req.h"

/* What TS.43 v12 2.3 table 4 lets a device send with any request. */
struct common {
	const char	*entitlement_version;
	const char	*terminal_id, *terminal_vendor, *terminal_model;
	const char	*terminal_sw_version;
	const char	*app_name, *app_version;
	const char	*IMSI, *EAP_ID, *token, *GID1, *GID2;
	const char	*notif_token;
	const char	*msisdn;	/* whom a one-time password is to be sent to */
	const char	*operation;
	const char	*requestor_id, *enterprise_id, *access_token;	/* of a server */
	int		 SMS_port;
	int		 notif_action;
	int		 vers;
	int		 version;	/* entitlement_version as param_version() */
};

/* Who asks: what was sent, and whose SIM, line and device it is. */
struct asker {
	const struct common *c;
	uint64_t	 sim_id, line_id, device_id;
	uint32_t	 sim_epoch;
};

struct resp_def {
	enum parm	 name;
	enum param_card	 card;
};

struct app {
	const char	*id;		/* value of app= */
	int		 app;		/* the number in it */
	enum auth_method least;		/* weakest authentication that is enough */
	/* Rows an answer must have, checked before it leaves. */
	const struct resp_def *(*resp)(const struct common *, size_t *n);
	enum ecs_err	(*write)(struct req *, const struct asker *,
			    const struct decision *, struct node *);
};

/* A device with its TOKEN: whose it is, as it is now. */
struct bearer {
	uint64_t	 sim_id, line_id, device_id;
	uint32_t	 sim_epoch, device_epoch;
	enum auth_method method;
	const struct token *token;	/* presented; NULL after full authentication */
};

/* ECS_AUTH_NEEDED: the token presented is not of this SIM and device any more. */
enum ecs_err	 bearer_check(struct req *, const struct bearer *) MUST_CHECK;

/* Was it authenticated well enough for what (its name, for the log)? */
enum ecs_err	 bearer_may(struct req *, const struct auth *, enum auth_method least,
		    const char *what) MUST_CHECK;

/* Writes TOKEN: the presented one, or a new one. */
enum ecs_err	 bearer_write(struct req *, const struct common *, const struct bearer *)
		    MUST_CHECK;
void		 bearer_write_text(struct req *, const char *text, uint64_t expires);

/* The contract of the response rows: never half an answer. */
enum ecs_err	 resp_check(struct req *, const struct node *, const struct resp_def *,
		    size_t n, const char *what) MUST_CHECK;

#define APP(id)	extern const struct app app_##id;
#include "apps.def"
#undef APP

/* MessageForIncompatible: why not, in the subscriber's language; "" if it may. */
const char	*app_message(struct req *, const struct decision *, enum reason);

/*
 * TS.43 families "status": facts, decisions, VERS, TOKEN, one APPLICATION a row.
 */
enum ecs_err	 status_answer(struct req *, const struct common *,
		    const struct app *const *, size_t napp, const struct auth *)
		    MUST_CHECK;

#endif
