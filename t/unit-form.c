/* unit-form.c - the HTML form reader and the person who fills forms, on saved pages. */
#include <stdlib.h>

#include "form.h"
#include "person.h"
#include "tap.h"

static struct arena *arena;

static void
is(const char *what, const char *got, const char *want)
{
	bool same = got != NULL && want != NULL ? strcmp(got, want) == 0 : got == want;

	tap_ok(same, what, __FILE__, __LINE__);
	if (!same)
		printf("# got: %s\n# want: %s\n", got != NULL ? got : "(none)",
		    want != NULL ? want : "(none)");
}

static struct page *
open_page(const char *name)
{
	static char body[1 << 16];
	char path[256];
	FILE *f;
	size_t n;

	snprintf(path, sizeof(path), "%s/t/docs/sheets/%s", getenv("SRC") != NULL ?
	    getenv("SRC") : ".", name);
	if ((f = fopen(path, "r")) == NULL) {
		printf("Bail out!  %s\n", path);
		exit(1);
	}
	n = fread(body, 1, sizeof(body), f);
	fclose(f);
	return page_read(arena, body, n, NULL);
}

static struct page *
page_of(const char *html)
{
	return page_read(arena, html, strlen(html), NULL);
}

static struct field *
field(const struct page *p, const char *name)
{
	for (struct page_form *form = p->forms; form != NULL; form = form->next)
		for (struct field *f = form->fields; f != NULL; f = f->next)
			if (strcmp(f->name, name) == 0)
				return f;
	return NULL;
}

static struct field *
button(struct page_form *form, const char *label)
{
	for (struct field *f = form->fields; f != NULL; f = f->next)
		if ((f->kind == F_SUBMIT || f->kind == F_BUTTON) && strcmp(f->label, label) == 0)
			return f;
	return NULL;
}

static struct person
somebody(const struct opts *o)
{
	struct person p;

	person_init(&p, arena, o);
	return p;
}

static void
ask(void)
{
	struct page *p = open_page("ask.html");
	struct person me = somebody(&(struct opts){ .hno = "7 a&b" });
	struct act act;

	is("title", p->title, "Wi-Fi calling - Example Mobile");
	is("heading", p->heading, "Wi-Fi calling");
	is("language", p->lang, "en");
	is("method", p->forms->method, "post");
	is("label that wraps", field(p, "accept")->label, "I accept these terms");
	is("what a tick is about", field(p, "accept")->around, "Terms of Wi-Fi calling Emergency "
	    "calls over Wi-Fi use the address below. I accept these terms");
	is("heading of a section", field(p, "accept")->group, "Terms of Wi-Fi calling");
	is("legend", field(p, "rd")->group, "Emergency address");
	is("label by id", field(p, "hno")->label, "House number");
	is("hint", field(p, "hno")->hint, "Without the street");
	is("a select's choice", field(p, "country")->value, "US");
	OK(field(p, "a1")->max == 2 && field(p, "a3")->max == 0);
	OK(field(p, "a3")->required && !field(p, "loc")->required);
	OK(p->call == NULL && p->refresh_s == -1 && page_error(p) == NULL);
	OK(form_refuses(p->forms, NULL) == field(p, "accept"));
	act = person_act(&me, p, false);
	OK(act.kind == ACT_SEND && act.form == p->forms && act.fills);
	OK(act.button == button(p->forms, "Continue"));
	person_fill(&me, act.form);
	OK(form_refuses(p->forms, act.button) == NULL);
	is("what is sent", form_encode(arena, act.form, act.button),
	    "csrf=dGVzdA%26%3D%2B%2F&form=0&terms_version=2&accept=1&country=US&a1=CA&"
	    "a3=Exampleville&rd=Example+Avenue&hno=7+a%26b&loc=&pc=90001&action=submit");
	me.aim = AIM_DECLINE;
	act = person_act(&me, p, false);
	OK(act.kind == ACT_PRESS_CALL);
	is("the other button", act.button->call, "VoWiFiWebServiceFlow.dismissFlow");
}

static void
country(void)
{
	struct page *p = open_page("ask.html");
	struct person me = somebody(&(struct opts){ .country = "ca" });

	person_fill(&me, p->forms);
	is("another country", field(p, "country")->value, "CA");
	is("its postal code", field(p, "pc")->value, "K1A 0B1");
	is("its province", field(p, "a1")->value, "ON");
	p = open_page("ask.html");
	me = somebody(&(struct opts){ .country = "FR", .a1 = "\xc3\xa9\xc3\xa9\xc3\xa9" });
	person_fill(&me, p->forms);
	is("one that is not on the list", field(p, "country")->value, "US");
	is("cut at maxlength, by characters", field(p, "a1")->value, "\xc3\xa9\xc3\xa9");
}

static void
errors(void)
{
	struct page *p = open_page("errors.html");
	struct person me = somebody(&(struct opts){ .hno = "" });
	struct act act;

	is("no error", field(p, "rd")->error, "");
	is("error by aria-describedby", field(p, "hno")->error, "Enter a house number.");
	is("beside a hint", field(p, "hno")->hint, "Digits and letters");
	is("error by aria-errormessage", field(p, "pc")->error, "This is no ZIP code.");
	is("alert of the page", p->alerts->text, "Two entries need another look.");
	OK(p->alerts->next == NULL);
	is("the first error", page_error(p), "Enter a house number.");
	me.sent = 1;
	act = person_act(&me, p, false);
	OK(act.kind == ACT_SEND);
	OK(person_fix(&me, act.form) == 2);
	is("what is right stays", field(p, "rd")->value, "Example Avenue");
	is("corrected", field(p, "pc")->value, "90001");
	is("corrected in spite of the option", field(p, "hno")->value, "120");
	OK(person_fix(&me, act.form) == 0);
}

static void
other_pages(void)
{
	struct person me = somebody(&(struct opts){ 0 });
	struct page *p = open_page("wait.html");
	struct act act;

	OK(p->refresh_s == 2);
	is("the page itself", p->refresh_url, "");
	OK(person_act(&me, p, false).kind == ACT_WAIT);
	p = open_page("done.html");
	is("call of the page", p->call, "VoWiFiWebServiceFlow.entitlementChanged");
	OK(person_act(&me, p, true).kind == ACT_CALLED);
	me.sent = 1;
	OK(person_act(&me, p, false).kind == ACT_PRESS_CALL);
	p = open_page("manage.html");
	is("ISO 8859-1", p->heading, "Appels Wi-Fi activ\xc3\xa9s");
	act = person_act(&me, p, false);
	OK(act.kind == ACT_PRESS_CALL);
	is("nothing but to close it", act.button->label, "Fermer");
	me = somebody(&(struct opts){ .edit_address = true });
	act = person_act(&me, p, false);
	OK(act.kind == ACT_SEND && !act.fills);
	is("edit", form_encode(arena, act.form, act.button), "csrf=x&action=edit");
	me = somebody(&(struct opts){ .withdraw = true });
	act = person_act(&me, p, false);
	OK(act.kind == ACT_SEND);
	is("withdraw", form_encode(arena, act.form, act.button), "csrf=x&action=withdraw");
}

static void
edit(void)
{
	struct page *p = page_of("<form><input name=rd value=Lane><input name=hno value=12b>"
	    "<input name=pc value=1></form>");
	struct person me = somebody(&(struct opts){ .edit_address = true });
	struct act act = person_act(&me, p, false);

	OK(act.kind == ACT_SEND && act.fills && act.button == NULL);
	person_fill(&me, act.form);
	is("next door", form_encode(arena, act.form, NULL), "rd=Lane&hno=13&pc=1");
	me = somebody(&(struct opts){ .edit_address = true, .rd = "Other Lane" });
	person_fill(&me, act.form);
	is("by option", form_encode(arena, act.form, NULL), "rd=Other+Lane&hno=13&pc=1");
	me.sent = 1;
	OK(person_act(&me, p, false).kind == ACT_LEAVE);
}

static void
french(void)
{
	static const enum place want[] = {
		P_COUNTRY, P_A1, P_PC, P_A3, P_RD, P_HNO, P_LOC, P__MAX
	};
	struct page *p = open_page("french.html");
	struct field *f = p->forms->fields;

	for (size_t i = 0; i < NELEM(want); i++, f = f->next)
		is(f->label, person_place_name(person_place(f)), person_place_name(want[i]));
}

static void
hostile_fields(struct page *p)
{
	is("the first of two labels", field(p, "x")->label, "First label");
	is("a value is kept as it is", field(p, "x")->value, "a\nb\x01");
	is("a label on one line", field(p, "twin")->label, "Twin of x");
	is("a label that is the field", field(p, "own")->label, "");
	OK(field(p, "tick")->kind == F_TICK && field(p, "tick")->checked);
	is("a tick without value", field(p, "tick")->value, "on");
	OK(field(p, "upload") == NULL && field(p, "ghost") == NULL);
	is("placeholder", field(p, "pw")->label, "Secret");
	is("option without value", field(p, "choice")->value, "Two & more");
	is("select without options", field(p, "empty")->value, "");
	OK(field(p, "off")->disabled && field(p, "b")->disabled);
	OK(field(p, "joined") != NULL && field(p, "stray") == NULL && field(p, "lost") == NULL);
}

static void
hostile(void)
{
	struct page *p = open_page("hostile.html");
	struct field *go = button(p->forms, "Go");

	is("no escape sequence", p->title, "]0;ownedFree calls [2J 31m desrever");
	is("first base", p->base, "https://elsewhere.example.net/x/");
	OK(p->refresh_s == 0);
	is("refresh, oddly written", p->refresh_url, "next?a=b;c");
	is("first attribute counts", p->call, "VoWiFiWebServiceFlow.dismissFlow");
	is("heading without script", p->heading, "A <b> heading");
	is("alerts that are seen", p->alerts->text, "Both");
	OK(p->alerts->next == NULL);
	is("a link's address", p->links->next->href, "/a b#c");
	OK(p->links->next->next == NULL);
	hostile_fields(p);
	OK(button(p->forms, "Press 2J") != NULL);
	OK(go != NULL && go->novalidate && strcmp(go->action, "/other") == 0);
	OK(form_refuses(p->forms, go) == NULL);
	OK(form_refuses(p->forms, NULL) == NULL);
	field(p, "area")->value = "";
	OK(form_refuses(p->forms, NULL) == field(p, "area"));
}

/* The examples of the URL standard and the HTML standard for form submission. */
static void
encoding(void)
{
	struct page *p = page_of("<form><textarea name=t>a&#13;b&#10;c&#13;&#10;d</textarea>"
	    "<input name='a b' value='*-._~+&amp;=%\xc3\xa9'><input value=nameless>"
	    "<input type=checkbox name=k><input type=submit name=s value=1></form>");

	is("lines, blanks, marks", form_encode(arena, p->forms, NULL),
	    "t=a%0D%0Ab%0D%0Ac%0D%0Ad&a+b=*-._%7E%2B%26%3D%25%C3%A9");
}

/* Many and deep: what is read stays bounded, and nothing recurses. */
static void
large(void)
{
	enum { DEEP = 100000, MANY = 5000 };
	size_t at = 0, n = 0, size = DEEP * 5 + MANY * 24 + 64;
	char *html = malloc(size);
	struct page *p;

	for (int i = 0; i < DEEP; i++, at += 5)
		memcpy(html + at, "<div>", 5);
	for (int i = 0; i < MANY; i++)
		at += (size_t)snprintf(html + at, size - at, "<form><input name=n%d>", i);
	p = page_read(arena, html, at, NULL);
	free(html);
	for (struct page_form *form = p->forms; form != NULL; form = form->next)
		for (struct field *f = form->fields; f != NULL; f = f->next)
			n++;
	OK(n <= PAGE_FIELDS);
	OK(strlen(p->text) <= PAGE_TEXT);
	OK(page_of("")->forms == NULL);
	is("nothing", page_of("")->title, "");
	OK(page_read(arena, "\0<p>", 4, "no-such-charset") != NULL);
}

int
main(void)
{
	arena = arena_new(65536);
	ask();
	country();
	errors();
	other_pages();
	edit();
	french();
	hostile();
	encoding();
	large();
	arena_free(arena);
	return DONE();
}
