/* hook.c - signatures and answers of webhooks. */
#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fmt/civic.h"
#include "fmt/hook.h"
#include "fmt/param.h"

#define YEAR_9999	253402300799	/* its last second */

static bool
unhex(const char *s, size_t len, uint8_t out[HOOK_MAC])
{
	if (len != 2 * HOOK_MAC)
		return false;
	for (size_t i = 0; i < HOOK_MAC; i++) {
		char pair[3] = { s[2 * i], s[2 * i + 1], '\0' };

		if (!isxdigit((unsigned char)pair[0]) || !isxdigit((unsigned char)pair[1]))
			return false;
		out[i] = (uint8_t)strtoul(pair, NULL, 16);
	}
	return true;
}

/* One "name=value" of the header. */
static bool
member(const char *s, size_t len, struct hook_signature *out)
{
	if (len > 2 && len <= 14 && memcmp(s, "t=", 2) == 0) {
		if (strspn(s + 2, "0123456789") < len - 2 || out->t != 0)
			return false;
		out->t = strtoull(s + 2, NULL, 10);
	} else if (len > 3 && memcmp(s, "v1=", 3) == 0 && out->n < HOOK_V1)
		out->n += unhex(s + 3, len - 3, out->v1[out->n]);
	return true;
}

enum ecs_err
hook_signature(const char *s, struct hook_signature *out)
{
	*out = (struct hook_signature){ 0 };
	for (size_t len; *s != '\0'; s += len + (s[len] == ',')) {
		s += strspn(s, " ");
		len = strcspn(s, ",");
		if (!member(s, len, out))
			return ECS_AUTH_FAILED;
	}
	return out->t != 0 && out->n > 0 ? ECS_OK : ECS_AUTH_FAILED;
}

/* Days since 1970 of a proleptic Gregorian date. */
static int64_t
days(int y, int m, int d)
{
	int64_t years = y - (m <= 2), era = years / 400, yoe = years % 400;
	int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/* Does s begin with this, where d is a digit and T is what parts date and time? */
static bool
shaped(const char *s, const char *form)
{
	for (; *form != '\0'; s++, form++)
		if (*form == 'd' ? !isdigit((unsigned char)*s) :
		    *form == 'T' ? *s != 'T' && *s != 't' && *s != ' ' : *s != *form)
			return false;
	return true;
}

/* "Z", "+02:00", "-0330": seconds east; false when it is none of these. */
static bool
offset(const char *s, int64_t *out)
{
	int h = 0, m = 0;

	*out = 0;
	if (strcasecmp(s, "Z") == 0)
		return true;
	if (*s != '+' && *s != '-')
		return false;
	if (shaped(s + 1, "dd:dd") && s[6] == '\0')
		sscanf(s + 1, "%2d:%2d", &h, &m);
	else if (shaped(s + 1, "dddd") && s[5] == '\0')
		sscanf(s + 1, "%2d%2d", &h, &m);
	else
		return false;
	*out = (*s == '-' ? -1 : 1) * (h * 3600 + m * 60);
	return h <= 23 && m <= 59;
}

bool
hook_time(const char *s, uint64_t *out)
{
	static const char form[] = "dddd-dd-ddTdd:dd:dd";
	int y, mo, d, h, mi, sec;
	int64_t east, t;

	if (!shaped(s, form) ||
	    sscanf(s, "%4d-%2d-%2d%*c%2d:%2d:%2d", &y, &mo, &d, &h, &mi, &sec) != 6 ||
	    y < 1970 || mo < 1 || mo > 12 || d < 1 || d > 31 || h > 23 || mi > 59 || sec > 60)
		return false;
	s += sizeof(form) - 1;
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	if (!offset(s, &east))
		return false;
	t = days(y, mo, d) * 86400 + h * 3600 + mi * 60 + sec - east;
	*out = t > 0 ? (uint64_t)t : 0;
	return t > 0;
}

/*
 * How much of s is one number, as people write them: "555 010-0001".  0 when it
 * is short: of fewer than five digits, or than seven with gaps.
 */
static size_t
long_number(const char *s)
{
	size_t run = strspn(s, "0123456789"), digits = 0, len = 0, groups = 0, gap = 0;

	for (; run > 0; run = strspn(s + len + gap, "0123456789")) {
		len += gap + run;
		digits += run;
		groups++;
		gap = strspn(s + len, " -./()");
		if (gap == 0 || gap > 2)
			break;
	}
	return digits >= 7 || (groups == 1 && digits >= 5) ? len : 0;
}

/* Peers quote numbers of subscribers; these are not for staff to read in passing. */
static const char *
discreet(struct arena *a, const char *text)
{
	size_t len = strnlen(text, HOOK_WHY), n;
	char *s;

	while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	s = a_strndup(a, text, len);
	for (char *p = s; *p != '\0'; p++) {
		for (n = long_number(p); n > 1; n--, p++)
			if (isdigit((unsigned char)*p))
				*p = '#';
		if (n == 1)
			*p = '#';	/* the last of it, a digit */
		if (iscntrl((unsigned char)*p))
			*p = ' ';
	}
	return s;
}

static bool
printable(const char *s, size_t max)
{
	size_t n = strlen(s);

	if (n == 0 || n > max)
		return false;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~')
			return false;
	return true;
}

/* Of what the peer names, the civic fields that we know, each once. */
static bool
fields(struct arena *a, const json_t *list, struct hook_answer *out)
{
	bool at[CIVIC__MAX] = { false };
	struct buf b;
	size_t i;
	json_t *v;

	if (list != NULL && !json_is_array(list))
		return false;
	json_array_foreach(list, i, v)
		for (int f = 0; json_is_string(v) && f < CIVIC__MAX; f++)
			if (strcasecmp(json_string_value(v), civic_name((enum civic_field)f)) == 0)
				at[f] = true;
	buf_init(&b, a, 64);
	for (int f = 0; f < CIVIC__MAX; f++)
		if (at[f])
			buf_printf(&b, "%s%s", b.len > 0 ? "," : "",
			    civic_name((enum civic_field)f));
	out->fields = buf_cstr(&b);
	return true;
}

/* Seconds; a number that is no date of four-digit years is of some other unit. */
static bool
expiry(const json_t *v, uint64_t *out)
{
	if (v == NULL || json_is_null(v))
		return true;
	if (json_is_integer(v) && json_integer_value(v) >= 0 &&
	    json_integer_value(v) <= YEAR_9999) {
		*out = (uint64_t)json_integer_value(v);
		return true;
	}
	return json_is_string(v) && hook_time(json_string_value(v), out);
}

static void
unref(void *p)
{
	json_decref(p);
}

/* "" when the member is missing or null; NULL when it is no text. */
static const char *
text(struct arena *a, const json_t *j, const char *name)
{
	const json_t *v = json_object_get(j, name);

	if (v == NULL || json_is_null(v))
		return "";
	return json_is_string(v) ? a_strdup(a, json_string_value(v)) : NULL;
}

static bool
state(const char *s, enum hook_state *out)
{
	static const char *const names[] = { "done", "accepted", "refused" };

	for (size_t i = 0; i < NELEM(names); i++)
		if (strcmp(s, names[i]) == 0) {
			*out = (enum hook_state)i;
			return true;
		}
	return false;
}

enum ecs_err
hook_answer(struct arena *a, struct span body, struct hook_answer *out)
{
	json_t *j = json_loadb((const char *)body.p, body.len, JSON_REJECT_DUPLICATES, NULL);
	const char *st, *reason;

	*out = (struct hook_answer){ .state = HOOK_ACCEPTED };
	if (j == NULL)
		return ECS_BODY_FORMAT;
	a_defer(a, unref, j);
	st = text(a, j, "state");
	reason = text(a, j, "reason");
	out->ref = text(a, j, "ref");
	out->location_id = text(a, j, "location_id");
	if (!json_is_object(j) || st == NULL || reason == NULL || out->ref == NULL ||
	    out->location_id == NULL || !state(st, &out->state))
		return ECS_BODY_FORMAT;
	if (*out->location_id != '\0' && !printable(out->location_id, HOOK_LOCATION))
		return ECS_BODY_FORMAT;
	out->reason = discreet(a, reason);
	if (!expiry(json_object_get(j, "expires_at"), &out->expires_at) ||
	    !fields(a, json_object_get(j, "fields"), out))
		return ECS_BODY_FORMAT;
	return ECS_OK;
}
