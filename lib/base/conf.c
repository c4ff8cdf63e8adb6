/* conf.c - libconfuse's tree into struct conf, checked. */
#include <confuse.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"

/* libconfuse takes the defaults of lists as writable strings. */
static char none[] = "{}", english[] = "{\"en\"}", sim_only[] = "{\"eap-aka\"}",
    by_sms[] = "{\"sms\"}";

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
	CFG_INT("peer-waiting", 8, CFGF_NONE),
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
#define LIST(member, name, first)	CFG_STR_LIST(name, first, CFGF_NONE),
#define STR(member, name, first)	CFG_STR(name, first, CFGF_NONE),
#define INT(member, name, first)	CFG_INT(name, first, CFGF_NONE),
#define BOOL(member, name, first)	CFG_BOOL(name, first, CFGF_NONE),
#include "base/conf_operator.def"
	CFG_END()
};

static cfg_opt_t root_opts[] = {
	CFG_STR("state-dir", "/var/lib/entitled", CFGF_NONE),
	CFG_STR("run-dir", "/run/entitled", CFGF_NONE),
	CFG_STR("key-dir", ECS_SYSCONFDIR "/keys", CFGF_NONE),
	CFG_STR("secret-dir", ECS_SYSCONFDIR "/secrets", CFGF_NONE),
	CFG_STR("data-dir", ECS_DATADIR, CFGF_NONE),
	CFG_STR("log", "syslog", CFGF_NONE),
	CFG_STR("node-name", "", CFGF_NONE),
	CFG_STR("diameter-conf", "", CFGF_NONE),
	CFG_BOOL("preview", cfg_false, CFGF_NONE),
	CFG_STR_LIST("trusted-proxies", none, CFGF_NONE),
	CFG_SEC("database", database_opts, CFGF_NONE),
	CFG_SEC("limits", limits_opts, CFGF_NONE),
	CFG_SEC("outbox", outbox_opts, CFGF_NONE),
	CFG_SEC("operator", operator_opts, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
	CFG_END()
};

/* Options that fit an int, and but for one are no negative number. */
static const char *const counts[] = {
	"database|connect-timeout", "database|io-timeout", "limits|auth-imsi-address",
	"limits|auth-imsi", "limits|auth-address", "limits|peer-waiting",
#define LIST(member, name, first)
#define STR(member, name, first)
#define INT(member, name, first)	"operator|" name,
#define BOOL(member, name, first)
#include "base/conf_operator.def"
};

static int
count_ok(cfg_t *c, cfg_opt_t *o)
{
	long v = cfg_opt_getnint(o, cfg_opt_size(o) - 1);
	int least = strcmp(cfg_opt_name(o), "barred-vers") == 0 ? -2 : 0;

	if (v >= least && v <= INT_MAX)
		return 0;
	cfg_error(c, "%s: want a number from %d to %d", cfg_opt_name(o), least, INT_MAX);
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

/* As many requests may wait as gates have places. */
static bool
limits_ok(const struct conf *c)
{
	if (c->limit_waiting >= 1 && c->limit_waiting <= 64)
		return true;
	fprintf(stderr, "entitled.conf: limits: peer-waiting: want 1 to 64\n");
	return false;
}

static bool
operator_read(struct conf *c, cfg_t *s)
{
	struct conf_operator *o = &c->operators[c->noperators++];

	o->name = cfg_title(s);
#define LIST(member, name, first)	o->member = list(s, name);
#define STR(member, name, first)	o->member = cfg_getstr(s, name);
#define INT(member, name, first)	o->member = (int)cfg_getint(s, name);
#define BOOL(member, name, first)	o->member = cfg_getbool(s, name);
#include "base/conf_operator.def"
	return conf_operator_ok(c, o);
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
	c->node_name = cfg_getstr(cfg, "node-name");
	c->diameter_conf = cfg_getstr(cfg, "diameter-conf");
	c->preview = cfg_getbool(cfg, "preview");
	c->trusted_proxies = list(cfg, "trusted-proxies");
	c->db.socket = cfg_getstr(db, "socket");
	c->db.hosts = cfg_getstr(db, "hosts");
	c->db.name = cfg_getstr(db, "name");
	c->db.owner = cfg_getstr(db, "owner");
	c->db.connect_timeout_s = (unsigned)cfg_getint(db, "connect-timeout");
	c->db.io_timeout_s = (unsigned)cfg_getint(db, "io-timeout");
	c->limit_waiting = (unsigned)cfg_getint(lim, "peer-waiting");
	c->limit_imsi_address = (unsigned)cfg_getint(lim, "auth-imsi-address");
	c->limit_imsi = (unsigned)cfg_getint(lim, "auth-imsi");
	c->limit_address = (unsigned)cfg_getint(lim, "auth-address");
	c->nat_ranges = list(lim, "nat-ranges");
	c->outbox_workers = (unsigned)cfg_getint(out, "workers");
	c->outbox_lane = (unsigned)cfg_getint(out, "lane");
	c->outbox_max_attempts = (unsigned)cfg_getint(out, "max-attempts");
	c->outbox_backoff_max_s = (unsigned)cfg_getint(out, "backoff-max");
	c->outbox_callback_timeout_s = (unsigned)cfg_getint(out, "callback-timeout");
	if (!limits_ok(c) || !outbox_ok(out))
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

#define LIST(member, name, first)	free(o->member.s);
#define STR(member, name, first)
#define INT(member, name, first)
#define BOOL(member, name, first)
#include "base/conf_operator.def"
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
