/*
 * fuzz-token.c - any octets as a TOKEN, of a device or of a server, and as the fields of one.
 *
 * Nothing opens but what was sealed here, with the fields it was sealed with;
 * a token with one character changed does not.
 */
#include <unistd.h>

#include "base/log.h"
#include "core/server_token.h"
#include "core/token.h"
#include "fuzz.h"

static char		 dir[] = "/tmp/fuzz-token.XXXXXX";
static struct keys	*keys;
static struct conf	 conf;

static void
clean_up(void)
{
	char path[64];

	keys_free(keys);
	for (unsigned id = 1; id <= 2; id++) {
		snprintf(path, sizeof(path), "%s/token.north.%u", dir, id);
		unlink(path);
	}
	rmdir(dir);
}

static void
set_up(void)
{
	if (keys != NULL)
		return;
	MUST(mkdtemp(dir) != NULL);
	MUST(keys_make(dir, "token", "north", 1) == ECS_OK);
	MUST(keys_make(dir, "token", "north", 2) == ECS_OK);
	keys = keys_new(dir);
	MUST(keys != NULL);
	conf.noperators = 2;
	conf.operators[0] = (struct conf_operator){ .name = "north", .id = 1 };
	conf.operators[1] = (struct conf_operator){ .name = "south", .id = 0x4141 };
	atexit(clean_up);
}

static void
take(void *to, size_t n, const uint8_t **p, size_t *size)
{
	size_t k = n < *size ? n : *size;

	memcpy(to, *p, k);
	*p += k;
	*size -= k;
}

static void
equal(const struct token *a, const struct token *b)
{
	MUST(a->operator == b->operator && a->sim_id == b->sim_id);
	MUST(a->device_id == b->device_id && a->sim_epoch == b->sim_epoch);
	MUST(a->device_epoch == b->device_epoch && a->method == b->method);
	MUST(a->auth_time == b->auth_time && a->issued == b->issued);
	MUST(a->expires == b->expires && a->holder == b->holder);
}

static void
ours(struct arena *a, const uint8_t *data, size_t size)
{
	struct token t = { .operator = 1, .method = AUTH_EAP_AKA }, u;
	uint8_t where = 0;
	const char *text;
	char *bent;

	take(&where, 1, &data, &size);
	take(&t.sim_id, 8, &data, &size);
	take(&t.device_id, 8, &data, &size);
	take(&t.sim_epoch, 4, &data, &size);
	take(&t.device_epoch, 4, &data, &size);
	take(&t.expires, 8, &data, &size);
	t.holder = token_holder((const char *)a_strndup(a, (const char *)data, size), NULL);
	MUST(token_seal(keys, &conf, a, &t, &text) == ECS_OK && strlen(text) < 256);
	MUST(token_open(keys, &conf, a, text, t.expires, &u) == ECS_AUTH_NEEDED);
	if (t.expires == 0)
		return;
	MUST(token_open(keys, &conf, a, text, t.expires - 1, &u) == ECS_OK);
	equal(&t, &u);
	bent = a_strdup(a, text);
	bent[where % strlen(text)] ^= 1;
	MUST(token_open(keys, &conf, a, bent, 0, &u) == ECS_AUTH_NEEDED);
}

/* Names of any octets but NUL; a token of one kind is none of the others. */
static void
servers(struct arena *a, const uint8_t *data, size_t size)
{
	char id[SERVER_ID_MAX + 1] = "", enterprise[SERVER_ID_MAX + 1] = "";
	struct server_token t = { .operator = 1, .requestor_id = id, .enterprise_id = enterprise,
	    .expires = 1 }, u;
	struct token device;
	const char *text;

	take(&t.epoch, 4, &data, &size);
	take(id, SERVER_ID_MAX, &data, &size);
	take(enterprise, SERVER_ID_MAX, &data, &size);
	MUST(server_token_seal(keys, &conf, a, SERVER_ACCESS, &t, &text) == ECS_OK);
	MUST(server_token_open(keys, &conf, a, SERVER_ACCESS, text, 0, &u) == ECS_OK);
	MUST(u.operator == 1 && u.epoch == t.epoch && u.expires == 1);
	MUST(strcmp(u.requestor_id, id) == 0 && strcmp(u.enterprise_id, enterprise) == 0);
	MUST(server_token_open(keys, &conf, a, SERVER_ACCESS, text, 1, &u) == ECS_AUTH_NEEDED);
	MUST(server_token_open(keys, &conf, a, SERVER_TOKEN, text, 0, &u) == ECS_AUTH_NEEDED);
	MUST(token_open(keys, &conf, a, text, 0, &device) == ECS_AUTH_NEEDED);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1024);
	struct server_token s;
	struct token t;

	set_up();
	for (int kind = SERVER_TOKEN; kind <= SERVER_ACCESS; kind++)
		MUST(server_token_open(keys, &conf, a, (enum server_token_kind)kind,
		    a_strndup(a, (const char *)data, size), 0, &s) == ECS_AUTH_NEEDED);
	MUST(token_open(keys, &conf, a, a_strndup(a, (const char *)data, size), 0, &t) ==
	    ECS_AUTH_NEEDED);
	ours(a, data, size);
	servers(a, data, size);
	arena_free(a);
	return 0;
}
