/*
 * locale.h - numbers, days, amounts and plurals as a language writes them.
 *
 * Layer io; over ICU, which only locale.c knows.  A language is a BCP 47 tag, such as
 * an operator offers; what ICU does not know is written as in no language in
 * particular.  What is needed for a language is kept, for LOCALE_KEPT of them.
 * Texts are UTF-8, in the arena.
 */
#ifndef ECS_IO_LOCALE_H
#define ECS_IO_LOCALE_H

#include "base/arena.h"

enum { LOCALE_KEPT = 16 };

/* 1234: "1,234", "1.234", "١٬٢٣٤" */
const char	*locale_number(struct arena *, const char *language, int64_t n);

/* The day of a time in seconds, in UTC: "15 janvier 2027" */
const char	*locale_date(struct arena *, const char *language, uint64_t at);

/*
 * minor is in the minor unit that ISO 4217 gives the currency (a code of three
 * capitals): 123456 of EUR are "1.234,56 €", 1234 of JPY "￥1,234".
 */
const char	*locale_money(struct arena *, const char *language, int64_t minor,
		    const char *currency);

/* A country's name by its code of two capitals; what is no such code, as it is. */
const char	*locale_country(struct arena *, const char *language, const char *code);

/*
 * The plural that goes with n: "zero", "one", "two", "few", "many", "other".  A
 * text KEY has it as a suffix, KEY.one; every language has "other".  A constant.
 */
const char	*locale_plural(const char *language, uint64_t n);

/* "rtl" where lines run from right to left, else "ltr". */
const char	*locale_dir(const char *language);

#endif
