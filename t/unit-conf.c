/* unit-conf.c - entitled.conf: defaults, what is refused, lists and ranges. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/conf.h"
#include "tap.h"

/* What conf_read() makes of a text, and what it says of it on stderr. */
static char	 said[1024];

static struct conf *
read_text(const char *text)
{
	char path[] = "/tmp/unit-conf.XXXXXX";
	int fd = mkstemp(path), err = dup(STDERR_FILENO);
	FILE *f = tmpfile();
	struct conf *c;
	size_t n;

	if (fd < 0 || err < 0 || f == NULL || write(fd, text, strlen(text)) < 0)
		return NULL;
	fflush(stderr);
	dup2(fileno(f), STDERR_FILENO);
	c = conf_read(path);
	fflush(stderr);
	dup2(err, STDERR_FILENO);
	rewind(f);
	n = fread(said, 1, sizeof(said) - 1, f);
	said[n] = '\0';
	fclose(f);
	close(err);
	close(fd);
	unlink(path);
	return c;
}

/* Refused, with a message that names what is wrong. */
static bool
refused(const char *text, const char *word)
{
	struct conf *c = read_text(text);
	bool yes = c == NULL && strstr(said, word) != NULL;

	if (!yes)
		printf("# %s: %s", text, said);
	conf_free(c);
	return yes;
}

#define OP(text)	"operator \"north\" { id = 1 " text " }\n"

static void
defaults(void)
{
	struct conf *c = read_text(OP(""));
	const struct conf_operator *o;

	OK(c != NULL && *said == '\0' && c->noperators == 1);
	if (c == NULL)
		return;
	o = &c->operators[0];
	OK(strcmp(o->name, "north") == 0 && o->id == 1 && o->plmns.n == 0);
	OK(o->languages.n == 1 && strcmp(o->languages.s[0], "en") == 0);
	OK(o->validity_s == 172800 && o->token_ttl_s == 604800);
	OK(o->auth_max_age_s == 30 * 24 * 3600 && o->auc_ind == 4);
	OK(strcmp(o->pending, "missing") == 0 && o->barred_vers == 0 && !o->address_per_device);
	OK(strcmp(o->version_max, "20.0") == 0);
	OK(c->limit_imsi_address == 5 && c->limit_imsi == 30 && c->limit_address == 600);
	OK(strcmp(c->db.name, "entitled") == 0 && strcmp(c->db.owner, "root") == 0);
	conf_free(c);
}

static void
operators(void)
{
	struct conf *c = read_text("operator \"north\" { id = 1 }\noperator \"south\" {\n"
	    "id = 65535 plmns = {\"00102\", \"001003\"} pending = \"in-progress\"\n"
	    "barred-vers = -2 address-per-device = true languages = {\"fr\", \"en\"}\n"
	    "imsi-prefixes = {\"0010112\"} url = \"https://aes.example.net\" }\n");
	const struct conf_operator *o;

	OK(c != NULL && c->noperators == 2);
	if (c == NULL)
		return;
	o = conf_operator_by_name(c, "south");
	OK(o != NULL && o == conf_operator_by_id(c, 65535) && o == &c->operators[1]);
	OK(o->plmns.n == 2 && strcmp(o->plmns.s[1], "001003") == 0);
	OK(strcmp(o->pending, "in-progress") == 0 && o->barred_vers == -2 && o->address_per_device);
	OK(strcmp(o->languages.s[0], "fr") == 0);
	OK(conf_operator_by_id(c, 2) == NULL && conf_operator_by_id(c, 0) == NULL);
	OK(conf_operator_by_name(c, "South") == NULL && conf_operator_by_name(c, "") == NULL);
	conf_free(c);
}

static void
wrong(void)
{
	OK(refused("log = \"stderr\"\n", "1 to 64 operator sections"));
	OK(refused("colour = \"blue\"\n" OP(""), "colour"));
	OK(refused("operator \"north\" { }\n", "id"));
	OK(refused("operator \"north\" { id = 65536 }\n", "id: want a number from 1"));
	OK(refused("operator \"north\" { id = 4294967297 }\n", "id: want a number from 0"));
	OK(refused(OP("") "operator \"south\" { id = 1 }\n", "no other operator"));
	OK(refused(OP("") OP(""), "north"));
	OK(refused("operator \"North\" { id = 1 }\n", "name"));
	OK(refused("operator \"\" { id = 1 }\n", "name"));
	OK(refused(OP("plmns = {\"0010\"}"), "plmns"));
	OK(refused(OP("plmns = {\"00101\", \"0010x\"}"), "plmns"));
	OK(refused(OP("imsi-prefixes = {\"0010\"}"), "imsi-prefixes"));
	OK(refused(OP("languages = {}"), "languages"));
	OK(refused(OP("auc-ind = 32"), "auc-ind"));
	OK(refused(OP("barred-vers = 1"), "barred-vers"));
	OK(refused(OP("barred-vers = -3"), "barred-vers"));
	OK(refused(OP("barred-vers = 4294967295"), "barred-vers"));
	OK(refused(OP("pending = \"soon\""), "pending"));
	OK(refused(OP("hlr = \"gsup\""), "gsup-server"));
	OK(refused(OP("hlr = \"http\""), "hlr-url"));
	OK(refused(OP("token-ttl = 59"), "token-ttl"));
	OK(refused(OP("token-ttl = 100 auth-max-age = 99"), "token-ttl"));
	OK(refused(OP("validity = -1"), "validity"));
	OK(refused(OP("peer-timeout = 4294967297"), "peer-timeout"));
	OK(refused(OP("peer-timeout = 10"), "peer-timeout"));
	OK(refused(OP("ticket-ttl = -1"), "ticket-ttl"));
	OK(refused("limits { peer-waiting = 0 }\n" OP(""), "peer-waiting"));
	OK(refused("limits { peer-waiting = 65 }\n" OP(""), "peer-waiting"));
	OK(refused(OP("methods = {\"eap-sim\"}"), "methods"));
	OK(refused(OP("methods = {\"oidc\"}"), "oidc-issuer"));
	OK(refused(OP("hlr = \"http\""), "hlr-url"));
	OK(refused(OP("hlr = \"gsup\""), "gsup-server"));
	OK(refused(OP("hlr = \"diameter\""), "diameter-realm"));
	OK(refused(OP("aaa = \"radius\""), "radius-servers"));
	OK(refused(OP("aaa = \"diameter\""), "diameter-realm"));
	OK(refused(OP("aaa-identity = \"ask\""), "aaa-identity"));
	OK(refused(OP("radius-nas = \"\""), "radius-nas"));
	OK(refused(OP("oidc-alg = \"none\""), "oidc-alg"));
	OK(refused(OP("servers-alg = \"HS256\""), "servers-alg"));
	OK(refused(OP("oidc-names = \"email\""), "oidc-names"));
	OK(refused(OP("otp-channels = {\"fax\"}"), "otp-channels"));
	OK(refused(OP("servers = \"all\""), "servers"));
	OK(refused(OP("servers = \"introspection\""), "servers-url"));
	OK(refused(OP("servers = \"jwks\" servers-url = \"https://x\""), "servers-issuer"));
	OK(refused("limits { auth-imsi = -1 }\n" OP(""), "auth-imsi"));
	OK(refused(OP("url = \"https://aes.example.net/\""), "url"));
	OK(refused(OP("version-max = \"20\""), "version-max"));
	OK(refused("trusted-proxies = {\"10.0.0.0/x\"}\n" OP(""), "trusted-proxies"));
	OK(refused("trusted-proxies = {\"127.0.0.1\", \"::/129\"}\n" OP(""), "::/129"));
	OK(refused("limits { nat-ranges = {\"10.0.0.0/\"} }\n" OP(""), "nat-ranges"));
	OK(refused("operator \"north\" {\n id = one\n}\n", ":2: "));
	OK(conf_read("/nonexistent/entitled.conf") == NULL);
}

/* One-time passwords: what each channel needs, and no network without TLS. */
static void
passwords(void)
{
#define SMS(url)	OP("methods = {\"otp\"} sms-url = \"" url "\"")
#define MAIL(url, from)	OP("methods = {\"otp\"} otp-channels = {\"mail\"} "		\
			    "mail-url = \"" url "\" mail-from = \"" from "\"")
	static const char *const good[] = {
		SMS("https://sms.example.net/send"), SMS("http://127.0.0.1:13013/cgi-bin/sendsms"),
		SMS("http://[::1]/x"), SMS("http://localhost:8/x"),
		MAIL("smtp://mail.example.net", "a@example.net"),
		MAIL("smtps://mail.example.net:465", "a.b+c@example.net"),
	};

	for (size_t i = 0; i < NELEM(good); i++) {
		struct conf *c = read_text(good[i]);

		OK(c != NULL);
		conf_free(c);
	}
	OK(refused(OP("methods = {\"otp\"}"), "sms-url"));
	OK(refused(OP("methods = {\"otp\"} otp-channels = {}"), "otp-channels"));
	OK(refused(OP("otp-channels = {\"pigeon\"}"), "otp-channels"));
	OK(refused(OP("oidc-second-factor = true"), "sms-url"));
	OK(refused(SMS("http://sms.example.net/send"), "sms-url"));
	OK(refused(SMS("http://localhost.example.net/send"), "sms-url"));
	OK(refused(SMS("ftp://127.0.0.1/"), "sms-url"));
	OK(refused(MAIL("", "a@example.net"), "mail-url"));
	OK(refused(MAIL("http://mail.example.net", "a@example.net"), "mail-url"));
	OK(refused(MAIL("smtp://mail.example.net", ""), "mail-from"));
	OK(refused(MAIL("smtp://mail.example.net", "a@"), "mail-from"));
	OK(refused(MAIL("smtp://mail.example.net", "a <a@example.net>"), "mail-from"));
}

static void
endpoints(void)
{
	static const char *const none[] = { "", ":", ":4222", "192.0.2.1", "192.0.2.1:",
	    "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:042222", "192.0.2.1:4222x",
	    "192.0.2.1: 4222", "192.0.2.300:4222", "hlr:4222", "2001:db8::1:4222",
	    "[2001:db8::1]", "[2001:db8::1:4222", "[]:1", "[192.0.2.1]:4222",
	    "[2001:db8:2001:db8:2001:db8:2001:db8:2001:db8:2001:db8]:4222" };
	struct sockaddr_storage address;
	const struct sockaddr_in *v4 = (const void *)&address;
	const struct sockaddr_in6 *v6 = (const void *)&address;
	char text[INET6_ADDRSTRLEN];

	OK(conf_endpoint("192.0.2.1:4222", &address) && v4->sin_family == AF_INET &&
	    ntohs(v4->sin_port) == 4222 && ntohl(v4->sin_addr.s_addr) == 0xc0000201);
	OK(conf_endpoint("[2001:db8::1]:65535", &address) && v6->sin6_family == AF_INET6 &&
	    ntohs(v6->sin6_port) == 65535);
	OK(strcmp(inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof(text)), "2001:db8::1") == 0);
	for (size_t i = 0; i < NELEM(none); i++)
		tap_ok(!conf_endpoint(none[i], &address), none[i], __FILE__, __LINE__);
}

static void
lists(void)
{
	const char *s[] = { "aes.example.net", "127.0.0.1", "192.0.2.128/25", "10.0.0.0/8",
	    "2001:db8::/33", "::1", "198.51.100.0/40", "203.0.113.1/x/y", "0.0.0.0/33",
	    "0.0.0.0/", "0.0.0.0/x", "0.0.0.0/-1", "::/129", "/0", "" };
	const struct conf_list l = { NELEM(s), s };
	const char *any[] = { "0.0.0.0/0" };
	const struct conf_list all = { 1, any }, none = { 0, NULL };

	OK(conf_list_has(&l, "AES.example.NET") && !conf_list_has(&l, "example.net"));
	OK(!conf_list_has(&none, "x") && !conf_list_covers(&none, "127.0.0.1"));
	OK(conf_list_covers(&l, "127.0.0.1") && !conf_list_covers(&l, "127.0.0.2"));
	OK(conf_list_covers(&l, "192.0.2.128") && conf_list_covers(&l, "192.0.2.255"));
	OK(!conf_list_covers(&l, "192.0.2.127") && !conf_list_covers(&l, "192.0.3.128"));
	OK(conf_list_covers(&l, "10.255.0.1") && !conf_list_covers(&l, "11.0.0.1"));
	OK(conf_list_covers(&l, "2001:db8:7fff::1") && !conf_list_covers(&l, "2001:db8:8000::1"));
	OK(conf_list_covers(&l, "0:0:0:0:0:0:0:1") && !conf_list_covers(&l, "::2"));
	OK(!conf_list_covers(&l, "198.51.100.1"));
	OK(!conf_list_covers(&l, "aes.example.net") && !conf_list_covers(&l, ""));
	OK(!conf_list_covers(&l, "127.0.0.1 ") && !conf_list_covers(&l, "127.1"));
	OK(conf_list_covers(&all, "203.0.113.9") && !conf_list_covers(&all, "::1"));
	OK(conf_list_covers(&l, "::ffff:127.0.0.1") && !conf_list_covers(&l, "::ffff:127.0.0.2"));
}

int
main(void)
{
	defaults();
	operators();
	wrong();
	passwords();
	endpoints();
	lists();
	return DONE();
}
