/*
 * unit-oidc.c - what a process keeps of an OpenID provider, and for how long.
 * The provider is t/oidcd; time is what this test says it is.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/crypt.h"
#include "fmt/b64.h"
#include "peer/oidc.h"
#include "tap.h"

#define BACK		"https://es.example/"
#define NAMED		"\"phone_number\":\"+1\",\"phone_number_verified\":true"
#define START		1800000000ULL

static char dir[] = "/tmp/oidc.XXXXXX";
static struct conf conf;
static struct conf_operator *north = &conf.operators[0], *south = &conf.operators[1];
static char why[256];

static const char *
path(const char *name)
{
	static char p[128];

	snprintf(p, sizeof(p), "%s/%s", dir, name);
	return p;
}

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(path("new"), "w");
	char from[128];

	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		exit(2);
	snprintf(from, sizeof(from), "%s", path("new"));
	if (rename(from, path(name)) != 0)
		exit(2);
}

/* The provider's plan at this time; more is further members. */
static void
plan(uint64_t now, const char *more)
{
	struct arena *a = arena_new(1024);
	uint8_t h[CRYPT_HASH];

	crypt_sha256(SPAN("verifier", 8), h);
	put("plan", a_printf(a, "{\"nonce\":\"n\",\"challenge\":\"%s\",\"now\":%llu,"
	    "\"claims\":{" NAMED "}%s%s}", b64_encode(a, B64_URL, SPAN(h, sizeof(h))),
	    (unsigned long long)now, *more != '\0' ? "," : "", more));
	arena_free(a);
}

/* A login at this time. */
static enum ecs_err
login(const struct conf_operator *op, uint64_t now)
{
	static unsigned count;
	struct arena *a = arena_new(4096);
	struct oidc_code code = { a_printf(a, "code-%u", count++), BACK, "verifier", "n" };
	struct oidc_person who;
	struct oidc o;
	enum ecs_err e;

	oidc_start(&o, &conf, op, a, now * 1000);
	e = oidc_swap(&o, &code, &who);
	if (e == ECS_OK && (strcmp(who.value, "+1") != 0 || !who.phone_verified))
		e = ECS_INTERNAL;
	snprintf(why, sizeof(why), "%s", o.why != NULL ? o.why : "");
	arena_free(a);
	return e;
}

/* "discovery keys token": what the provider was asked since the last call. */
static bool
asked(const char *want)
{
	static const char *const names[][2] = {
		{ "GET /.well-known/openid-configuration\n", "discovery " },
		{ "GET /jwks\n", "keys " }, { "POST /token\n", "token " },
	};
	char got[256] = "", line[128];
	FILE *f = fopen(path("requests"), "r");

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		for (size_t i = 0; i < NELEM(names); i++)
			if (strcmp(line, names[i][0]) == 0)
				strncat(got, names[i][1], sizeof(got) - strlen(got) - 1);
	if (f != NULL)
		fclose(f);
	remove(path("requests"));
	if (strcmp(got, want) != 0)
		printf("# asked: %s\n", got);
	return strcmp(got, want) == 0;
}

static pid_t
provider(char *issuer, size_t size)
{
	unsigned port = 0;
	FILE *f = NULL;
	pid_t pid = fork();

	if (pid == 0) {
		execl("t/oidcd", "oidcd", dir, "es", "secret", BACK, (char *)NULL);
		_exit(127);
	}
	for (int i = 0; i < 200 && (f = fopen(path("port"), "r")) == NULL; i++)
		nanosleep(&(struct timespec){ 0, 50000000 }, NULL);
	if (f == NULL || fscanf(f, "%u", &port) != 1)
		port = 0;
	if (f != NULL)
		fclose(f);
	snprintf(issuer, size, "http://127.0.0.1:%u", port);
	return pid;
}

static struct conf_operator
operator(const char *name, unsigned id, const char *issuer)
{
	return (struct conf_operator){ .name = name, .id = id, .oidc_issuer = issuer,
	    .oidc_client = "es", .oidc_alg = "RS256", .oidc_claim = "phone_number",
	    .peer_ca = "", .peer_certificate = "", .peer_timeout_s = 2 };
}

static void
kept(uint64_t t)
{
	plan(t, "");
	OK(login(north, t) == ECS_OK && asked("discovery token keys "));
	OK(login(north, t + 1) == ECS_OK && asked("token "));
	plan(t + 299, "");
	OK(login(north, t + 299) == ECS_OK && asked("token "));
	OK(login(north, t + 300) == ECS_OK && asked("token keys "));
	plan(t + 3600, "");
	OK(login(north, t + 3600) == ECS_OK && asked("discovery token keys "));
}

static void
rotation(uint64_t t)
{
	plan(t, "\"jwks\":[\"rsa2\"],\"key\":\"rsa2\"");
	OK(login(north, t) == ECS_OK && asked("token keys "));
	OK(login(north, t + 1) == ECS_OK && asked("token "));
	/* The old key is gone; and unknown names do not make us ask all the time. */
	plan(t, "\"jwks\":[\"rsa2\"],\"key\":\"rsa1\"");
	for (uint64_t i = 2; i < 60; i += 19)
		OK(login(north, t + i) == ECS_AUTH_FAILED && asked("token "));
	OK(strcmp(why, "ID token: no key of this kid") == 0);
	OK(login(north, t + 60) == ECS_AUTH_FAILED && asked("token keys "));
	OK(login(north, t + 61) == ECS_AUTH_FAILED && asked("token "));
	plan(t, "\"status\":{\"/jwks\":500},\"key\":\"rsa1\"");
	OK(login(north, t + 120) == ECS_AUTH_FAILED && asked("token keys "));
	plan(t, "\"key\":\"rsa1\"");
	OK(login(north, t + 180) == ECS_OK && asked("token keys "));
}

static void
stale(uint64_t t)
{
	struct arena *a = arena_new(1024);
	struct oidc_provider p;
	struct oidc o;
	bool fresh;

	plan(t, "\"status\":{\"/jwks\":500,\"/.well-known/openid-configuration\":503}");
	oidc_start(&o, &conf, north, a, t * 1000);
	OK(oidc_known(&o, &p, &fresh) && !fresh);
	OK(login(north, t) == ECS_OK && asked("discovery token keys "));
	OK(oidc_known(&o, &p, &fresh) && fresh);
	OK(strcmp(p.authorize, "https://login.example/auth") == 0 && !p.sends_iss);
	OK(login(north, t + 59) == ECS_OK && asked("token "));
	OK(login(north, t + 60) == ECS_OK && asked("discovery token keys "));
	plan(t, "\"discovery\":{\"issuer\":\"https://other.example\"}");
	OK(login(north, t + 120) == ECS_OK && asked("discovery token keys "));
	/* Nothing is kept of one that never answered. */
	OK(login(south, t) == ECS_PEER_DOWN && asked(""));
	OK(strcmp(why, "OpenID provider: no connection") == 0);
	oidc_start(&o, &conf, south, a, t * 1000);
	OK(!oidc_known(&o, &p, &fresh) && !fresh);
	arena_free(a);
}

static double
seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* One deadline for all questions of a login. */
static void
deadline(uint64_t t)
{
	double begin = seconds();

	plan(t, "\"sleep\":{\"/.well-known/openid-configuration\":0.9,\"/token\":0.9,"
	    "\"/jwks\":0.9}");
	OK(login(north, t) == ECS_OK);
	plan(t, "\"sleep\":{\"/token\":1.5,\"/me\":1.5},\"claims\":{}");
	OK(login(north, t + 1) == ECS_PEER_DOWN);
	OK(strcmp(why, "OpenID provider: no answer in time") == 0);
	OK(seconds() - begin < 2 * 2.5);
}

int
main(void)
{
	char issuer[64];
	pid_t pid;

	if (mkdtemp(dir) == NULL || mkdir(path("secrets"), 0700) != 0)
		return 2;
	put("plan", "{}");
	pid = provider(issuer, sizeof(issuer));
	put("secrets/oidc.north", "secret\n");
	put("secrets/oidc.south", "secret\n");
	*north = operator("north", 1, issuer);
	*south = operator("south", 2, "http://127.0.0.1:1");
	conf.secret_dir = strdup(path("secrets"));
	kept(START);
	rotation(START + 3700);
	stale(START + 7300);
	deadline(START + 10900);
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
	snprintf(why, sizeof(why), "rm -rf %s", dir);
	OK(system(why) == 0);
	return DONE();
}
