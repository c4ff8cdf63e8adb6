/* unit-keys.c - key files: which opens, which seals, rotation while running. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/keys.h"
#include "tap.h"

static char	 dir[] = "/tmp/unit-keys.XXXXXX";

static void
at(unsigned seconds)
{
	char now[16];

	snprintf(now, sizeof(now), "%u", 1700000000 + seconds);
	setenv("ECS_TEST_NOW", now, 1);
}

static void
put(const char *name, const char *text)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if ((f = fopen(path, "w")) == NULL)
		return;
	fputs(text, f);
	fclose(f);
}

static void
drop(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	unlink(path);
}

#define HEX(d)	d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d

/* The first octet of a key, or -1 when there is none; *id becomes what it is. */
static int
first(struct keys *k, const char *purpose, const char *owner, unsigned *id)
{
	const struct crypt_key *key = keys_get(k, purpose, owner, id);

	return key != NULL ? key->k[0] : -1;
}

static int
newest(struct keys *k, const char *owner)
{
	unsigned id = 0;

	return first(k, "token", owner, &id);
}

static void
selection(struct keys *k)
{
	unsigned id = 0;

	OK(first(k, "token", "north", &id) == 0x0a && id == 10);	/* 10 > 9, as numbers */
	id = 9;
	OK(first(k, "token", "north", &id) == 0x09 && id == 9);
	id = 2;
	OK(first(k, "token", "north", &id) == 0x02);
	id = 3;
	OK(first(k, "token", "north", &id) == -1);
	OK(newest(k, "south") == 0x55 && newest(k, "nort") == -1 && newest(k, "") == -1);
	id = 0;
	OK(first(k, "master", "node", &id) == 0x77 && id == 1);
	id = 0;
	OK(first(k, "maste", "node", &id) == -1);
}

/* None of these is a key, and none of them stops the others from being read. */
static void
rubbish(void)
{
	put("token.bad.1", "00");
	put("token.bad.2", HEX("0G") "\n");
	put("token.bad.3", HEX("AB") "\n");
	put("token.bad.4x", HEX("01") "\n");
	put("token.bad.0", HEX("01") "\n");
	put("token.bad", HEX("01") "\n");
	put("token.bad.5.6", HEX("01") "\n");
	put("TOKEN.bad.7", HEX("01") "\n");
	put("README", "keys\n");
}

static void
forget_rubbish(void)
{
	static const char *const names[] = { "token.bad.1", "token.bad.2", "token.bad.3",
	    "token.bad.4x", "token.bad.0", "token.bad", "token.bad.5.6", "TOKEN.bad.7",
	    "README" };

	for (size_t i = 0; i < NELEM(names); i++)
		drop(names[i]);
}

/* A key that is added is used within ten seconds; one that is removed ends. */
static void
rotation(struct keys *k)
{
	unsigned id = 10;

	at(0);
	OK(newest(k, "north") == 0x0a);
	put("token.north.11", HEX("0b") "\n");
	at(9);
	OK(newest(k, "north") == 0x0a);
	at(11);
	OK(newest(k, "north") == 0x0b);
	OK(first(k, "token", "north", &id) == 0x0a);	/* the old one still opens */
	drop("token.north.10");
	at(20);
	OK(first(k, "token", "north", &id) == 0x0a);
	at(22);
	OK(first(k, "token", "north", &id) == -1);
	put("token.north.12", "not a key");	/* being written: the others stay */
	at(33);
	OK(newest(k, "north") == 0x0b);
	drop("token.north.12");
}

static void
made(void)
{
	char path[128];
	struct keys *k;
	struct stat st;
	unsigned id = 7, zero = 0;

	OK(keys_make(dir, "ticket", "north", 7) == ECS_OK);
	OK(keys_make(dir, "ticket", "south", 7) == ECS_OK);
	OK(keys_make(dir, "ticket", "north", 7) == ECS_KEYS);	/* never overwritten */
	OK(keys_make("/nonexistent", "ticket", "north", 7) == ECS_KEYS);
	snprintf(path, sizeof(path), "%s/ticket.north.7", dir);
	OK(stat(path, &st) == 0 && (st.st_mode & 07777) == 0600 && st.st_size == 65);
	k = keys_new(dir);
	OK(keys_get(k, "ticket", "north", &id) != NULL);
	OK(memcmp(keys_get(k, "ticket", "north", &id)->k,
	    keys_get(k, "ticket", "south", &id)->k, CRYPT_KEY) != 0);
	OK(keys_get(k, "ticket", "north", &zero) != NULL && zero == 7);
	keys_free(k);
	drop("ticket.north.7");
	drop("ticket.south.7");
}

int
main(void)
{
	struct keys *k;

	if (mkdtemp(dir) == NULL || freopen("/dev/null", "w", stderr) == NULL)
		return 2;
	at(0);
	OK(keys_new("/nonexistent") == NULL);
	put("token.north.2", HEX("02") "\n");
	put("token.north.9", HEX("09"));
	put("token.north.10", HEX("0a") "\n");
	put("token.south.1", HEX("55") "\n");
	put("master.node.1", HEX("77") "\n");
	rubbish();
	OK((k = keys_new(dir)) != NULL);
	selection(k);
	OK(newest(k, "bad") == -1);
	forget_rubbish();
	rotation(k);
	made();
	keys_free(k);
	keys_free(NULL);
	drop("token.north.2");
	drop("token.north.9");
	drop("token.north.11");
	drop("token.south.1");
	drop("master.node.1");
	OK(rmdir(dir) == 0);
	return DONE();
}
