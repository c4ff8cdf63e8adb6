/* db.c - prepared statements, transactions, trying again, and nothing else. */
#include <mysql.h>
#include <mysqld_error.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "io/db_int.h"

#define TX_TRIES	3

static void
bind_out(MYSQL_BIND *b, struct prepared *p, const struct db_col *c, size_t i)
{
	static const enum enum_field_types types[] = {
		MYSQL_TYPE_STRING, MYSQL_TYPE_BLOB, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG,
	};

	memset(b, 0, sizeof(*b));
	b->buffer = p->row + c->offset;
	b->buffer_type = types[c->kind];
	b->buffer_length = c->size;
	b->is_unsigned = c->kind == COL_U64;
	b->length = &p->len[i];
	b->is_null = &p->null[i];
}

static enum ecs_err
prepare(struct db *db, enum stmt id)
{
	const struct db_stmt *s = &db_stmts[id];
	struct prepared *p = &db->p[id];
	MYSQL_BIND out[DB_MAX_OUT];

	if (db_connection(db, true) == NULL)
		return ECS_DB;
	if (p->st != NULL)
		return ECS_OK;
	if ((p->st = mysql_stmt_init(db->my)) == NULL)
		abort();
	p->bound = false;
	db->trips++;
	if (mysql_stmt_prepare(p->st, s->sql, strlen(s->sql)) != 0)
		return db_fail(db, s->name, mysql_stmt_errno(p->st), mysql_stmt_error(p->st));
	if (s->ncol == 0)
		return ECS_OK;
	if (p->row == NULL && (p->row = calloc(1, s->size)) == NULL)
		abort();
	for (size_t i = 0; i < s->ncol; i++)
		bind_out(&out[i], p, &s->col[i], i);
	if (mysql_stmt_bind_result(p->st, out) != 0)
		return db_fail(db, s->name, mysql_stmt_errno(p->st), mysql_stmt_error(p->st));
	return ECS_OK;
}

static bool
listed(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *s = words; (s = strstr(s, word)) != NULL; s += n)
		if ((s == words || s[-1] == ' ') && (s[n] == ' ' || s[n] == '\0'))
			return true;
	return false;
}

const char *
db_program(unsigned n)
{
	static char name[DB_PROGRAMS][32];
	unsigned k = 0;

	for (size_t i = 0; i < STMT__MAX; i++) {
		const char *s = db_stmts[i].programs;

		for (size_t len; *s != '\0'; s += len + (s[len] == ' ')) {
			unsigned seen = 0;

			len = strcspn(s, " ");
			while (seen < k && (strncmp(name[seen], s, len) != 0 ||
			    name[seen][len] != '\0'))
				seen++;
			if (seen < k || k == DB_PROGRAMS || len >= sizeof(name[0]))
				continue;
			memcpy(name[k], s, len);
			name[k++][len] = '\0';
		}
	}
	return n < k ? name[n] : NULL;
}

enum ecs_err
db_check(struct db *db)
{
	enum ecs_err e = ECS_OK;

	for (size_t i = 0; i < STMT__MAX && e == ECS_OK; i++)
		if (db->program == NULL || listed(db_stmts[i].programs, db->program))
			e = prepare(db, (enum stmt)i);
	return e;
}

static void
bind_in(MYSQL_BIND *b, const struct db_val *v)
{
	memset(b, 0, sizeof(*b));
	if (v->kind != VAL_BYTES) {
		b->buffer_type = MYSQL_TYPE_LONGLONG;
		b->buffer = (void *)(uintptr_t)&v->num;
		b->is_unsigned = v->kind == VAL_U64;
	} else if (v->bytes.p == NULL) {
		b->buffer_type = MYSQL_TYPE_NULL;
	} else {
		b->buffer_type = MYSQL_TYPE_STRING;
		b->buffer = (void *)(uintptr_t)v->bytes.p;
		b->buffer_length = v->bytes.len;
	}
}

/*
 * Numbers are bound once, to places of ours: then their types do not go to the
 * server with every execution.
 */
static bool
bind_all(struct prepared *p, const struct db_stmt *s, const struct db_val *in)
{
	MYSQL_BIND b[DB_MAX_IN];
	bool numbers = true, ok;

	for (size_t i = 0; i < s->nin; i++) {
		bind_in(&b[i], &in[i]);
		numbers &= in[i].kind != VAL_BYTES;
		p->num[i] = in[i].num;
		if (in[i].kind != VAL_BYTES)
			b[i].buffer = &p->num[i];
	}
	if (s->nin == 0 || (p->bound && numbers))
		return true;
	ok = mysql_stmt_bind_param(p->st, b) == 0;
	p->bound = ok && numbers;
	return ok;
}

/* One attempt: bind, send, and for a write read what it did. */
static enum ecs_err
attempt(struct db *db, enum stmt id, const struct db_val *in)
{
	MYSQL_STMT *st;
	enum ecs_err e;

	if ((e = prepare(db, id)) != ECS_OK)
		return e;
	st = db->p[id].st;
	db->trips++;
	if (!bind_all(&db->p[id], &db_stmts[id], in) || mysql_stmt_execute(st) != 0)
		return db_fail(db, db_stmts[id].name, mysql_stmt_errno(st),
		    mysql_stmt_error(st));
	return ECS_OK;
}

/* Outside a transaction a lost connection is worth one more attempt. */
static enum ecs_err
execute(struct db *db, enum stmt id, const struct db_val *in)
{
	bool in_tx = db->in_tx, lost;
	enum ecs_err e;

	db->error = 0;
	e = attempt(db, id, in);
	lost = db_lost(db->error);
	if (e != ECS_DB || in_tx || (!lost && db->error != ER_LOCK_DEADLOCK))
		return e;
	e = attempt(db, id, in);
	/* The lost attempt had committed: that row is ours.  A deadlock undid it. */
	return e == ECS_TAKEN && lost ? ECS_OK : e;
}

enum ecs_err
db_exec(struct db *db, enum stmt id, const struct db_val *in, uint64_t *affected,
    uint64_t *insert_id)
{
	enum ecs_err e = execute(db, id, in);

	if (e != ECS_OK)
		return e;
	if (affected != NULL)
		*affected = mysql_stmt_affected_rows(db->p[id].st);
	if (insert_id != NULL)
		*insert_id = mysql_stmt_insert_id(db->p[id].st);
	return ECS_OK;
}

/* What bind_out could not: NUL bytes, lengths, NULLs. */
static void
finish_row(const struct db_stmt *s, struct prepared *p)
{
	for (size_t i = 0; i < s->ncol; i++) {
		const struct db_col *c = &s->col[i];
		size_t len = p->null[i] ? 0 : p->len[i] < c->size ? p->len[i] : c->size;

		if (c->kind == COL_STR)
			p->row[c->offset + len] = '\0';
		else if (c->kind == COL_BLOB)
			memcpy(p->row + c->len_offset, &len, sizeof(len));
		else if (p->null[i])
			memset(p->row + c->offset, 0, c->kind == COL_INT ? 4 : 8);
		if (c->null_offset != NO_NULL)
			*(bool *)(void *)(p->row + c->null_offset) = !p->null[i];
	}
}

/* OK and a row in p->row, or NOROW at the end. */
static enum ecs_err
fetch(struct db *db, enum stmt id)
{
	struct prepared *p = &db->p[id];
	int rc = mysql_stmt_fetch(p->st);

	if (rc == MYSQL_NO_DATA)
		return ECS_NOROW;
	if (rc == MYSQL_DATA_TRUNCATED) {
		log_msg(L_ERROR, "database: %s: a value is too long", db_stmts[id].name);
		return ECS_INTERNAL;
	}
	if (rc != 0)
		return db_fail(db, db_stmts[id].name, mysql_stmt_errno(p->st),
		    mysql_stmt_error(p->st));
	finish_row(&db_stmts[id], p);
	return ECS_OK;
}

enum ecs_err
db_row(struct db *db, enum stmt id, const struct db_val *in, void *out)
{
	enum ecs_err e = execute(db, id, in);

	if (e != ECS_OK || (e = fetch(db, id)) == ECS_DB)
		return e;
	if (e == ECS_OK)
		memcpy(out, db->p[id].row, db_stmts[id].size);
	mysql_stmt_free_result(db->p[id].st);
	return e;
}

enum ecs_err
db_rows(struct db *db, enum stmt id, const struct db_val *in, struct arena *a,
    void **out, size_t *n)
{
	size_t size = db_stmts[id].size, cap = 4;
	char *rows = a_zalloc(a, cap * size);
	enum ecs_err e = execute(db, id, in);

	*n = 0;
	*out = rows;
	if (e != ECS_OK)
		return e;
	while ((e = fetch(db, id)) == ECS_OK) {
		if (*n == cap) {
			char *more = a_zalloc(a, (cap *= 4) * size);

			memcpy(more, rows, *n * size);
			*out = rows = more;
		}
		memcpy(rows + (*n)++ * size, db->p[id].row, size);
	}
	if (e != ECS_DB)
		mysql_stmt_free_result(db->p[id].st);
	return e == ECS_NOROW ? ECS_OK : e;
}

static enum ecs_err
verb(struct db *db, const char *sql)
{
	if (db_connection(db, true) == NULL)
		return ECS_DB;
	db->trips++;
	if (mysql_query(db->my, sql) != 0)
		return db_fail(db, sql, mysql_errno(db->my), mysql_error(db->my));
	return ECS_OK;
}

static bool
again(unsigned error)
{
	return db_lost(error) || error == ER_LOCK_DEADLOCK ||
	    error == ER_LOCK_WAIT_TIMEOUT;
}

enum ecs_err
db_tx(struct db *db, enum ecs_err (*fn)(struct db *, void *), void *arg)
{
	enum ecs_err e = ECS_DB;

	for (int i = 0; i < TX_TRIES; i++) {
		db->error = 0;
		if ((e = verb(db, "START TRANSACTION")) != ECS_OK) {
			if (db_lost(db->error))
				continue;	/* it had died while idle */
			return e;
		}
		db->in_tx = true;
		e = fn(db, arg);
		if (e == ECS_OK && !db->in_tx)
			e = ECS_DB;	/* the connection went, and with it what fn did */
		if (e == ECS_OK)
			e = verb(db, "COMMIT");
		else if (db->my != NULL && mysql_rollback(db->my) != 0)
			db_drop(db);
		db->in_tx = false;
		if (e != ECS_DB || !again(db->error))
			break;
	}
	return e;
}
