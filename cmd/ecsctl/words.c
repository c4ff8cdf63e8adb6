/* words.c - between what people write and what tables hold. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "words.h"

const char *const line_states[] = { "active", "suspended", "barred", "terminated", NULL };
const char *const sim_states[] = { "active", "suspended", "retired", NULL };
const char *const sim_roles[] = { "primary", "secondary", "companion", "loaner", NULL };
const char *const overrides[] = { "none", "grant", "deny", NULL };
const char *const provs[] = { "none", "pending", "done", "failed", NULL };
const char *const addr_states[] = { "pending", "valid", "invalid", NULL };
const char *const networks[] = { "home", "visited", NULL };
const char *const accesses[] = { "any", "lte", "nr", "wlan", NULL };
const char *const network_states[] = { "offered", "absent", "outage", NULL };
const char *const algs[] = { "milenage", "tuak", NULL };

static const struct {
	int		 app;
	const char	*title, *name;
} apps[] = {
	{ 2003, "Voice over cellular", "volte" },
	{ 2003, "Voice over cellular", "voice" },
	{ 2004, "Wi-Fi calling", "vowifi" },
	{ 2005, "SMS over IP", "sms" },
	{ 2005, "SMS over IP", "smsoip" },
};

int
word_index(const char *const *list, const char *s)
{
	for (int i = 0; list[i] != NULL; i++)
		if (strcmp(list[i], s) == 0)
			return i + 1;
	return 0;
}

const char *
word_name(const char *const *list, int n)
{
	for (int i = 0; list[i] != NULL; i++)
		if (i + 1 == n)
			return list[i];
	return "?";
}

const char *
word_list(const char *const *list, struct arena *a)
{
	struct buf b;

	buf_init(&b, a, 64);
	for (size_t i = 0; list[i] != NULL; i++) {
		if (i > 0)
			buf_str(&b, list[i + 1] != NULL ? ", " : " or ");
		buf_str(&b, list[i]);
	}
	return buf_cstr(&b);
}

int
app_number(const char *s)
{
	const char *digits = strncmp(s, "ap", 2) == 0 ? s + 2 : s;

	for (size_t i = 0; i < NELEM(apps); i++) {
		char number[8] = { (char)('0' + apps[i].app / 1000),
		    (char)('0' + apps[i].app / 100 % 10),
		    (char)('0' + apps[i].app / 10 % 10), (char)('0' + apps[i].app % 10) };

		if (strcasecmp(s, apps[i].name) == 0 || strcmp(digits, number) == 0)
			return apps[i].app;
	}
	return 0;
}

const char *
app_title(int app)
{
	for (size_t i = 0; i < NELEM(apps); i++)
		if (apps[i].app == app)
			return apps[i].title;
	return "service";
}

static uint64_t
later(const char *s, uint64_t now)
{
	static const struct { char unit; unsigned s; } units[] = {
		{ 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 },
	};
	char *end;
	unsigned long n = strtoul(s, &end, 10);

	for (size_t i = 0; i < NELEM(units); i++)
		if (*s >= '0' && *s <= '9' && n < 1000000 && end[0] == units[i].unit &&
		    end[1] == '\0')
			return now + n * units[i].s;
	return 0;
}

uint64_t
time_parse(const char *s, uint64_t now)
{
	struct tm tm = { .tm_isdst = 0 };
	const char *end;
	time_t t;

	if (*s == '+')
		return later(s + 1, now);
	if (strspn(s, "0123456789-:TZ") != strlen(s))
		return 0;
	if ((end = strptime(s, "%Y-%m-%dT%H:%M:%SZ", &tm)) == NULL || *end != '\0') {
		tm = (struct tm){ .tm_isdst = 0 };
		if ((end = strptime(s, "%Y-%m-%d", &tm)) == NULL || *end != '\0')
			return 0;
	}
	t = timegm(&tm);
	return t > 0 ? (uint64_t)t : 0;
}

const char *
time_text(struct arena *a, uint64_t when)
{
	char text[40];
	time_t t = (time_t)when;
	struct tm tm;

	if (when == 0)
		return "never";
	if (gmtime_r(&t, &tm) == NULL || strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ",
	    &tm) == 0)
		return "?";
	return a_strdup(a, text);
}
