/*
 * sight.h - says in words what a person sees on a page, and keeps it for the
 * summary.
 */
#ifndef UESIM_SIGHT_H
#define UESIM_SIGHT_H

#include "form.h"
#include "uesim.h"

/* A page that came; name is a URL without its query, for the summary. */
void	 sight_page(struct ue *, const struct page *, const char *url, int status);

/* What a form asks: "Terms (version 2): I accept; Address: street, city". */
void	 sight_form(struct ue *, const struct page_form *);

/* What was written into it. */
void	 sight_filled(struct ue *, const struct page_form *);

/* What the page finds wrong, at its fields; how many messages. */
unsigned sight_errors(struct ue *, const struct page *);

/* The page called the phone, or the browser told so. */
void	 sight_call(struct ue *, const char *call, const char *how);

#endif
