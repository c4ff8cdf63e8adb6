/*
 * unit-locale.c - numbers, days, amounts and plurals, as the CLDR writes them.
 *
 * Expected values are of the CLDR's charts and plural rules, amounts of money of
 * its number patterns; blanks in them are U+00A0 and U+202F.
 */
#include "io/locale.h"
#include "tap.h"

#define NBSP	"\xc2\xa0"
#define NNBSP	"\xe2\x80\xaf"
#define RLM	"\xe2\x80\x8f"

static struct arena	*a;

static bool
same(const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		printf("# got %s, want %s\n", got, want);
	return strcmp(got, want) == 0;
}

static void
numbers(void)
{
	OK(same(locale_number(a, "en", 1234567), "1,234,567"));
	OK(same(locale_number(a, "de", 1234567), "1.234.567"));
	OK(same(locale_number(a, "fr", 1234567), "1" NNBSP "234" NNBSP "567"));
	OK(same(locale_number(a, "es", 1234), "1234"));
	OK(same(locale_number(a, "es", 12345), "12.345"));
	OK(same(locale_number(a, "ar", 1234567), "١٬٢٣٤٬٥٦٧"));
	OK(same(locale_number(a, "ja", -1234567), "-1,234,567"));
	OK(same(locale_number(a, "de-CH", 1234567), "1’234’567"));
	OK(same(locale_number(a, "hi", 1234567), "12,34,567"));
	OK(same(locale_number(a, "en", INT64_MAX), "9,223,372,036,854,775,807"));
}

static void
days(void)
{
	uint64_t at = 1800000000;	/* Friday, 15 January 2027, 08:00 UTC */

	OK(same(locale_date(a, "en", at), "January 15, 2027"));
	OK(same(locale_date(a, "en-GB", at), "15 January 2027"));
	OK(same(locale_date(a, "fr", at), "15 janvier 2027"));
	OK(same(locale_date(a, "de", at), "15. Januar 2027"));
	OK(same(locale_date(a, "es", at), "15 de enero de 2027"));
	OK(same(locale_date(a, "ar", at), "١٥ يناير ٢٠٢٧"));
	OK(same(locale_date(a, "ja", at), "2027年1月15日"));
	OK(same(locale_date(a, "fr", 1798761600), "1 janvier 2027"));	/* 00:00 UTC */
	OK(same(locale_date(a, "de", 1798761599), "31. Dezember 2026"));
}

static void
money(void)
{
	OK(same(locale_money(a, "de", 123456, "EUR"), "1.234,56" NBSP "€"));
	OK(same(locale_money(a, "en", 123456, "EUR"), "€1,234.56"));
	OK(same(locale_money(a, "fr", 123456, "EUR"), "1" NNBSP "234,56" NBSP "€"));
	OK(same(locale_money(a, "es", 1234567, "EUR"), "12.345,67" NBSP "€"));
	OK(same(locale_money(a, "es", 123456, "EUR"), "1234,56" NBSP "€"));
	OK(same(locale_money(a, "ar", 123456, "EUR"), RLM "١٬٢٣٤٫٥٦" NBSP "€"));
	OK(same(locale_money(a, "ja", 1234, "JPY"), "￥1,234"));
	OK(same(locale_money(a, "en", 1234, "JPY"), "¥1,234"));
	OK(same(locale_money(a, "en", 1234567, "BHD"), "BHD" NBSP "1,234.567"));
	OK(same(locale_money(a, "en", 1000, "USD"), "$10.00"));
	OK(same(locale_money(a, "en", 5, "USD"), "$0.05"));
	OK(same(locale_money(a, "en", -123456, "USD"), "-$1,234.56"));
	OK(same(locale_money(a, "en", 0, "JPY"), "¥0"));
	/* More digits than a binary fraction holds. */
	OK(same(locale_money(a, "en", INT64_MAX, "USD"), "$92,233,720,368,547,758.07"));
	OK(same(locale_money(a, "en", INT64_MIN, "USD"), "-$92,233,720,368,547,758.08"));
	/* ISO 4217 has three digits; nobody writes them, but for an amount that has them. */
	OK(same(locale_money(a, "en", 1500000, "IQD"), "IQD" NBSP "1,500"));
	OK(same(locale_money(a, "en", 1500, "IQD"), "IQD" NBSP "1.5"));
	OK(same(locale_money(a, "en", 5, "x"), "5 x"));
}

static void
plurals(void)
{
	static const struct { uint64_t n; const char *want; } arabic[] = {
		{ 0, "zero" }, { 1, "one" }, { 2, "two" }, { 3, "few" }, { 10, "few" },
		{ 11, "many" }, { 99, "many" }, { 100, "other" }, { 102, "other" },
		{ 103, "few" }, { 110, "few" }, { 111, "many" }, { 200, "other" },
	};

	for (size_t i = 0; i < NELEM(arabic); i++)
		OK(same(locale_plural("ar", arabic[i].n), arabic[i].want));
	OK(same(locale_plural("en", 0), "other") && same(locale_plural("en", 1), "one"));
	OK(same(locale_plural("en", 2), "other") && same(locale_plural("de-AT", 1), "one"));
	OK(same(locale_plural("fr", 0), "one") && same(locale_plural("fr", 1), "one"));
	OK(same(locale_plural("fr", 2), "other") && same(locale_plural("fr", 1000000), "many"));
	OK(same(locale_plural("es", 0), "other") && same(locale_plural("es", 1), "one"));
	OK(same(locale_plural("ja", 0), "other") && same(locale_plural("ja", 1), "other"));
	OK(same(locale_plural("pl", 4), "few") && same(locale_plural("pl", 5), "many"));
	OK(same(locale_plural("xx", 1), "other"));
}

static void
the_rest(void)
{
	static const char *const more[] = { "af", "bg", "ca", "cs", "da", "el", "et", "fi", "he",
	    "hr", "hu", "id", "it", "ko", "lt", "lv", "nb", "nl", "pl", "pt" };

	OK(same(locale_country(a, "en", "DE"), "Germany") && same(locale_country(a, "de", "FR"),
	    "Frankreich"));
	OK(same(locale_country(a, "es", "US"), "Estados Unidos") && same(locale_country(a, "ja",
	    "GB"), "イギリス"));
	OK(same(locale_country(a, "ar", "JP"), "اليابان"));
	OK(same(locale_country(a, "en", "QX"), "QX"));
	OK(same(locale_country(a, "en", "<b>"), "<b>"));
	OK(same(locale_dir("ar"), "rtl") && same(locale_dir("he-IL"), "rtl"));
	OK(same(locale_dir("en"), "ltr") && same(locale_dir("ja"), "ltr"));
	OK(same(locale_dir(""), "ltr") && same(locale_dir("!"), "ltr"));
	OK(*locale_number(a, "!", 5) != '\0' && *locale_date(a, "", 5) != '\0');
	/* More languages than are kept: what was dropped is made anew. */
	for (size_t i = 0; i < NELEM(more); i++)
		OK(same(locale_number(a, more[i], 7), "7") && *locale_date(a, more[i], 0) != '\0');
	OK(same(locale_number(a, "ar", 7), "٧") && same(locale_plural("ar", 2), "two"));
}

int
main(void)
{
	a = arena_new(1024);
	numbers();
	days();
	money();
	plurals();
	the_rest();
	arena_free(a);
	return DONE();
}
