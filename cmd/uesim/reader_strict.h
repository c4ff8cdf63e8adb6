/*
 * reader_strict.h - between the strict reader's two formats and its rules.
 */
#ifndef UESIM_READER_STRICT_H
#define UESIM_READER_STRICT_H

#include "client.h"

void	 strict_xml(struct doc_view *, const char *body);
void	 strict_json(struct doc_view *, const char *body);

/* Every parameter known, in range, once; every mandatory one there. */
void	 strict_rules(struct doc_view *);

#endif
