/* unit-header.c - request headers, as phones, fronts and RFC 9110 write them. */
#include "fmt/header.h"
#include "tap.h"

static struct arena	*a;

static bool
accepts(const char *s, bool xml, bool json)
{
	struct accept x = header_accept(s);

	return x.xml == xml && x.json == json;
}

static void
accept(void)
{
	OK(accepts(NULL, false, false) && accepts("", false, false));
	OK(accepts("*/*", false, false) && accepts("application/*", false, false));
	OK(accepts("application/json", false, true));
	OK(accepts("text/vnd.wap.connectivity-xml", true, false));
	OK(accepts("text/vnd.wap.connectivity", true, false));
	OK(accepts("application/vnd.gsma.eap-relay.v1.0+json, application/json", false, true));
	OK(accepts("Application/JSON;charset=utf-8, Text/XML", true, true));
	OK(accepts("text/xml;q=0, application/json;q=0.1", false, true));
	OK(accepts("application/json ; q=0", false, false));
	OK(accepts("application/json;q=0.000,application/xml;level=1;q=0.3", true, false));
	OK(accepts("application/json;q=nan", false, false));
	OK(accepts(",, ,application/json,", false, true));
	OK(accepts("application/jsonx, xapplication/json", false, false));
}

static bool
cookie(const char *header, const char *want)
{
	const char *v = header_cookie(a, header, "ecs");

	return want == NULL ? v == NULL : v != NULL && strcmp(v, want) == 0;
}

static void
cookies(void)
{
	OK(cookie("ecs=abc", "abc") && cookie("ecs=\"abc\"", "abc"));
	OK(cookie("a=1; ecs=abc; b=2", "abc") && cookie("a=1, ecs=abc, b=2", "abc"));
	OK(cookie("ecs=abc; Path=/; HttpOnly", "abc") && cookie("ecs=abc;", "abc"));
	OK(cookie("ecs=", "") && cookie("ecs=a=b", "a=b"));
	OK(cookie(NULL, NULL) && cookie("", NULL) && cookie("ecs", NULL));
	OK(cookie("xecs=abc", NULL) && cookie("ecsx=abc", NULL) && cookie("ECS=abc", NULL));
	OK(cookie("x=ecs=abc", NULL) && cookie("x=\"1\"; ecs=2", "2"));
	OK(cookie("ecs=1; ecs=2", "1"));
	OK(cookie("ecs=\"unclosed", "unclosed") && cookie("ecs=a b", "a"));
}

static void
languages(void)
{
	const char *s[] = { "en", "fr", "de-CH", "pt" };
	const struct conf_list have = { NELEM(s), s };

	OK(header_language(NULL, NULL, &have) == s[0] && header_language("", NULL, &have) == s[0]);
	OK(header_language("fr", NULL, &have) == s[1] && header_language("FR-ca", NULL, &have) == s[1]);
	OK(header_language("ja, ko;q=0.5", NULL, &have) == s[0]);
	OK(header_language("en;q=0.8, fr;q=0.9", NULL, &have) == s[1]);
	OK(header_language("en;q=0.8, fr;q=0.8", NULL, &have) == s[0]);
	OK(header_language("fr;q=0.8,en;q=0.8", NULL, &have) == s[1]);
	OK(header_language("de", NULL, &have) == s[2] && header_language("de-ch", NULL, &have) == s[2]);
	OK(header_language("de-AT", NULL, &have) == s[2] && header_language("d", NULL, &have) == s[0]);
	OK(header_language("fr;q=0, pt;q=0.001", NULL, &have) == s[3]);
	OK(header_language("*", NULL, &have) == s[0]);
	/* RFC 4647 3.4: subtags go from the end. */
	OK(header_language("pt-Latn-BR", NULL, &have) == s[3]);
	OK(header_language("-", NULL, &have) == s[0] && header_language("-fr", NULL, &have) == s[0]);
	/* The line's own, where the client's are not spoken here. */
	OK(header_language("ja, ko", "fr", &have) == s[1] && header_language(NULL, "pt", &have) == s[3]);
	OK(header_language("de-AT, ja", "fr", &have) == s[2]);
	OK(header_language("ja", "de-AT", &have) == s[2] && header_language("*", "fr", &have) == s[1]);
	OK(header_language("ja", "ko", &have) == s[0] && header_language("ja", "", &have) == s[0]);
	/* Weights that are none do not outweigh those that are. */
	OK(header_language("pt, fr;q=9", NULL, &have) == s[3]);
	OK(header_language("pt;q=0.5, fr;q=nan, de;q=-1", NULL, &have) == s[3]);
}

static void
the_rest(void)
{
	char longname[400];

	OK(!header_gzip(NULL) && !header_gzip("") && !header_gzip("br, deflate"));
	OK(header_gzip("gzip") && header_gzip("br;q=1.0, GZIP;q=0.5") && header_gzip("x,gzip"));
	OK(!header_gzip("gzip;q=0") && !header_gzip("gzipx, x-gzip"));
	OK(header_media("application/json", "application/json"));
	OK(header_media("Application/JSON; charset=utf-8", "application/json"));
	OK(header_media("application/json ;x", "application/json"));
	OK(!header_media("application/jsonp", "application/json"));
	OK(!header_media("application/jso", "application/json") && !header_media(NULL, "x"));
	memset(longname, 'x', sizeof(longname));
	memcpy(longname + 390, ",gzip", 6);
	OK(header_gzip(longname));	/* an item longer than any name */
}

int
main(void)
{
	a = arena_new(1024);
	accept();
	cookies();
	languages();
	the_rest();
	arena_free(a);
	return DONE();
}
