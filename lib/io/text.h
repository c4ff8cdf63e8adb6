/*
 * text.h - the words of answers, messages and pages, by operator and language.
 *
 * Layer io.  Files of "KEY text" lines; of a key that stands twice, the first counts.
 * Looked up, key by key, in
 *
 *	DATA-DIR/operators/NAME/websheets/PAGE/texts.LANGUAGE
 *	DATA-DIR/operators/NAME/texts/LANGUAGE
 *	DATA-DIR/websheets/PAGE/texts.LANGUAGE
 *	DATA-DIR/templates/texts/LANGUAGE
 *
 * for each tag of text_languages().  Read on first use and kept for the life of
 * the process, or until text_forget(); so is all that these functions return, unless
 * they take an arena.
 */
#ifndef ECS_IO_TEXT_H
#define ECS_IO_TEXT_H

#include "base/arena.h"
#include "base/conf.h"

struct text {
	const struct text *next;
	const char	*key, *text;
};

enum { TEXT_LANGUAGES = 5 };

/*
 * Where to look for what is wanted in a language, best first: the tag itself,
 * without its last subtags (de-AT: de), the operator's first.  Returns how many.
 */
size_t		 text_languages(struct arena *, const struct conf_operator *,
		    const char *language, const char *out[TEXT_LANGUAGES]);

/* All words that a page may use, each key once; page "": those that all share. */
const struct text *text_all(const struct conf *, const struct conf_operator *,
		    const char *language, const char *page);

/* One of them; "" and a log line when there is none. */
const char	*text_of_page(const struct conf *, const struct conf_operator *,
		    const char *language, const char *page, const char *key);

/* One of those that all share. */
const char	*text_get(const struct conf *, const struct conf_operator *,
		    const char *language, const char *key);

/* Files are read anew from now on; what was returned is gone. */
void		 text_forget(void);

#endif
