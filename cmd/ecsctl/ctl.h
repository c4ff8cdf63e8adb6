/*
 * ctl.h - what the subcommands of ecsctl share.
 *
 * Layer cmd, above flow.  One run is one arena: whatever a
 * function returns lives until the program ends, unless it says otherwise.
 * Errors are told on stderr where they are found; callers only pass them on.
 */
#ifndef ECS_CTL_H
#define ECS_CTL_H

#include "base/buf.h"
#include "base/conf.h"
#include "base/keys.h"
#include "io/db.h"

/* Exit codes. */
enum ctl_rc { CTL_OK, CTL_FAILED, CTL_USAGE };

enum opt_kind { OPT_FLAG, OPT_STR, OPT_NUM, OPT_LIST };

/* A row fills one member of the subcommand's struct; absent ones stay zero. */
struct opt {
	const char	*name;		/* without --; of one letter: without - */
	enum opt_kind	 kind;
	size_t		 offset;
	const char	*arg;		/* what to write for the value; NULL: a flag */
	const char	*help;
};

#define O_FLAG(st, memb, name, help)					\
	{ name, OPT_FLAG, offsetof(st, memb) + TYPE_OK(st, memb, bool), NULL, help }
#define O_STR(st, memb, name, arg, help)				\
	{ name, OPT_STR, offsetof(st, memb) + TYPE_OK(st, memb, const char *), arg, help }
#define O_NUM(st, memb, name, arg, help)				\
	{ name, OPT_NUM, offsetof(st, memb) + TYPE_OK(st, memb, struct opt_num), arg, help }
#define O_LIST(st, memb, name, arg, help)				\
	{ name, OPT_LIST, offsetof(st, memb) + TYPE_OK(st, memb, struct opt_list), arg, help }

struct opt_num {
	bool		 given;
	uint64_t	 n;
};

enum { OPT_REPEAT = 16 };

struct opt_list {
	size_t		 n;
	const char	*s[OPT_REPEAT];
};

struct ctl;

struct command {
	const char	*name;		/* "keygen", "line add" */
	const char	*operands;	/* "IMSI|MSISDN"; "" none */
	unsigned	 noperand;	/* exactly so many; or none, if all may be left out */
	const char	*help;		/* one line */
	const struct opt *opts;
	size_t		 nopts;
	size_t		 size;		/* of the struct the options fill; 0 none */
	enum ctl_rc	(*run)(struct ctl *, const void *in, const char *const *operand);
	bool		 may_omit;	/* operands, all of them */
};

/* What main() hands to a subcommand. */
struct ctl {
	struct arena	*a;
	const struct conf *conf;
	const char	*conf_path, *operator;	/* operator NULL: not given */
	bool		 json;
	const struct command *cmd;
	uint64_t	 now;		/* seconds */
	struct db	*db;		/* by ctl_db() */
	struct keys	*keys;		/* by ctl_keys() */
};

/* The tables of subcommands, one a file; main.c lists them. */
extern const struct command ctl_keygen, ctl_migrate, ctl_check;
extern const struct command ctl_line_add, ctl_line_show, ctl_line_set, ctl_line_remove;
extern const struct command ctl_plan_list, ctl_network_list, ctl_network_set;
extern const struct command ctl_why, ctl_token_revoke;
extern const struct command ctl_requestor_add, ctl_requestor_set;
extern const struct command ctl_requestor_list, ctl_requestor_remove;
extern const struct command ctl_websheet_preview, ctl_websheet_check;
extern const struct command ctl_outbox_list, ctl_outbox_replay, ctl_outbox_drop;

/* "ecsctl: ..." on stderr; returns CTL_FAILED or CTL_USAGE. */
enum ctl_rc	 ctl_fail(const char *, ...) PRINTF(1, 2);
enum ctl_rc	 ctl_usage(struct ctl *, const char *, ...) PRINTF(2, 3);

/* A failed statement: what was tried.  The database's own words are logged. */
enum ctl_rc	 ctl_db_fail(enum ecs_err, const char *what);

/* ecsctl's own session, or the owner's; opened on first use. */
struct db	*ctl_db(struct ctl *);

/* NULL (told) when the key directory cannot be read. */
struct keys	*ctl_keys(struct ctl *);

/* "ecsctl:alice": whom the audit trail names. */
const char	*ctl_actor(struct ctl *);

/* Writes an audit row; use it inside the transaction of the change. */
enum ecs_err	 ctl_audit(struct ctl *, struct db *, unsigned operator,
		    uint64_t line_id, const char *action, const char *detail) MUST_CHECK;

/* opt.c */

/* Sets one member from text.  False (told, naming the option) when it is wrong. */
bool		 opt_set(struct ctl *, const struct opt *, void *in, const char *value);

/* Takes the words of a command line; operands that are no options go to operand. */
enum ctl_rc	 opt_parse(struct ctl *, char **words, size_t n, void *in,
		    const char **operand);

/* Takes one of the options that every subcommand has.  BAD is told. */
enum opt_taken { OPT_OTHER, OPT_TAKEN, OPT_BAD };
enum opt_taken	 opt_common(struct ctl *, char **words, size_t n, size_t *used,
		    bool *help);

void		 opt_help(const struct command *, bool options);

#endif
