/* main.c - ecsctl: keys, tables, lines, and why a line may or may not. */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "ctl.h"

enum { OPERANDS = 2 };

static const struct command *const commands[] = {
	&ctl_keygen, &ctl_migrate, &ctl_check,
	&ctl_line_add, &ctl_line_show, &ctl_line_set, &ctl_line_remove,
	&ctl_plan_list, &ctl_network_list, &ctl_network_set, &ctl_why, &ctl_token_revoke,
	&ctl_requestor_add, &ctl_requestor_set, &ctl_requestor_list, &ctl_requestor_remove,
	&ctl_outbox_list, &ctl_outbox_replay, &ctl_outbox_drop,
	&ctl_websheet_preview, &ctl_websheet_check,
};

enum ctl_rc
ctl_fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("ecsctl: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	return CTL_FAILED;
}

enum ctl_rc
ctl_usage(struct ctl *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fprintf(stderr, "ecsctl%s%s: ", c->cmd != NULL ? " " : "",
	    c->cmd != NULL ? c->cmd->name : "");
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "; see ecsctl%s%s --help\n", c->cmd != NULL ? " " : "",
	    c->cmd != NULL ? c->cmd->name : "");
	return CTL_USAGE;
}

enum ctl_rc
ctl_db_fail(enum ecs_err e, const char *what)
{
	return ctl_fail("%s: %s", what, ecs_err_text(e));
}

struct db *
ctl_db(struct ctl *c)
{
	if (c->db == NULL)
		c->db = db_new(c->conf, "ecsctl");
	return c->db;
}

struct keys *
ctl_keys(struct ctl *c)
{
	if (c->keys == NULL && (c->keys = keys_new(c->conf->key_dir)) == NULL)
		(void)ctl_fail("no keys in %s: run ecsctl keygen", c->conf->key_dir);
	return c->keys;
}

const char *
ctl_actor(struct ctl *c)
{
	const char *who = getenv("SUDO_USER");
	const struct passwd *pw = getpwuid(getuid());

	if (who == NULL || *who == '\0')
		who = pw != NULL ? pw->pw_name : "unknown";
	return a_printf(c->a, "ecsctl:%.50s", who);
}

enum ecs_err
ctl_audit(struct ctl *c, struct db *db, unsigned operator, uint64_t line_id,
    const char *action, const char *detail)
{
	return q_audit_add(db, operator, line_id, c->now, ctl_actor(c), action,
	    a_strndup(c->a, detail, strnlen(detail, 255)));
}

/* "line add" is two words, "subscriber" is line's other name. */
static size_t
matches(const struct command *cmd, char **words, size_t n)
{
	const char *first = words[0], *space = strchr(cmd->name, ' ');
	size_t len = space != NULL ? (size_t)(space - cmd->name) : strlen(cmd->name);

	if (strcmp(first, "subscriber") == 0)
		first = "line";
	if (strlen(first) != len || strncmp(first, cmd->name, len) != 0)
		return 0;
	if (space == NULL)
		return 1;
	return n > 1 && strcmp(words[1], space + 1) == 0 ? 2 : 0;
}

static void
help(const char *group)
{
	printf("usage: ecsctl [-c FILE] COMMAND [options]; ecsctl COMMAND --help\n\n");
	for (size_t i = 0; i < NELEM(commands); i++) {
		const struct command *m = commands[i];
		size_t n = group != NULL ? strlen(group) : 0;
		int w;

		if (n > 0 && (strncmp(m->name, group, n) != 0 || m->name[n] != ' '))
			continue;
		w = printf("  %s %s", m->name, m->operands);
		printf("%*s%s\n", w < 32 ? 32 - w : 1, "", m->help);
	}
}

/* A word that only begins commands, as in "ecsctl line": NULL when it is none. */
static const char *
group_of(const char *word)
{
	const char *w = strcmp(word, "subscriber") == 0 ? "line" : word;
	size_t n = strlen(w);

	for (size_t i = 0; i < NELEM(commands); i++)
		if (strncmp(commands[i]->name, w, n) == 0 && commands[i]->name[n] == ' ')
			return w;
	return NULL;
}

static bool
wants_help(char **words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], "--help") == 0 || strcmp(words[i], "-h") == 0)
			return true;
	return false;
}

static enum ctl_rc
run(struct ctl *c, char **words, size_t n)
{
	const char *operand[OPERANDS] = { NULL };
	void *in = a_zalloc(c->a, c->cmd->size + 1);
	struct conf *conf;
	enum ctl_rc rc;

	if (wants_help(words, n)) {
		opt_help(c->cmd, true);
		return CTL_OK;
	}
	if ((rc = opt_parse(c, words, n, in, operand)) != CTL_OK)
		return rc;
	if ((conf = conf_read(c->conf_path)) == NULL)
		return ctl_fail("%s cannot be used", c->conf_path);
	c->conf = conf;
	if (c->operator != NULL && conf_operator_by_name(conf, c->operator) == NULL)
		rc = ctl_fail("no operator \"%s\" in %s", c->operator, c->conf_path);
	else
		rc = c->cmd->run(c, in, operand);
	db_free(c->db);
	keys_free(c->keys);
	conf_free(conf);
	return rc;
}

static enum ctl_rc
dispatch(struct ctl *c, char **words, size_t n)
{
	size_t used = 1;
	bool want_help = false;

	for (; n > 0 && words[0][0] == '-'; words += used, n -= used) {
		enum opt_taken taken = opt_common(c, words, n, &used, &want_help);

		if (taken != OPT_TAKEN)
			return taken == OPT_BAD ? CTL_USAGE :
			    ctl_usage(c, "unknown option %s", words[0]);
	}
	if (want_help || (n > 0 && strcmp(words[0], "help") == 0)) {
		help(NULL);
		return CTL_OK;
	}
	if (n == 0)
		return ctl_usage(c, "want a command");
	for (size_t i = 0; i < NELEM(commands); i++) {
		if ((used = matches(commands[i], words, n)) == 0)
			continue;
		c->cmd = commands[i];
		return run(c, words + used, n - used);
	}
	if (group_of(words[0]) != NULL && wants_help(words, n)) {
		help(group_of(words[0]));
		return CTL_OK;
	}
	if (group_of(words[0]) != NULL && n == 1)
		return ctl_fail("%s what? see ecsctl %s --help", words[0], words[0]), CTL_USAGE;
	return ctl_usage(c, "unknown command \"%s%s%s\"", words[0], n > 1 ? " " : "",
	    n > 1 ? words[1] : "");
}

int
main(int argc, char **argv)
{
	struct ctl c = { .conf_path = ECS_SYSCONFDIR "/entitled.conf" };
	enum ctl_rc rc;

	c.a = arena_new(16384);
	c.now = clock_ms() / 1000;
	setvbuf(stdout, NULL, _IOLBF, 0);	/* in step with what is logged on stderr */
	log_open("stderr", "ecsctl");
	rc = dispatch(&c, argv + 1, (size_t)argc - (argc > 0));
	if (fflush(stdout) != 0 && rc == CTL_OK)
		rc = ctl_fail("cannot write the output");
	arena_free(c.a);
	return (int)rc;
}
