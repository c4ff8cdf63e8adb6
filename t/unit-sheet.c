/*
 * unit-sheet.c - what a page's tree takes, and what a stylesheet must not do.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/sheet_sample.h"
#include "tap.h"

static char dir[] = "/tmp/sheet.XXXXXX";
static const char *languages[] = { "en" };
static struct conf_operator op = { .name = "north", .id = 1, .languages = { 1, languages } };
static struct conf conf;
static struct sheet_for whom = { &conf, &op, "en" };

#define HEAD	"<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'"
#define BODY	"><xsl:output method='html'/><xsl:template match='/page'>"
#define FOOT	"</xsl:template></xsl:stylesheet>"
#define PLAIN(x) HEAD BODY x FOOT

static void
put(const char *name, const char *text)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if ((f = fopen(path, "w")) == NULL)
		abort();
	fputs(text, f);
	fclose(f);
}

static void
folder(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	mkdir(path, 0700);
}

/* Makes a page of that stylesheet and applies it to <page><v>value</v></page>. */
static enum ecs_err
run(struct arena *a, const char *xsl, const char *value, const char **out)
{
	static unsigned number;
	struct buf b;
	struct sheet *s;
	enum ecs_err e;
	char *page, *sheet;

	page = a_printf(a, "page%u", number++);
	folder(sheet = a_printf(a, "websheets/%s", page));
	put(a_printf(a, "%s/page.xsl", sheet), xsl);
	buf_init(&b, a, 64);
	s = sheet_new(a, page);
	sheet_set(sheet_root(s), "v", value);
	sheet_attr(sheet_root(s), "a", value);
	e = sheet_write(s, &whom, &b);
	*out = buf_cstr(&b);
	return e;
}

static void
values(struct arena *a)
{
	const char *xsl = PLAIN("<p title='{@a}'><xsl:value-of select='v'/></p>");
	const char *out;

	OK(run(a, xsl, "<b>&amp;\"'", &out) == ECS_OK);
	OK(strstr(out, "<p title=\"&lt;b&gt;&amp;amp;&quot;'\">&lt;b&gt;&amp;amp;\"'</p>") != NULL);
	OK(run(a, xsl, "a\x08\xff\xc3(\xef\xbf\xbe", &out) == ECS_OK);
	OK(strstr(out, ">a??" "?(??" "?<") != NULL && strchr(out, '\x08') == NULL);
	OK(run(a, xsl, "\xe6\x9d\xb1", &out) == ECS_OK && strstr(out, ">\xe6\x9d\xb1<") != NULL);
}

static void
urls(struct arena *a)
{
	static const char *const good[] = {
		"https://example.org/a?b", "http://127.0.0.1/", "/websheet/x?y#z",
	}, *const evil[] = {
		"javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "//example.org/",
		"/\\example.org/", "", "x", " https://example.org/", "https://example.org/\n",
		"\tjavascript:alert(1)", "vbscript:x", "https:x", "file:///etc/passwd", "/a b",
	};
	struct sheet_el *root = sheet_root(sheet_new(a, "page"));

	for (size_t i = 0; i < NELEM(good); i++)
		tap_ok(sheet_set_url(root, "u", good[i]), good[i], __FILE__, __LINE__);
	for (size_t i = 0; i < NELEM(evil); i++)
		OK(!sheet_set_url(root, "u", evil[i]));
}

/* text with a path in place of "~". */
static const char *
fill(struct arena *a, const char *text, const char *path)
{
	size_t n = strcspn(text, "~");

	return a_printf(a, "%.*s%s%s", (int)n, text, text[n] != '\0' ? path : "",
	    text + n + (text[n] != '\0'));
}

/* Each must give no page, or one without the secret; and no file may appear. */
static void
escapes(struct arena *a)
{
	const char *secret = a_printf(a, "%s/secret.xml", dir), *made, *out;
	static const char *const tries[] = {
		PLAIN("<xsl:copy-of select=\"document('~')\"/>"),
		PLAIN("<xsl:copy-of select=\"document('file://~')\"/>"),
		PLAIN("<xsl:value-of select=\"unparsed-text('~')\"/>"),
		"<!DOCTYPE x [<!ENTITY e SYSTEM 'file://~'>]>" PLAIN("&e;"),
		"<!DOCTYPE x [<!ENTITY e 'secret'>]>" PLAIN("&e;"),
		"<!DOCTYPE x SYSTEM 'file://~'>" PLAIN("x"),
		HEAD "><xsl:import href='~'/></xsl:stylesheet>",
		HEAD "><xsl:include href='file://~'/></xsl:stylesheet>",
		HEAD "><xsl:include href='http://127.0.0.1:1~'/></xsl:stylesheet>",
		HEAD " xmlns:xi='http://www.w3.org/2001/XInclude'" BODY
		    "<xi:include href='~'/>" FOOT,
		PLAIN("<xsl:value-of select='v' disable-output-escaping='yes'/>"),
		PLAIN("<xsl:processing-instruction name='x'>secret</xsl:processing-instruction"),
	};

	put("secret.xml", "<x>secret</x>");
	for (size_t i = 0; i < NELEM(tries); i++) {
		if (run(a, fill(a, tries[i], secret), "<secret>", &out) != ECS_OK)
			out = "";
		tap_ok(strstr(out, "secret") == NULL, tries[i], __FILE__, __LINE__);
	}
	made = a_printf(a, "%s/made", dir);
	OK(run(a, fill(a, HEAD " xmlns:e='http://exslt.org/common' extension-element-prefixes='e'"
	    BODY "<e:document href='~'>x</e:document>" FOOT, made), "v", &out) != ECS_OK);
	OK(run(a, fill(a, PLAIN("<xsl:document href='~'>x</xsl:document>"), made), "v", &out) !=
	    ECS_OK || access(made, F_OK) != 0);
	OK(access(made, F_OK) != 0);
}

static void
loops(struct arena *a)
{
	const char *out;

	OK(run(a, HEAD BODY "<xsl:call-template name='x'/></xsl:template>"
	    "<xsl:template name='x'><xsl:call-template name='x'/>" FOOT, "v", &out) != ECS_OK);
	OK(run(a, "not xml", "v", &out) == ECS_INTERNAL);
	OK(run(a, "", "v", &out) == ECS_INTERNAL);
}

static void
imports(struct arena *a)
{
	const char *out;

	put("templates/base.xsl", PLAIN("<i><xsl:value-of select='v'/></i>"));
	OK(run(a, HEAD "><xsl:import href='../../templates/base.xsl'/></xsl:stylesheet>", "v",
	    &out) == ECS_OK);
	OK(strstr(out, "<i>v</i>") != NULL);
	OK(run(a, HEAD "><xsl:import href='templates/../base.xsl'/></xsl:stylesheet>", "v",
	    &out) == ECS_OK);		/* a name, whatever the folder */
	OK(run(a, HEAD "><xsl:import href='none.xsl'/></xsl:stylesheet>", "v", &out) != ECS_OK);
}

static void
words(struct arena *a)
{
	struct sheet_for page = { &conf, &op, "de-CH-1996" };
	const char *out, *long_text = a_printf(a, "%05000d", 0);

	put("templates/texts/en", "# no\nshared Shared & <b>\nboth ours\n1bad x\nempty\n");
	folder("websheets/p");
	put("websheets/p/texts.de-CH", "here \t swiss\r\n");
	put("websheets/p/texts.de", a_printf(a, "here no\nboth german\nn.few first\nn.few second\n"
	    "long %s\nafter it", long_text));
	put("websheets/p/texts.en", "shared page\nboth no\nonly english\n");
	put("operators/north/texts/en", "both theirs\n");
	OK(run(a, PLAIN("<p><xsl:value-of select='texts/shared'/>|"
	    "<xsl:value-of select='texts/both'/>|<xsl:value-of select='count(texts/*)'/>|"
	    "<xsl:value-of select='@lang'/></p>"), "v", &out) == ECS_OK);
	OK(strstr(out, "<p>Shared &amp; &lt;b&gt;|theirs|2|en</p>") != NULL);
	OK(strcmp(sheet_text(&whom, "", "both"), "theirs") == 0);
	OK(strcmp(sheet_text(&page, "p", "here"), "swiss") == 0);
	OK(strcmp(sheet_text(&page, "p", "shared"), "page") == 0);
	OK(strcmp(sheet_text(&page, "p", "n.few"), "first") == 0);
	OK(strcmp(sheet_text(&page, "p", "both"), "german") == 0);
	OK(strcmp(sheet_text(&page, "p", "only"), "english") == 0);
	OK(strcmp(sheet_text(&page, "", "shared"), "Shared & <b>") == 0);
	OK(strcmp(sheet_text(&page, "p", "long"), long_text) == 0);
	OK(strcmp(sheet_text(&page, "p", "after"), "it") == 0);
	OK(strcmp(sheet_text(&whom, "", "nothing"), "") == 0);
}

static const char *
again(struct arena *a, const char *page)
{
	struct sheet *s = sheet_new(a, page);
	struct buf b;

	buf_init(&b, a, 64);
	OK(sheet_write(s, &whom, &b) == ECS_OK);
	return buf_cstr(&b);
}

/* What is kept is kept until it is forgotten. */
static void
forgotten(struct arena *a)
{
	folder("websheets/kept");
	put("websheets/kept/page.xsl", PLAIN("<p><xsl:value-of select='texts/kept'/></p>"));
	put("websheets/kept/texts.en", "kept one\n");
	OK(strstr(again(a, "kept"), "<p>one</p>") != NULL);
	put("websheets/kept/page.xsl", PLAIN("<b><xsl:value-of select='texts/kept'/></b>"));
	put("websheets/kept/texts.en", "kept two\n");
	OK(strstr(again(a, "kept"), "<p>one</p>") != NULL);
	sheet_forget();
	OK(strstr(again(a, "kept"), "<b>two</b>") != NULL);
	sheet_forget();
	sheet_forget();
	OK(strstr(again(a, "kept"), "<b>two</b>") != NULL);
}

static bool
sample(struct arena *a, const char *xml)
{
	struct sheet *s;
	const char *why;

	return sheet_sample_read(a, "kept", SPAN(xml, strlen(xml)), &s, &why) == ECS_OK;
}

static void
samples(struct arena *a)
{
	struct sheet_names l;

	OK(sample(a, "<page kind='x'><v>1</v></page>"));
	OK(!sample(a, "<html/>") && !sample(a, "<page>") && !sample(a, ""));
	OK(!sample(a, "<page><texts/></page>") && !sample(a, "<page lang='en'/>"));
	OK(!sample(a, "<!DOCTYPE page><page/>") && !sample(a, "<page>&amp;&x;</page>"));
	OK(sheet_sample_name(a, "..", "x") == NULL && sheet_sample_name(a, "a", "b/c") == NULL);
	folder("websheets/kept/samples");
	sheet_sample_pages(&whom, a, &l);
	OK(l.n == 0);
	put("websheets/kept/sample.xml", "<page/>");
	put("websheets/kept/samples/b.xml", "<page/>");
	put("websheets/kept/samples/a.xml", "<page/>");
	put("websheets/kept/samples/a.txt", "");
	sheet_sample_pages(&whom, a, &l);
	OK(l.n == 1 && strcmp(l.s[0], "kept") == 0);
	sheet_sample_states(&whom, a, "kept", &l);
	OK(l.n == 3 && strcmp(l.s[0], "a") == 0 && strcmp(l.s[2], "default") == 0);
	sheet_sample_states(&whom, a, "../operators", &l);
	OK(l.n == 0);
}

int
main(void)
{
	struct arena *a = arena_new(4096);

	if ((conf.data_dir = mkdtemp(dir)) == NULL)
		return 1;
	folder("websheets");
	folder("templates");
	folder("templates/texts");
	folder("operators");
	folder("operators/north");
	folder("operators/north/texts");
	values(a);
	urls(a);
	escapes(a);
	loops(a);
	imports(a);
	words(a);
	forgotten(a);
	samples(a);
	arena_free(a);
	if (system(a_printf(a = arena_new(256), "rm -r %s", dir)) != 0)
		return 1;
	arena_free(a);
	return DONE();
}
