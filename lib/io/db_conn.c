/* db_conn.c - a session: connected on first use, dropped when it is not sane. */
#include <errmsg.h>
#include <fcntl.h>
#include <mysql.h>
#include <mysqld_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "io/db_int.h"

struct db *
db_new(const struct conf *conf, const char *program)
{
	struct db *db = calloc(1, sizeof(*db));

	if (db == NULL)
		abort();
	db->conf = conf;
	db->program = program;
	return db;
}

void
db_drop(struct db *db)
{
	for (size_t i = 0; i < STMT__MAX; i++) {
		if (db->p[i].st != NULL)
			mysql_stmt_close(db->p[i].st);
		db->p[i].st = NULL;
	}
	if (db->my != NULL)
		mysql_close(db->my);
	db->my = NULL;
	db->in_tx = false;
}

void
db_free(struct db *db)
{
	if (db == NULL)
		return;
	db_drop(db);
	for (size_t i = 0; i < STMT__MAX; i++)
		free(db->p[i].row);
	free(db);
}

unsigned
db_trips(const struct db *db)
{
	return db->trips;
}

const struct conf *
db_conf(const struct db *db)
{
	return db->conf;
}

bool
db_lost(unsigned error)
{
	return error == CR_SERVER_GONE_ERROR || error == CR_SERVER_LOST ||
	    error == ER_UNKNOWN_COM_ERROR;
}

/* Notes and logs; a session that is no longer sane is closed. */
enum ecs_err
db_fail(struct db *db, const char *what, unsigned error, const char *why)
{
	db->error = error;
	if (error == ER_DUP_ENTRY)
		return ECS_TAKEN;
	log_msg(L_ERROR, "database: %s: %u %s", what, error, why);
	if (error != ER_LOCK_DEADLOCK && error != ER_LOCK_WAIT_TIMEOUT)
		db_drop(db);
	return ECS_DB;
}

static bool
password(struct db *db, char *out, size_t size)
{
	char path[512];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "%s/db-%s", db->conf->secret_dir, db->program);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd >= 0 ? read(fd, out, size - 1) : -1;
	if (fd >= 0)
		close(fd);
	if (n <= 0) {
		log_msg(L_ERROR, "no database password in %s: run ecsctl keygen", path);
		return false;
	}
	out[n] = '\0';
	out[strcspn(out, "\r\n")] = '\0';
	return true;
}

static void
options(struct db *db)
{
	const struct conf *c = db->conf;

	mysql_options(db->my, MYSQL_OPT_CONNECT_TIMEOUT, &c->db.connect_timeout_s);
	if (db->program != NULL) {	/* the owner alters tables, which takes its time */
		mysql_options(db->my, MYSQL_OPT_READ_TIMEOUT, &c->db.io_timeout_s);
		mysql_options(db->my, MYSQL_OPT_WRITE_TIMEOUT, &c->db.io_timeout_s);
	}
	mysql_options(db->my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
}

struct st_mysql *
db_connection(struct db *db, bool with_database)
{
	const struct conf *c = db->conf;
	char user[80], pass[256] = "";
	/* Without CLIENT_FOUND_ROWS a claim that is already ours would not match. */
	unsigned long flags = CLIENT_FOUND_ROWS |
	    (db->program == NULL ? CLIENT_MULTI_STATEMENTS : 0);
	MYSQL *ok;

	if (db->my != NULL)
		return db->my;
	snprintf(user, sizeof(user), "%s%s%s", db->program != NULL ? c->db.name :
	    c->db.owner, db->program != NULL ? "_" : "",
	    db->program != NULL ? db->program : "");
	if (db->program != NULL && !password(db, pass, sizeof(pass)))
		return NULL;
	if ((db->my = mysql_init(NULL)) == NULL)
		abort();
	options(db);
	ok = mysql_real_connect(db->my, *c->db.hosts != '\0' ? c->db.hosts : NULL, user,
	    db->program != NULL ? pass : NULL, with_database ? c->db.name : NULL, 0,
	    *c->db.hosts != '\0' ? NULL : c->db.socket, flags);
	crypt_wipe(pass, sizeof(pass));
	if (ok == NULL) {
		(void)!db_fail(db, "connect", mysql_errno(db->my), mysql_error(db->my));
		return NULL;
	}
	return db->my;
}
