/* opt.c - options as a table, filled into a struct. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl.h"

static bool
number(const char *s, uint64_t *out)
{
	char *end;

	if (*s < '0' || *s > '9')
		return false;
	errno = 0;
	*out = strtoull(s, &end, 10);
	return errno == 0 && *end == '\0';
}

bool
opt_set(struct ctl *c, const struct opt *o, void *in, const char *value)
{
	char *at = (char *)in + o->offset;
	struct opt_num *num = (void *)at;
	struct opt_list *list = (void *)at;

	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)(void *)at = true;
		return true;
	case OPT_STR:
		*(const char **)(void *)at = value;
		return true;
	case OPT_NUM:
		num->given = true;
		if (number(value, &num->n))
			return true;
		(void)ctl_usage(c, "%s: want a number, not \"%s\"", o->name, value);
		return false;
	case OPT_LIST:
		if (list->n < OPT_REPEAT) {
			list->s[list->n++] = value;
			return true;
		}
		(void)ctl_usage(c, "%s: given too often", o->name);
		return false;
	}
	return false;
}

/* The value of "--name=value" or of "--name value"; NULL when there is none. */
static const char *
value_of(char **words, size_t n, size_t *used)
{
	char *eq = strchr(words[0], '=');

	*used = 1;
	if (eq != NULL)
		return eq + 1;
	if (n < 2)
		return NULL;
	*used = 2;
	return words[1];
}

static bool
named(const char *word, const char *name)
{
	size_t n = strlen(name);

	return strncmp(word, "--", 2) == 0 && strncmp(word + 2, name, n) == 0 &&
	    (word[2 + n] == '\0' || word[2 + n] == '=');
}

enum opt_taken
opt_common(struct ctl *c, char **words, size_t n, size_t *used, bool *help)
{
	const char **into = NULL;

	*used = 1;
	if (named(words[0], "help") || strcmp(words[0], "-h") == 0)
		*help = true;
	else if (named(words[0], "json"))
		c->json = true;
	else if (named(words[0], "operator"))
		into = &c->operator;
	else if (strcmp(words[0], "-c") == 0)
		into = &c->conf_path;
	else
		return OPT_OTHER;
	if (into != NULL && (*into = value_of(words, n, used)) == NULL) {
		(void)ctl_usage(c, "%s: want a value", words[0]);
		return OPT_BAD;
	}
	return OPT_TAKEN;
}

static enum ctl_rc
take(struct ctl *c, char **words, size_t n, size_t *used, void *in)
{
	for (size_t i = 0; i < c->cmd->nopts; i++) {
		const struct opt *o = &c->cmd->opts[i];
		const char *value = NULL;

		if (!named(words[0], o->name))
			continue;
		*used = 1;
		if (o->kind != OPT_FLAG && (value = value_of(words, n, used)) == NULL)
			return ctl_usage(c, "--%s: want %s", o->name, o->arg);
		if (o->kind == OPT_FLAG && strchr(words[0], '=') != NULL)
			return ctl_usage(c, "--%s takes no value", o->name);
		return opt_set(c, o, in, value) ? CTL_OK : CTL_USAGE;
	}
	return ctl_usage(c, "unknown option %s", words[0]);
}

enum ctl_rc
opt_parse(struct ctl *c, char **words, size_t n, void *in, const char **operand)
{
	size_t nop = 0, used;
	bool help;
	enum opt_taken taken;
	enum ctl_rc rc;

	for (size_t i = 0; i < n; i += used) {
		used = 1;
		if ((taken = opt_common(c, words + i, n - i, &used, &help)) == OPT_BAD)
			return CTL_USAGE;
		if (taken == OPT_TAKEN)
			continue;
		if (words[i][0] != '-' || words[i][1] == '\0') {
			if (nop == c->cmd->noperand)
				return ctl_usage(c, "unexpected \"%s\"", words[i]);
			operand[nop++] = words[i];
		} else if ((rc = take(c, words + i, n - i, &used, in)) != CTL_OK)
			return rc;
	}
	if (nop < c->cmd->noperand && (nop > 0 || !c->cmd->may_omit))
		return ctl_usage(c, "want %s", c->cmd->operands);
	return CTL_OK;
}

void
opt_help(const struct command *cmd, bool options)
{
	printf("usage: ecsctl [-c FILE] %s%s%s%s\n", cmd->name,
	    *cmd->operands != '\0' ? " " : "", cmd->operands,
	    cmd->nopts > 0 ? " [options]" : "");
	if (!options)
		return;
	printf("%s\n\noptions:\n", cmd->help);
	for (size_t i = 0; i < cmd->nopts; i++) {
		const struct opt *o = &cmd->opts[i];
		int n = printf("  --%s%s%s", o->name, o->arg != NULL ? " " : "",
		    o->arg != NULL ? o->arg : "");

		printf("%*s%s\n", n < 28 ? 28 - n : 1, "", o->help);
	}
	printf("  %-26s%s\n  %-26s%s\n  %-26s%s\n  %-26s%s\n",
	    "--operator NAME", "whose; where it cannot be told from the numbers",
	    "--json", "write JSON", "-c FILE", "configuration (" ECS_SYSCONFDIR
	    "/entitled.conf)", "--help", "this");
}
