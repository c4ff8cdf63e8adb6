/* db_migrate.c - numbered SQL files and the programs' users. */
#include <dirent.h>
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hex.h"
#include "base/log.h"
#include "io/db_int.h"

enum { FILE_MAX = 1 << 20, LOCK_WAIT_S = 120 };

/* Runs every statement in text; the error names the file. */
static enum ecs_err
run_text(MYSQL *my, const char *file, const char *text, size_t len)
{
	int rc = mysql_real_query(my, text, len);

	while (rc == 0) {
		MYSQL_RES *res = mysql_store_result(my);

		mysql_free_result(res);
		rc = mysql_next_result(my);
	}
	if (rc > 0) {
		log_msg(L_ERROR, "%s: %u %s", file, mysql_errno(my), mysql_error(my));
		return ECS_DB;
	}
	return ECS_OK;
}

static enum ecs_err
read_file(struct arena *a, const char *dir, const char *name, struct span *out)
{
	const char *path = a_printf(a, "%s/%s", dir, name);
	FILE *f = fopen(path, "r");
	char *p = a_zalloc(a, FILE_MAX);

	if (f == NULL) {
		log_msg(L_ERROR, "cannot read %s", path);
		return ECS_INTERNAL;
	}
	*out = SPAN(p, fread(p, 1, FILE_MAX - 1, f));
	fclose(f);
	return ECS_OK;
}

/* A row's lock would not do: CREATE and ALTER end the transaction it hangs on. */
static enum ecs_err
lock(MYSQL *my, struct arena *a, const char *name)
{
	const char *sql = a_printf(a, "SELECT GET_LOCK('migrate %s', %d)", name, LOCK_WAIT_S);
	const char *got = NULL;
	MYSQL_RES *res;
	MYSQL_ROW row;

	if (mysql_query(my, sql) != 0 || (res = mysql_store_result(my)) == NULL) {
		log_msg(L_ERROR, "lock: %u %s", mysql_errno(my), mysql_error(my));
		return ECS_DB;
	}
	if ((row = mysql_fetch_row(res)) != NULL && row[0] != NULL)
		got = a_strdup(a, row[0]);
	mysql_free_result(res);
	if (got != NULL && strcmp(got, "1") == 0)
		return ECS_OK;
	log_msg(L_ERROR, "another migration of %s has been running for %d s", name,
	    LOCK_WAIT_S);
	return ECS_DB;
}

static enum ecs_err
start(MYSQL *my, struct arena *a, const char *name)
{
	const char *sql = a_printf(a,
	    "CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4; USE `%s`;"
	    "CREATE TABLE IF NOT EXISTS schema_version ("
	    " version INT UNSIGNED NOT NULL PRIMARY KEY,"
	    " file VARCHAR(64) NOT NULL,"
	    " digest CHAR(64) NOT NULL,"
	    " applied_at BIGINT UNSIGNED NOT NULL) ENGINE=InnoDB", name, name);

	return run_text(my, "schema_version", sql, strlen(sql));
}

/* The digest with which a version was applied, or NULL. */
static const char *
applied(MYSQL *my, struct arena *a, unsigned version)
{
	const char *sql = a_printf(a,
	    "SELECT digest FROM schema_version WHERE version = %u", version);
	const char *digest = NULL;
	MYSQL_RES *res;
	MYSQL_ROW row;

	if (mysql_query(my, sql) != 0 || (res = mysql_store_result(my)) == NULL)
		return NULL;
	if ((row = mysql_fetch_row(res)) != NULL)
		digest = a_strdup(a, row[0]);
	mysql_free_result(res);
	return digest;
}

static enum ecs_err
migrate_one(MYSQL *my, struct arena *a, const char *dir, const char *name,
    void (*said)(const char *))
{
	unsigned version = (unsigned)strtoul(name, NULL, 10);
	uint8_t h[CRYPT_HASH];
	char hex[2 * CRYPT_HASH + 1];
	const char *was, *sql;
	struct span text;
	enum ecs_err e;

	if ((e = read_file(a, dir, name, &text)) != ECS_OK)
		return e;
	crypt_sha256(text, h);
	hex_put(h, sizeof(h), hex);
	if ((was = applied(my, a, version)) != NULL) {
		if (strcmp(was, hex) == 0)
			return ECS_OK;
		log_msg(L_ERROR, "%s was changed after it was applied: add a new file instead",
		    name);
		return ECS_DB;
	}
	if ((e = run_text(my, name, (const char *)text.p, text.len)) != ECS_OK)
		return e;
	sql = a_printf(a, "INSERT INTO schema_version VALUES (%u, '%s', '%s', %llu)",
	    version, name, hex, (unsigned long long)(clock_ms() / 1000));
	if ((e = run_text(my, name, sql, strlen(sql))) == ECS_OK)
		said(name);
	return e;
}

static int
is_migration(const struct dirent *d)
{
	const char *n = d->d_name;

	return strspn(n, "0123456789") == 4 && n[4] == '-' && strlen(n) < 60 &&
	    strcmp(n + strlen(n) - 4, ".sql") == 0 && strpbrk(n, "'\\") == NULL;
}

enum ecs_err
db_migrate(struct db *db, const char *dir, void (*said)(const char *))
{
	struct arena *a = arena_new(4096);
	MYSQL *my = db_connection(db, false);
	struct dirent **list = NULL;
	int n = scandir(dir, &list, is_migration, alphasort);
	const char *name = db_conf(db)->db.name;
	enum ecs_err e = my != NULL ? lock(my, a, name) : ECS_DB;

	if (e == ECS_OK)
		e = start(my, a, name);
	if (n <= 0)
		log_msg(L_ERROR, "no migrations in %s", dir);
	for (int i = 0; i < n; i++) {
		if (e == ECS_OK)
			e = migrate_one(my, a, dir, list[i]->d_name, said);
		free(list[i]);
	}
	free(list);
	arena_free(a);
	return n <= 0 ? ECS_INTERNAL : e;
}

/* The value of {name}: the database, or the password of that program's user. */
static const char *
subst(struct arena *a, const struct conf *c, const char *name)
{
	const char *file, *end;
	struct span text;

	if (strcmp(name, "database") == 0)
		return c->db.name;
	file = a_printf(a, "db-%s", name);
	if (read_file(a, c->secret_dir, file, &text) != ECS_OK)
		return NULL;
	file = (const char *)text.p;
	end = file + strspn(file, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789_-");
	if (end - file < 16 || (*end != '\n' && *end != '\0')) {
		log_msg(L_ERROR, "%s/db-%s: want 16 or more of A-Z a-z 0-9 _ -",
		    c->secret_dir, name);
		return NULL;
	}
	return a_strndup(a, file, (size_t)(end - file));
}

/* Appends text with every {name} replaced. */
static enum ecs_err
expand(struct db *db, struct arena *a, char *s, struct buf *out)
{
	char *open, *close;

	for (; (open = strchr(s, '{')) != NULL; s = close + 1) {
		const char *value;

		*open = '\0';
		buf_str(out, s);
		if ((close = strchr(open + 1, '}')) == NULL)
			return ECS_INTERNAL;
		*close = '\0';
		if ((value = subst(a, db_conf(db), open + 1)) == NULL)
			return ECS_KEYS;
		buf_str(out, value);
	}
	buf_str(out, s);
	return ECS_OK;
}

enum ecs_err
db_grants(struct db *db, const char *dir)
{
	struct arena *a = arena_new(4096);
	MYSQL *my = db_connection(db, true);
	struct span text;
	struct buf sql;
	enum ecs_err e = my == NULL ? ECS_DB : read_file(a, dir, "grants.sql", &text);

	buf_init(&sql, a, 16384);
	if (e == ECS_OK)
		e = expand(db, a, a_strndup(a, (const char *)text.p, text.len), &sql);
	if (e == ECS_OK)
		e = run_text(my, "grants.sql", sql.p, sql.len);
	arena_free(a);
	return e;
}
