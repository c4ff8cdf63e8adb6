/*
 * page.h - the contract between the dispatcher and one page.
 *
 * A page is what a ticket of its name opens.  Showing it changes nothing; what
 * a form of it asks for is done by the verb that its "action" names, after the
 * dispatcher has made sure that the form is of this session.
 */
#ifndef ECS_PAGE_H
#define ECS_PAGE_H

#include "flow/ws_session.h"
#include "io/sheet.h"

struct page_verb {
	const char	*action;	/* value of the form's button */
	/*
	 * Either fills rq->out with the page again (something has to be mended), or
	 * leaves it empty: then the browser is sent to the page, so that a reload
	 * sends no form.  ECS_TAKEN: this form was taken before; also sent there.
	 */
	enum ecs_err	(*run)(struct req *, const struct ws_session *) MUST_CHECK;
};

struct page {
	const char	*name;		/* /websheet/NAME, the ticket's flow */
	const char	*keeps;		/* parameter that stays when the ticket goes; NULL none */
	enum ecs_err	(*show)(struct req *, const struct ws_session *) MUST_CHECK;
	/* In place of all else: for anybody, without ticket and session. */
	enum ecs_err	(*open)(struct req *) MUST_CHECK;
	const struct page_verb *verb;
	size_t		 nverb;
};

#define WS(id)	extern const struct page ws_##id;
#include "pages.def"
#undef WS

/* A sheet with what every page has; its root is where values go. */
struct sheet	*page_sheet(struct req *, const char *name);

/* Answers with the sheet. */
enum ecs_err	 page_write(struct req *, struct sheet *) MUST_CHECK;

/* After page_write(): the page's script may ask whether it is still the same (mode "poll"). */
void		 page_polls(struct req *);

/* Adds what a form of this session must carry: csrf and form. */
void		 page_form(struct req *, const struct ws_session *, struct sheet_el *);

/* For whom pages of this request are; the first operator where none is known. */
struct sheet_for page_for(struct req *);

/* The page that says what went wrong and what to do (req_error_page). */
void		 page_error(struct req *, enum ecs_err);

/* Style sheets and the script: path is what follows /websheet/static/. */
enum ecs_err	 static_file(struct req *, const char *path) MUST_CHECK;

/*
 * Pages with sample data (option preview), path being what follows /websheet/preview/.
 * ECS_NOT_FOUND where it is off, or the client is not on this machine.
 */
enum ecs_err	 preview(struct req *, const char *path) MUST_CHECK;

#endif
