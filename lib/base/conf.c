/* conf.c - libconfuse's tree into struct conf, checked. */
#include <confuse.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"

/* libconfuse takes the defaults of lists as writable strings. */
static char none[] = "{}", english[] = "{\"en\"}";

static cfg_opt_t database_opts[] = {
	CFG_STR("socket", "/run/mysqld/mysqld.sock", CFGF_NONE),
	CFG_STR("hosts", "", CFGF_NONE),
	CFG_STR("name", "entitled", CFGF_NONE),
	CFG_STR("owner", "root", CFGF_NONE),
	CFG_INT("connect-timeout", 2, CFGF_NONE),
	CFG_INT("io-timeout", 5, CFGF_NONE),
	CFG_END()
};

static cfg_opt_t limits_opts[] = {
	CFG_INT("auth-imsi-address", 5, CFGF_NONE),
	CFG_INT("auth-imsi", 30, CFGF_NONE),
	CFG_INT("auth-address", 600, CFGF_NONE),
	CFG_STR_LIST("nat-ranges", none, CFGF_NONE),
	CFG_END()
};

static cfg_opt_t outbox_opts[] = {
	CFG_INT("workers", 8, CFGF_NONE),
	CFG_INT("lane", 4, CFGF_NONE),
	CFG_INT("max-attempts", 12, CFGF_NONE),
	CFG_INT("backoff-max", 900, CFGF_NONE),
	CFG_INT("callback-timeout", 900, CFGF_NONE),
	CFG_END()
};

static cfg_opt_t operator_opts[] = {
	CFG_INT("id", 0, CFGF_NONE),
	CFG_STR_LIST("plmns", none, CFGF_NONE),
	CFG_STR_LIST("hosts", none, CFGF_NONE),
	CFG_STR_LIST("realms", none, CFGF_NONE),
	CFG_STR_LIST("imsi-prefixes", none, CFGF_NONE),
	CFG_STR_LIST("gid1", none, CFGF_NONE),
	CFG_STR_LIST("languages", english, CFGF_NONE),
	CFG_STR("url", "", CFGF_NONE),
	CFG_STR("hlr", "auc", CFGF_NONE),
	CFG_INT("auc-ind", 4, CFGF_NONE),
	CFG_INT("validity", 172800, CFGF_NONE),
	CFG_INT("token-ttl", 604800, CFGF_NONE),
	CFG_INT("auth-max-age", 2592000, CFGF_NONE),
	CFG_STR("version-max", "20.0", CFGF_NONE),
	CFG_STR_LIST("version-refuse", none, CFGF_NONE),
	CFG_STR("pending", "missing", CFGF_NONE),
	CFG_INT("barred-vers", 0, CFGF_NONE),
	CFG_STR("voice-lte", "", CFGF_NONE),
	CFG_STR("voice-nr", "", CFGF_NONE),
	CFG_BOOL("address-per-device", cfg_false, CFGF_NONE),
	CFG_INT("ticket-ttl", 900, CFGF_NONE),
	CFG_INT("address-reminder", 30, CFGF_NONE),
	CFG_STR("provisioner", "none", CFGF_NONE),
	CFG_STR("provisioner-url", "", CFGF_NONE),
	CFG_STR("emergency", "none", CFGF_NONE),
	CFG_STR("emergency-url", "", CFGF_NONE),
	CFG_STR("hook-url", "", CFGF_NONE),
	CFG_STR("peer-ca", "", CFGF_NONE),
	CFG_STR("peer-certificate", "", CFGF_NONE),
	CFG_INT("peer-timeout", 8, CFGF_NONE),
	CFG_END()
};

static cfg_opt_t root_opts[] = {
	CFG_STR("state-dir", "/var/lib/entitled", CFGF_NONE),
	CFG_STR("run-dir", "/run/entitled", CFGF_NONE),
	CFG_STR("key-dir", ECS_SYSCONFDIR "/keys", CFGF_NONE),
	CFG_STR("secret-dir", ECS_SYSCONFDIR "/secrets", CFGF_NONE),
	CFG_STR("data-dir", ECS_DATADIR, CFGF_NONE),
	CFG_STR("log", "syslog", CFGF_NONE),
	CFG_STR_LIST("trusted-proxies", none, CFGF_NONE),
	CFG_SEC("database", database_opts, CFGF_NONE),
	CFG_SEC("limits", limits_opts, CFGF_NONE),
	CFG_SEC("outbox", outbox_opts, CFGF_NONE),
	CFG_SEC("operator", operator_opts, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
	CFG_END()
};

/* Options that are no negative number, and fit an unsigned. */
static const char *const counts[] = {
	"database|connect-timeout", "database|io-timeout", "limits|auth-imsi-address",
	"limits|auth-imsi", "limits|auth-address", "operator|id", "operator|auc-ind",
	"operator|validity", "operator|token-ttl", "operator|auth-max-age",
};

static int
count_ok(cfg_t *c, cfg_opt_t *o)
{
	long v = cfg_opt_getnint(o, cfg_opt_size(o) - 1);

	if (v >= 0 && v <= INT_MAX)
		return 0;
	cfg_error(c, "%s: want a number from 0 to %d", cfg_opt_name(o), INT_MAX);
	return -1;
}

static struct conf_list
list(cfg_t *c, const char *name)
{
	struct conf_list l = { cfg_size(c, name), NULL };

	l.s = calloc(l.n + 1, sizeof(*l.s));
	if (l.s == NULL)
		abort();
	for (size_t i = 0; i < l.n; i++)
		l.s[i] = cfg_getnstr(c, name, (unsigned)i);
	return l;
}

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

static bool
operator_ok(const struct conf *c, const struct conf_operator *o, cfg_t *s)
{
	const char *pending = cfg_getstr(s, "pending");

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
	if (o->auc_ind > 31)
		return bad(o->name, "auc-ind", "a number from 0 to 31");
	if (cfg_getint(s, "barred-vers") > 0 || cfg_getint(s, "barred-vers") < -2)
		return bad(o->name, "barred-vers", "0, -1 or -2");
	if (*o->voice_lte != '\0' && strcmp(o->voice_lte, "4G-SRVCC") != 0)
		return bad(o->name, "voice-lte", "\"4G-SRVCC\" or nothing");
	if (*o->voice_nr != '\0' && strcmp(o->voice_nr, "EPS-Fallback") != 0 &&
	    strcmp(o->voice_nr, "5G-SRVCC") != 0)
		return bad(o->name, "voice-nr", "\"EPS-Fallback\", \"5G-SRVCC\" or nothing");
	if (strcmp(pending, "missing") != 0 && strcmp(pending, "in-progress") != 0)
		return bad(o->name, "pending", "\"missing\" or \"in-progress\"");
	if (o->token_ttl_s < 60 || o->auth_max_age_s < o->token_ttl_s)
		return bad(o->name, "token-ttl", "60 or more, and at most auth-max-age");
	return texts_ok(o) && peers_ok(o);
}

static bool
ranges_ok(const char *option, const struct conf_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (!conf_is_range(l->s[i])) {
			fprintf(stderr, "entitled.conf: %s: \"%s\" is no address or range\n",
			    option, l->s[i]);
			return false;
		}
	return true;
}

static bool
operator_read(struct conf *c, cfg_t *s)
{
	struct conf_operator *o = &c->operators[c->noperators++];

	*o = (struct conf_operator){
		.name = cfg_title(s), .id = (unsigned)cfg_getint(s, "id"),
		.plmns = list(s, "plmns"), .hosts = list(s, "hosts"),
		.realms = list(s, "realms"), .gid1 = list(s, "gid1"),
		.imsi_prefixes = list(s, "imsi-prefixes"),
		.languages = list(s, "languages"), .url = cfg_getstr(s, "url"),
		.hlr = cfg_getstr(s, "hlr"),
		.auc_ind = (unsigned)cfg_getint(s, "auc-ind"),
		.validity_s = (unsigned)cfg_getint(s, "validity"),
		.token_ttl_s = (unsigned)cfg_getint(s, "token-ttl"),
		.auth_max_age_s = (unsigned)cfg_getint(s, "auth-max-age"),
		.version_max = cfg_getstr(s, "version-max"),
		.version_refuse = list(s, "version-refuse"),
		.pending = strcmp(cfg_getstr(s, "pending"), "missing") == 0 ?
		    PENDING_MISSING : PENDING_PROGRESS,
		.barred_vers = (int)cfg_getint(s, "barred-vers"),
		.voice_lte = cfg_getstr(s, "voice-lte"), .voice_nr = cfg_getstr(s, "voice-nr"),
		.address_per_device = cfg_getbool(s, "address-per-device"),
		.ticket_ttl_s = (unsigned)cfg_getint(s, "ticket-ttl"),
		.address_reminder_d = (unsigned)cfg_getint(s, "address-reminder"),
		.provisioner = cfg_getstr(s, "provisioner"),
		.provisioner_url = cfg_getstr(s, "provisioner-url"),
		.emergency = cfg_getstr(s, "emergency"),
		.emergency_url = cfg_getstr(s, "emergency-url"),
		.hook_url = cfg_getstr(s, "hook-url"),
		.peer_ca = cfg_getstr(s, "peer-ca"),
		.peer_certificate = cfg_getstr(s, "peer-certificate"),
		.peer_timeout_s = (unsigned)cfg_getint(s, "peer-timeout"),
	};
	return operator_ok(c, o, s);
}

static bool
outbox_ok(cfg_t *s)
{
	static const struct { const char *name; long lo, hi; } range[] = {
		{ "workers", 1, 64 }, { "lane", 1, 64 }, { "max-attempts", 1, 1000 },
		{ "backoff-max", 1, 86400 }, { "callback-timeout", 1, 604800 },
	};

	for (size_t i = 0; i < NELEM(range); i++)
		if (cfg_getint(s, range[i].name) < range[i].lo ||
		    cfg_getint(s, range[i].name) > range[i].hi) {
			fprintf(stderr, "entitled.conf: outbox: %s: want %ld to %ld\n",
			    range[i].name, range[i].lo, range[i].hi);
			return false;
		}
	return true;
}

static bool
fill(struct conf *c, cfg_t *cfg)
{
	cfg_t *db = cfg_getsec(cfg, "database"), *lim = cfg_getsec(cfg, "limits");
	cfg_t *out = cfg_getsec(cfg, "outbox");

	c->state_dir = cfg_getstr(cfg, "state-dir");
	c->run_dir = cfg_getstr(cfg, "run-dir");
	c->key_dir = cfg_getstr(cfg, "key-dir");
	c->secret_dir = cfg_getstr(cfg, "secret-dir");
	c->data_dir = cfg_getstr(cfg, "data-dir");
	c->log = cfg_getstr(cfg, "log");
	c->trusted_proxies = list(cfg, "trusted-proxies");
	c->db.socket = cfg_getstr(db, "socket");
	c->db.hosts = cfg_getstr(db, "hosts");
	c->db.name = cfg_getstr(db, "name");
	c->db.owner = cfg_getstr(db, "owner");
	c->db.connect_timeout_s = (unsigned)cfg_getint(db, "connect-timeout");
	c->db.io_timeout_s = (unsigned)cfg_getint(db, "io-timeout");
	c->limit_imsi_address = (unsigned)cfg_getint(lim, "auth-imsi-address");
	c->limit_imsi = (unsigned)cfg_getint(lim, "auth-imsi");
	c->limit_address = (unsigned)cfg_getint(lim, "auth-address");
	c->nat_ranges = list(lim, "nat-ranges");
	c->outbox_workers = (unsigned)cfg_getint(out, "workers");
	c->outbox_lane = (unsigned)cfg_getint(out, "lane");
	c->outbox_max_attempts = (unsigned)cfg_getint(out, "max-attempts");
	c->outbox_backoff_max_s = (unsigned)cfg_getint(out, "backoff-max");
	c->outbox_callback_timeout_s = (unsigned)cfg_getint(out, "callback-timeout");
	if (!outbox_ok(out))
		return false;
	if (cfg_size(cfg, "operator") == 0 || cfg_size(cfg, "operator") > CONF_OPERATORS) {
		fprintf(stderr, "entitled.conf: want 1 to %d operator sections\n",
		    CONF_OPERATORS);
		return false;
	}
	if (!ranges_ok("trusted-proxies", &c->trusted_proxies) ||
	    !ranges_ok("nat-ranges", &c->nat_ranges))
		return false;
	for (unsigned i = 0; i < cfg_size(cfg, "operator"); i++)
		if (!operator_read(c, cfg_getnsec(cfg, "operator", i)))
			return false;
	return true;
}

struct conf *
conf_read(const char *path)
{
	struct conf *c = calloc(1, sizeof(*c));
	cfg_t *cfg = cfg_init(root_opts, CFGF_NONE);
	int rc;

	if (c == NULL || cfg == NULL)
		abort();
	c->cfg = cfg;
	for (size_t i = 0; i < NELEM(counts); i++)
		cfg_set_validate_func(cfg, counts[i], count_ok);
	rc = cfg_parse(cfg, path);
	if (rc == CFG_FILE_ERROR)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	if (rc != CFG_SUCCESS || !fill(c, cfg)) {
		conf_free(c);
		return NULL;
	}
	return c;
}

void
conf_free(struct conf *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->noperators; i++) {
		struct conf_operator *o = &c->operators[i];

		free(o->plmns.s);
		free(o->hosts.s);
		free(o->realms.s);
		free(o->imsi_prefixes.s);
		free(o->gid1.s);
		free(o->languages.s);
		free(o->version_refuse.s);
	}
	free(c->trusted_proxies.s);
	free(c->nat_ranges.s);
	cfg_free(c->cfg);
	free(c);
}

const struct conf_operator *
conf_operator_by_id(const struct conf *c, unsigned id)
{
	for (size_t i = 0; i < c->noperators; i++)
		if (c->operators[i].id == id)
			return &c->operators[i];
	return NULL;
}

const struct conf_operator *
conf_operator_by_name(const struct conf *c, const char *name)
{
	for (size_t i = 0; i < c->noperators; i++)
		if (strcmp(c->operators[i].name, name) == 0)
			return &c->operators[i];
	return NULL;
}
