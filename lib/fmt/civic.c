/*
 * civic.c - addresses by country.
 *
 * Rules are a string a field: how it is used and, after it, the shapes a value
 * may have, separated by "|": 9 a digit, A a letter, "~" an
 * optional space; or after "=" a list of words of which it must be one.
 */
#include <ctype.h>
#include <string.h>

#include "fmt/civic.h"

struct rule {
	const char	*country;
	const char	*f[CIVIC__MAX];		/* "-" unused, "o" optional, "r" required */
};

#define STATES_US "r=AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI "	\
	"MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY "	\
	"AS GU MP PR VI"
#define STATES_CA "r=AB BC MB NB NL NS NT NU ON PE QC SK YT"
#define STATES_AU "r=ACT NSW NT QLD SA TAS VIC WA"
#define POST_GB	"rA9~9AA|A99~9AA|AA9~9AA|AA99~9AA|A9A~9AA|AA9A~9AA"

/* Country, region, city, road, house number, floor or flat, postal code. */
static const struct rule rules[] = {
	{ "US", { "r", STATES_US, "r", "r", "r", "o", "r99999|99999-9999" } },
	{ "CA", { "r", STATES_CA, "r", "r", "r", "o", "rA9A~9A9" } },
	{ "GB", { "r", "-", "r", "r", "r", "o", POST_GB } },
	{ "FR", { "r", "-", "r", "r", "r", "o", "r99999" } },
	{ "DE", { "r", "-", "r", "r", "r", "o", "r99999" } },
	{ "ES", { "r", "o", "r", "r", "r", "o", "r99999" } },
	{ "IT", { "r", "rAA", "r", "r", "r", "o", "r99999" } },
	{ "JP", { "r", "r", "r", "r", "o", "o", "r999-9999|9999999" } },
	{ "AU", { "r", STATES_AU, "r", "r", "r", "o", "r9999" } },
	{ "", { "r", "o", "r", "r", "o", "o", "o" } },
};

/* ISO 3166-1 alpha-2. */
static const char countries[] =
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO "
	"BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ "
	"DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP "
	"GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG "
	"KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML "
	"MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE "
	"PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL "
	"SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM "
	"US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

static const struct {
	const char	*name;
	size_t		 max;
} fields[CIVIC__MAX] = {
	{ "country", 2 }, { "a1", 64 }, { "a3", 64 }, { "rd", 96 }, { "hno", 16 },
	{ "loc", 64 }, { "pc", 16 },
};

const char *
civic_name(enum civic_field f)
{
	return fields[f].name;
}

size_t
civic_max(enum civic_field f)
{
	return fields[f].max;
}

static const struct rule *
rule(const char *country)
{
	const struct rule *r = rules;

	while (*r->country != '\0' && strcmp(r->country, country) != 0)
		r++;
	return r;
}

enum civic_card
civic_card(const char *country, enum civic_field f)
{
	switch (*rule(country)->f[f]) {
	case 'r':
		return CIVIC_REQUIRED;
	case 'o':
		return CIVIC_OPTIONAL;
	default:
		return CIVIC_UNUSED;
	}
}

static bool
listed(const char *words, const char *word)
{
	size_t n = strlen(word);

	if (n == 0 || strchr(word, ' ') != NULL)
		return false;
	for (; *words != '\0'; words += strspn(words, " ")) {
		size_t len = strcspn(words, " ");

		if (len == n && strncasecmp(words, word, n) == 0)
			return true;
		words += len;
	}
	return false;
}

static bool
shaped(const char *shape, size_t n, const char *s)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)*s;

		if (shape[i] == '~') {
			s += c == ' ';
			continue;
		}
		if (shape[i] == '9' ? !isdigit(c) : shape[i] == 'A' ? !isascii(c) || !isalpha(c) :
		    c != (unsigned char)shape[i])
			return false;
		s++;
	}
	return *s == '\0';
}

static bool
any_shape(const char *shapes, const char *s)
{
	for (;;) {
		size_t n = strcspn(shapes, "|");

		if (shaped(shapes, n, s))
			return true;
		if (shapes[n] == '\0')
			return false;
		shapes += n + 1;
	}
}

/* Something a person could have meant: at least one letter, digit or other script. */
static bool
says_something(const char *s)
{
	for (; *s != '\0'; s++)
		if (!isascii((unsigned char)*s) || isalnum((unsigned char)*s))
			return true;
	return false;
}

static bool
field_ok(const char *rule_text, size_t max, const char *s)
{
	if (*s == '\0')
		return *rule_text != 'r';
	if (strlen(s) > max || !says_something(s))
		return false;
	if (rule_text[0] == '-')
		return true;	/* kept as given; the form does not ask for it */
	if (rule_text[1] == '=')
		return listed(rule_text + 2, s);
	return rule_text[1] == '\0' || any_shape(rule_text + 1, s);
}

bool
civic_check(const struct civic *c, bool wrong[CIVIC__MAX])
{
	const struct rule *r = rule(c->f[CIVIC_COUNTRY]);
	bool ok = true;

	for (size_t i = 0; i < CIVIC__MAX; i++) {
		wrong[i] = !field_ok(r->f[i], fields[i].max, c->f[i]);
		if (i == CIVIC_COUNTRY)
			wrong[i] = strlen(c->f[i]) != 2 || strpbrk(c->f[i],
			    "abcdefghijklmnopqrstuvwxyz") != NULL || !listed(countries, c->f[i]);
		ok = ok && !wrong[i];
	}
	return ok;
}
