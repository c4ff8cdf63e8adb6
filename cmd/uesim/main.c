/* main.c - finds the subcommand. */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "client.h"
#include "opts.h"
#include "words.h"

static const struct cmd *const cmds[] = {
	&cmd_status, &cmd_wifi_calling, &cmd_otp, &cmd_sim, &cmd_parse, &cmd_attack,
};

static void
help(void)
{
	printf("usage: uesim COMMAND [options]\n\n"
	    "A software phone that asks an entitlement server what its line may use.\n\n");
	for (size_t i = 0; i < NELEM(cmds); i++)
		printf("  %-13s %s\n", cmds[i]->name, cmds[i]->summary);
	printf("\nuesim COMMAND --help lists a command's options; uesim(1) explains them.\n");
}

static const struct cmd *
find(const char *name)
{
	for (size_t i = 0; i < NELEM(cmds); i++)
		if (strcmp(cmds[i]->name, name) == 0)
			return cmds[i];
	return NULL;
}

static enum ue_exit
run(const struct cmd *cmd, const struct opts *o)
{
	struct ue ue = { .arena = arena_new(65536), .o = o, .demo = cmd->demo };
	enum ue_exit code = UE_USAGE;

	ue.client = client_find(o->as);
	if (ue.client == NULL)
		fprintf(stderr, "uesim: --as: aosp, samsung, huawei or strict, not \"%s\"\n",
		    o->as);
	else {
		ue.words = words_new(ue.arena, o);
		code = cmd->run(&ue);
		words_end(ue.words, code);
	}
	arena_free(ue.arena);
	return code;
}

int
main(int argc, char **argv)
{
	const struct cmd *cmd;
	struct opts o;
	enum ue_exit code;

	umask(077);
	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		help();
		return argc < 2 ? UE_USAGE : 0;
	}
	if ((cmd = find(argv[1])) == NULL) {
		fprintf(stderr, "uesim: no command \"%s\"; see uesim --help\n", argv[1]);
		return UE_USAGE;
	}
	if (!opts_parse(cmd, argc - 1, argv + 1, &o))
		return UE_USAGE;
	if (o.help) {
		opts_help(cmd);
		return 0;
	}
	curl_global_init(CURL_GLOBAL_DEFAULT);
	code = run(cmd, &o);
	curl_global_cleanup();
	return (int)code;
}
