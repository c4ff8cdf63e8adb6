/* login_person.c - what a person writes on pages that ask who they are. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "login.h"
#include "opts.h"
#include "state.h"
#include "words.h"

enum { CONSENTS = 4 };

enum wants { W_NOTHING, W_NAME, W_PASSWORD, W_CODE };

static bool
speaks_of(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasestr(text, words[i]) != NULL)
			return true;
	return false;
}

/* By autocomplete, by name, by label: as a browser's password keeper does. */
static enum wants
wants(const struct field *f)
{
	static const char *const codes[] = { "otp", "one-time", "code", "passcode" };
	static const char *const passwords[] = { "password", "passwd", "mot de passe" };
	static const char *const names[] = { "login", "user", "mail", "phone", "msisdn",
	    "number", "num\xc3\xa9ro", "identifiant" };

	if (f->kind != F_TEXT || f->disabled)
		return W_NOTHING;
	if (strcasecmp(f->autocomplete, "one-time-code") == 0 ||
	    speaks_of(f->name, codes, NELEM(codes)) || speaks_of(f->label, codes, NELEM(codes)))
		return W_CODE;
	if (f->secret || speaks_of(f->name, passwords, NELEM(passwords)))
		return W_PASSWORD;
	if (strcasecmp(f->autocomplete, "username") == 0 ||
	    speaks_of(f->name, names, NELEM(names)) || speaks_of(f->label, names, NELEM(names)))
		return W_NAME;
	return W_NOTHING;
}

static struct field *
find(const struct page_form *form, enum wants what)
{
	for (struct field *f = form->fields; f != NULL; f = f->next)
		if (wants(f) == what)
			return f;
	return NULL;
}

static bool
is_no(const char *text)
{
	static const char *const words[] = { "cancel", "abort", "deny", "decline", "refuse",
	    "not now", "annuler", "refuser" };

	return speaks_of(text, words, NELEM(words));
}

/* The button that goes on, or the one that does not. */
static struct field *
button(const struct page_form *form, bool no)
{
	for (struct field *f = form->fields; f != NULL; f = f->next)
		if (f->kind == F_SUBMIT && !f->disabled && !f->unseen &&
		    (is_no(f->label) || is_no(f->value)) == no)
			return f;
	return NULL;
}

/* A demonstration line's number follows from its IMSI; else the IMSI is the login. */
static const char *
own_login(struct ue *ue)
{
	const char *imsi = ue->state->sim.imsi;

	if (ue->o->login != NULL || ue->o->msisdn != NULL)
		return ue->o->login != NULL ? ue->o->login : ue->o->msisdn;
	if ((strncmp(imsi, "0010100000000", 13) == 0 || strncmp(imsi, "0010200000000", 13) == 0) &&
	    strlen(imsi) == 15)
		return a_printf(ue->arena, "15550%c001%s", imsi[4], imsi + 13);
	return imsi;
}

const char *
login_code(struct ue *ue, unsigned n)
{
	char line[64] = "";
	FILE *f;

	if (ue->o->otp != NULL && n == 0)
		return ue->o->otp;
	if (ue->o->otp_command == NULL || n >= (unsigned)ue->o->tries)
		return NULL;
	fflush(stdout);
	if ((f = popen(ue->o->otp_command, "r")) != NULL) {
		if (fgets(line, sizeof(line), f) == NULL)
			line[0] = '\0';
		pclose(f);
	}
	line[strcspn(line, " \t\r\n")] = '\0';
	if (*line == '\0')
		say(ue->words, "The command prints no code.");
	return *line != '\0' ? a_strdup(ue->arena, line) : NULL;
}

static enum ue_exit
send(struct login *l, const struct page_form *form)
{
	const struct field *b = button(form, false);

	say(l->ue->words, "The person presses \"%s\".", b != NULL && *b->label != '\0' ?
	    b->label : "Enter");
	return l->web.ops->submit(&l->web, form, b);
}

static enum ue_exit
leave(struct login *l, bool *leaves, const char *why)
{
	say(l->ue->words, "%s", why);
	*leaves = true;
	return UE_USABLE;
}

static enum ue_exit
cancel(struct login *l, bool *leaves)
{
	for (const struct page_form *form = l->web.page->forms; form != NULL; form = form->next) {
		const struct field *no = button(form, true);

		if (no != NULL) {
			say(l->ue->words, "The person presses \"%s\".", no->label);
			return l->web.ops->submit(&l->web, form, no);
		}
	}
	for (const struct page_link *link = l->web.page->links; link != NULL; link = link->next)
		if (is_no(link->text)) {
			say(l->ue->words, "The person follows \"%s\".", link->text);
			return l->web.ops->follow(&l->web, link);
		}
	return leave(l, leaves, "The page has nothing to cancel with; the person closes it.");
}

static enum ue_exit
give_code(struct login *l, const struct page_form *form, struct field *f, bool *leaves)
{
	const char *code = login_code(l->ue, l->codes);

	if (code == NULL)
		return leave(l, leaves, l->codes == 0 ? "The person has no code: --otp or "
		    "--otp-command gives it." : "The code is not taken; the person gives up.");
	l->codes++;
	f->value = code;
	say(l->ue->words, "The person writes the code that was sent.");
	return send(l, form);
}

static enum ue_exit
give_name(struct login *l, const struct page_form *form, bool *leaves)
{
	struct field *name = find(form, W_NAME), *password = find(form, W_PASSWORD);
	struct ue *ue = l->ue;

	if ((password != NULL && l->passwords > 0) || (password == NULL && l->names > 0))
		return leave(l, leaves, "The login is not taken; the person gives up.");
	if (name != NULL) {
		name->value = own_login(ue);
		l->names++;
		say(ue->words, "The person logs in as %s.", name->value);
	}
	if (password != NULL) {
		password->value = ue->o->password != NULL ? ue->o->password : "uesim";
		l->passwords++;
	}
	return send(l, form);
}

enum ue_exit
login_act(struct login *l, bool *leaves)
{
	struct page_form *forms = l->web.page->forms;

	if (l->ue->o->cancel)
		return cancel(l, leaves);
	for (struct page_form *form = forms; form != NULL; form = form->next)
		if (find(form, W_CODE) != NULL)
			return give_code(l, form, find(form, W_CODE), leaves);
	for (struct page_form *form = forms; form != NULL; form = form->next)
		if (find(form, W_NAME) != NULL || find(form, W_PASSWORD) != NULL)
			return give_name(l, form, leaves);
	for (struct page_form *form = forms; form != NULL; form = form->next)
		if (button(form, false) != NULL && l->consents++ < CONSENTS)
			return send(l, form);
	return leave(l, leaves, "The page asks for nothing the person knows; they close it.");
}
