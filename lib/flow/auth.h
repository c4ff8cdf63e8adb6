/*
 * auth.h - who was authenticated, and how.  Layer flow.
 */
#ifndef ECS_FLOW_AUTH_H
#define ECS_FLOW_AUTH_H

#include "core/token.h"

struct auth {
	uint64_t	 sim_id;	/* 0: nobody yet, the request is answered already */
	enum auth_method method;
	const struct token *token;	/* it was presented; NULL after a full authentication */
};

#endif
