/* migrate.c - tables, and the programs' database users. */
#include <stdio.h>

#include "ctl.h"
#include "json.h"

struct in {
	const char	*sql;
	bool		 no_users;
};

static const struct opt opts[] = {
	O_STR(struct in, sql, "sql", "DIR", "where the SQL files are (DATA-DIR/db)"),
	O_FLAG(struct in, no_users, "no-users", "leave the programs' users and rights alone"),
};

/* db_migrate()'s call-back has no argument of its own. */
static struct json out;
static bool quiet;

static void
said(const char *file)
{
	json_str(&out, NULL, file);
	if (!quiet)
		printf("applied %s\n", file);
	fflush(stdout);
}

static enum ctl_rc
run(struct ctl *c, const void *arg, const char *const *operand)
{
	const struct in *in = arg;
	const char *dir = in->sql != NULL ? in->sql : a_printf(c->a, "%s/db",
	    c->conf->data_dir);

	(void)operand;
	quiet = c->json;
	json_start(&out, c->a);
	json_open(&out, NULL, '{');
	json_open(&out, "applied", '[');
	c->db = db_new(c->conf, NULL);
	if (db_migrate(c->db, dir, said) != ECS_OK)
		return ctl_fail("the tables could not be brought up to date");
	if (!in->no_users && db_grants(c->db, dir) != ECS_OK)
		return ctl_fail("the programs' database users could not be made");
	json_close(&out);
	json_bool(&out, "users", !in->no_users);
	json_close(&out);
	if (c->json)
		json_print(&out);
	else if (!in->no_users)
		printf("users and rights are set\n");
	return CTL_OK;
}

const struct command ctl_migrate = {
	"migrate", "", 0, "bring tables, database users and rights up to date",
	opts, NELEM(opts), sizeof(struct in), run, false
};
