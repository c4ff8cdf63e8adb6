/*
 * db_int.h - shared by db*.c and the generated stmt.c.
 *
 * Layer io.  Nobody else includes it.  A struct db owns its connection, its
 * prepared statements and their rows.
 */
#ifndef ECS_IO_DB_INT_H
#define ECS_IO_DB_INT_H

#include "io/db.h"

enum { DB_MAX_IN = 16, DB_MAX_OUT = 48, DB_PROGRAMS = 16 };

enum col_kind { COL_STR, COL_BLOB, COL_INT, COL_U64 };

#define NO_NULL		((size_t)-1)

struct db_col {
	enum col_kind	 kind;
	size_t		 offset, size;	/* size: of a STR without its NUL, of a BLOB */
	size_t		 len_offset;	/* BLOB: where its length goes */
	size_t		 null_offset;	/* where "has" goes, or NO_NULL */
};

struct db_val {
	enum { VAL_BYTES, VAL_INT, VAL_U64 } kind;
	struct span	 bytes;
	uint64_t	 num;
};

static inline struct db_val
db_str(const char *s)
{
	return (struct db_val){ VAL_BYTES, { (const uint8_t *)s,
	    s != NULL ? __builtin_strlen(s) : 0 }, 0 };
}

#define DB_STR(s)	db_str(s)
#define DB_BLOB(b)	{ VAL_BYTES, (b), 0 }
#define DB_INT(i)	{ VAL_INT, { NULL, 0 }, (uint64_t)(int64_t)(i) }
#define DB_U64(u)	{ VAL_U64, { NULL, 0 }, (u) }

struct db_stmt {
	const char	*name, *programs;
	unsigned	 nin;
	const struct db_col *col;
	unsigned	 ncol;
	size_t		 size;		/* of the row's struct */
	const char	*sql;
};

struct st_mysql;
struct st_mysql_stmt;

/* A prepared statement and the row its results are fetched into. */
struct prepared {
	struct st_mysql_stmt *st;
	char		*row;
	unsigned long	 len[DB_MAX_OUT];
	char		 null[DB_MAX_OUT];
	uint64_t	 num[DB_MAX_IN];	/* inputs, where all are numbers */
	bool		 bound;		/* ... and the server knows their types */
};

struct db {
	const struct conf *conf;
	const char	*program;	/* NULL: the owner */
	struct st_mysql	*my;
	bool		 in_tx;
	unsigned	 error;		/* of the last failure */
	unsigned	 trips;
	struct prepared	 p[STMT__MAX];
};

extern const struct db_stmt db_stmts[STMT__MAX];

enum ecs_err	 db_exec(struct db *, enum stmt, const struct db_val *,
		    uint64_t *affected, uint64_t *id) MUST_CHECK;
enum ecs_err	 db_row(struct db *, enum stmt, const struct db_val *, void *out)
		    MUST_CHECK;
enum ecs_err	 db_rows(struct db *, enum stmt, const struct db_val *,
		    struct arena *, void **out, size_t *n) MUST_CHECK;

/* db_conn.c: an open connection, or NULL (logged). */
struct st_mysql	*db_connection(struct db *, bool with_database);
const struct conf *db_conf(const struct db *);
void		 db_drop(struct db *);	/* closes; the next use connects again */

/* Notes and logs an error of the server; TAKEN or DB.  Drops what is not sane. */
enum ecs_err	 db_fail(struct db *, const char *what, unsigned error,
		    const char *why) MUST_CHECK;

/* Does the error say that the connection went? */
bool		 db_lost(unsigned error);

#endif
