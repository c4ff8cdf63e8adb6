/*
 * outcome.h - what became of a request, on its way from freeDiameter's threads
 * to the one that talks to workers.
 *
 * An outcome belongs to whom it was handed to; outcome_free() wipes it.
 */
#ifndef ECS_DIAMETER_OUTCOME_H
#define ECS_DIAMETER_OUTCOME_H

#include "fmt/gateway.h"

struct outcome {
	struct outcome	*next;
	uint64_t	 id;	/* that of the request */
	enum gateway_verdict verdict;
	const char	*why;	/* static, no identifier in it, up to GATEWAY_WHY */
	struct aka_vector vector;
	size_t		 packet_len, state_len;
	uint8_t		 packet[GATEWAY_EAP], state[GATEWAY_STATE];
	char		 user_name[NAI_MAX + 1];
};

bool		 outcomes_open(void);	/* false: no descriptor left */
int		 outcomes_fd(void);	/* readable when there is one */

struct outcome	*outcome_new(uint64_t id);	/* UNABLE until told otherwise */
void		 outcome_free(struct outcome *);

/* From any thread; takes the outcome. */
void		 outcome_give(struct outcome *);

/* The oldest, or NULL. */
struct outcome	*outcome_take(void);

#endif
