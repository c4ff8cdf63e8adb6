/*
 * unit-webhook.c - signatures of webhooks, computed by openssl(1), and what
 * peers answer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fmt/hook.h"
#include "peer/webhook.h"
#include "tap.h"

#define KEY1	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define KEY2	"ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define NOW	1800000000u

static struct arena *a;
static char dir[] = "/tmp/hook.XXXXXX";

static void
key_file(const char *name, const char *hex)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if ((f = fopen(path, "w")) == NULL)
		abort();
	fprintf(f, "%s\n", hex);
	fclose(f);
}

/* "t=...,v1=..." as openssl(1) makes it. */
static const char *
foreign(const char *hex, unsigned t, const char *body)
{
	char cmd[512], mac[80] = "", junk[80];
	FILE *p;

	snprintf(cmd, sizeof(cmd), "printf '%%s' '%u.%s' | "
	    "openssl dgst -sha256 -mac HMAC -macopt hexkey:%s", t, body, hex);
	if ((p = popen(cmd, "r")) == NULL || fscanf(p, "%79[^=]= %64s", junk, mac) != 2)
		abort();
	pclose(p);
	return a_printf(a, "t=%u,v1=%s", t, mac);
}

static enum ecs_err
verify(struct keys *k, const char *op, const char *body, const char *header, uint64_t now)
{
	return webhook_verify(k, a, op, SPAN(body, strlen(body)), header, now);
}

static void
signatures(struct keys *k)
{
	const char *body = "{\"state\":\"done\"}";
	const char *good = foreign(KEY1, NOW, body), *newer = foreign(KEY2, NOW, body);
	const char *both = webhook_sign(k, a, "north", SPAN(body, strlen(body)), NOW);

	OK(strcmp(webhook_sign(k, a, "south", SPAN(body, strlen(body)), NOW), good) == 0);
	OK(strcmp(both, a_printf(a, "%s%s", newer, strchr(good, ','))) == 0);
	OK(webhook_sign(k, a, "west", SPAN(body, strlen(body)), NOW) == NULL);
	OK(verify(k, "south", body, good, NOW) == ECS_OK);
	OK(verify(k, "north", body, good, NOW) == ECS_OK);
	OK(verify(k, "north", body, newer, NOW) == ECS_OK);
	OK(verify(k, "south", body, both, NOW) == ECS_OK);
	OK(verify(k, "south", body, newer, NOW) == ECS_AUTH_FAILED);
	OK(verify(k, "west", body, good, NOW) == ECS_AUTH_FAILED);
	OK(verify(k, "south", "{\"state\":\"Done\"}", good, NOW) == ECS_AUTH_FAILED);
	OK(verify(k, "south", body, good, NOW + 300) == ECS_OK);
	OK(verify(k, "south", body, good, NOW + 301) == ECS_AUTH_FAILED);
	OK(verify(k, "south", body, good, NOW - 300) == ECS_OK);
	OK(verify(k, "south", body, good, NOW - 301) == ECS_AUTH_FAILED);
	OK(verify(k, "south", body, a_printf(a, "v0=1, %s,v9=x", good), NOW) == ECS_OK);
	OK(verify(k, "south", body, a_printf(a, "%s,t=1", good), NOW) == ECS_AUTH_FAILED);
	OK(verify(k, "south", body, strchr(good, 'v'), NOW) == ECS_AUTH_FAILED);
	OK(verify(k, "south", body, "", NOW) == ECS_AUTH_FAILED);
	OK(verify(k, "south", body, NULL, NOW) == ECS_AUTH_FAILED);
}

static enum ecs_err
answer(const char *s, struct hook_answer *out)
{
	return hook_answer(a, SPAN(s, strlen(s)), out);
}

static void
answers(void)
{
	struct hook_answer h;

	OK(answer("{\"state\":\"done\",\"location_id\":\"L-1\",\"more\":{\"a\":[1]},"
	    "\"expires_at\":\"2033-05-18T03:33:20Z\"}", &h) == ECS_OK &&
	    h.state == HOOK_DONE && strcmp(h.location_id, "L-1") == 0 &&
	    h.expires_at == 2000000000 && *h.fields == '\0');
	OK(answer("{\"state\":\"accepted\",\"location_id\":null}", &h) == ECS_OK &&
	    h.state == HOOK_ACCEPTED && h.expires_at == 0);
	OK(answer("{\"state\":\"refused\",\"reason\":\"call 15550100001\\nnow\","
	    "\"fields\":[\"PC\",\"x\",\"rd\",\"pc\"]}", &h) == ECS_OK &&
	    h.state == HOOK_REFUSED && strcmp(h.fields, "rd,pc") == 0 &&
	    strcmp(h.reason, "call ########### now") == 0);
	OK(answer("{\"state\":\"done\",\"expires_at\":2000000000}", &h) == ECS_OK &&
	    h.expires_at == 2000000000);
	OK(answer("{\"state\":\"maybe\"}", &h) == ECS_BODY_FORMAT);
	OK(answer("{}", &h) == ECS_BODY_FORMAT);
	OK(answer("[\"done\"]", &h) == ECS_BODY_FORMAT);
	OK(answer("", &h) == ECS_BODY_FORMAT);
	OK(answer("{\"state\":\"done\"} x", &h) == ECS_BODY_FORMAT);
	OK(answer("{\"state\":\"done\",\"location_id\":\"a b\"}", &h) == ECS_BODY_FORMAT);
	OK(answer("{\"state\":\"done\",\"location_id\":7}", &h) == ECS_BODY_FORMAT);
	OK(answer("{\"state\":\"done\",\"expires_at\":\"soon\"}", &h) == ECS_BODY_FORMAT);
	OK(answer("{\"state\":\"done\",\"expires_at\":-1}", &h) == ECS_BODY_FORMAT);
	OK(answer("{\"state\":\"done\",\"expires_at\":253402300799}", &h) == ECS_OK);
	OK(answer("{\"state\":\"done\",\"expires_at\":253402300800}", &h) == ECS_BODY_FORMAT);
	OK(answer("{\"state\":\"done\",\"expires_at\":9223372036854775807}", &h) ==
	    ECS_BODY_FORMAT);
	OK(answer("{\"state\":\"refused\",\"reason\":\"at 15550100001\"}", &h) == ECS_OK &&
	    strcmp(h.reason, "at ###########") == 0);
	OK(answer("{\"state\":\"refused\",\"reason\":\"error 4221, 4223\"}", &h) == ECS_OK &&
	    strcmp(h.reason, "error 4221, 4223") == 0);
	OK(answer("{\"state\":\"refused\",\"reason\":\"+1 (555) 010-0001 is ap2004 of 2027\"}",
	    &h) == ECS_OK && strcmp(h.reason, "+# (###) ###-#### is ap2004 of 2027") == 0);
	OK(answer("{\"state\":\"refused\",\"fields\":\"rd\"}", &h) == ECS_BODY_FORMAT);
}

/* Seconds as date(1) tells them. */
static void
times(void)
{
	uint64_t t;

	OK(hook_time("2027-01-15T08:00:00Z", &t) && t == 1800000000);
	OK(hook_time("2027-01-15t09:30:00.25+01:30", &t) && t == 1800000000);
	OK(hook_time("2027-01-15 04:00:00-0400", &t) && t == 1800000000);
	OK(hook_time("2024-02-29T23:59:59Z", &t) && t == 1709251199);
	OK(hook_time("2100-03-01T00:00:00Z", &t) && t == 4107542400);
	OK(!hook_time("2027-01-15", &t));
	OK(!hook_time("2027-01-15T08:00:00", &t));
	OK(!hook_time("2027-13-15T08:00:00Z", &t));
	OK(!hook_time("1969-01-15T08:00:00Z", &t));
	OK(!hook_time("2027-01-15T08:00:00+1:00", &t));
	OK(!hook_time("", &t));
}

int
main(void)
{
	struct keys *k;

	a = arena_new(4096);
	if (mkdtemp(dir) == NULL)
		return 1;
	key_file("hook.south.1", KEY1);
	key_file("hook.north.1", KEY1);
	key_file("hook.north.2", KEY2);
	if ((k = keys_new(dir)) == NULL)
		return 1;
	signatures(k);
	answers();
	times();
	keys_free(k);
	arena_free(a);
	(void)!system(a_printf(a = arena_new(256), "rm -rf %s", dir));
	arena_free(a);
	return DONE();
}
