/* locale.c - ICU's formatters, kept by language. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "base/log.h"
#include "io/locale.h"

enum { TAG = 64, WIDE = 128 };

/* Each made when it is first asked for. */
struct kept {
	char		 tag[TAG];	/* "": free */
	char		 id[ULOC_FULLNAME_CAPACITY];
	UNumberFormat	*number;
	UDateFormat	*date;
	UPluralRules	*plural;
};

static struct kept	 kept[LOCALE_KEPT];
static size_t		 oldest;

static void
drop(struct kept *k)
{
	unum_close(k->number);
	udat_close(k->date);
	uplrules_close(k->plural);
	*k = (struct kept){ .tag = "" };
}

static void
forget(void)
{
	for (size_t i = 0; i < LOCALE_KEPT; i++)
		drop(&kept[i]);
}

static bool
ok(UErrorCode e, const char *what)
{
	if (U_SUCCESS(e))
		return true;
	log_msg(L_ERROR, "ICU: %s: %s", what, u_errorName(e));
	return false;
}

static struct kept *
get(const char *language)
{
	static bool begun;
	UErrorCode e = U_ZERO_ERROR;
	struct kept *k;

	for (size_t i = 0; i < LOCALE_KEPT; i++)
		if (kept[i].tag[0] != '\0' && strcmp(kept[i].tag, language) == 0)
			return &kept[i];
	if (!begun)
		begun = atexit(forget) == 0;
	k = &kept[oldest];
	oldest = (oldest + 1) % LOCALE_KEPT;
	drop(k);
	snprintf(k->tag, sizeof(k->tag), "%s", language);
	uloc_forLanguageTag(k->tag, k->id, sizeof(k->id), NULL, &e);
	if (!ok(e, "language") || e == U_STRING_NOT_TERMINATED_WARNING)
		k->id[0] = '\0';
	return k;
}

/* What ICU made, or where it could not, what is readable at least. */
static const char *
narrow(struct arena *a, const UChar *s, int32_t n, UErrorCode e, const char *what,
    const char *instead)
{
	char out[3 * WIDE + 1];
	int32_t len;

	if (ok(e, what) && n <= WIDE) {
		u_strToUTF8(out, sizeof(out), &len, s, n, &e);
		if (ok(e, what))
			return a_strndup(a, out, (size_t)len);
	}
	return a_strdup(a, instead);
}

/* "1234" but "12.345", where a language writes so. */
static UNumberFormat *
format(const struct kept *k, UNumberFormatStyle style, UErrorCode *e)
{
	UNumberFormat *f = unum_open(style, NULL, 0, k->id, NULL, e);

	if (U_SUCCESS(*e))
		unum_setAttribute(f, UNUM_MINIMUM_GROUPING_DIGITS,
		    UNUM_MINIMUM_GROUPING_DIGITS_AUTO);
	return f;
}

const char *
locale_number(struct arena *a, const char *language, int64_t n)
{
	struct kept *k = get(language);
	UErrorCode e = U_ZERO_ERROR;
	UChar out[WIDE];
	int32_t len = 0;

	if (k->number == NULL)
		k->number = format(k, UNUM_DECIMAL, &e);
	if (U_SUCCESS(e))
		len = unum_formatInt64(k->number, n, out, WIDE, NULL, &e);
	return narrow(a, out, len, e, "number", a_printf(a, "%lld", (long long)n));
}

const char *
locale_date(struct arena *a, const char *language, uint64_t at)
{
	static const UChar utc[] = { 'U', 'T', 'C' };
	struct kept *k = get(language);
	UErrorCode e = U_ZERO_ERROR;
	time_t t = (time_t)at;
	UChar out[WIDE];
	int32_t len = 0;
	struct tm tm;
	char iso[32];

	gmtime_r(&t, &tm);
	strftime(iso, sizeof(iso), "%Y-%m-%d", &tm);
	if (k->date == NULL)
		k->date = udat_open(UDAT_NONE, UDAT_LONG, k->id, utc, NELEM(utc), NULL, 0, &e);
	if (U_SUCCESS(e))
		len = udat_format(k->date, (UDate)at * 1000, out, WIDE, NULL, &e);
	return narrow(a, out, len, e, "date", iso);
}

static bool
capitals(const char *s, size_t n)
{
	return strlen(s) == n && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
}

/* ISO 4217: digits of the minor unit.  ICU's own are those that prices show, fewer at times. */
static int
digits(const char *currency)
{
	static const char none[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV "
	    "XAF XOF XPF", three[] = "BHD IQD JOD KWD LYD OMR TND", four[] = "CLF UYW";

	return strstr(none, currency) != NULL ? 0 : strstr(three, currency) != NULL ? 3 :
	    strstr(four, currency) != NULL ? 4 : 2;
}

/* "1234.56"; an amount is never a binary fraction. */
static const char *
decimal(struct arena *a, int64_t minor, int n)
{
	uint64_t size = minor < 0 ? -(uint64_t)minor : (uint64_t)minor, unit = 1;

	for (int i = 0; i < n; i++)
		unit *= 10;
	return a_printf(a, "%s%llu%s%.*llu", minor < 0 ? "-" : "",
	    (unsigned long long)(size / unit), n > 0 ? "." : "", n,
	    (unsigned long long)(size % unit));
}

/* What the currency shows by custom, and more only where the amount would not be right without. */
static void
set_currency(UNumberFormat *f, const char *currency, int n, UErrorCode *e)
{
	UChar code[4];
	int32_t shown;

	u_charsToUChars(currency, code, 4);
	unum_setTextAttribute(f, UNUM_CURRENCY_CODE, code, 3, e);
	shown = unum_getAttribute(f, UNUM_MIN_FRACTION_DIGITS);
	unum_setAttribute(f, UNUM_MIN_FRACTION_DIGITS, shown < n ? shown : n);
	unum_setAttribute(f, UNUM_MAX_FRACTION_DIGITS, n);
}

const char *
locale_money(struct arena *a, const char *language, int64_t minor, const char *currency)
{
	struct kept *k = get(language);
	UErrorCode e = U_ZERO_ERROR;
	UNumberFormat *f;
	const char *text;
	UChar out[WIDE];
	int32_t len = 0;

	if (!capitals(currency, 3))
		return a_printf(a, "%lld %s", (long long)minor, currency);
	text = decimal(a, minor, digits(currency));
	f = format(k, UNUM_CURRENCY, &e);
	if (U_SUCCESS(e)) {
		set_currency(f, currency, digits(currency), &e);
		len = unum_formatDecimal(f, text, (int32_t)strlen(text), out, WIDE, NULL, &e);
	}
	unum_close(f);
	return narrow(a, out, len, e, "amount", a_printf(a, "%s %s", text, currency));
}

const char *
locale_country(struct arena *a, const char *language, const char *code)
{
	struct kept *k = get(language);
	UErrorCode e = U_ZERO_ERROR;
	char id[16];
	UChar out[WIDE];
	int32_t len;

	if (!capitals(code, 2))
		return a_strdup(a, code);
	snprintf(id, sizeof(id), "und_%s", code);
	len = uloc_getDisplayCountry(id, k->id, out, WIDE, &e);
	return narrow(a, out, len, e, "country", code);
}

/* The lists of the CLDR are closed, so that a caller may keep the pointer. */
static const char *
word(const char *s)
{
	static const char *const all[] = { "zero", "one", "two", "few", "many" };

	for (size_t i = 0; i < NELEM(all); i++)
		if (strcmp(s, all[i]) == 0)
			return all[i];
	return "other";
}

const char *
locale_plural(const char *language, uint64_t n)
{
	struct kept *k = get(language);
	UErrorCode e = U_ZERO_ERROR;
	UChar out[16];
	char s[16] = "";
	int32_t len;

	if (k->plural == NULL)
		k->plural = uplrules_openForType(k->id, UPLURAL_TYPE_CARDINAL, &e);
	if (U_SUCCESS(e)) {
		len = uplrules_select(k->plural, (double)n, out, NELEM(out), &e);
		if (U_SUCCESS(e) && len < (int32_t)NELEM(out))
			u_UCharsToChars(out, s, len);
	}
	ok(e, "plural");
	return word(s);
}

const char *
locale_dir(const char *language)
{
	return uloc_isRightToLeft(get(language)->id) ? "rtl" : "ltr";
}
