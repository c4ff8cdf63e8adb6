/* websheet_preview.c - ecsctl websheet preview: a page as HTML, with sample data. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "fmt/b64.h"
#include "sheet_check.h"

#define STATIC	"/websheet/static/"

struct in {
	const char	*language, *data, *state, *out;
	bool		 inlined;
};

static const struct opt opts[] = {
	O_STR(struct in, language, "language", "TAG", "of the texts; the operator's first"),
	O_STR(struct in, state, "state", "STATE", "websheets/PAGE/samples/STATE.xml"),
	O_STR(struct in, data, "data", "FILE", "a sample of your own"),
	O_STR(struct in, out, "output", "FILE", "write it there"),
	O_FLAG(struct in, inlined, "inline", "style sheets inside; without the script"),
};

/* One run of it. */
struct job {
	struct ctl	*c;
	const struct in	*in;
	const char	*page;
	struct sheet_for f;
};

static enum ctl_rc
choose(struct job *j)
{
	const struct conf *conf = j->c->conf;
	const struct conf_operator *op = &conf->operators[0];

	if (j->c->operator != NULL)
		op = conf_operator_by_name(conf, j->c->operator);
	else if (conf->noperators > 1)
		return ctl_usage(j->c, "several operators: want --operator");
	j->f = (struct sheet_for){ conf, op, op->languages.s[0] };
	if (j->in->language == NULL)
		return CTL_OK;
	if (!conf_list_has(&op->languages, j->in->language))
		return ctl_fail("%s is none of the languages of operator %s", j->in->language,
		    op->name);
	j->f.language = j->in->language;
	return CTL_OK;
}

static const char *
list(struct arena *a, const struct sheet_names *l)
{
	const char *text = "";

	for (size_t i = 0; i < l->n; i++)
		text = a_printf(a, "%s%s%s", text, i > 0 ? ", " : "", l->s[i]);
	return text;
}

static enum ctl_rc
find(struct job *j, const char **path)
{
	struct arena *a = j->c->a;
	const char *state = j->in->state != NULL ? j->in->state : SHEET_DEFAULT, *name;
	struct sheet_names all;

	name = sheet_sample_name(a, j->page, state);
	if (name != NULL && (*path = j->in->data) != NULL)
		return CTL_OK;
	if (name != NULL && (*path = sheet_path(&j->f, a, name)) != NULL)
		return CTL_OK;
	sheet_sample_states(&j->f, a, j->page, &all);
	if (all.n > 0)
		return ctl_fail("page %s has no state %s; it has %s", j->page, state,
		    list(a, &all));
	sheet_sample_pages(&j->f, a, &all);
	return ctl_fail("no page %s; there are %s", j->page, list(a, &all));
}

/* CSS with its pictures inside: url(NAME) of our folder of static files. */
static void
add_css(struct job *j, struct buf *b, struct span css)
{
	struct arena *a = j->c->a;
	const char *s = a_strndup(a, (const char *)css.p, css.len), *at;
	struct span picture;

	while ((at = strstr(s, "url(logo.svg)")) != NULL) {
		buf_add(b, s, (size_t)(at - s));
		s = at + strlen("url(logo.svg)");
		if (sheet_file(&j->f, a, "websheets/static/logo.svg", &picture) == ECS_OK)
			buf_printf(b, "url(data:image/svg+xml;base64,%s)",
			    b64_encode(a, B64_STD, picture));
	}
	buf_str(b, s);
}

/* The style sheet that a link element of this text names, if it is one of ours. */
static bool
linked(struct job *j, const char *link, size_t n, struct span *css)
{
	const char *text = a_strndup(j->c->a, link, n), *at = strstr(text, STATIC), *file;

	if (at == NULL || (at = strchr(at + strlen(STATIC), '/')) == NULL)
		return false;
	file = a_strndup(j->c->a, at + 1, strcspn(at + 1, "\"'"));
	return strchr(file, '/') == NULL && strstr(file, ".css") != NULL &&
	    sheet_file(&j->f, j->c->a, a_printf(j->c->a, "websheets/static/%s", file),
	    css) == ECS_OK;
}

static const char *
first_of(const char *s, const char *a, const char *b)
{
	const char *x = strstr(s, a), *y = strstr(s, b);

	return x == NULL || (y != NULL && y < x) ? y : x;
}

/* Links to style sheets become what they name, scripts go: then the file needs no other. */
static struct buf
inlined(struct job *j, struct buf *html)
{
	const char *s = buf_cstr(html), *at, *end;
	struct span css;
	struct buf b;

	buf_init(&b, j->c->a, html->len + 32768);
	for (; (at = first_of(s, "<link ", "<script ")) != NULL; s = end) {
		bool is_script = at[1] == 's';

		buf_add(&b, s, (size_t)(at - s));
		end = strstr(at, is_script ? "</script>" : ">");
		if (end == NULL) {
			s = at;
			break;
		}
		end += is_script ? strlen("</script>") : 1;
		if (!is_script && linked(j, at, (size_t)(end - at), &css)) {
			buf_str(&b, "<style>\n");
			add_css(j, &b, css);
			buf_str(&b, "</style>\n");
		} else if (!is_script)
			buf_add(&b, at, (size_t)(end - at));
	}
	buf_str(&b, s);
	return b;
}

static enum ctl_rc
put(struct job *j, const struct buf *b)
{
	const char *path = j->in->out;
	FILE *fp = path != NULL ? fopen(path, "we") : stdout;
	bool ok;

	if (fp == NULL)
		return ctl_fail("%s: %s", path, strerror(errno));
	ok = fwrite(b->p, 1, b->len, fp) == b->len;
	if (path != NULL)
		ok = fclose(fp) == 0 && ok;
	return ok ? CTL_OK : ctl_fail("%s cannot be written", path != NULL ? path : "the page");
}

static enum ctl_rc
run(struct ctl *c, const void *in, const char *const *operand)
{
	struct job j = { .c = c, .in = in, .page = operand[0] };
	const char *path, *why;
	struct sheet *s;
	struct span xml;
	struct buf html;
	enum ctl_rc rc;

	if ((rc = choose(&j)) != CTL_OK || (rc = find(&j, &path)) != CTL_OK)
		return rc;
	if (!sheet_slurp(c->a, path, &xml))
		return ctl_fail("%s is no file that can be read, of at most %d octets", path,
		    SHEET_FILE);
	if (sheet_sample_read(c->a, j.page, xml, &s, &why) != ECS_OK)
		return ctl_fail("%s: %s", path, why);
	sheet_attr(sheet_root(s), "static", a_printf(c->a, STATIC "%s", j.f.op->name));
	buf_init(&html, c->a, 32768);
	if (sheet_write(s, &j.f, &html) != ECS_OK)
		return ctl_fail("the page cannot be made: see ecsctl websheet check");
	if (j.in->inlined)
		html = inlined(&j, &html);
	return put(&j, &html);
}

const struct command ctl_websheet_preview = {
	.name = "websheet preview", .operands = "PAGE", .noperand = 1,
	.help = "a page with sample data, as HTML", .opts = opts, .nopts = NELEM(opts),
	.size = sizeof(struct in), .run = run,
};
