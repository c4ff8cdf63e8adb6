/*
 * uesim.h - the software phone: what its parts share.
 *
 * A client of the server, not a part of it: of the product's library it uses
 * the base layer and the functions a SIM card computes (fmt/aka.h), so that a
 * mistake in the server's EAP or document code cannot hide in both ends.
 * Memory comes from one arena that lives as long as the command.
 */
#ifndef UESIM_H
#define UESIM_H

#include "base/arena.h"

/* Exit codes, as uesim(1) lists them. */
enum ue_exit {
	UE_USABLE,		/* every asked service may be used */
	UE_USAGE,		/* wrong option, unreadable file */
	UE_NETWORK,		/* no connection, no TLS, time-out */
	UE_REFUSED,		/* the server or the SIM refused */
	UE_DOCUMENT,		/* answered, but this client cannot use it */
	UE_NOT_USABLE,		/* understood: off, pending, or needs a page */
	UE_SERVER		/* the server failed: 5xx */
};

struct client;
struct http;
struct opts;
struct state;
struct words;

/* Which demonstration line a subcommand uses where none is named. */
enum ue_demo { UE_DEMO_READY, UE_DEMO_NEW };

/* One phone during one command.  Everything is borrowed. */
struct ue {
	struct arena		*arena;
	const struct opts	*o;
	enum ue_demo		 demo;
	const struct client	*client;
	struct state		*state;
	struct http		*http;
	struct words		*words;
};

/* A subcommand; takes the phone with o set, returns the exit code. */
struct cmd {
	const char	*name, *summary, *args;
	unsigned	 groups;	/* options it takes: enum opt_group bits */
	int		 nargs, nmore;	/* words it needs after the options, and may have */
	enum ue_demo	 demo;
	enum ue_exit	(*run)(struct ue *);
};

extern const struct cmd cmd_status, cmd_wifi_calling, cmd_otp, cmd_sim, cmd_parse,
    cmd_attack;

#endif
