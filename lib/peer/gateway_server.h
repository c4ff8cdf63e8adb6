/*
 * gateway_server.h - a gateway daemon's side: the socket, its clients, and
 * which of them waits for which answer.
 *
 * Layer peer.  One thread, one poll() loop, which the daemon's own descriptors
 * and times take part in.  The server owns what it makes: close it.  At most
 * one daemon of a name runs with a RUN-DIR.
 */
#ifndef ECS_PEER_GATEWAY_SERVER_H
#define ECS_PEER_GATEWAY_SERVER_H

#include <poll.h>

#include "fmt/gateway.h"

enum {
	GATEWAY_CLIENTS = 512,	/* workers with a connection */
	GATEWAY_PENDING = 1024,	/* questions without an answer yet */
	GATEWAY_FDS = 128	/* descriptors of the daemon itself */
};

struct gateway_server;

struct gateway_daemon {
	const char	*name;		/* RUN-DIR/NAME.sock */
	void		*arg;
	/*
	 * A question, valid during the call.  The ticket names it: it must be given
	 * to gateway_server_answer() once, in the call or later.
	 */
	void		(*ask)(void *arg, const struct gateway_ask *, uint64_t ticket);
	/* Fills in what to wait for, at most GATEWAY_FDS; may lower *timeout_ms. */
	size_t		(*prepare)(void *arg, struct pollfd *, int *timeout_ms);
	/* After each wait, with what came of it: also when only time has passed. */
	void		(*ready)(void *arg, const struct pollfd *, size_t n);
};

/*
 * Binds the socket, for our user and group, and blocks SIGTERM and SIGINT, so
 * threads that are made later leave them to the loop.  NULL and a log line when
 * another daemon of this name lives, or it cannot.  daemon must stay valid.
 */
struct gateway_server *gateway_server_open(const char *run_dir, const struct gateway_daemon *);

/* Until SIGTERM or SIGINT. */
void		 gateway_server_run(struct gateway_server *);

/* kind and id are filled in here.  Goes to who asked, or nowhere if he has left. */
void		 gateway_server_answer(struct gateway_server *, uint64_t ticket,
		    struct gateway_answer *);

/* The same, for a verdict alone; why is for the log, without an identifier. */
void		 gateway_server_refuse(struct gateway_server *, uint64_t ticket,
		    enum gateway_verdict, const char *why);

void		 gateway_server_close(struct gateway_server *);

#endif
