/* unit-param.c - the parameter table against good, bad and hostile input. */
#include "fmt/param.h"
#include "tap.h"

struct in {
	const char	*eid, *model;
	int		 type;
};

static const struct param_def defs[] = {
	P_STR(struct in, REQUIRED, eid, 32, 32, valid_digits),
	P_STR(struct in, OPTIONAL, model, 0, 8, valid_text),
	P_INT(struct in, OPTIONAL, type, 0, 11),
};

static struct arena *a;
static struct pair pairs[PARAM_PAIRS];
static size_t npairs;
static struct in in;
static const char *bad;

static enum ecs_err
split(const char *query)
{
	npairs = 0;
	return param_split(a, query, pairs, &npairs);
}

static enum ecs_err
fill(const char *query)
{
	enum ecs_err e = split(query);

	memset(&in, 0, sizeof(in));
	bad = NULL;
	return e != ECS_OK ? e : param_fill(defs, NELEM(defs), pairs, npairs, &in, &bad);
}

#define EID	"89033023426200000000005430121322"

static void
values(void)
{
	OK(fill("eid=" EID "&type=3") == ECS_OK && in.type == 3 && strcmp(in.eid, EID) == 0);
	OK(fill("eid=" EID) == ECS_OK && in.type == 0 && in.model == NULL);
	OK(fill("other=1&eid=" EID "&x") == ECS_OK);
	OK(fill("eid=" EID "&type=%33") == ECS_OK && in.type == 3);
	OK(fill("eid=" EID "&model=") == ECS_OK && in.model != NULL && *in.model == '\0');
	OK(fill("eid=" EID "&model=a+b%2Bc") == ECS_OK && strcmp(in.model, "a b+c") == 0);
	OK(fill("eid=" EID "&model=a=b") == ECS_OK && strcmp(in.model, "a=b") == 0);
	OK(fill("type=3") == ECS_PARAM_MISSING && strcmp(bad, "eid") == 0);
	OK(fill("") == ECS_PARAM_MISSING && fill("&&=&") == ECS_PARAM_MISSING);
	OK(fill("eid=123") == ECS_PARAM_FORMAT && strcmp(bad, "eid") == 0);
	OK(fill("eid=" EID "0") == ECS_PARAM_FORMAT);
	OK(fill("eid=x" "9033023426200000000005430121322") == ECS_PARAM_FORMAT);
	OK(fill("eid=" EID "&model=123456789") == ECS_PARAM_FORMAT && strcmp(bad, "model") == 0);
	OK(fill("eid=" EID "&eid=" EID) == ECS_PARAM_REPEATED && strcmp(bad, "eid") == 0);
	OK(fill("eid=" EID "&type=1&Type=1") == ECS_PARAM_REPEATED && strcmp(bad, "type") == 0);
}

static void
numbers(void)
{
	static const char *const wrong[] = { "12", "-1", "3x", "x", "", "+", "0x1", "1.0",
	    "99999999999999999999", "-99999999999999999999", "4294967296" };

	for (size_t i = 0; i < NELEM(wrong); i++)
		OK(fill(a_printf(a, "eid=" EID "&type=%s", wrong[i])) == ECS_PARAM_FORMAT &&
		    strcmp(bad, "type") == 0);
	OK(fill("eid=" EID "&type=11") == ECS_OK && in.type == 11);
	OK(fill("eid=" EID "&type=007") == ECS_OK && in.type == 7);
}

/* TS.43 v12 1.7: names have no case; what clients send for "nothing". */
static void
names(void)
{
	OK(fill("EID=" EID "&TYPE=3") == ECS_OK && in.type == 3);
	OK(fill("eid=null") == ECS_PARAM_MISSING);
	OK(fill("eid=" EID "&type=null&model=null") == ECS_OK && in.type == 0);
	OK(in.model == NULL);
	OK(fill("eid=null&eid=" EID "&eid=null") == ECS_OK && strcmp(in.eid, EID) == 0);
	OK(fill("eid=" EID "&model=NULL") == ECS_OK && strcmp(in.model, "NULL") == 0);
	OK(split("a=null&A=1&a=2") == ECS_OK && npairs == 3);
	OK(strcmp(param_get(pairs, npairs, "a"), "1") == 0);
	OK(param_get(pairs, npairs, "b") == NULL && param_get(pairs, 1, "a") == NULL);
}

static void
escapes(void)
{
	static const char *const wrong[] = { "eid=%00" EID, "eid=%4", "eid=%", "eid=%zz",
	    "e%00=1", "eid=%4g", "eid=%g4", "eid=% 4", "eid=%-1", "%=1", "a=%u0041" };

	for (size_t i = 0; i < NELEM(wrong); i++)
		OK(split(wrong[i]) == ECS_PARAM_FORMAT);
	OK(split("a=%41%61%7e%7E") == ECS_OK && strcmp(pairs[0].value, "Aa~~") == 0);
	OK(split("a%3Db=c") == ECS_OK && strcmp(pairs[0].name, "a=b") == 0);
	OK(split("a=%26b=1") == ECS_OK && npairs == 1 && strcmp(pairs[0].value, "&b=1") == 0);
	OK(fill("eid=" EID "&model=%01") == ECS_PARAM_FORMAT);
	OK(fill("eid=" EID "&model=%7f") == ECS_PARAM_FORMAT);
	OK(fill("eid=" EID "&model=%0a") == ECS_PARAM_FORMAT);
	OK(fill("eid=" EID "&model=%c3%28") == ECS_PARAM_FORMAT);
	OK(fill("eid=" EID "&model=%c3%a9") == ECS_OK);
}

/* RFC 3986 2.3; application/x-www-form-urlencoded as browsers send it, a blank as %20. */
static void
written(void)
{
	struct buf b;

	buf_init(&b, a, 8);
	buf_str(&b, "https://login.example/?");
	param_put(&b, "scope", "openid phone");
	param_put(&b, "a&b", "\xc3\xa9=?+~-._");
	OK(strcmp(buf_cstr(&b),
	    "https://login.example/?scope=openid%20phone&a%26b=%C3%A9%3D%3F%2B~-._") == 0);
	buf_init(&b, a, 8);
	param_put(&b, "x", "");
	param_put(&b, "y", "1");
	OK(strcmp(buf_cstr(&b), "x=&y=1") == 0);
}

/* Overlong forms, surrogates and what lies past Unicode's end (RFC 3629). */
static void
characters(void)
{
	static const char *const wrong[] = { "\xc0\x80", "\xc1\xbf", "\xe0\x80\xaf",
	    "\xf0\x80\x80\xaf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf4\x90\x80\x80", "\xf5",
	    "\xff", "\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xef\xbf\xbe", "\xef\xbf\xbf" };

	for (size_t i = 0; i < NELEM(wrong); i++)
		OK(!valid_text(wrong[i]));
	OK(valid_text("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \xef\xbf\xbd") && valid_text(""));
	OK(valid_text("\xf4\x8f\xbf\xbd") && valid_text("\xed\x9f\xbf") && valid_text("\xc2\x80"));
	OK(valid_digits("0123456789") && !valid_digits("1a") && !valid_digits("-1"));
	OK(valid_id("aZ09._:-") && !valid_id("a b") && !valid_id("a/b") && !valid_id("\xc3\xa9"));
}

static size_t
apps(const char *query, const char *want)
{
	const char *out[PARAM_APPS];
	char got[256] = "";
	size_t n = 99;

	if (split(query) != ECS_OK || param_apps(a, pairs, npairs, out, &n) != ECS_OK)
		return 0;
	for (size_t i = 0; i < n; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s ", out[i]);
	return strcmp(got, want) == 0 ? n : 0;
}

static void
all_shapes(void)
{
	const char *out[PARAM_APPS];
	size_t n;

	OK(apps("app=ap2003&app=ap2004", "ap2003 ap2004 ") == 2);
	OK(apps("app=%5Bap2003%2Cap2004%5D", "ap2003 ap2004 ") == 2);
	OK(apps("app=[\"ap2003\", \"ap2004\"]", "ap2003 ap2004 ") == 2);
	OK(apps("app=ap2003,ap2004,ap2005", "ap2003 ap2004 ap2005 ") == 3);
	OK(apps("app=ap2003&APP=ap2004,ap2003&app=AP2003", "ap2003 ap2004 ") == 2);
	OK(apps("x=1&app=ap2004", "ap2004 ") == 1);
	OK(split("x=1") == ECS_OK);
	OK(param_apps(a, pairs, npairs, out, &n) == ECS_PARAM_MISSING && n == 0);
	OK(split("app=&app=[]&app=,,") == ECS_OK);
	OK(param_apps(a, pairs, npairs, out, &n) == ECS_PARAM_MISSING);
	OK(split("app=ap2003;ap2004") == ECS_OK);
	OK(param_apps(a, pairs, npairs, out, &n) == ECS_PARAM_FORMAT);
	OK(split("app=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16") == ECS_OK);
	OK(param_apps(a, pairs, npairs, out, &n) == ECS_OK && n == PARAM_APPS);
	OK(split("app=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17") == ECS_OK);
	OK(param_apps(a, pairs, npairs, out, &n) == ECS_PARAM_FORMAT);
}

static void
bounds(void)
{
	char query[2 * (PARAM_PAIRS + 1) * 2 + 1] = "";

	for (int i = 0; i < PARAM_PAIRS; i++)
		memcpy(query + 4 * i, "a=1&", 5);
	OK(split(query) == ECS_OK && npairs == PARAM_PAIRS);
	memcpy(query + 4 * PARAM_PAIRS, "b=2", 4);
	OK(split(query) == ECS_PARAM_FORMAT && npairs == PARAM_PAIRS);
	npairs = 1;	/* appended after what is there */
	OK(param_split(a, "b=2", pairs, &npairs) == ECS_OK && npairs == 2);
	OK(strcmp(pairs[0].name, "a") == 0 && strcmp(pairs[1].name, "b") == 0);
}

static void
versions(void)
{
	static const char *const wrong[] = { "", "2", "2.", ".0", "v2.0", "2.0 ", " 2.0", "2.0.1",
	    "-1.0", "2,0", "12345.0", "2.1234", "2.0x" };

	OK(param_version("2.0") == 2000 && param_version("11.10") == 11010);
	OK(param_version("11.1") == 11001 && param_version("0.9") == 9);
	OK(param_version("9999.999") == 9999999);
	for (size_t i = 0; i < NELEM(wrong); i++)
		OK(param_version(wrong[i]) == -1);
}

int
main(void)
{
	a = arena_new(256);
	values();
	numbers();
	names();
	escapes();
	written();
	characters();
	all_shapes();
	bounds();
	versions();
	arena_free(a);
	return DONE();
}
