/*
 * ws_wifi_calling.c - terms and emergency address of Wi-Fi calling on one sheet.
 *
 * TS.43 v12 3.4.  The device opens it while TC_Status or AddrStatus is 0, or, when
 * the service is on, to change the address.  Which page is shown follows from what
 * is missing (flow/wifi_calling); after a form the sheet waits and then calls
 * VoWiFiWebServiceFlow.entitlementChanged(), upon which the device asks again.
 */
#include <string.h>

#include "address_form.h"
#include "flow/wifi_calling.h"
#include "io/locale.h"
#include "terms.h"

#define NAME	"wifi-calling"

enum { DAY_S = 86400 };
enum { SLOW_S = 30 };	/* of one step: then the page does not speak of seconds any more */

struct in {
	int		 form;
	const char	*terms;		/* version that was ticked */
};

static const struct param_def params[] = {
	P_INT(struct in, OPTIONAL, form, 0, 2147483647),
	P_STR(struct in, OPTIONAL, terms, 0, REQ_BODY_MAX, NULL),
};

/* One request at this page. */
struct work {
	struct req	*rq;
	const struct ws_session *s;
	struct wifi_state st;
	struct in	 in;
	struct terms	 terms;		/* where they are asked for */
	struct address_form address;
	bool		 posted;	/* address is what was typed just now */
	bool		 terms_fault;
};

static enum ecs_err
load(struct work *w, struct req *rq, const struct ws_session *s)
{
	enum ecs_err e;

	memset(w, 0, sizeof(*w));
	w->rq = rq;
	w->s = s;
	e = wifi_calling_load(rq->db, rq->arena, rq->op, s->sim_id, s->terminal_id, rq->now,
	    &w->st);
	if (e == ECS_NOROW)
		return req_fail(rq, ECS_AUTH_NEEDED, "the SIM is gone");
	if (e == ECS_OK && w->st.ask_terms)
		e = terms_load(rq, NAME, w->st.terms_version, &w->terms);
	return e;
}

static enum ecs_err
load_form(struct work *w, struct req *rq, const struct ws_session *s)
{
	enum ecs_err e = load(w, rq, s);
	const char *bad;

	if (e != ECS_OK)
		return e;
	e = param_fill(params, NELEM(params), rq->pairs, rq->npairs, &w->in, &bad);
	return e != ECS_OK ? req_fail_param(rq, e, bad) : ECS_OK;
}

static bool
asks_terms(const struct work *w)
{
	return w->st.page == WIFI_ASK && w->st.ask_terms;
}

static bool
takes_address(const struct work *w)
{
	return (w->st.page == WIFI_MANAGE && w->st.d.address != STEP_NOT_REQUIRED) ||
	    (w->st.page == WIFI_ASK && w->st.ask_address);
}

/* Terms that were accepted, be they of an earlier version, can be withdrawn. */
static bool
consented(const struct work *w)
{
	const struct q_facts *f = facts_line_feature(&w->st.f, WIFI_CALLING);

	return f != NULL && f->terms_version > 0 && w->st.d.terms != STEP_NOT_REQUIRED;
}

static bool
ticked(const struct work *w)
{
	return w->in.terms != NULL && strcmp(w->in.terms, a_printf(w->rq->arena, "%llu",
	    (unsigned long long)w->st.terms_version)) == 0;
}

/* What was given last, with what the provider found wrong about it. */
static void
stored_address(struct work *w)
{
	const struct wifi_state *st = &w->st;

	w->address.c = st->address;
	if (*st->address.f[CIVIC_COUNTRY] == '\0')
		w->address.c.f[CIVIC_COUNTRY] = address_form_country(w->rq, NAME);
	for (size_t f = 0; f < CIVIC__MAX; f++)
		w->address.fault[f] = st->refused && st->wrong[f] ? FAULT_REFUSED : FAULT_NONE;
}

static void
flag(struct sheet_el *el, const char *name, bool on)
{
	if (on)
		sheet_attr(el, name, "yes");
}

static void
show_expiry(const struct work *w, struct sheet_el *root)
{
	uint64_t at = w->st.address_expires, now = w->rq->now, days;
	const char *language = w->rq->language;
	struct arena *a = w->rq->arena;
	struct sheet_el *el, *count;

	if (at == 0)
		return;
	el = sheet_add(root, "expires");
	sheet_set(el, "date", locale_date(a, language, at));
	days = at > now ? (at - now + DAY_S - 1) / DAY_S : 0;
	count = sheet_add_text(el, "days", locale_number(a, language, (int64_t)days));
	sheet_attr(count, "plural", locale_plural(language, days));
	flag(el, "near", at < now + DAY_S * (uint64_t)w->rq->op->address_reminder_d);
}

static struct sheet *
begin(const struct work *w, const char *kind)
{
	struct sheet *s = page_sheet(w->rq, NAME);
	struct sheet_el *root = sheet_root(s);

	w->rq->what = a_printf(w->rq->arena, NAME " %s", kind);
	sheet_attr(root, "kind", kind);
	sheet_attr(root, "why", reason_name(w->st.d.deciding));
	flag(root, "on", w->st.d.status == ENT_ENABLED);
	flag(root, "may-withdraw", consented(w));
	page_form(w->rq, w->s, root);
	return s;
}

/* Terms, address, or both; what is wrong stands at the field. */
static enum ecs_err
show_ask(struct work *w, const char *kind)
{
	struct sheet *s = begin(w, kind);
	struct sheet_el *root = sheet_root(s), *terms;

	if (!w->posted)
		stored_address(w);
	flag(root, "refused", !w->posted && w->st.refused);
	flag(root, "failed", !w->posted && w->st.change_failed);
	flag(root, "prov-failed", w->st.prov_failed);
	if (asks_terms(w)) {
		terms = terms_show(w->rq, root, &w->terms);
		flag(terms, "ticked", ticked(w));
		flag(terms, "fault", w->terms_fault);
	}
	if (takes_address(w))
		address_form_show(w->rq, NAME, root, &w->address);
	return page_write(w->rq, s);
}

static enum ecs_err
show_manage(struct work *w)
{
	struct sheet *s = begin(w, "manage");

	if (w->s->forms > 0)
		sheet_attr(sheet_root(s), "call", "entitlementChanged");
	flag(sheet_root(s), "may-edit", takes_address(w));
	if (*w->st.address.f[CIVIC_COUNTRY] != '\0') {
		stored_address(w);
		address_form_show(w->rq, NAME, sheet_root(s), &w->address);
	}
	show_expiry(w, sheet_root(s));
	return page_write(w->rq, s);
}

/* Nothing under way is as bad as what takes long: nobody will end this waiting soon. */
static enum ecs_err
show_wait(struct work *w)
{
	struct sheet *s = begin(w, "wait");
	struct q_outbox_oldest o;
	enum ecs_err e = q_outbox_oldest(w->rq->db, w->s->line_id, &o);

	if (e != ECS_OK && e != ECS_NOROW)
		return e;
	flag(sheet_root(s), "slow", e == ECS_NOROW || o.created_at + SLOW_S < w->rq->now);
	if ((e = page_write(w->rq, s)) == ECS_OK)
		page_polls(w->rq);
	return e;
}

/* Pages without a form of their own: refused, withdraw, withdrawn. */
static enum ecs_err
show_plain(struct work *w, const char *kind)
{
	struct sheet *s = begin(w, kind);

	if (strcmp(kind, "withdrawn") == 0)
		sheet_attr(sheet_root(s), "call", "entitlementChanged");
	return page_write(w->rq, s);
}

static enum ecs_err
show(struct req *rq, const struct ws_session *session)
{
	const char *view = param_get(rq->pairs, rq->npairs, "view");
	struct work w;
	enum ecs_err e;

	if ((e = load(&w, rq, session)) != ECS_OK)
		return e;
	view = view != NULL ? view : "";
	if (strcmp(view, "withdraw") == 0 && consented(&w))
		return show_plain(&w, "withdraw");
	switch (w.st.page) {
	case WIFI_ASK:
		return strcmp(view, "withdrawn") == 0 && session->forms > 0 && w.st.ask_terms ?
		    show_plain(&w, "withdrawn") : show_ask(&w, "ask");
	case WIFI_WAIT:
		return show_wait(&w);
	case WIFI_MANAGE:
		return strcmp(view, "address") == 0 && takes_address(&w) ?
		    show_ask(&w, "edit") : show_manage(&w);
	case WIFI_REFUSED:
		break;
	}
	return show_plain(&w, "refused");
}

static struct wifi_form
form(const struct work *w)
{
	return (struct wifi_form){
		.line_id = w->s->line_id, .device_id = w->s->device_id,
		.session = SPAN(w->s->id, CRYPT_HASH), .forms = (unsigned)w->in.form,
		.now_ms = w->rq->now_ms,
	};
}

/* True when all that is asked for is there. */
static bool
complete(struct work *w)
{
	bool address_ok = !takes_address(w) || address_form_check(&w->address);

	w->terms_fault = asks_terms(w) && !ticked(w);
	return address_ok && !w->terms_fault;
}

static const char *
kind_of_form(const struct work *w)
{
	return w->st.page == WIFI_MANAGE ? "edit" : "ask";
}

static enum ecs_err
submit(struct req *rq, const struct ws_session *session)
{
	struct wifi_form f;
	struct work w;
	enum ecs_err e;

	if ((e = load_form(&w, rq, session)) != ECS_OK ||
	    (e = address_form_read(rq, &w.address)) != ECS_OK)
		return e;
	/* Taken before, or overtaken by what happened since: show what there is now. */
	if ((unsigned)w.in.form != session->forms || w.st.page == WIFI_WAIT ||
	    w.st.page == WIFI_REFUSED || (w.st.page == WIFI_MANAGE && !takes_address(&w)))
		return ECS_OK;
	w.posted = true;
	if (!complete(&w))
		return show_ask(&w, kind_of_form(&w));
	f = form(&w);
	if (asks_terms(&w)) {
		f.terms_version = w.terms.version;
		f.language = w.terms.language;
		f.terms_digest = SPAN(w.terms.digest, CRYPT_HASH);
	}
	f.address = takes_address(&w) ? &w.address.c : NULL;
	if ((e = wifi_calling_submit(rq->db, rq->op, &f)) == ECS_OK)
		outbox_wake(rq->srv->conf);
	return e;
}

/* Another country has other fields; nothing is checked or kept yet. */
static enum ecs_err
country(struct req *rq, const struct ws_session *session)
{
	struct work w;
	enum ecs_err e;

	if ((e = load_form(&w, rq, session)) != ECS_OK ||
	    (e = address_form_read(rq, &w.address)) != ECS_OK)
		return e;
	w.posted = true;
	return takes_address(&w) ? show_ask(&w, kind_of_form(&w)) : ECS_OK;
}

static enum ecs_err
withdraw(struct req *rq, const struct ws_session *session)
{
	struct wifi_form f;
	struct work w;
	enum ecs_err e;

	if ((e = load_form(&w, rq, session)) != ECS_OK)
		return e;
	rq->location = "/websheet/" NAME "?view=withdrawn";
	if (!consented(&w))
		return ECS_OK;
	f = form(&w);
	if ((e = wifi_calling_withdraw(rq->db, rq->op, &f)) == ECS_OK)
		outbox_wake(rq->srv->conf);
	return e;
}

static const struct page_verb verbs[] = {
	{ "submit", submit }, { "country", country }, { "withdraw", withdraw },
};

const struct page ws_wifi_calling = {
	.name = NAME, .show = show, .verb = verbs, .nverb = NELEM(verbs),
};
