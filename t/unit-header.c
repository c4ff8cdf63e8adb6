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

static const char	*s[] = { "en", "fr", "de-CH", "pt" };
static const struct conf_list have = { NELEM(s), s };

static const char *
pick(const char *accept_language, const char *of_line)
{
	return header_language(accept_language, of_line, &have);
}

static void
languages(void)
{
	OK(pick(NULL, NULL) == s[0] && pick("", NULL) == s[0]);
	OK(pick("fr", NULL) == s[1] && pick("FR-ca", NULL) == s[1]);
	OK(pick("ja, ko;q=0.5", NULL) == s[0]);
	OK(pick("en;q=0.8, fr;q=0.9", NULL) == s[1]);
	OK(pick("en;q=0.8, fr;q=0.8", NULL) == s[0]);
	OK(pick("fr;q=0.8,en;q=0.8", NULL) == s[1]);
	OK(pick("de", NULL) == s[2] && pick("de-ch", NULL) == s[2]);
	OK(pick("de-AT", NULL) == s[2] && pick("d", NULL) == s[0]);
	OK(pick("fr;q=0, pt;q=0.001", NULL) == s[3]);
	OK(pick("*", NULL) == s[0]);
	/* RFC 4647 3.4: subtags go from the end. */
	OK(pick("pt-Latn-BR", NULL) == s[3]);
	OK(pick("-", NULL) == s[0] && pick("-fr", NULL) == s[0]);
	/* The line's own, where the client's are not spoken here. */
	OK(pick("ja, ko", "fr") == s[1] && pick(NULL, "pt") == s[3]);
	OK(pick("de-AT, ja", "fr") == s[2]);
	OK(pick("ja", "de-AT") == s[2] && pick("*", "fr") == s[1]);
	OK(pick("ja", "ko") == s[0] && pick("ja", "") == s[0]);
	/* Weights that are none do not outweigh those that are. */
	OK(pick("pt, fr;q=9", NULL) == s[3]);
	OK(pick("pt;q=0.5, fr;q=nan, de;q=-1", NULL) == s[3]);
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
