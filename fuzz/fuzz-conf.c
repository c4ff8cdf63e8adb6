/*
 * fuzz-conf.c - any octets as entitled.conf.
 *
 * What is taken keeps the promises of base/conf.h; what is refused leaves
 * nothing behind (a sanitizer sees it).
 */
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/conf.h"
#include "fuzz.h"

static bool
digits(const char *s, size_t lo, size_t hi)
{
	return strlen(s) >= lo && strlen(s) <= hi && strspn(s, "0123456789") == strlen(s);
}

static void
operator_sound(const struct conf *c, const struct conf_operator *o)
{
	struct sockaddr_storage address;

	MUST(o->id >= 1 && o->id <= 65535 && strlen(o->name) - 1 < 32);
	MUST(conf_operator_by_id(c, o->id) == o && conf_operator_by_name(c, o->name) == o);
	MUST(o->languages.n >= 1 && conf_list_has(&o->languages, o->languages.s[0]));
	MUST(strcmp(o->hlr, "gsup") != 0 || conf_endpoint(o->gsup_server, &address));
	MUST(o->auc_ind <= 31 && o->barred_vers >= -2 && o->barred_vers <= 0);
	MUST(o->token_ttl_s >= 60 && o->token_ttl_s <= o->auth_max_age_s);
	MUST(o->auth_max_age_s <= 0x7fffffff && o->validity_s <= 0x7fffffff);
	MUST(o->url[0] == '\0' || o->url[strlen(o->url) - 1] != '/');
	for (size_t i = 0; i < o->plmns.n; i++)
		MUST(digits(o->plmns.s[i], 5, 6));
	for (size_t i = 0; i < o->imsi_prefixes.n; i++)
		MUST(digits(o->imsi_prefixes.s[i], 5, 15));
	for (size_t i = 0; i < o->hosts.n; i++)
		MUST(conf_list_has(&o->hosts, o->hosts.s[i]));
}

static void
sound(const struct conf *c)
{
	MUST(c->noperators >= 1 && c->noperators <= CONF_OPERATORS);
	for (size_t i = 0; i < c->noperators; i++)
		operator_sound(c, &c->operators[i]);
	MUST(c->db.connect_timeout_s <= 0x7fffffff && c->db.io_timeout_s <= 0x7fffffff);
	MUST(c->limit_imsi <= 0x7fffffff && c->limit_address <= 0x7fffffff);
	MUST(c->limit_imsi_address <= 0x7fffffff);
	MUST(!conf_list_covers(&c->trusted_proxies, "no address"));
	for (size_t i = 0; i < c->nat_ranges.n; i++) {
		const char *s = c->nat_ranges.s[i];

		MUST(strchr(s, '/') != NULL || conf_list_covers(&c->nat_ranges, s));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FILE *quiet;
	int fd = memfd_create("conf", 0);
	FILE *loud = stderr;
	struct conf *c;
	char path[64];

	if (quiet == NULL)
		quiet = fopen("/dev/null", "w");
	MUST(fd >= 0 && quiet != NULL && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	stderr = quiet;		/* what is wrong with each file is of no interest */
	c = conf_read(path);
	stderr = loud;
	close(fd);
	if (c != NULL)
		sound(c);
	conf_free(c);
	return 0;
}
