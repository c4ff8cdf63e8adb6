/* person_address.c - made-up addresses, and which field wants which part. */
#include <string.h>
#include <strings.h>

#include "person.h"

struct home {
	const char	*part[P__MAX];
};

/* The first is used for a country that has none here. */
static const struct home homes[] = {
	{ { "US", "CA", "Exampleville", "Example Avenue", "120", "", "90001" } },
	{ { "AT", "", "Musterdorf", "Mustergasse", "7", "", "1010" } },
	{ { "AU", "NSW", "Exampleton", "Example Street", "14", "", "2000" } },
	{ { "BE", "", "Voorbeeldstad", "Voorbeeldstraat", "21", "", "1000" } },
	{ { "CA", "ON", "Exampleville", "Example Street", "45", "", "K1A 0B1" } },
	{ { "CH", "ZH", "Musterdorf", "Musterweg", "9", "", "8001" } },
	{ { "DE", "", "Musterstadt", "Musterweg", "12", "", "10115" } },
	{ { "ES", "", "Villaejemplo", "Calle del Ejemplo", "8", "", "28001" } },
	{ { "FR", "", "Villexemple", "Rue de l'Exemple", "5", "", "75001" } },
	{ { "GB", "", "Exampleton", "Example Road", "3", "", "SW1A 1AA" } },
	{ { "IE", "Dublin", "Exampletown", "Example Road", "6", "", "D02 AF30" } },
	{ { "IT", "RM", "Villaesempio", "Via dell'Esempio", "11", "", "00118" } },
	{ { "NL", "", "Voorbeeldstad", "Voorbeeldstraat", "33", "", "1011 AB" } },
};

/* How fields are called: name, autocomplete token, words of labels. */
static const struct {
	enum place	 place;
	const char	*name[4], *autocomplete[3], *label[8];
} known[] = {
	{ P_COUNTRY, { "country" }, { "country", "country-name" }, { "country", "pays" } },
	{ P_PC, { "pc", "postcode", "postal_code", "zip" }, { "postal-code" },
	    { "postal", "postcode", "zip" } },
	{ P_HNO, { "hno", "house_number", "number" }, { NULL },
	    { "house number", "building number", "street number", "num\xc3\xa9ro" } },
	{ P_LOC, { "loc", "unit", "apartment" }, { "address-line2" },
	    { "apartment", "flat", "floor", "unit", "appartement", "\xc3\xa9tage",
	      "\xc3\x89tage" } },
	{ P_RD, { "rd", "street", "road" }, { "address-line1", "street-address" },
	    { "street", "road", "rue", "voie" } },
	{ P_A3, { "a3", "city", "town" }, { "address-level2" },
	    { "city", "town", "ville", "commune" } },
	{ P_A1, { "a1", "state", "province", "region" }, { "address-level1" },
	    { "state", "province", "region", "r\xc3\xa9gion", "d\xc3\xa9partement" } },
};

const char *
person_place_name(enum place p)
{
	static const char *const names[P__MAX] = {
		"country", "a1", "a3", "rd", "hno", "loc", "pc"
	};

	return p < P__MAX ? names[p] : "";
}

const char *
person_own(const char *country, enum place p)
{
	for (size_t i = 0; i < NELEM(homes); i++)
		if (strcasecmp(homes[i].part[P_COUNTRY], country) == 0)
			return homes[i].part[p];
	return p == P_COUNTRY ? country : homes[0].part[p];
}

static bool
named(const char *const *list, size_t n, const char *text, bool whole)
{
	for (size_t i = 0; i < n && list[i] != NULL; i++)
		if (whole ? strcasecmp(list[i], text) == 0 : strcasestr(text, list[i]) != NULL)
			return true;
	return false;
}

/* Browsers look at the last word of autocomplete ("shipping postal-code"). */
static const char *
last_word(const char *s)
{
	const char *blank = strrchr(s, ' ');

	return blank != NULL ? blank + 1 : s;
}

enum place
person_place(const struct field *f)
{
	if (f->kind != F_TEXT && f->kind != F_SELECT)
		return P__MAX;
	for (size_t i = 0; i < NELEM(known); i++)
		if (named(known[i].name, NELEM(known[i].name), f->name, true))
			return known[i].place;
	for (size_t i = 0; i < NELEM(known); i++)
		if (named(known[i].autocomplete, NELEM(known[i].autocomplete),
		    last_word(f->autocomplete), true))
			return known[i].place;
	for (size_t i = 0; i < NELEM(known); i++)
		if (named(known[i].label, NELEM(known[i].label), f->label, false))
			return known[i].place;
	return P__MAX;
}

struct page_form *
person_address_form(const struct page *page)
{
	struct page_form *best = NULL;
	unsigned most = 1;

	for (struct page_form *form = page->forms; form != NULL; form = form->next) {
		unsigned n = 0;

		for (const struct field *f = form->fields; f != NULL; f = f->next)
			n += !f->disabled && person_place(f) != P__MAX;
		if (n > most) {
			best = form;
			most = n;
		}
	}
	return best;
}
