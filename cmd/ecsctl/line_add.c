/* line_add.c - ecsctl line add: one line from options, or many from a file. */
#include <stdio.h>

#include "json.h"
#include "line_new.h"

static enum ctl_rc
run(struct ctl *c, const void *arg, const char *const *operand)
{
	const struct line_in *in = arg;
	enum line_outcome out;
	enum ctl_rc rc;
	struct json j;

	(void)operand;
	if (in->from != NULL)
		return in->imsi != NULL ? ctl_usage(c, "--from and --imsi exclude each other") :
		    line_file(c, in->from);
	if ((rc = line_new(c, in, &out)) != CTL_OK)
		return rc;
	if (c->json) {
		json_start(&j, c->a);
		json_open(&j, NULL, '{');
		json_num(&j, "added", out == LINE_ADDED);
		json_num(&j, "skipped", out == LINE_SAME);
		json_num(&j, "failed", 0);
		json_close(&j);
		json_print(&j);
	} else
		printf("%s %s\n", in->imsi, out == LINE_ADDED ? "added" : "is there already");
	return CTL_OK;
}

const struct command ctl_line_add = {
	"line add", "", 0, "add a line with its SIM and key, or a file of them",
	line_opts, LINE_OPTS, sizeof(struct line_in), run, false
};
