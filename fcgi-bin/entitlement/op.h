/*
 * op.h - what one operation of TS.43 is: a row of data and a function.
 *
 * The second family beside the services of app.h: requests that say
 * operation=.  The dispatcher, op.c, does everything that rows can say: who may
 * ask, the parameters, VERS, TOKEN, which parameters the answer must have.  The
 * function fills the one APPLICATION.  Nothing here outlives the request.
 */
#ifndef ECS_OP_H
#define ECS_OP_H

#include "app.h"
#include "flow/server_auth.h"

/* Who asks: a device with its line, or a server. */
struct op_asker {
	const struct common *c;
	const struct facts *facts;	/* of the device's SIM and line; NULL: a server asks */
	uint64_t	 device_id;
	enum auth_method method;
	const struct server_auth *server;	/* NULL: a device asks */
};

/* OperationResult, TS.43 v12 6.5.1. */
enum op_result {
	OP_SUCCESS = 1, OP_ERROR_GENERAL = 100, OP_INVALID_OPERATION = 101,
	OP_INVALID_PARAMETER = 102, OP_NOT_SUPPORTED = 103
};

struct op {
	const char	*app, *operation;	/* operation "": a request that names none */
	enum auth_method least;		/* enough for a device; AUTH_NONE: no device may */
	bool		 server;	/* a server may, where the registry permits it */
	/* Its own parameters, filled into a struct of that size; a wrong one is 400. */
	const struct param_def *params;
	size_t		 nparams, size;
	/* Rows that a successful answer must have, checked before it leaves. */
	const struct resp_def *resp;
	size_t		 nresp;
	/* Fills the APPLICATION; *result is OP_SUCCESS before. */
	enum ecs_err	(*run)(struct req *, const struct op_asker *, const void *in,
			    struct node *, enum op_result *result);
};

#define OP(file)	extern const struct op op_##file;
#include "ops.def"
#undef OP

/*
 * The row that a request is for.  ECS_NOROW: the app has no operations.  An
 * operation no row names gives one that answers 101; PARAM_MISSING is recorded.
 */
enum ecs_err	 op_find(struct req *, const char *app, const char *operation,
		    const struct op **out) MUST_CHECK;

/* Is it a server that asks: by access_token, requestor_id, or a TOKEN of one? */
bool		 op_of_server(struct req *, const struct common *);

/* The server, authenticated; what is missing then is as server_auth() says. */
enum ecs_err	 op_server(struct req *, const struct common *, struct server_auth *out) MUST_CHECK;

/* Answers a device that was authenticated, or such a server; the other one is NULL. */
enum ecs_err	 op_answer(struct req *, const struct common *, const struct op *,
		    const struct auth *, const struct server_auth *) MUST_CHECK;

#endif
