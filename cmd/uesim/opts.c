/* opts.c - one row per option. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "opts.h"

enum kind { FLAG, TEXT, NUMBER, MAYBE_NUMBER, APP };

struct opt_def {
	const char	*name;
	unsigned	 group;
	enum kind	 kind;
	size_t		 off;
	const char	*arg, *help;
	int		 lo, hi;
};

#define O_FLAG(g, n, m, h) \
	{ n, g, FLAG, offsetof(struct opts, m) + TYPE_OK(struct opts, m, bool), NULL, h, 0, 0 }
#define O_TEXT(g, n, m, a, h) \
	{ n, g, TEXT, offsetof(struct opts, m) + TYPE_OK(struct opts, m, const char *), a, h, 0, 0 }
#define O_NUM(g, n, m, a, lo, hi, h) \
	{ n, g, NUMBER, offsetof(struct opts, m) + TYPE_OK(struct opts, m, int), a, h, lo, hi }

static const struct opt_def defs[] = {
	O_TEXT(OPT_SIM, "imsi", imsi, "DIGITS", "the SIM's IMSI (default: the demo line)"),
	O_NUM(OPT_SIM, "mnc-len", mnc_len, "2|3", 2, 3, "digits of the MNC in it (default 2)"),
	O_TEXT(OPT_SIM, "k", k, "HEX", "the SIM's key"),
	O_TEXT(OPT_SIM, "opc", opc, "HEX", "OPc (TOPc for tuak)"),
	O_TEXT(OPT_SIM, "op", op, "HEX", "OP (TOP for tuak), when OPc is not known"),
	O_TEXT(OPT_SIM, "alg", alg, "NAME", "milenage (default) or tuak"),
	O_TEXT(OPT_SIM, "state", state, "FILE", "where the SIM and its tokens are kept"),
	O_TEXT(OPT_SIM, "msisdn", msisdn, "DIGITS",
	    "the line's number; without --imsi: a phone without SIM"),
	O_FLAG(OPT_SIM, "forget", forget, "remove that file first"),
	O_TEXT(OPT_SERVER, "url", url, "URL", "server (default https://127.0.0.1:8443/)"),
	O_TEXT(OPT_SERVER, "cacert", cacert, "FILE", "trust these certificate authorities"),
	O_FLAG(OPT_SERVER, "insecure", insecure, "do not verify the server's certificate"),
	O_TEXT(OPT_CLIENT, "as", as, "CLIENT", "aosp (default), samsung, huawei or strict"),
	{ "app", OPT_APP, APP, 0, "APPID", "service to ask for; repeat for several", 0, 0 },
	O_FLAG(OPT_APP, "json", json, "ask for a JSON document"),
	O_FLAG(OPT_ASK, "new", fresh, "forget the token, authenticate with the SIM"),
	O_FLAG(OPT_ASK, "no-sim", no_sim, "the app cannot use the SIM: log in instead"),
	O_FLAG(OPT_ASK, "full-eap", full_eap, "answer AKA-Identity, check AT_CHECKCODE"),
	O_FLAG(OPT_ASK, "post", post, "first request as POST instead of GET"),
	O_FLAG(OPT_ASK, "aka-prime", aka_prime, "EAP-AKA' instead of EAP-AKA"),
	O_TEXT(OPT_ASK, "entitlement-version", entitlement_version, "N.N",
	    "TS.43 version spoken (default 8.0)"),
	O_TEXT(OPT_ASK, "app-name", app_name, "NAME", "name of the app; tokens are kept per name"),
	O_TEXT(OPT_ASK, "app-version", app_version, "TEXT", "its version"),
	O_TEXT(OPT_ASK, "gid1", gid1, "HEX", "group identifier of the SIM"),
	O_TEXT(OPT_ASK, "accept-language", accept_language, "TAGS", "languages of the user"),
	O_TEXT(OPT_ASK, "notif-token", notif_token, "TEXT", "push registration token"),
	O_TEXT(OPT_ASK, "notif-action", notif_action, "N", "0 off, 1 GCM, 2 FCM, 3 WNS, 4 APNS"),
	O_TEXT(OPT_PHONE, "terminal-id", terminal_id, "IMEI", "default: a made-up, stable IMEI"),
	O_TEXT(OPT_PHONE, "vendor", vendor, "TEXT", "maker of the phone"),
	O_TEXT(OPT_PHONE, "model", model, "TEXT", "model"),
	O_TEXT(OPT_PHONE, "sw", sw, "TEXT", "software version"),
	O_TEXT(OPT_LOGIN, "login", login, "NAME", "who logs in (default: the line's number)"),
	O_TEXT(OPT_LOGIN, "password", password, "TEXT", "with this password"),
	O_FLAG(OPT_LOGIN, "cancel", cancel, "press Cancel on the page that wants the login"),
	O_TEXT(OPT_LOGIN | OPT_OTP, "otp", otp, "CODE", "the one-time code that was sent"),
	O_TEXT(OPT_LOGIN | OPT_OTP, "otp-command", otp_command, "CMD", "a command that prints it"),
	O_NUM(OPT_LOGIN | OPT_OTP, "tries", tries, "N", 1, 20, "codes to try (default 3)"),
	O_NUM(OPT_OTP, "sms-port", sms_port, "PORT", 0, 65535, "port the SMS is sent to"),
	O_TEXT(OPT_ATTACK, "victim", victim, "IMSI", "whose document is wanted (a demo line)"),
	O_FLAG(OPT_TRIAL, "resync", resync, "the SIM's counter runs ahead: it must resynchronise"),
	O_FLAG(OPT_TRIAL, "wrong-key", wrong_key, "a SIM with another key"),
	O_FLAG(OPT_TRIAL, "wrong-res", wrong_res, "right packet, wrong RES"),
	O_FLAG(OPT_TRIAL, "resend", resend, "send the EAP answer twice at once"),
	{ "replay", OPT_TRIAL, MAYBE_NUMBER, offsetof(struct opts, replay_s), "SECONDS",
	    "send it again that long after success (11)", 0, 600 },
	O_NUM(OPT_TRIAL, "repeat", repeat, "N", 1, 100000, "full authentications per process"),
	O_NUM(OPT_TRIAL, "parallel", parallel, "N", 1, 64, "processes"),
	O_NUM(OPT_TRIAL, "imsi-count", imsi_count, "N", 1, 100000,
	    "spread them over N IMSIs in a row, same key"),
	O_FLAG(OPT_PERSON, "edit-address", edit_address, "change the address while it is on"),
	O_FLAG(OPT_PERSON, "decline", decline, "press \"Not now\""),
	O_FLAG(OPT_PERSON, "withdraw", withdraw, "withdraw the consent"),
	O_TEXT(OPT_PERSON, "country", country, "CC", "country (default US); the rest follows it"),
	O_TEXT(OPT_PERSON, "a1", a1, "TEXT", "state or province"),
	O_TEXT(OPT_PERSON, "a3", a3, "TEXT", "city"),
	O_TEXT(OPT_PERSON, "rd", rd, "TEXT", "street"),
	O_TEXT(OPT_PERSON, "hno", hno, "TEXT", "house number"),
	O_TEXT(OPT_PERSON, "loc", loc, "TEXT", "floor, flat"),
	O_TEXT(OPT_PERSON, "pc", pc, "TEXT", "postal code"),
	O_FLAG(OPT_PERSON, "no-fix", no_fix, "do not correct what the page complains about"),
	O_NUM(OPT_PERSON, "wait", wait_s, "SECONDS", 0, 3600, "patience with a waiting page (60)"),
	O_FLAG(OPT_PERSON, "fast", fast, "ask again after 1 second instead of 5"),
	O_FLAG(OPT_PERSON | OPT_LOGIN, "browser", browser, "open pages in Chromium"),
	O_TEXT(OPT_PERSON | OPT_LOGIN, "pictures", pictures, "DIR",
	    "keep a picture of every page (--browser)"),
	O_TEXT(OPT_FILE, "content-type", content_type, "TYPE", "as if the server had said so"),
	O_FLAG(OPT_OUTPUT, "wire", wire, "print every exchange, secrets included"),
	O_FLAG(OPT_OUTPUT, "verbose", verbose, "say more"),
	O_FLAG(OPT_OUTPUT, "json-out", json_out, "print a JSON summary instead of words"),
	O_FLAG(OPT_OUTPUT, "help", help, "print this"),
};

static const struct { unsigned group; const char *title; } titles[] = {
	{ OPT_CLIENT, "Client" }, { OPT_APP, "Service" }, { OPT_PERSON, "Person" },
	{ OPT_SIM, "SIM" }, { OPT_SERVER, "Server" },
	{ OPT_ASK, "Request" }, { OPT_PHONE, "Phone" }, { OPT_FILE, "Document" },
	{ OPT_LOGIN | OPT_OTP, "Login" }, { OPT_ATTACK, "Attack" },
	{ OPT_TRIAL, "Trials" }, { OPT_OUTPUT, "Output" },
};

static bool
set_number(const struct opt_def *d, const char *text, int *out)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (*text == '\0' || *end != '\0' || n < d->lo || n > d->hi) {
		fprintf(stderr, "uesim: --%s: a number from %d to %d is needed, not \"%s\"\n",
		    d->name, d->lo, d->hi, text);
		return false;
	}
	*out = (int)n;
	return true;
}

static bool
set_app(struct opts *o, const char *app)
{
	if (o->napp == OPT_APPS) {
		fprintf(stderr, "uesim: --app: at most %d\n", OPT_APPS);
		return false;
	}
	o->app[o->napp++] = app;
	return true;
}

static bool
set(const struct opt_def *d, const char *text, struct opts *o)
{
	void *at = (char *)o + d->off;

	switch (d->kind) {
	case FLAG:
		*(bool *)at = true;
		return true;
	case TEXT:
		*(const char **)at = text;
		return true;
	case NUMBER:
		return set_number(d, text, at);
	case MAYBE_NUMBER:
		o->replay = true;
		return text == NULL || set_number(d, text, at);
	case APP:
		return set_app(o, text);
	}
	return false;
}

/* getopt's list for this subcommand; map[i] is the row it came from. */
static void
getopt_list(unsigned groups, struct option *list, const struct opt_def **map)
{
	static const int has[] = {
		[FLAG] = no_argument, [TEXT] = required_argument, [NUMBER] = required_argument,
		[MAYBE_NUMBER] = optional_argument, [APP] = required_argument,
	};
	size_t n = 0;

	for (size_t i = 0; i < NELEM(defs); i++)
		if (groups & defs[i].group) {
			map[n] = &defs[i];
			list[n++] = (struct option){ defs[i].name, has[defs[i].kind], NULL, 0 };
		}
	list[n] = (struct option){ NULL, 0, NULL, 0 };
}

bool
opts_parse(const struct cmd *cmd, int argc, char *const *argv, struct opts *out)
{
	struct option list[NELEM(defs) + 1];
	const struct opt_def *map[NELEM(defs)];
	int c, at;

	*out = (struct opts){
		.url = "https://127.0.0.1:8443/", .as = "aosp", .entitlement_version = "8.0",
		.replay_s = 11, .wait_s = 60, .tries = 3,
		.repeat = 1, .parallel = 1, .imsi_count = 1,
	};
	getopt_list(cmd->groups | OPT_OUTPUT, list, map);
	while ((c = getopt_long(argc, argv, "", list, &at)) != -1)
		if (c != 0 || !set(map[at], optarg, out)) {
			fprintf(stderr, "uesim: see uesim %s --help\n", cmd->name);
			return false;
		}
	out->args = argv + optind;
	out->nargs = argc - optind;
	if (!out->help && (out->nargs < cmd->nargs || out->nargs > cmd->nargs + cmd->nmore)) {
		fprintf(stderr, "usage: uesim %s %s\n", cmd->name, cmd->args);
		return false;
	}
	return true;
}

static void
help_row(const struct opt_def *d)
{
	char left[64];

	snprintf(left, sizeof(left), d->kind == MAYBE_NUMBER ? "--%s[=%s]" : "--%s%s%s",
	    d->name, d->kind == MAYBE_NUMBER ? d->arg : d->arg != NULL ? " " : "",
	    d->arg != NULL ? d->arg : "");
	printf("  %-26s %s\n", left, d->help);
}

void
opts_help(const struct cmd *cmd)
{
	unsigned groups = cmd->groups | OPT_OUTPUT, shown = 0;

	printf("usage: uesim %s %s\n\n%s\n", cmd->name, cmd->args, cmd->summary);
	for (size_t t = 0; t < NELEM(titles); t++) {
		unsigned these = groups & titles[t].group;

		if (these == 0)
			continue;
		printf("\n%s\n", titles[t].title);
		for (size_t i = 0; i < NELEM(defs); i++)
			if ((defs[i].group & these) && !(defs[i].group & shown))
				help_row(&defs[i]);
		shown |= these;
	}
	printf("\nExit code: 0 all usable, 1 usage, 2 network or TLS, 3 refused, 4 document\n"
	    "rejected by this client, 5 a service is off, pending or needs a page,\n"
	    "6 server error. After attack: 0 the server held, 6 it did not.\n");
}
