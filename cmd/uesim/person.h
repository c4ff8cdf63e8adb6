/*
 * person.h - the person who holds the phone: an address, and what they do with a
 * page.
 *
 * They go by what is written on the page; names of fields help only because a
 * browser's form filler knows them too.  Everything lives in the arena.
 */
#ifndef UESIM_PERSON_H
#define UESIM_PERSON_H

#include "form.h"
#include "opts.h"

/* RFC 5139's civic elements, by which the options are named. */
enum place { P_COUNTRY, P_A1, P_A3, P_RD, P_HNO, P_LOC, P_PC, P__MAX };

enum aim { AIM_FILL, AIM_EDIT, AIM_DECLINE, AIM_WITHDRAW };

struct person {
	struct arena	*arena;
	enum aim	 aim;
	bool		 may_fix, fixed;
	unsigned	 sent, chosen;		/* forms, countries so far */
	const char	*given[P__MAX];		/* by option; NULL: their own */
	const char	*country;		/* of the address they give */
};

enum act_kind {
	ACT_LEAVE,	/* nothing more to do here: close the page */
	ACT_WAIT,	/* the page loads itself again */
	ACT_CALLED,	/* the page called the phone by itself */
	ACT_PRESS_CALL,	/* a button that calls the phone */
	ACT_SEND,	/* fill what form says, press button */
	ACT_FOLLOW	/* a link */
};

struct act {
	enum act_kind		 kind;
	struct page_form	*form;
	struct field		*button;	/* may be NULL with ACT_SEND: Enter */
	const struct page_link	*link;
	bool			 fills;		/* form has something for the person */
	struct field		*only;		/* filled already, the rest stays */
};

void		 person_init(struct person *, struct arena *, const struct opts *);

/* What they do next with a page that called the phone, or did not. */
struct act	 person_act(struct person *, const struct page *, bool called);

/* How they close a page that has a button for it; false: it has none. */
bool		 person_close(const struct page *, struct act *out);

/* The button of a country's fields, once the country is chosen; NULL: not needed. */
struct field	*person_choose(struct person *, struct page_form *, struct field **country);

/* Fills the form; how many fields were changed. */
unsigned	 person_fill(struct person *, struct page_form *);

/* Corrects what the page complains about; how many fields were changed. */
unsigned	 person_fix(struct person *, struct page_form *);

/* Which part of an address a field wants; P__MAX: none. */
enum place	 person_place(const struct field *);

/* A made-up address, field by field; "" where the country has no use for it. */
const char	*person_own(const char *country, enum place);

/* The form with most parts of an address; NULL: none has two. */
struct page_form *person_address_form(const struct page *);

/* "country", "a1" ... */
const char	*person_place_name(enum place);

#endif
