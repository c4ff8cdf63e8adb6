/*
 * form_field.h - one input, select, text area or button, with what belongs to it
 * elsewhere on the page.
 */
#ifndef UESIM_FORM_FIELD_H
#define UESIM_FORM_FIELD_H

#include "form.h"
#include "html.h"

/* What is remembered from field to field, so that a long page is read once. */
struct field_ctx {
	struct arena	*arena;
	const xmlNode	*box;		/* whose group and text these are */
	const char	*group, *around;
	xmlNode		**label;	/* <label for>, in document order */
	size_t		 nlabel;
};

/* All labels of the page. */
void		 field_init(struct field_ctx *, struct arena *, const xmlNode *root);

/* NULL when the element is no field, or one that a person cannot use. */
struct field	*field_read(struct field_ctx *, const xmlNode *);

#endif
