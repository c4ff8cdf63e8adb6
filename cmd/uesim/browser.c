/*
 * browser.c - Chromium as the phone's web view, through browser.js.
 *
 * The script shows pages, fills fields by their labels and presses buttons; what
 * is on a page is read here, by the same reader as for uesim's own web view.
 */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "opts.h"
#include "webview.h"
#include "words.h"

struct browser {
	FILE	*to, *from;
	pid_t	 pid;
};

static void
drop(void *p)
{
	struct browser *b = p;

	fclose(b->to);		/* its end of input: the script closes Chromium */
	fclose(b->from);
	waitpid(b->pid, NULL, 0);
}

/* Beside a program that was not installed, else where it was installed to. */
static const char *
script(struct arena *a)
{
	const char *own = getenv("ENTITLED_BROWSER_JS"), *near;
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	char *slash;

	if (own != NULL)
		return own;
	exe[n > 0 ? n : 0] = '\0';
	if ((slash = strrchr(exe, '/')) != NULL) {
		*slash = '\0';
		near = a_printf(a, "%s/../cmd/uesim/browser.js", exe);
		if (access(near, R_OK) == 0)
			return near;
	}
	return ECS_DATADIR "/browser.js";
}

static bool
start(struct ue *ue, struct browser *b)
{
	const char *path = script(ue->arena);
	char *const argv[] = { (char *)"node", (char *)path, NULL };
	posix_spawn_file_actions_t fa;
	int in[2], out[2], rc;

	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		return false;
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_adddup2(&fa, in[0], 0);
	posix_spawn_file_actions_adddup2(&fa, out[1], 1);
	rc = posix_spawnp(&b->pid, "node", &fa, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&fa);
	close(in[0]);
	close(out[1]);
	b->to = fdopen(in[1], "w");
	b->from = fdopen(out[0], "r");
	if (rc != 0) {
		fprintf(stderr, "uesim: --browser needs node: %s\n", strerror(rc));
		fclose(b->to);
		fclose(b->from);
	}
	return rc == 0;
}

static enum ue_exit
failed(struct webview *w, const char *why)
{
	say(w->ue->words, "The browser stops: %s.", why);
	return strncmp(why, "net::", 5) == 0 || strstr(why, "net::ERR") != NULL ? UE_NETWORK :
	    UE_USAGE;
}

static const char *
text(struct arena *a, const json_t *obj, const char *name)
{
	const char *s = json_string_value(json_object_get(obj, name));

	return a_strdup(a, s != NULL ? s : "");
}

/* What the page's script really called counts, not what its markup names. */
static void
calls(struct webview *w, const json_t *got)
{
	const char *named = text(w->ue->arena, got, "names");
	const char *call = json_string_value(json_array_get(json_object_get(got, "calls"), 0));

	w->called = call != NULL ? a_strdup(w->ue->arena, call) : NULL;
	if (call == NULL && *named != '\0')
		say(w->ue->words, "  note: the page names %s, but its script did not call it.",
		    named);
}

static enum ue_exit
show(struct webview *w, const json_t *got)
{
	struct arena *a = w->ue->arena;
	const char *html = text(a, got, "html"), *picture = text(a, got, "picture");
	const char *refused = text(a, got, "refused"), *back = text(a, got, "back");

	w->back = *back != '\0' ? back : NULL;
	if (w->back != NULL)
		return UE_USABLE;
	w->url = text(a, got, "url");
	w->status = (int)json_integer_value(json_object_get(got, "status"));
	w->page = page_read(a, html, strlen(html), "utf-8");
	if (*picture != '\0') {
		words_list(w->ue->words, "pictures", json_string(picture));
		say(w->ue->words, "  picture: %s", picture);
	}
	if (w->ue->o->verbose && *refused != '\0')
		say(w->ue->words, "  Chromium would not send %s", refused);
	calls(w, got);
	return UE_USABLE;
}

/* One command, which is taken over, and the page after it. */
static enum ue_exit
tell(struct webview *w, json_t *command)
{
	char *line = json_dumps(command, JSON_COMPACT), *reply = NULL;
	size_t size = 0;
	json_t *got = NULL;
	enum ue_exit code;

	json_decref(command);
	if (fprintf(w->browser->to, "%s\n", line) > 0 && fflush(w->browser->to) == 0 &&
	    getline(&reply, &size, w->browser->from) > 0)
		got = json_loads(reply, 0, NULL);
	free(line);
	free(reply);
	if (got == NULL)
		code = failed(w, "its script ended");
	else if (json_object_get(got, "error") != NULL)
		code = failed(w, text(w->ue->arena, got, "error"));
	else
		code = show(w, got);
	json_decref(got);
	return code;
}

static json_t *
command(const char *what)
{
	json_t *c = json_object();

	json_object_set_new(c, "do", json_string(what));
	return c;
}

static enum ue_exit
browser_open(struct webview *w, const char *url, const char *user_data)
{
	const struct opts *o = w->ue->o;
	json_t *c = command("open"), *home = json_array();

	json_object_set_new(c, "url", json_string(url));
	json_object_set_new(c, "user_data", json_string(user_data != NULL ? user_data : ""));
	json_object_set_new(c, "trust", json_boolean(http_trusts(o, url)));
	json_object_set_new(c, "odsa", json_boolean(w->error_page));
	for (size_t i = 0; i < NELEM(w->home); i++)
		if (w->home[i] != NULL)
			json_array_append_new(home, json_string(w->home[i]));
	json_object_set_new(c, "home", home);
	if (o->accept_language != NULL)
		json_object_set_new(c, "language", json_string(a_strndup(w->ue->arena,
		    o->accept_language, strcspn(o->accept_language, ",; "))));
	if (o->pictures != NULL)
		json_object_set_new(c, "pictures", json_string(o->pictures));
	return tell(w, c);
}

static json_t *
filled(const struct field *f)
{
	static const char *const kinds[] = {
		[F_TEXT] = "text", [F_TICK] = "tick", [F_RADIO] = "radio", [F_SELECT] = "select",
	};
	json_t *out = json_object();

	json_object_set_new(out, "kind", json_string(kinds[f->kind]));
	json_object_set_new(out, "label", json_string(f->label));
	json_object_set_new(out, "name", json_string(f->name));
	json_object_set_new(out, "value", json_string(f->value));
	json_object_set_new(out, "checked", json_boolean(f->checked));
	return out;
}

/* True when a script may press the button as soon as the field has changed. */
static bool
by_itself(const struct page_form *form, const struct field *pressed)
{
	for (const struct field *f = form->fields; f != NULL && pressed != NULL; f = f->next)
		if (f->presses != NULL && strcmp(f->presses, pressed->id) == 0)
			return true;
	return false;
}

static json_t *
button(const struct field *f)
{
	json_t *out = json_object();

	json_object_set_new(out, "label", json_string(f != NULL ? f->label : ""));
	json_object_set_new(out, "name", json_string(f != NULL ? f->name : ""));
	json_object_set_new(out, "value", json_string(f != NULL ? f->value : ""));
	json_object_set_new(out, "id", json_string(f != NULL ? f->id : ""));
	json_object_set_new(out, "calls", json_boolean(f != NULL && f->call != NULL));
	return out;
}

static enum ue_exit
browser_submit(struct webview *w, const struct page_form *form, const struct field *pressed)
{
	json_t *c = command("send"), *fields = json_array();
	bool only = by_itself(form, pressed);

	for (const struct field *f = form->fields; f != NULL; f = f->next)
		if (f->kind <= F_SELECT && !f->disabled && (f->kind != F_RADIO || f->checked) &&
		    (!only || f->presses != NULL))
			json_array_append_new(fields, filled(f));
	json_object_set_new(c, "fields", fields);
	json_object_set_new(c, "by_itself", json_boolean(only));
	json_object_set_new(c, "button", button(pressed));
	return tell(w, c);
}

static enum ue_exit
browser_press(struct webview *w, const struct field *pressed)
{
	json_t *c = command("send");

	json_object_set_new(c, "fields", json_array());
	json_object_set_new(c, "button", button(pressed));
	return tell(w, c);
}

static enum ue_exit
browser_follow(struct webview *w, const struct page_link *link)
{
	json_t *c = command("follow");

	json_object_set_new(c, "text", json_string(link->text));
	return tell(w, c);
}

static enum ue_exit
browser_again(struct webview *w, unsigned ms)
{
	json_t *c = command("again");

	json_object_set_new(c, "ms", json_integer(ms));
	return tell(w, c);
}

bool
webview_browser(struct webview *w, struct ue *ue)
{
	static const struct webview_ops ops = {
		browser_open, browser_submit, browser_follow, browser_press, browser_again
	};
	struct browser *b = a_zalloc(ue->arena, sizeof(*b));

	signal(SIGPIPE, SIG_IGN);	/* a script that ended is told by its answer */
	if (ue->o->pictures != NULL && mkdir(ue->o->pictures, 0755) != 0 && errno != EEXIST) {
		fprintf(stderr, "uesim: %s: %s\n", ue->o->pictures, strerror(errno));
		return false;
	}
	if (!start(ue, b))
		return false;
	a_defer(ue->arena, drop, b);
	*w = (struct webview){ .ops = &ops, .ue = ue, .browser = b, .url = "" };
	return true;
}
