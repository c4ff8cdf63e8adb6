/*
 * keygen.c - key files and the programs' database passwords.
 *
 * TS.43 2.8.5 tokens are sealed under token keys, SIM keys under the master
 * key, subscribers are named in logs by a hash under the log key, webhooks are
 * signed with hook keys.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/rnd.h"
#include "ctl.h"
#include "json.h"
#include "reseal.h"

struct in {
	const char	*rotate;
	bool		 reseal;
};

static const struct opt opts[] = {
	O_STR(struct in, rotate, "rotate", "token|hook|master|log",
	    "add a newer key beside the old ones"),
	O_FLAG(struct in, reseal, "reseal",
	    "seal all SIM keys again, under the newest master key"),
};

static const char *const node_keys[] = { "master", "log" };
static const char *const operator_keys[] = { "token", "hook" };

static bool
make_dir(const char *path)
{
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return true;
	(void)ctl_fail("%s: %s", path, strerror(errno));
	return false;
}

static bool
made(struct ctl *c, struct json *j, const char *what)
{
	json_str(j, NULL, what);
	if (!c->json)
		printf("made %s\n", what);
	return true;
}

/* The first key of a purpose, or with rotate the next one. */
static bool
key(struct ctl *c, struct json *j, const char *purpose, const char *owner, bool rotate)
{
	unsigned id = 0;
	bool have = keys_get(c->keys, purpose, owner, &id) != NULL;

	if (have && !rotate)
		return true;
	if (keys_make(c->conf->key_dir, purpose, owner, have ? id + 1 : 1) != ECS_OK)
		return false;
	return made(c, j, a_printf(c->a, "%s/%s.%s.%u", c->conf->key_dir, purpose, owner,
	    have ? id + 1 : 1));
}

static bool
all_keys(struct ctl *c, struct json *j, const char *rotate)
{
	for (size_t i = 0; i < NELEM(node_keys); i++)
		if (!key(c, j, node_keys[i], "node", rotate != NULL &&
		    strcmp(rotate, node_keys[i]) == 0))
			return false;
	for (size_t i = 0; i < c->conf->noperators; i++) {
		const char *name = c->conf->operators[i].name;

		for (size_t k = 0; k < NELEM(operator_keys); k++)
			if ((c->operator == NULL || strcmp(c->operator, name) == 0) &&
			    !key(c, j, operator_keys[k], name, rotate != NULL &&
			    strcmp(rotate, operator_keys[k]) == 0))
				return false;
	}
	return true;
}

static bool
password(struct ctl *c, struct json *j, const char *program)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const char *path = a_printf(c->a, "%s/db-%s", c->conf->secret_dir, program);
	char text[33];
	ssize_t n = -1;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return true;
	rnd_bytes(text, 32);
	for (size_t i = 0; i < 32; i++)
		text[i] = alphabet[(unsigned char)text[i] % 64];
	text[32] = '\n';
	if (fd >= 0 && (n = write(fd, text, sizeof(text))) == (ssize_t)sizeof(text) &&
	    fsync(fd) != 0)
		n = -1;
	if (n != (ssize_t)sizeof(text))
		(void)ctl_fail("%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	crypt_wipe(text, sizeof(text));
	return n == (ssize_t)sizeof(text) && made(c, j, path);
}

static enum ctl_rc
run(struct ctl *c, const void *arg, const char *const *operand)
{
	const struct in *in = arg;
	struct json j;
	const char *program;
	bool ok;

	(void)operand;
	if (in->rotate != NULL && strcmp(in->rotate, "token") != 0 &&
	    strcmp(in->rotate, "hook") != 0 && strcmp(in->rotate, "master") != 0 &&
	    strcmp(in->rotate, "log") != 0)
		return ctl_usage(c, "--rotate: want token, hook, master or log");
	json_start(&j, c->a);
	json_open(&j, NULL, '{');
	json_open(&j, "made", '[');
	ok = make_dir(c->conf->key_dir) && make_dir(c->conf->secret_dir) &&
	    ctl_keys(c) != NULL && all_keys(c, &j, in->rotate);
	for (unsigned i = 0; ok && (program = db_program(i)) != NULL; i++)
		ok = password(c, &j, program);
	json_close(&j);
	if (ok && in->reseal)
		ok = reseal(c, &j);
	json_close(&j);
	if (c->json && ok)
		json_print(&j);
	return ok ? CTL_OK : CTL_FAILED;
}

const struct command ctl_keygen = {
	"keygen", "", 0, "make the keys and database passwords that are missing",
	opts, NELEM(opts), sizeof(struct in), run, false
};
