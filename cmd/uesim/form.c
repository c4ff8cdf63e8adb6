/* form.c - a page's forms, buttons, links and messages. */
#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "form.h"
#include "form_field.h"

/* The page while it is read. */
struct reading {
	struct arena		*arena;
	struct page		*page;
	const xmlNode		*root;
	struct field_ctx	 ctx;
	struct page_form	**form_tail;
	struct page_link	**link_tail;
	struct page_alert	**alert_tail;
	size_t			 nfields, nothers;
};

static void
drop(void *p)
{
	xmlFreeDoc(p);
}

static void
add_form(struct reading *r, const xmlNode *n)
{
	struct page_form *f = a_zalloc(r->arena, sizeof(*f));

	f->action = html_attr(r->arena, n, "action");
	f->method = html_attr(r->arena, n, "method");
	f->novalidate = html_has(n, "novalidate");
	f->tail = &f->fields;
	f->node = n;
	*r->form_tail = f;
	r->form_tail = &f->next;
}

/* The form a field belongs to: the one it names, else the one around it. */
static struct page_form *
owner(struct reading *r, const xmlNode *n)
{
	static const char *const forms[] = { "form" };
	const xmlNode *at = html_has(n, "form") ?
	    html_by_id(n, html_attr(r->arena, n, "form")) : html_up(n, forms, NELEM(forms));

	for (struct page_form *f = r->page->forms; f != NULL; f = f->next)
		if (f->node == at)
			return f;
	return &r->page->loose;
}

static void
add_field(struct reading *r, const xmlNode *n)
{
	struct field *f = r->nfields < PAGE_FIELDS ? field_read(&r->ctx, n) : NULL;
	struct page_form *form;

	if (f == NULL)
		return;
	r->nfields++;
	form = owner(r, n);
	*form->tail = f;
	form->tail = &f->next;
}

static void
add_link(struct reading *r, const xmlNode *n)
{
	struct page_link *l;

	if (!html_has(n, "href") || r->nothers++ >= PAGE_FIELDS)
		return;
	l = a_zalloc(r->arena, sizeof(*l));
	l->href = html_attr(r->arena, n, "href");
	l->text = html_text(r->arena, n);
	*r->link_tail = l;
	r->link_tail = &l->next;
}

/* What stands at a field is not said twice: neither as it is nor in a summary. */
static bool
at_a_field(const struct page *p, const char *text)
{
	for (const struct page_form *form = p->forms; form != NULL; form = form->next)
		for (const struct field *f = form->fields; f != NULL; f = f->next)
			if (*f->error != '\0' && (strstr(f->error, text) != NULL ||
			    strstr(text, f->error) != NULL))
				return true;
	return false;
}

static void
add_alert(struct reading *r, const xmlNode *n)
{
	const char *text = html_has(n, "hidden") ? "" : html_text(r->arena, n);
	struct page_alert *at;

	if (*text == '\0' || at_a_field(r->page, text) || r->nothers++ >= PAGE_FIELDS)
		return;
	at = a_zalloc(r->arena, sizeof(*at));
	at->text = text;
	*r->alert_tail = at;
	r->alert_tail = &at->next;
}

bool
page_refresh(struct arena *a, const char *content, struct page *out)
{
	char *end;
	long s = strtol(content, &end, 10);
	const char *p = end;
	char quote;

	if (!isdigit((unsigned char)content[strspn(content, " ")]) || s < 0)
		return false;
	while (*p == '.' || isdigit((unsigned char)*p))
		p++;
	p += strspn(p, " ;,");
	if (strncasecmp(p, "url", 3) == 0 && p[3 + strspn(p + 3, " ")] == '=') {
		p += 3 + strspn(p + 3, " ") + 1;
		p += strspn(p, " ");
	}
	quote = *p == '"' || *p == '\'' ? *p++ : '\0';
	out->refresh_s = s < 86400 ? (int)s : 86400;
	out->refresh_url = a_strndup(a, p, quote != '\0' && strchr(p, quote) != NULL ?
	    (size_t)(strchr(p, quote) - p) : strlen(p));
	return true;
}

static void
head(struct reading *r, const xmlNode *n)
{
	struct page *p = r->page;

	if (html_is(n, "title") && *p->title == '\0')
		p->title = html_text(r->arena, n);
	else if (html_is(n, "h1") && *p->heading == '\0')
		p->heading = html_text(r->arena, n);
	else if (html_is(n, "html"))
		p->lang = html_attr(r->arena, n, "lang");
	else if (html_is(n, "base") && p->base == NULL && html_has(n, "href"))
		p->base = html_attr(r->arena, n, "href");
	else if (html_is(n, "body") && p->call == NULL && html_has(n, "data-call"))
		p->call = html_attr(r->arena, n, "data-call");
	else if (html_is(n, "meta") && p->refresh_s < 0 &&
	    strcasecmp(html_attr(r->arena, n, "http-equiv"), "refresh") == 0)
		page_refresh(r->arena, html_attr(r->arena, n, "content"), p);
}

static void
walk(struct reading *r, void (*each)(struct reading *, const xmlNode *))
{
	for (const xmlNode *n = r->root; n != NULL;
	    n = html_next(n, r->root, !html_is(n, "template")))
		if (n->type == XML_ELEMENT_NODE)
			each(r, n);
}

/* Forms first: a field may name one that comes later. */
static void
forms(struct reading *r, const xmlNode *n)
{
	if (html_is(n, "form"))
		add_form(r, n);
	head(r, n);
}

static void
fields(struct reading *r, const xmlNode *n)
{
	if (html_is(n, "a"))
		add_link(r, n);
	else
		add_field(r, n);
}

static void
alerts(struct reading *r, const xmlNode *n)
{
	if (html_word(r->arena, n, "role", "alert"))
		add_alert(r, n);
}

struct page *
page_read(struct arena *a, const char *html, size_t len, const char *charset)
{
	struct page *p = a_zalloc(a, sizeof(*p));
	struct reading r = { .arena = a, .page = p, .form_tail = &p->forms,
	    .link_tail = &p->links, .alert_tail = &p->alerts };
	htmlDocPtr doc = htmlReadMemory(html, (int)len, NULL, charset, HTML_PARSE_RECOVER |
	    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);

	p->title = p->heading = p->lang = p->text = p->refresh_url = "";
	p->refresh_s = -1;
	p->loose = (struct page_form){ .action = "", .method = "", .tail = &p->loose.fields };
	r.root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	if (doc != NULL)
		a_defer(a, drop, doc);
	if (r.root == NULL)
		return p;
	field_init(&r.ctx, a, r.root);
	walk(&r, forms);
	walk(&r, fields);
	walk(&r, alerts);
	p->text = html_text(a, r.root);
	return p;
}

const char *
page_error(const struct page *p)
{
	for (const struct page_form *form = p->forms; form != NULL; form = form->next)
		for (const struct field *f = form->fields; f != NULL; f = f->next)
			if (*f->error != '\0')
				return f->error;
	return p->alerts != NULL ? p->alerts->text : NULL;
}
