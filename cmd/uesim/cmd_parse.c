/* cmd_parse.c - uesim parse: what a client makes of a document in a file. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "judge_all.h"
#include "opts.h"
#include "words.h"

static const char *
read_file(struct arena *a, const char *name)
{
	FILE *f = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
	char chunk[4096];
	struct buf b;
	size_t n;

	if (f == NULL) {
		fprintf(stderr, "uesim: %s: %s\n", name, strerror(errno));
		return NULL;
	}
	buf_init(&b, a, 4096);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, chunk, n);
	if (f != stdin)
		fclose(f);
	return buf_cstr(&b);
}

static enum ue_exit
run(struct ue *ue)
{
	const char *body = read_file(ue->arena, ue->o->args[0]), *type = ue->o->content_type;
	struct asked asked;
	struct doc_view view;

	if (body == NULL)
		return UE_USAGE;
	if (type == NULL)
		type = body[strspn(body, " \t\r\n")] == '{' ? "application/json" :
		    "text/vnd.wap.connectivity-xml";
	asked_init(ue->o, ue->client, &asked);
	return judge_all(ue, &asked, body, type, &view);
}

const struct cmd cmd_parse = {
	.name = "parse", .summary = "says what a client makes of a document in a file",
	.args = "[options] FILE",
	.groups = OPT_CLIENT | OPT_APP | OPT_FILE, .nargs = 1, .run = run,
};
