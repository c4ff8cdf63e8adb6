/*
 * json.h - ecsctl's JSON output, commas and escapes kept right.
 *
 * The text grows in an arena.  Inside an object a member has a name, inside an
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
void		 json_open(struct json *, const char *name, char bracket);	/* '{' or '[' */
void		 json_close(struct json *);
void		 json_str(struct json *, const char *name, const char *);	/* NULL: null */
/* A number that is text already. */
void		 json_raw(struct json *, const char *name, const char *);
void		 json_num(struct json *, const char *name, uint64_t);
void		 json_bool(struct json *, const char *name, bool);
void		 json_print(struct json *);	/* to stdout, with a newline */

#endif
