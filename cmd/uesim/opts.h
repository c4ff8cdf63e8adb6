/*
 * opts.h - the command line: one table, from which getopt_long(3)'s list and
 * the --help text are made.
 *
 * Strings point into argv.
 */
#ifndef UESIM_OPTS_H
#define UESIM_OPTS_H

#include "uesim.h"

enum { OPT_APPS = 16 };

enum opt_group {
	OPT_SIM = 1, OPT_SERVER = 2, OPT_ASK = 4, OPT_PHONE = 8, OPT_TRIAL = 16,
	OPT_CLIENT = 32, OPT_FILE = 64, OPT_OUTPUT = 128, OPT_APP = 256, OPT_PERSON = 512,
	OPT_LOGIN = 1024, OPT_OTP = 2048, OPT_ATTACK = 4096
};

struct opts {
	/* SIM */
	const char	*state, *imsi, *k, *opc, *op, *alg, *msisdn;
	int		 mnc_len;		/* 0: not given */
	bool		 forget, no_sim;
	/* server */
	const char	*url, *cacert;
	bool		 insecure;
	/* what is asked */
	const char	*app[OPT_APPS];
	size_t		 napp;
	const char	*entitlement_version, *app_name, *app_version;
	const char	*gid1, *accept_language, *notif_token, *notif_action;
	bool		 post, json, aka_prime, fresh, full_eap;
	/* the phone */
	const char	*as, *terminal_id, *vendor, *model, *sw;
	/* who logs in, and the code that is sent to them */
	const char	*login, *password, *otp, *otp_command;
	int		 tries, sms_port;
	bool		 cancel;
	/* trials */
	const char	*victim;
	bool		 resync, wrong_key, wrong_res, resend, replay;
	int		 replay_s, repeat, parallel, imsi_count;
	/* the person at the page */
	bool		 edit_address, decline, withdraw, no_fix, fast, browser;
	const char	*country, *a1, *a3, *rd, *hno, *loc, *pc, *pictures;
	int		 wait_s;
	/* document from a file */
	const char	*content_type;
	/* output */
	bool		 wire, verbose, json_out, help;
	/* words after the options */
	char		*const *args;
	int		 nargs;
};

/*
 * Fills out from argv[1..]; only options of cmd->groups are known.  False, with
 * a message on standard error, when the command line is wrong.
 */
bool	 opts_parse(const struct cmd *, int argc, char *const *argv,
	    struct opts *out) MUST_CHECK;

/* Writes the subcommand's help to standard output. */
void	 opts_help(const struct cmd *);

#endif
