/*
 * text.h - sentences that subscribers read in answers, by language.
 *
 * Layer core.  Files DATA-DIR/templates/texts/LANGUAGE, one "KEY text" a line;
 * an operator's own file, DATA-DIR/operators/NAME/texts/LANGUAGE, comes first,
 * key by key.  Read on first use and kept.
 */
#ifndef ECS_CORE_TEXT_H
#define ECS_CORE_TEXT_H

#include "base/conf.h"

/*
 * The operator's text, in that language or else in its first; "" and a log
 * line when there is none.  Lives as long as the process.
 */
const char	*text_get(const struct conf *, const struct conf_operator *,
		    const char *language, const char *key);

#endif
