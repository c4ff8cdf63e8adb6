/*
 * out.h - one result, as tables for people or as JSON for scripts.
 *
 * Layer cmd.  A subcommand says everything once; ctl->json decides how it is written.
 * Strings must live until out_end().
 */
#ifndef ECS_CTL_OUT_H
#define ECS_CTL_OUT_H

#include "ctl.h"
#include "json.h"

enum { OUT_COLUMNS = 10 };

struct col {
	const char	*head;		/* for people; NULL: only in JSON */
	const char	*key;		/* in JSON */
	bool		 number;
};

struct out {
	struct ctl	*c;
	struct json	 j;
	const struct col *col;		/* of the table being written */
	size_t		 ncol, n, cap;
	const char	**cell;
};

void		 out_start(struct out *, struct ctl *);
void		 out_end(struct out *);		/* prints the JSON */

/* "State      active"; head NULL: only in JSON.  An empty value is "-", or null. */
void		 out_str(struct out *, const char *head, const char *key, const char *);
void		 out_num(struct out *, const char *head, const char *key, uint64_t);

/* A table: cells in order, row by row, then out_list(). */
void		 out_cols(struct out *, const struct col *, size_t n);
void		 out_cell(struct out *, const char *);		/* NULL: none */
void		 out_cell_num(struct out *, uint64_t);
/* title NULL: no title.  An empty table is said to be empty. */
void		 out_list(struct out *, const char *title, const char *key);

#endif
