/*
 * db.h - a MariaDB session.  Statements themselves are in io/stmt.h.
 *
 * Layer io.  There is deliberately no function here that takes SQL text.
 *
 * A session connects on first use, prepares a statement when it is first run,
 * and after a lost connection forgets both and starts again, once, by itself:
 * every statement is written so that running it twice does no harm.  Errors of
 * a q_ function: ECS_NOROW (a single row was asked for and there is none),
 * ECS_TAKEN (a unique key exists), ECS_DB (logged), ECS_INTERNAL (a value does
 * not fit its struct member).
 */
#ifndef ECS_IO_DB_H
#define ECS_IO_DB_H

#include "base/conf.h"
#include "io/stmt.h"

struct db;

/*
 * program is the name in the statements' for: lists and in the database user,
 * DATABASE_PROGRAM, whose password is in SECRET-DIR/db-PROGRAM; NULL connects
 * as the database's owner.  Keeps conf, so that must outlive it.
 */
struct db	*db_new(const struct conf *, const char *program);
void		 db_free(struct db *);		/* NULL is fine */

/* Prepares every statement of the program; errors name the statement. */
enum ecs_err	 db_check(struct db *) MUST_CHECK;

/* The n-th program that the statements' for: lists name; NULL after the last. */
const char	*db_program(unsigned n);	/* static */

/*
 * Runs fn in a transaction; the whole of it again when it met a deadlock, a
 * lock time-out or a lost connection, up to three times.  fn must give the
 * same result when it is run again.  Any error of fn rolls back.
 */
enum ecs_err	 db_tx(struct db *, enum ecs_err (*fn)(struct db *, void *),
		    void *arg) MUST_CHECK;

/* Round trips (statements, begin, commit) and prepares since db_new. */
unsigned	 db_trips(const struct db *);

/*
 * Creates the database if it is missing and runs the numbered files NNNN-*.sql
 * of dir that schema_version does not list, each recorded with its digest.
 * said is told of each.  ECS_DB with a log line when a file that was run has
 * changed since, or when SQL fails (the file's name and the server's words).
 * The session must be the owner's.  A second call at the same server waits for
 * the first one's session to end, two minutes at most (ECS_DB); two nodes of a
 * cluster do not wait for each other.
 */
enum ecs_err	 db_migrate(struct db *, const char *dir,
		    void (*said)(const char *file)) MUST_CHECK;

/* Makes the programs' users from dir/grants.sql and the password files. */
enum ecs_err	 db_grants(struct db *, const char *dir) MUST_CHECK;

#endif
