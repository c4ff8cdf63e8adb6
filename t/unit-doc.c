/* unit-doc.c - TS.43 documents, octet for octet as spec TS.43 2.9 wants them. */
#include "fmt/doc.h"
#include "fmt/json.h"
#include "tap.h"

static struct arena	*a;

static const char *
text(const struct doc *d, enum doc_fmt fmt)
{
	struct buf b;

	buf_init(&b, a, 16);
	doc_write(d, fmt, &b);
	return buf_cstr(&b);
}

static bool
is(const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		printf("# got:\n%s# want:\n%s", got, want);
	return strcmp(got, want) == 0;
}

#define HEAD	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"				\
	"<wap-provisioningdoc version=\"1.1\">\n"
#define C(t)	"<characteristic type=\"" t "\">\n"
#define P(n, v)	"<parm name=\"" n "\" value=\"" v "\"/>\n"
#define E	"</characteristic>\n"
#define TAIL	"</wap-provisioningdoc>\n"

/* TS.43 v12 2.9.1 and table 21: VERS, TOKEN, APPLICATION. */
static void
whole(void)
{
	struct doc *d = doc_new(a);
	struct node *n;

	OK(doc_empty(d));
	n = doc_vers(d);
	OK(!doc_empty(d));
	doc_int(n, PN_version, 4);
	doc_int(n, PN_validity, 172800);
	n = doc_token(d);
	doc_str(n, PN_token, "abc");
	n = doc_app(d, "ap2004");
	doc_int(n, PN_EntitlementStatus, 0);
	doc_str(n, PN_ServiceFlow_URL, "https://aes.example.net/?a=1&b=2");
	doc_str(n, PN_ServiceFlow_UserData, "");
	doc_str(n, PN_AddrExpiry, NULL);
	OK(is(text(d, DOC_XML), HEAD
	    C("VERS") P("version", "4") P("validity", "172800") E
	    C("TOKEN") P("token", "abc") E
	    C("APPLICATION") P("AppID", "ap2004") P("EntitlementStatus", "0")
	    P("ServiceFlow_URL", "https://aes.example.net/?a=1&amp;b=2")
	    P("ServiceFlow_UserData", "") E TAIL));
	OK(is(text(d, DOC_JSON), "{\"Vers\":{\"version\":\"4\",\"validity\":\"172800\"},"
	    "\"Token\":{\"token\":\"abc\"},\"ap2004\":{\"EntitlementStatus\":\"0\","
	    "\"ServiceFlow_URL\":\"https://aes.example.net/?a=1&b=2\","
	    "\"ServiceFlow_UserData\":\"\"}}\n"));
	OK(doc_has(n, PN_ServiceFlow_UserData) && doc_has(n, PN_EntitlementStatus));
	OK(!doc_has(n, PN_AddrExpiry) && !doc_has(n, PN_version));
}

/* TS.43 v12 4.1.2: a list of details in XML and in JSON. */
static void
lists(void)
{
	struct doc *d = doc_new(a);
	struct node *n = doc_app(d, "ap2003"), *l, *i;

	l = doc_list(n, PN_VoiceOverCellularEntitleInfo);
	i = doc_item(l, PN_RATVoiceEntitleInfoDetails);
	doc_int(i, PN_AccessType, 1);
	i = doc_item(l, PN_RATVoiceEntitleInfoDetails);
	doc_int(i, PN_AccessType, 2);
	OK(doc_has(n, PN_VoiceOverCellularEntitleInfo) && !doc_has(n, PN_AccessType));
	OK(is(text(d, DOC_XML), HEAD C("APPLICATION") P("AppID", "ap2003")
	    C("VoiceOverCellularEntitleInfo")
	    C("RATVoiceEntitleInfoDetails") P("AccessType", "1") E
	    C("RATVoiceEntitleInfoDetails") P("AccessType", "2") E
	    E E TAIL));
	OK(is(text(d, DOC_JSON), "{\"ap2003\":{\"VoiceOverCellularEntitleInfo\":["
	    "{\"RATVoiceEntitleInfoDetails\":{\"AccessType\":\"1\"}},"
	    "{\"RATVoiceEntitleInfoDetails\":{\"AccessType\":\"2\"}}]}}\n"));
}

static bool
value(const char *in, const char *xml, const char *json)
{
	struct doc *d = doc_new(a);

	doc_str(doc_vers(d), PN_token, in);
	return is(text(d, DOC_XML), a_printf(a, HEAD C("VERS") P("token", "%s") E TAIL, xml)) &&
	    is(text(d, DOC_JSON), a_printf(a, "{\"Vers\":{\"token\":\"%s\"}}\n", json));
}

static void
hostile(void)
{
	OK(value("a&b", "a&amp;b", "a&b"));
	OK(value("&amp;", "&amp;amp;", "&amp;"));
	OK(value("<x>", "\u2039x\u203a", "<x>"));
	OK(value("\"'", "\u201d\u2019", "\\\"'"));
	OK(value("\"/><parm name=\"x", "\u201d/\u203a\u2039parm name=\u201dx",
	    "\\\"/><parm name=\\\"x"));
	OK(value("a\\b", "a\\b", "a\\\\b"));
	OK(value("a\tb\nc\rd", "a b c d", "a\\u0009b\\u000ac\\u000dd"));
	OK(value("a\x01\x08\x1f", "a???", "a???"));
	OK(value("\x7f", "\x7f", "\\u007f"));
	OK(value("\xc3\xa9", "\xc3\xa9", "\xc3\xa9"));
	OK(value("\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"));
	OK(value("\xc3(\xff\xed\xa0\x80", "?(????", "?(????"));
	OK(value("x\xe2\x82", "x??", "x??"));
	OK(value("\xef\xbf\xbe", "???", "???"));
}

static void
copies(void)
{
	struct doc *d = doc_new(a);
	char own[] = "first";

	doc_str(doc_vers(d), PN_token, own);
	memcpy(own, "other", 5);
	OK(strstr(text(d, DOC_XML), "first") != NULL);
	OK(is(text(doc_new(a), DOC_XML), HEAD TAIL) && is(text(doc_new(a), DOC_JSON), "{}\n"));
	OK(strcmp(doc_parm_name(PN_TC_Status), "TC_Status") == 0);
	doc_int(doc_vers(d), PN_version, -2);
	OK(strstr(text(d, DOC_JSON), "\"version\":\"-2\"") != NULL);
}

/* Bodies that come in: fmt/json.h. */
static void
bodies(void)
{
	struct pair p[PARAM_PAIRS];
	struct span out;
	size_t n = 0;
	static const char *const wrong[] = { "", "[]", "\"a\"", "{", "{\"a\":1}x", "{\"a\":{}}",
	    "{\"a\":[[1]]}", "{\"a\":1,\"a\":2}", "{\"a\":\"\xe9\"}", "{'a':1}", "{\"a\":1,}",
	    "{\"a\":\"\\u0000\"}", "{\"a\":[{}]}", "{\"a\":1e999}" };

	for (size_t i = 0; i < NELEM(wrong); i++) {
		n = 0;
		OK(json_pairs(a, SPAN(wrong[i], strlen(wrong[i])), p, &n) == ECS_BODY_FORMAT);
	}
	n = 0;
#define BODY	"{\"a\":\"x\",\"n\":-7,\"r\":2.5,\"t\":true,\"z\":null,\"app\":[\"b\",null,\"c\"]}"
	OK(json_pairs(a, SPAN(BODY, strlen(BODY)), p, &n) == ECS_OK && n == 6);
	OK(strcmp(p[0].value, "x") == 0 && strcmp(p[1].value, "-7") == 0);
	OK(strcmp(p[2].value, "2.5") == 0 && strcmp(p[3].value, "true") == 0);
	OK(strcmp(p[4].name, "app") == 0 && strcmp(p[4].value, "b") == 0);
	OK(strcmp(p[5].name, "app") == 0 && strcmp(p[5].value, "c") == 0);
	OK(json_pairs(a, SPAN("{\"b\":1}", 7), p, &n) == ECS_OK && n == 7);
	n = PARAM_PAIRS;
	OK(json_pairs(a, SPAN("{\"b\":1}", 7), p, &n) == ECS_BODY_FORMAT && n == PARAM_PAIRS);
#define RELAY	"{\"eap-relay-packet\":\"AgIABA==\"}"
	OK(json_relay(a, SPAN(RELAY, strlen(RELAY)), &out) == ECS_OK && out.len == 4);
	OK(memcmp(out.p, "\x02\x02\x00\x04", 4) == 0);
#define BROKEN	"{\"eap-relay-packet\":\"AgIABA\"}"
	OK(json_relay(a, SPAN(BROKEN, strlen(BROKEN)), &out) == ECS_BODY_FORMAT);
	OK(json_relay(a, SPAN("{\"eap-relay-packet\":5}", 22), &out) == ECS_BODY_FORMAT);
	OK(json_relay(a, SPAN("{}", 2), &out) == ECS_BODY_FORMAT);
	OK(json_relay(a, SPAN("", 0), &out) == ECS_BODY_FORMAT);
}

int
main(void)
{
	a = arena_new(1024);
	whole();
	lists();
	hostile();
	copies();
	bodies();
	arena_free(a);
	return DONE();
}
