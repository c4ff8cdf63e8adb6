/*
 * unit-civic.c - addresses by country.
 *
 * Good ones are published addresses of public places; what is wrong about the
 * others follows from the postal authorities' formats.
 */
#include "fmt/civic.h"
#include "tap.h"

/* Country, region, city, road, number, floor, code; fields at fault, "" if none. */
static const struct one {
	const char	*f[CIVIC__MAX], *wrong;
} list[] = {
	{ { "US", "DC", "Washington", "Pennsylvania Avenue NW", "1600", "", "20500" }, "" },
	{ { "US", "NY", "New York", "5th Avenue", "350", "Floor 80", "10118-0110" }, "" },
	{ { "US", "ny", "New York", "5th Avenue", "350", "", "10118" }, "" },
	{ { "US", "", "New York", "5th Avenue", "350", "", "10118" }, "a1" },
	{ { "US", "XX", "New York", "5th Avenue", "350", "", "10118" }, "a1" },
	{ { "US", "NY NJ", "New York", "5th Avenue", "350", "", "10118" }, "a1" },
	{ { "US", "NY", "New York", "5th Avenue", "", "", "10118" }, "hno" },
	{ { "US", "NY", "New York", "5th Avenue", "350", "", "1011" }, "pc" },
	{ { "US", "NY", "New York", "5th Avenue", "350", "", "101180" }, "pc" },
	{ { "US", "NY", "New York", "5th Avenue", "350", "", "10118-" }, "pc" },
	{ { "US", "", "", "", "", "", "" }, "a1 a3 rd hno pc" },
	{ { "CA", "ON", "Ottawa", "Wellington Street", "111", "", "K1A 0A9" }, "" },
	{ { "CA", "QC", "Montréal", "rue Notre-Dame Est", "275", "", "h2y1c6" }, "" },
	{ { "CA", "ON", "Ottawa", "Wellington Street", "111", "", "K1A  0A9" }, "pc" },
	{ { "CA", "NY", "Ottawa", "Wellington Street", "111", "", "10118" }, "a1 pc" },
	{ { "GB", "", "London", "Downing Street", "10", "", "SW1A 2AA" }, "" },
	{ { "GB", "", "Manchester", "Albert Square", "1", "", "M2 5DB" }, "" },
	{ { "GB", "", "London", "Portland Place", "Langham House", "", "W1B3DF" }, "" },
	{ { "GB", "", "London", "Downing Street", "10", "", "SW1A" }, "pc" },
	{ { "GB", "", "London", "Downing Street", "10", "", "12345" }, "pc" },
	{ { "FR", "", "Paris", "rue du Faubourg Saint-Honoré", "55", "", "75008" }, "" },
	{ { "FR", "", "Paris", "rue du Faubourg Saint-Honoré", "55 bis", "", "7500" }, "pc" },
	{ { "DE", "", "Berlin", "Platz der Republik", "1", "", "11011" }, "" },
	{ { "DE", "", "", "Platz der Republik", "1", "", "D-11011" }, "a3 pc" },
	{ { "ES", "", "Madrid", "Calle de Bailén", "s/n", "", "28071" }, "" },
	{ { "ES", "Madrid", "Madrid", "Calle de Bailén", "s/n", "", "2807A" }, "pc" },
	{ { "IT", "RM", "Roma", "Piazza del Colosseo", "1", "", "00184" }, "" },
	{ { "IT", "Roma", "Roma", "Piazza del Colosseo", "1", "", "00184" }, "a1" },
	{ { "JP", "東京都", "千代田区", "千代田", "", "", "100-8111" }, "" },
	{ { "JP", "Tokyo", "Chiyoda", "Chiyoda", "1-1", "", "1008111" }, "" },
	{ { "JP", "", "千代田区", "千代田", "", "", "100-811" }, "a1 pc" },
	{ { "AU", "NSW", "Sydney", "Macquarie Street", "6", "", "2000" }, "" },
	{ { "AU", "NSW", "Sydney", "Macquarie Street", "6", "", "20000" }, "pc" },
	{ { "CH", "", "Bern", "Bundesplatz", "3", "", "3003" }, "" },
	{ { "AQ", "", "McMurdo", "Road", "", "", "" }, "" },
	{ { "CH", "", "", "", "", "", "" }, "a3 rd" },
	{ { "", "", "Bern", "Bundesplatz", "3", "", "" }, "country" },
	{ { "XX", "", "Bern", "Bundesplatz", "3", "", "" }, "country" },
	{ { "us", "NY", "New York", "5th Avenue", "350", "", "10118" }, "country" },
	{ { "US ", "NY", "New York", "5th Avenue", "350", "", "10118" }, "country" },
	{ { "A ", "", "Bern", "Bundesplatz", "3", "", "" }, "country" },
	{ { "DE", "", "-", "...", "?", " ", "11011" }, "a3 rd hno loc" },
	{ { "DE", "", "Berlin", "Platz", "12345678901234567", "", "11011" }, "hno" },
};

static void
check(const struct one *t)
{
	char got[64] = "";
	size_t n = 0;
	struct civic c;
	bool wrong[CIVIC__MAX];

	memcpy(c.f, t->f, sizeof(c.f));
	OK(civic_check(&c, wrong) == (*t->wrong == '\0'));
	for (enum civic_field f = CIVIC_COUNTRY; f < CIVIC__MAX; f++)
		if (wrong[f])
			n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%s",
			    n > 0 ? " " : "", civic_name(f));
	tap_ok(strcmp(got, t->wrong) == 0, t->wrong, __FILE__, __LINE__);
}

/* Values as long as the database keeps are taken, one octet more is not. */
static void
lengths(void)
{
	for (enum civic_field f = CIVIC_A3; f <= CIVIC_LOC; f++) {
		struct civic c = { { "DE", "", "b", "b", "b", "b", "11011" } };
		bool wrong[CIVIC__MAX];
		char text[256];

		memset(text, 'b', sizeof(text));
		text[civic_max(f)] = '\0';
		c.f[f] = text;
		OK(civic_check(&c, wrong) && !wrong[f]);
		text[civic_max(f)] = 'b';
		text[civic_max(f) + 1] = '\0';
		OK(!civic_check(&c, wrong) && wrong[f]);
	}
}

int
main(void)
{
	for (size_t i = 0; i < NELEM(list); i++)
		check(&list[i]);
	lengths();
	OK(civic_card("US", CIVIC_A1) == CIVIC_REQUIRED);
	OK(civic_card("GB", CIVIC_A1) == CIVIC_UNUSED);
	OK(civic_card("DE", CIVIC_LOC) == CIVIC_OPTIONAL);
	OK(civic_card("CH", CIVIC_HNO) == CIVIC_OPTIONAL);
	OK(strcmp(civic_name(CIVIC_PC), "pc") == 0 && civic_max(CIVIC_RD) == 96);
	return DONE();
}
