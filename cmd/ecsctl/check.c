/* check.c - ecsctl check: is this node ready to serve? */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ctl.h"
#include "json.h"
#include "peer/emergency.h"
#include "peer/hlr.h"
#include "peer/provisioner.h"

enum { BEAT_S = 30 };

/* One run of it. */
struct check {
	struct ctl	*c;
	struct json	 j;
	unsigned	 wrong;
};

/* One line: ok when wrong is NULL, else what is wrong and what to do. */
static void
told(struct check *k, const char *what, const char *wrong, const char *todo)
{
	json_open(&k->j, NULL, '{');
	json_str(&k->j, "check", what);
	json_bool(&k->j, "ok", wrong == NULL);
	if (wrong != NULL) {
		k->wrong++;
		json_str(&k->j, "wrong", wrong);
		json_str(&k->j, "todo", todo);
	}
	json_close(&k->j);
	if (k->c->json)
		return;
	if (wrong == NULL)
		printf("ok     %s\n", what);
	else
		printf("WRONG  %s: %s; %s\n", what, wrong, todo);
}

static void
directory(struct check *k, const char *option, const char *path, bool secret)
{
	const char *what = a_printf(k->c->a, "%s %s", option, path), *wrong = NULL;
	const char *todo = a_printf(k->c->a, "make it, or correct %s in %s", option,
	    k->c->conf_path);
	struct stat st;

	if (stat(path, &st) != 0)
		wrong = strerror(errno);
	else if (!S_ISDIR(st.st_mode))
		wrong = "is no directory";
	else if (secret && (st.st_mode & 077) != 0) {
		wrong = "others may read it";
		todo = a_printf(k->c->a, "chmod 700 %s", path);
	}
	told(k, what, wrong, todo);
}

static void
secret_file(struct check *k, const char *dir, const char *name)
{
	const char *path = a_printf(k->c->a, "%s/%s", dir, name);
	struct stat st;

	if (stat(path, &st) != 0)
		told(k, path, strerror(errno), "run ecsctl keygen");
	else
		told(k, path, (st.st_mode & 077) == 0 ? NULL : "others may read it",
		    a_printf(k->c->a, "chmod 600 %s", path));
}

/* The newest key of a purpose: is it there, and only for us? */
static void
key(struct check *k, const char *purpose, const char *owner)
{
	unsigned id = 0;

	if (k->c->keys == NULL || keys_get(k->c->keys, purpose, owner, &id) == NULL)
		told(k, a_printf(k->c->a, "key %s.%s", purpose, owner), "there is none",
		    "run ecsctl keygen");
	else
		for (; id > 0; id--) {
			unsigned this = id;

			if (keys_get(k->c->keys, purpose, owner, &this) != NULL)
				secret_file(k, k->c->conf->key_dir,
				    a_printf(k->c->a, "%s.%s.%u", purpose, owner, id));
		}
}

static void
files(struct check *k)
{
	const struct conf *conf = k->c->conf;
	const char *program;

	directory(k, "state-dir", conf->state_dir, false);
	directory(k, "run-dir", conf->run_dir, false);
	directory(k, "data-dir", conf->data_dir, false);
	directory(k, "key-dir", conf->key_dir, true);
	directory(k, "secret-dir", conf->secret_dir, true);
	(void)ctl_keys(k->c);
	key(k, "master", "node");
	key(k, "log", "node");
	for (size_t i = 0; i < conf->noperators; i++)
		key(k, "token", conf->operators[i].name);
	for (size_t i = 0; i < conf->noperators; i++)
		key(k, "hook", conf->operators[i].name);
	for (size_t i = 0; i < conf->noperators; i++)
		if (strcmp(conf->operators[i].servers, "introspection") == 0)
			secret_file(k, conf->secret_dir,
			    a_printf(k->c->a, "servers.%s", conf->operators[i].name));
	for (unsigned i = 0; (program = db_program(i)) != NULL; i++)
		secret_file(k, conf->secret_dir, a_printf(k->c->a, "db-%s", program));
}

/* ecs-outbox touches it each second, and removes it when it is told to end. */
static void
outbox(struct check *k)
{
	const char *path = a_printf(k->c->a, "%s/outbox.beat", k->c->conf->run_dir);
	struct stat st;

	if (stat(path, &st) != 0)
		return;		/* it does not run here */
	told(k, "ecs-outbox looks for work", (uint64_t)st.st_mtime + BEAT_S >= k->c->now ? NULL :
	    a_printf(k->c->a, "it last did %llu s ago",
	    (unsigned long long)(k->c->now - (uint64_t)st.st_mtime)),
	    "see its log, and whether it runs");
}

static bool
database(struct check *k, const char *program)
{
	struct db *db = db_new(k->c->conf, program);
	bool ok = db_check(db) == ECS_OK;

	told(k, a_printf(k->c->a, "database as %s, all its statements", program),
	    ok ? NULL : "the server refuses, as logged above", "run ecsctl migrate");
	db_free(db);
	return ok;
}

static void
operator(struct check *k, const struct conf_operator *op, bool db_ok)
{
	struct q_catalog_version catalog;
	struct q_plans *plans;
	size_t n = 0;

	told(k, a_printf(k->c->a, "operator %s: hlr \"%s\"", op->name, op->hlr),
	    hlr_driver(op) != NULL ? NULL : "no such driver",
	    "name one that entitled.conf(5) lists");
	told(k, a_printf(k->c->a, "operator %s: provisioner \"%s\"", op->name, op->provisioner),
	    provisioner_driver(op) != NULL ? NULL : "no such driver",
	    "name one that entitled.conf(5) lists");
	told(k, a_printf(k->c->a, "operator %s: emergency \"%s\"", op->name, op->emergency),
	    emergency_driver(op) != NULL ? NULL : "no such driver",
	    "name one that entitled.conf(5) lists");
	if (!db_ok)
		return;
	if (q_catalog_version(ctl_db(k->c), op->id, &catalog) != ECS_OK ||
	    q_plans(ctl_db(k->c), k->c->a, op->id, &plans, &n) != ECS_OK)
		n = 0;
	told(k, a_printf(k->c->a, "operator %s: catalog", op->name),
	    n > 0 ? NULL : "it has no plan", "load plans and features, as db/demo.sql does");
}

static enum ctl_rc
run(struct ctl *c, const void *in, const char *const *operand)
{
	struct check k = { .c = c };
	const char *program;
	bool ok = true;

	(void)in, (void)operand;
	json_start(&k.j, c->a);
	json_open(&k.j, NULL, '{');
	json_open(&k.j, "checks", '[');
	told(&k, a_printf(c->a, "configuration %s", c->conf_path), NULL, NULL);
	files(&k);
	outbox(&k);
	for (unsigned i = 0; (program = db_program(i)) != NULL; i++)
		ok = database(&k, program) && ok;
	for (size_t i = 0; i < c->conf->noperators; i++)
		operator(&k, &c->conf->operators[i], ok);
	json_close(&k.j);
	json_num(&k.j, "wrong", k.wrong);
	json_close(&k.j);
	if (c->json)
		json_print(&k.j);
	return k.wrong > 0 ? CTL_FAILED : CTL_OK;
}

const struct command ctl_check = {
	"check", "", 0, "is everything there that a server needs?",
	NULL, 0, 0, run, false
};
