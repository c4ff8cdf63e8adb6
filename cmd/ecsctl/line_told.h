/* line_told.h - a line's devices, and what they were last told.  Layer cmd. */
#ifndef ECS_CTL_LINE_TOLD_H
#define ECS_CTL_LINE_TOLD_H

#include "find.h"
#include "out.h"

/* The list "devices". */
enum ecs_err	 line_devices(struct out *, const struct found *) MUST_CHECK;

/* The list "told": of one app (0: all), to one terminal (NULL: all). */
enum ecs_err	 line_told(struct out *, const struct found *, int app,
		    const char *terminal_id) MUST_CHECK;

#endif
