/*
 * stack.h - freeDiameter in this process: start, end, and what it may say.
 */
#ifndef ECS_DIAMETER_STACK_H
#define ECS_DIAMETER_STACK_H

#include "base/ecs.h"

/* file is a freeDiameter.conf.  False: logged why, and the process had better end. */
bool		 stack_start(const char *file);

/* It may end by itself; an outcome of request 0 comes then, to wake who waits. */
bool		 stack_runs(void);

/* Takes leave of the peers (DPR); blocks until freeDiameter's threads have ended. */
void		 stack_stop(void);

#endif
