/* person_act.c - what a person does with a page they came to for a reason. */
#include <string.h>
#include <strings.h>

#include "person.h"

enum { FORMS = 4 };		/* a page that wants more has lost them */

static bool
ends(const char *s, const char *end)
{
	return s != NULL && strlen(s) >= strlen(end) &&
	    strcasecmp(s + strlen(s) - strlen(end), end) == 0;
}

static bool
speaks_of(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasestr(text, words[i]) != NULL)
			return true;
	return false;
}

static bool
is_withdraw(const char *value, const char *text)
{
	static const char *const words[] = {
		"withdraw", "turn off", "switch off", "retirer", "d\xc3\xa9sactiver",
	};

	return strcasecmp(value, "withdraw") == 0 || speaks_of(text, words, NELEM(words));
}

static bool
is_edit(const char *value, const char *text)
{
	static const char *const words[] = { "edit", "change", "modifier", "changer" };

	return strcasecmp(value, "edit") == 0 || speaks_of(text, words, NELEM(words));
}

/* The hidden "action" of a form whose one button says nothing. */
static const char *
purpose(const struct page_form *form, const struct field *button)
{
	if (*button->value != '\0' && *button->name != '\0')
		return button->value;
	for (const struct field *f = form->fields; f != NULL; f = f->next)
		if (f->kind == F_HIDDEN && strcmp(f->name, "action") == 0)
			return f->value;
	return "";
}

static bool
find_call(struct page_form *form, const char *method, struct act *out)
{
	for (struct field *f = form->fields; f != NULL; f = f->next)
		if (ends(f->call, method) && !f->disabled) {
			*out = (struct act){ .kind = ACT_PRESS_CALL, .form = form, .button = f };
			return true;
		}
	return false;
}

static bool
press_call(const struct page *page, const char *method, struct act *out)
{
	for (struct page_form *form = page->forms; form != NULL; form = form->next)
		if (find_call(form, method, out))
			return true;
	return find_call((struct page_form *)&page->loose, method, out);
}

/* A button or link that says it is for this. */
static bool
press_for(const struct page *page, bool (*is)(const char *, const char *), struct act *out)
{
	for (struct page_form *form = page->forms; form != NULL; form = form->next)
		for (struct field *f = form->fields; f != NULL; f = f->next)
			if (f->kind == F_SUBMIT && !f->disabled && !f->unseen &&
			    f->call == NULL && is(purpose(form, f), f->label)) {
				*out = (struct act){ .kind = ACT_SEND, .form = form, .button = f };
				return true;
			}
	for (const struct page_link *l = page->links; l != NULL; l = l->next)
		if (is("", l->text)) {
			*out = (struct act){ .kind = ACT_FOLLOW, .link = l };
			return true;
		}
	return false;
}

/* A button that only shows other fields. */
static bool
serves_field(const struct page_form *form, const struct field *button)
{
	for (const struct field *f = form->fields; f != NULL; f = f->next)
		if (f->presses != NULL && strcmp(f->presses, button->id) == 0)
			return true;
	return false;
}

/* The button that sends what was filled in: neither a withdrawal nor a call. */
static struct field *
main_button(struct page_form *form)
{
	for (struct field *f = form->fields; f != NULL; f = f->next)
		if (f->kind == F_SUBMIT && !f->disabled && !f->unseen && f->call == NULL &&
		    !serves_field(form, f) && !is_withdraw(purpose(form, f), f->label))
			return f;
	return NULL;
}

static bool
only_withdraws(struct page_form *form)
{
	bool any = false;

	for (const struct field *f = form->fields; f != NULL; f = f->next)
		any = any || f->kind == F_SUBMIT;
	return any && main_button(form) == NULL;
}

static unsigned
visible(const struct page_form *form)
{
	unsigned n = 0;

	for (const struct field *f = form->fields; f != NULL; f = f->next)
		n += f->kind <= F_SELECT && !f->disabled;
	return n;
}

static struct act
send(struct person *p, struct page_form *form)
{
	struct act act = { .kind = ACT_SEND, .form = form };

	if ((act.button = person_choose(p, form, &act.only)) != NULL)
		return act;
	return (struct act){ .kind = ACT_SEND, .form = form, .button = main_button(form),
	    .fills = true };
}

/* The form that asks most of a person. */
static struct page_form *
biggest(const struct page *page)
{
	struct page_form *best = NULL;

	for (struct page_form *form = page->forms; form != NULL; form = form->next)
		if (visible(form) > (best != NULL ? visible(best) : 0) && !only_withdraws(form))
			best = form;
	return best;
}

/* Once something was sent, a form is for them only if it still lacks something. */
static bool
lacks(const struct page_form *form)
{
	for (const struct field *f = form->fields; f != NULL; f = f->next)
		if (!f->disabled && (f->invalid || *f->error != '\0' || (f->kind == F_TICK ?
		    !f->checked : f->required && *f->value == '\0')))
			return true;
	return false;
}

static bool
act_fill(struct person *p, const struct page *page, struct act *out)
{
	struct page_form *form = biggest(page);

	if (form == NULL || p->sent >= FORMS || (p->sent > 0 && !lacks(form)))
		return false;
	*out = send(p, form);
	return true;
}

static bool
act_edit(struct person *p, const struct page *page, struct act *out)
{
	struct page_form *form = person_address_form(page);

	if (form != NULL && (p->sent == 0 || lacks(form))) {
		*out = send(p, form);
		return p->sent < FORMS;
	}
	return p->sent == 0 && press_for(page, is_edit, out);
}

static bool
act_withdraw(struct person *p, const struct page *page, struct act *out)
{
	if (p->sent >= 2 || !press_for(page, is_withdraw, out))
		return false;
	out->fills = out->form != NULL && p->sent > 0;	/* "yes, I am sure" */
	return true;
}

bool
person_close(const struct page *page, struct act *out)
{
	return press_call(page, "entitlementChanged", out) || press_call(page, "dismissFlow", out);
}

struct act
person_act(struct person *p, const struct page *page, bool called)
{
	struct act act = { .kind = ACT_LEAVE };
	bool found = false;

	if (called)
		return (struct act){ .kind = ACT_CALLED };
	if (p->aim == AIM_DECLINE) {
		press_call(page, "dismissFlow", &act);
		return act;
	}
	if (p->aim == AIM_WITHDRAW)
		found = act_withdraw(p, page, &act);
	else if (page->refresh_s < 0 || p->sent == 0)
		found = p->aim == AIM_EDIT ? act_edit(p, page, &act) : act_fill(p, page, &act);
	if (!found && page->refresh_s >= 0)
		return (struct act){ .kind = ACT_WAIT };
	if (!found)
		person_close(page, &act);
	return act;
}
