/* unit-requestor.c - what a requestor may, what its tokens hold. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/requestor.h"
#include "core/server_token.h"
#include "core/token.h"
#include "tap.h"

#define CHECK(cond, what)	tap_ok(!!(cond), what, __FILE__, __LINE__)
#define MAY	"ap2011/CheckEligibility,ap2014/GetPhoneNumber"

static void
permissions(void)
{
	static const char *const good[] = { "a/b", MAY, "AP2011/x,ap2011/y" };
	static const char *const wrong[] = { "", "ap2011", "/x", "ap2011/", "a/b,", ",a/b",
	    "a/b,,c/d", "a/b c/d", "a/b/c", "a/b, c/d", "a/*", "a-b/c" };
	const struct requestor r = { .operations = MAY };

	CHECK(requestor_may(&r, "ap2011", "CheckEligibility"), "the first of the list");
	CHECK(requestor_may(&r, "ap2014", "GetPhoneNumber"), "the last");
	CHECK(requestor_may(&r, "AP2014", "getphonenumber"), "in other letters");
	CHECK(!requestor_may(&r, "ap2011", "GetPhoneNumber"), "an operation of another app");
	CHECK(!requestor_may(&r, "ap2011", "Check"), "the beginning of one");
	CHECK(!requestor_may(&r, "ap2011", "CheckEligibilityX"), "more than one");
	CHECK(!requestor_may(&r, "ap201", "1/CheckEligibility"), "a slash elsewhere");
	CHECK(!requestor_may(&(struct requestor){ .operations = "" }, "ap2011", "x"),
	    "an empty list");
	for (size_t i = 0; i < NELEM(good); i++)
		CHECK(requestor_operations_ok(good[i]), good[i]);
	for (size_t i = 0; i < NELEM(wrong); i++)
		CHECK(!requestor_operations_ok(wrong[i]),
		    *wrong[i] != '\0' ? wrong[i] : "nothing");
}

static void
tokens(struct keys *keys, const struct conf *conf, struct arena *a)
{
	struct server_token t = { 1, "fleet", "acme & co", 7, 1000, 2000, 3000 }, got;
	struct token device = { .operator = 1, .sim_id = 1, .method = AUTH_EAP_AKA,
	    .expires = 9000 }, dev;
	const char *text, *text2, *dtext;
	char longest[SERVER_ID_MAX + 2];

	CHECK(server_token_seal(keys, conf, a, SERVER_TOKEN, &t, &text) == ECS_OK, "sealed");
	CHECK(server_token_open(keys, conf, a, SERVER_TOKEN, text, 2999, &got) == ECS_OK, "opens");
	CHECK(got.operator == 1 && got.epoch == 7 && got.auth_time == 1000 && got.issued == 2000 &&
	    got.expires == 3000, "its numbers");
	CHECK(strcmp(got.requestor_id, "fleet") == 0 && strcmp(got.enterprise_id, "acme & co") == 0,
	    "its names");
	CHECK(server_token_open(keys, conf, a, SERVER_TOKEN, text, 3000, &got) == ECS_AUTH_NEEDED,
	    "is over at its end");
	CHECK(server_token_open(keys, conf, a, SERVER_ACCESS, text, 0, &got) == ECS_AUTH_NEEDED,
	    "is no access token");
	CHECK(token_open(keys, conf, a, text, 0, &dev) == ECS_AUTH_NEEDED, "is no device's");
	CHECK(server_token_seal(keys, conf, a, SERVER_ACCESS, &t, &text2) == ECS_OK &&
	    server_token_open(keys, conf, a, SERVER_TOKEN, text2, 0, &got) == ECS_AUTH_NEEDED &&
	    token_open(keys, conf, a, text2, 0, &dev) == ECS_AUTH_NEEDED,
	    "an access token is neither");
	CHECK(token_seal(keys, conf, a, &device, &dtext) == ECS_OK &&
	    token_open(keys, conf, a, dtext, 0, &dev) == ECS_OK &&
	    server_token_open(keys, conf, a, SERVER_TOKEN, dtext, 0, &got) == ECS_AUTH_NEEDED &&
	    server_token_open(keys, conf, a, SERVER_ACCESS, dtext, 0, &got) == ECS_AUTH_NEEDED,
	    "a device's is neither");
	t.enterprise_id = NULL;
	CHECK(server_token_seal(keys, conf, a, SERVER_TOKEN, &t, &text) == ECS_OK &&
	    server_token_open(keys, conf, a, SERVER_TOKEN, text, 0, &got) == ECS_OK &&
	    *got.enterprise_id == '\0', "no enterprise");
	memset(longest, 'x', sizeof(longest));
	longest[SERVER_ID_MAX + 1] = '\0';
	t.requestor_id = longest + 1;
	t.enterprise_id = longest + 1;
	CHECK(server_token_seal(keys, conf, a, SERVER_TOKEN, &t, &text) == ECS_OK &&
	    server_token_open(keys, conf, a, SERVER_TOKEN, text, 0, &got) == ECS_OK &&
	    strcmp(got.enterprise_id, longest + 1) == 0, "the longest names");
	t.enterprise_id = longest;
	CHECK(server_token_seal(keys, conf, a, SERVER_TOKEN, &t, &text) == ECS_INTERNAL,
	    "names that are longer");
	t.operator = 2;
	CHECK(server_token_seal(keys, conf, a, SERVER_TOKEN, &t, &text) == ECS_KEYS,
	    "an operator that is not there");
}

int
main(void)
{
	char dir[] = "/tmp/unit-requestor.XXXXXX";
	struct arena *a = arena_new(4096);
	const char *key, *file;
	struct keys *keys;
	struct conf *conf;
	FILE *f;

	if (mkdtemp(dir) == NULL)
		return 1;
	key = a_printf(a, "%s/token.north.1", dir);
	file = a_printf(a, "%s/conf", dir);
	if ((f = fopen(key, "w")) == NULL)
		return 1;
	fputs("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n", f);
	fclose(f);
	chmod(key, 0600);
	if ((f = fopen(file, "w")) == NULL)
		return 1;
	fprintf(f, "key-dir = \"%s\"\noperator \"north\" { id = 1 plmns = {\"00101\"} }\n", dir);
	fclose(f);
	conf = conf_read(file);
	keys = conf != NULL ? keys_new(conf->key_dir) : NULL;
	permissions();
	CHECK(keys != NULL, "keys");
	if (keys != NULL)
		tokens(keys, conf, a);
	keys_free(keys);
	conf_free(conf);
	unlink(key);
	unlink(file);
	rmdir(dir);
	arena_free(a);
	return DONE();
}
