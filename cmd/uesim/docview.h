/*
 * docview.h - what a client took from a document, whatever the client and the
 * format: groups of parameters in the order they were stored.
 *
 * Everything lives in the arena.
 */
#ifndef UESIM_DOCVIEW_H
#define UESIM_DOCVIEW_H

#include "base/arena.h"

struct view_parm {
	struct view_parm	*next;
	const char		*name, *value;
};

/*
 * One characteristic.  VERS and TOKEN have app NULL.  In an application path is
 * "" for its own parameters and the names of the nested ones below it, joined by
 * a bar; the same path may come several times.
 */
struct view_group {
	struct view_group	*next;
	const char		*app, *path;
	struct view_parm	*parms, **tail;
};

struct view_note {
	struct view_note	*next;
	const char		*text;
};

struct doc_view {
	struct arena		*arena;
	bool			 fold;		/* names compared without case */
	struct view_group	*groups, **tail;
	struct view_note	*notes, **note_tail;	/* what the client made of it */
	const char		*reject;	/* the client throws the document away */
	const char		*reset;		/* and switches every service off: why */
	bool			 off;		/* VERS says so: a right document */
	long long		 version, validity;
	const char		*token;
};

/* What a reader is given. */
struct doc_in {
	const char		*body, *content_type;	/* content_type may be "" */
	const char *const	*app;			/* what was asked */
	size_t			 napp;
	bool			 json;			/* JSON was asked for */
};

void			 view_init(struct doc_view *, struct arena *);
struct view_group	*view_group(struct doc_view *, const char *app, const char *path);
void			 view_parm(struct doc_view *, struct view_group *,
			    const char *name, const char *value);

/* The first such group, NULL when none; the next one with view_again. */
struct view_group	*view_find(const struct doc_view *, const char *app, const char *path);
struct view_group	*view_again(const struct doc_view *, const struct view_group *);

/* A value; NULL when the group is NULL or has no such parameter. */
const char		*view_get(const struct doc_view *, const struct view_group *,
			    const char *name);

/*
 * A number; dflt when it is not there.  A value that is no number sets reject
 * when the client fails on it (strict), else counts as 0.
 */
int			 view_num(struct doc_view *, const struct view_group *,
			    const char *name, int dflt, bool strict);

void			 view_note(struct doc_view *, const char *, ...) PRINTF(2, 3);
void			 view_reject(struct doc_view *, const char *, ...) PRINTF(2, 3);

/*
 * version, validity and token from VERS and TOKEN, with RCC.14's meaning: sets
 * off for 0, -1 and -2, reset when VERS is missing or means nothing, reject when
 * it is no number and the client fails on that (strict).
 */
void			 view_vers(struct doc_view *, bool strict);

/* True when text is a decimal number that fits; Java's parseLong, C's rules. */
bool			 view_is_number(const char *text, long long lo, long long hi,
			    long long *out);

#endif
