/*
 * json.h - ecsctl's JSON output, commas and escapes kept right.
 *
 * Layer cmd.  The text grows in an arena.  Inside an object a member has a name, inside an
 * array the name is NULL.
 */
#ifndef ECS_CTL_JSON_H
#define ECS_CTL_JSON_H

#include "base/buf.h"

enum { JSON_DEPTH = 8 };

struct json {
	struct buf	 b;
	char		 end[JSON_DEPTH];
	unsigned	 depth;
	bool		 comma;
};

void		 json_start(struct json *, struct arena *);
/* bracket is '{' or '['. */
void		 json_open(struct json *, const char *name, char bracket);
void		 json_close(struct json *);
/* NULL: null */
void		 json_str(struct json *, const char *name, const char *);
/* A number that is text already. */
void		 json_raw(struct json *, const char *name, const char *);
void		 json_num(struct json *, const char *name, uint64_t);
void		 json_bool(struct json *, const char *name, bool);
void		 json_print(struct json *);	/* to stdout, with a newline */

#endif
