/* conf_operator.c - what an operator's options may be. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/conf.h"

static bool
bad(const char *op, const char *option, const char *want)
{
	fprintf(stderr, "entitled.conf: operator \"%s\": %s: want %s\n", op, option, want);
	return false;
}

static bool
digits(const char *s, size_t lo, size_t hi)
{
	size_t n = strlen(s);

	return n >= lo && n <= hi && strspn(s, "0123456789") == n;
}

static bool
one_of(const char *s, const char *const *words)
{
	while (*words != NULL && strcmp(*words, s) != 0)
		words++;
	return *words != NULL;
}

/* Who has the SIM keys. */
static bool
sims_ok(const struct conf_operator *o)
{
	static const char *const methods[] = { "eap-aka", "oidc", "otp", NULL };
	static const char *const identity[] = { "answer", "relay", "refuse", NULL };
	struct sockaddr_storage address;

	for (size_t i = 0; i < o->methods.n; i++)
		if (!one_of(o->methods.s[i], methods))
			return bad(o->name, "methods", "\"eap-aka\", \"oidc\", \"otp\"");
	if (o->auc_ind > 31)
		return bad(o->name, "auc-ind", "a number from 0 to 31");
	if (strcmp(o->hlr, "http") == 0 && *o->hlr_url == '\0')
		return bad(o->name, "hlr-url", "a URL, for this hlr");
	if (strcmp(o->hlr, "gsup") == 0 && !conf_endpoint(o->gsup_server, &address))
		return bad(o->name, "gsup-server", "address:port, for this hlr");
	if (strcmp(o->aaa, "radius") == 0 && o->radius_servers.n == 0)
		return bad(o->name, "radius-servers", "at least one, for this aaa");
	if ((strcmp(o->aaa, "diameter") == 0 || strcmp(o->hlr, "diameter") == 0) &&
	    *o->diameter_realm == '\0')
		return bad(o->name, "diameter-realm", "a realm, for Diameter");
	if (!one_of(o->aaa_identity, identity))
		return bad(o->name, "aaa-identity", "\"answer\", \"relay\" or \"refuse\"");
	if (*o->radius_nas == '\0' || strlen(o->radius_nas) > 253)
		return bad(o->name, "radius-nas", "1 to 253 characters");
	return true;
}

/* Who people and servers are. */
static bool
people_ok(const struct conf_operator *o)
{
	static const char *const algs[] = { "RS256", "PS256", "ES256", NULL };
	static const char *const names[] = { "msisdn", "imsi", "sub", NULL };
	static const char *const channels[] = { "sms", "mail", NULL };
	static const char *const servers[] = { "own", "introspection", "jwks", NULL };

	if (conf_list_has(&o->methods, "oidc") && (*o->oidc_issuer == '\0' ||
	    *o->oidc_client == '\0' || *o->url == '\0'))
		return bad(o->name, "methods", "oidc-issuer, oidc-client and url, for \"oidc\"");
	if (!one_of(o->oidc_alg, algs) || !one_of(o->servers_alg, algs))
		return bad(o->name, "oidc-alg or servers-alg", "\"RS256\", \"PS256\" or \"ES256\"");
	if (!one_of(o->oidc_names, names))
		return bad(o->name, "oidc-names", "\"msisdn\", \"imsi\" or \"sub\"");
	for (size_t i = 0; i < o->otp_channels.n; i++)
		if (!one_of(o->otp_channels.s[i], channels))
			return bad(o->name, "otp-channels", "\"sms\", \"mail\"");
	if (!one_of(o->servers, servers))
		return bad(o->name, "servers", "\"own\", \"introspection\" or \"jwks\"");
	if (strcmp(o->servers, "own") != 0 && *o->servers_url == '\0')
		return bad(o->name, "servers-url", "a URL, for these servers");
	if (strcmp(o->servers, "jwks") == 0 && (*o->servers_issuer == '\0' ||
	    *o->servers_audience == '\0'))
		return bad(o->name, "servers-issuer", "with servers-audience, for \"jwks\"");
	return true;
}

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* One-time passwords go over TLS or not through a network at all. */
static bool
guarded(const char *url)
{
	return begins(url, "https://") || begins(url, "http://127.") ||
	    begins(url, "http://[::1]") || begins(url, "http://localhost:") ||
	    begins(url, "http://localhost/");
}

static bool
passwords_ok(const struct conf_operator *o)
{
	bool otp = conf_list_has(&o->methods, "otp");
	bool sms = o->oidc_second || (otp && conf_list_has(&o->otp_channels, "sms"));
	const char *at = strchr(o->mail_from, '@');

	if (otp && o->otp_channels.n == 0)
		return bad(o->name, "otp-channels", "at least one, for \"otp\"");
	if (sms && *o->sms_url == '\0')
		return bad(o->name, "sms-url", "a URL, for one-time passwords by SMS");
	if (*o->sms_url != '\0' && !guarded(o->sms_url))
		return bad(o->name, "sms-url", "https, or http to a loopback address");
	if (otp && conf_list_has(&o->otp_channels, "mail") &&
	    !begins(o->mail_url, "smtp://") && !begins(o->mail_url, "smtps://"))
		return bad(o->name, "mail-url", "smtp:// or smtps://, for mail");
	if (*o->mail_url != '\0' && (at == NULL || at == o->mail_from || at[1] == '\0' ||
	    strpbrk(o->mail_from, " <>()\"\\,;:\t\r\n") != NULL))
		return bad(o->name, "mail-from", "an address, for mail");
	return true;
}

/* The lease of a promise is 30 s: its peer must have answered long before. */
static bool
peers_ok(const struct conf_operator *o)
{
	if (strcmp(o->provisioner, "none") != 0 && *o->provisioner_url == '\0')
		return bad(o->name, "provisioner-url", "a URL, for this provisioner");
	if (strcmp(o->emergency, "none") != 0 && *o->emergency_url == '\0')
		return bad(o->name, "emergency-url", "a URL, for this emergency");
	if (o->peer_timeout_s < 1 || o->peer_timeout_s > 9)
		return bad(o->name, "peer-timeout", "1 to 9 seconds");
	if (o->address_reminder_d > 3650)
		return bad(o->name, "address-reminder", "0 to 3650 days");
	return true;
}

/* "20.0" */
static bool
version(const char *s)
{
	size_t major = strspn(s, "0123456789");

	return major >= 1 && major <= 4 && s[major] == '.' && digits(s + major + 1, 1, 3);
}

static bool
texts_ok(const struct conf_operator *o)
{
	size_t url = strlen(o->url);

	if (url > 0 && o->url[url - 1] == '/')
		return bad(o->name, "url", "no slash at the end");
	if (!version(o->version_max))
		return bad(o->name, "version-max", "a version such as \"20.0\"");
	return true;
}

bool
conf_operator_ok(const struct conf *c, const struct conf_operator *o)
{
	if (strspn(o->name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(o->name) ||
	    strlen(o->name) > 32 || *o->name == '\0')
		return bad(o->name, "name", "1 to 32 of a-z, 0-9 and -");
	if (o->id == 0 || o->id > 65535)
		return bad(o->name, "id", "a number from 1 to 65535");
	if (conf_operator_by_id(c, o->id) != o)
		return bad(o->name, "id", "a number no other operator has");
	for (size_t i = 0; i < o->plmns.n; i++)
		if (!digits(o->plmns.s[i], 5, 6))
			return bad(o->name, "plmns", "five or six digits each");
	for (size_t i = 0; i < o->imsi_prefixes.n; i++)
		if (!digits(o->imsi_prefixes.s[i], 5, 15))
			return bad(o->name, "imsi-prefixes", "5 to 15 digits each");
	if (o->languages.n == 0)
		return bad(o->name, "languages", "at least one");
	if (o->barred_vers > 0 || o->barred_vers < -2)
		return bad(o->name, "barred-vers", "0, -1 or -2");
	if (*o->voice_lte != '\0' && strcmp(o->voice_lte, "4G-SRVCC") != 0)
		return bad(o->name, "voice-lte", "\"4G-SRVCC\" or nothing");
	if (*o->voice_nr != '\0' && strcmp(o->voice_nr, "EPS-Fallback") != 0 &&
	    strcmp(o->voice_nr, "5G-SRVCC") != 0)
		return bad(o->name, "voice-nr", "\"EPS-Fallback\", \"5G-SRVCC\" or nothing");
	if (strcmp(o->pending, "missing") != 0 && strcmp(o->pending, "in-progress") != 0)
		return bad(o->name, "pending", "\"missing\" or \"in-progress\"");
	if (o->token_ttl_s < 60 || o->auth_max_age_s < o->token_ttl_s)
		return bad(o->name, "token-ttl", "60 or more, and at most auth-max-age");
	return texts_ok(o) && sims_ok(o) && people_ok(o) && passwords_ok(o) &&
	    peers_ok(o);
}
