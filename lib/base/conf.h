/*
 * conf.h - the configuration file, entitled.conf.
 *
 * Layer base.  Read once at start by libconfuse, checked, and constant from
 * then on; every string lives as long as the struct conf.  The options, their
 * defaults and their meaning stand in entitled.conf(5).
 */
#ifndef ECS_BASE_CONF_H
#define ECS_BASE_CONF_H

#include "base/ecs.h"

enum { CONF_OPERATORS = 64, CONF_LIST = 64 };

struct conf_list {
	size_t		 n;
	const char	**s;
};

struct conf_operator {
	const char	*name;
	unsigned	 id;
	struct conf_list plmns;		/* MCC+MNC, "00101" or "001001" */
	struct conf_list hosts;		/* Host headers that mean this operator */
	struct conf_list realms;	/* EAP realms beside the 3GPP ones */
	struct conf_list imsi_prefixes;	/* MVNO ranges */
	struct conf_list gid1;
	struct conf_list languages;	/* first is the default */
	const char	*url;		/* public base URL, no trailing slash */
	struct conf_list methods;	/* "eap-aka", "oidc", "otp" */
	const char	*hlr;		/* driver that gives vectors */
	unsigned	 auc_ind;	/* IND of this server's vectors */
	const char	*hlr_url, *gsup_server;
	const char	*aaa;		/* driver to pass EAP through to, or "none" */
	const char	*aaa_identity;	/* asked of devices: "answer", "relay", "refuse" */
	struct conf_list radius_servers;	/* "host:port", in this order */
	bool		 radius_tls;	/* RadSec */
	const char	*radius_nas;	/* NAS-Identifier */
	const char	*diameter_realm, *diameter_host;	/* of AAA or HSS; host "" any */
	const char	*oidc_issuer, *oidc_client, *oidc_alg, *oidc_scope;
	const char	*oidc_claim;	/* says who it is */
	const char	*oidc_names;	/* what it names: "msisdn", "imsi", "sub" */
	bool		 oidc_second;	/* an SMS must be answered, too */
	struct conf_list otp_channels;	/* "sms", "mail" */
	const char	*sms_url, *sms_from, *mail_url, *mail_from;
	const char	*servers;	/* who vouches for them: "own", "introspection", "jwks" */
	const char	*servers_issuer, *servers_url, *servers_audience, *servers_alg;
	unsigned	 validity_s;	/* VERS.validity */
	unsigned	 token_ttl_s, auth_max_age_s;
	const char	*version_max;	/* highest entitlement_version served */
	struct conf_list version_refuse;
	const char	*pending;	/* ap2004 while provisioning: "missing", "in-progress" */
	const char	*voice_lte, *voice_nr;	/* NetworkVoiceIRATCapability; "" not told */
	int		 barred_vers;	/* 0, -1 or -2: VERS of a barred line */
	bool		 address_per_device;
	unsigned	 ticket_ttl_s;	/* a page's ticket, at the least */
	unsigned	 address_reminder_d;	/* days before an address expires */
	const char	*provisioner, *provisioner_url;	/* driver; where it asks */
	const char	*emergency, *emergency_url;
	const char	*hook_url;	/* public base of /hooks/ for call-backs */
	const char	*peer_ca, *peer_certificate;	/* PEM files; "" none */
	unsigned	 peer_timeout_s;
};

struct conf {
	const char	*state_dir, *run_dir, *key_dir, *secret_dir, *data_dir, *log;
	struct {
		const char	*socket, *hosts, *name, *owner;
		unsigned	 connect_timeout_s, io_timeout_s;
	} db;
	struct conf_list trusted_proxies, nat_ranges;
	const char	*node_name;	/* "" the host's */
	const char	*diameter_conf;	/* of ecs-diameter's stack */
	bool		 preview;	/* pages can be looked at, from this machine */
	unsigned	 limit_waiting;	/* requests of an operator before one back end */
	unsigned	 limit_imsi_address, limit_imsi, limit_address;	/* a minute */
	unsigned	 outbox_workers;	/* processes */
	unsigned	 outbox_lane;	/* rows at once per operator and kind */
	unsigned	 outbox_max_attempts, outbox_backoff_max_s, outbox_callback_timeout_s;
	size_t		 noperators;
	struct conf_operator operators[CONF_OPERATORS];
	void		*cfg;		/* libconfuse's; owns the strings */
};

/* NULL, with file:line and what is wrong on stderr.  conf_free() when done. */
struct conf	*conf_read(const char *path);
void		 conf_free(struct conf *);

/* NULL when there is none. */
const struct conf_operator *conf_operator_by_id(const struct conf *, unsigned id);
const struct conf_operator *conf_operator_by_name(const struct conf *, const char *);

/* For conf.c: are the options right?  If not, stderr says what is wrong. */
bool		 conf_operator_ok(const struct conf *, const struct conf_operator *);

bool		 conf_list_has(const struct conf_list *, const char *);

/* "192.0.2.0/24", "2001:db8::1" */
bool		 conf_is_range(const char *);

/* "192.0.2.1:4222", "[2001:db8::1]:4222" -> struct sockaddr_in or _in6; false: neither. */
struct sockaddr_storage;
bool		 conf_endpoint(const char *, struct sockaddr_storage *out);

/* Is the address inside one of the CIDR ranges or equal to an entry? */
bool		 conf_list_covers(const struct conf_list *, const char *address);

enum { CONF_NETWORK = 46 };

/*
 * What one customer has of addresses: an IPv4 address, also one mapped into
 * IPv6; of IPv6 the first 64 bits, the rest being his to choose.  "" for none.
 */
void		 conf_network(const char *address, char out[CONF_NETWORK]);

#endif
