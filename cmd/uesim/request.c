/* request.c - query strings and JSON bodies. */
#include <curl/curl.h>
#include <string.h>

#include "base/buf.h"
#include "opts.h"
#include "request.h"
#include "state.h"

enum { FIELDS = 48 };

struct fields {
	struct { const char *name, *value; } f[FIELDS];
	size_t	 n;
};

const char *
request_identity(struct ue *ue, const char *imsi)
{
	int mnc_len = ue->state->sim.mnc_len;

	return a_printf(ue->arena, "%c%s@nai.epc.mnc%s%.*s.mcc%.3s.3gppnetwork.org",
	    ue->o->aka_prime ? '6' : '0', imsi, mnc_len == 2 ? "0" : "", mnc_len, imsi + 3, imsi);
}

const char *
request_app_name(const struct opts *o)
{
	return o->app_name != NULL ? o->app_name : "";
}

static void
add(struct fields *f, const char *name, const char *value)
{
	if (value != NULL && f->n < FIELDS) {
		f->f[f->n].name = name;
		f->f[f->n++].value = value;
	}
}

/* RCC.14's limits, which Android's clients keep by cutting. */
static const char *
cut(struct arena *a, const char *s, const char *dflt, size_t max)
{
	s = s != NULL ? s : dflt;
	return a_strndup(a, s, strlen(s) < max ? strlen(s) : max);
}

static const char *
vendor(struct ue *ue)
{
	return cut(ue->arena, ue->o->vendor, "vendorX", 4);
}

static const char *
model(struct ue *ue)
{
	return cut(ue->arena, ue->o->model, "modelY", 10);
}

static const char *
sw(struct ue *ue)
{
	return cut(ue->arena, ue->o->sw, "versionZ", 20);
}

static const char *
join(struct arena *a, const char *const *app, size_t napp, const char *open, const char *close)
{
	struct buf b;

	buf_init(&b, a, 128);
	buf_str(&b, open);
	for (size_t i = 0; i < napp; i++)
		buf_printf(&b, "%s%s", i > 0 ? "," : "", app[i]);
	buf_str(&b, close);
	return buf_cstr(&b);
}

static void
fill(struct ue *ue, const struct request_who *who, struct fields *f)
{
	const struct opts *o = ue->o;
	const char *vers = state_kept(ue->state, request_app_name(o), "vers");

	if (who->token != NULL && !ue->o->no_sim && *ue->state->sim.imsi != '\0')
		add(f, "IMSI", ue->state->sim.imsi);
	add(f, "token", who->token);
	add(f, "EAP_ID", who->eap_id);
	add(f, "msisdn", who->msisdn);
	if (who->msisdn != NULL && o->sms_port > 0)
		add(f, "SMS_port", a_printf(ue->arena, "%d", o->sms_port));
	add(f, "OTP", who->otp);
	add(f, "terminal_id", ue->state->terminal_id);
	add(f, "terminal_vendor", vendor(ue));
	add(f, "terminal_model", model(ue));
	add(f, "terminal_sw_version", sw(ue));
	add(f, "vers", vers != NULL ? vers : "0");
	add(f, "entitlement_version", o->entitlement_version);
	add(f, "app_name", o->app_name);
	add(f, "app_version", o->app_version);
	add(f, "GID1", o->gid1);
	add(f, "notif_token", o->notif_token);
	add(f, "notif_action", o->notif_action != NULL ? o->notif_action :
	    o->notif_token != NULL ? "2" : NULL);
}

static void
to_query(const struct fields *f, struct buf *b)
{
	for (size_t i = 0; i < f->n; i++) {
		char *v = curl_easy_escape(NULL, f->f[i].value, 0);

		buf_printf(b, "%c%s=%s", i == 0 ? '?' : '&', f->f[i].name, v);
		curl_free(v);
	}
}

/* A list is an array by the specification, but a string in Android's library. */
static void
json_apps(struct ue *ue, const char *const *app, size_t napp, struct buf *b)
{
	buf_str(b, ",\"app\":");
	if (napp == 1)
		buf_json(b, app[0]);
	else if (ue->client->look == PEER_STRICT) {
		for (size_t i = 0; i < napp; i++) {
			buf_char(b, i == 0 ? '[' : ',');
			buf_json(b, app[i]);
		}
		buf_char(b, ']');
	} else
		buf_json(b, join(ue->arena, app, napp, "[", "]"));
}

static const char *
to_json(struct ue *ue, const struct fields *f, const char *const *app, size_t napp)
{
	struct buf b;

	buf_init(&b, ue->arena, 1024);
	for (size_t i = 0; i < f->n; i++) {
		buf_char(&b, i == 0 ? '{' : ',');
		buf_json(&b, f->f[i].name);
		buf_char(&b, ':');
		buf_json(&b, f->f[i].value);
	}
	json_apps(ue, app, napp, &b);
	buf_char(&b, '}');
	return buf_cstr(&b);
}

static void
headers(struct ue *ue, const char *accept, struct http_req *out)
{
	const struct opts *o = ue->o;
	const char *version = o->app_version != NULL ? o->app_version : "1.0";

	http_line(out, a_printf(ue->arena, "Accept: %s", accept));
	http_line(out, a_printf(ue->arena, "User-Agent: PRD-TS43 %s%s/%s %s/%s OS-Android/%s",
	    ue->client->get_only ? "" : "term-", vendor(ue), model(ue), ue->client->agent,
	    version, sw(ue)));
	if (o->accept_language != NULL)
		http_line(out, a_printf(ue->arena, "Accept-Language: %s", o->accept_language));
}

void
request_first(struct ue *ue, const char *const *app, size_t napp, bool json,
    const struct request_who *who, struct http_req *out)
{
	enum accept_at at = who->eap_id != NULL ? ACCEPT_START : ACCEPT_DOCUMENT;
	struct fields f = { .n = 0 };
	struct buf b;

	*out = (struct http_req){ .url = ue->o->url };
	headers(ue, client_accept(ue->client, at, json), out);
	fill(ue, who, &f);
	if (ue->o->post && !ue->client->get_only) {
		http_line(out, "Content-Type: application/json");
		out->body = to_json(ue, &f, app, napp);
		return;
	}
	if (ue->client->get_only)
		add(&f, "app", join(ue->arena, app, napp, "", ""));
	else
		for (size_t i = 0; i < napp; i++)
			add(&f, "app", app[i]);
	buf_init(&b, ue->arena, 1024);
	buf_str(&b, ue->o->url);
	to_query(&f, &b);
	out->url = buf_cstr(&b);
}

void
request_url(struct ue *ue, const char *url, bool json, struct http_req *out)
{
	*out = (struct http_req){ .url = url };
	headers(ue, client_accept(ue->client, ACCEPT_DOCUMENT, json), out);
}

void
request_eap(struct ue *ue, enum accept_at at, bool json, const char *body, struct http_req *out)
{
	*out = (struct http_req){ .url = ue->o->url, .body = body };
	headers(ue, client_accept(ue->client, at, json), out);
	http_line(out, "Content-Type: application/vnd.gsma.eap-relay.v1.0+json");
}
