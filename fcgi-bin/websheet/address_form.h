/*
 * address_form.h - the part of a page that asks for an emergency address.
 *
 * What a person typed is shown again as it was, with what is wrong about it at
 * each field; it is never refused as a request.
 */
#ifndef ECS_ADDRESS_FORM_H
#define ECS_ADDRESS_FORM_H

#include "fmt/civic.h"
#include "page.h"

enum address_fault { FAULT_NONE, FAULT_MISSING, FAULT_FORMAT, FAULT_REFUSED };

struct address_form {
	struct civic	 c;		/* strings never NULL */
	enum address_fault fault[CIVIC__MAX];
};

/*
 * From the request's fields, blanks around them dropped, codes in capitals, what
 * the country does not use left out.  ECS_PARAM_REPEATED is an error of the
 * request; whatever a person can do wrong is a fault.
 */
enum ecs_err	 address_form_read(struct req *, struct address_form *out) MUST_CHECK;

/* Sets faults by the country's rules; false when there is one. */
bool		 address_form_check(struct address_form *);

/* The country to begin with: the first of the page's text "countries". */
const char	*address_form_country(struct req *, const char *page);

/* Adds <address>: the countries on offer, and a <field> for each the country uses. */
void		 address_form_show(struct req *, const char *page, struct sheet_el *,
		    const struct address_form *);

#endif
