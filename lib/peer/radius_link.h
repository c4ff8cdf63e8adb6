/*
 * radius_link.h - the way to a RADIUS server, UDP or TLS (RadSec).
 *
 * Layer peer, for aaa_radius.c.  A process makes one link a server at its first
 * use and keeps it; nothing is freed.  RFC 2865 3, RFC 6614.  Times are those of
 * clock_ticks_ms().
 */
#ifndef ECS_PEER_RADIUS_LINK_H
#define ECS_PEER_RADIUS_LINK_H

#include "base/conf.h"
#include "fmt/radius.h"

enum radius_got { RADIUS_PACKET, RADIUS_TIME, RADIUS_DOWN };

struct radius_tls;

struct radius_link {
	const struct conf_operator *op;
	size_t		 server;	/* its place in op->radius_servers */
	int		 fd;		/* -1: closed */
	bool		 fresh;		/* opened for the request at hand */
	unsigned	 ids;		/* given out since it was opened */
	uint8_t		 id;		/* the last of them */
	uint64_t	 shunned_until;	/* it failed: others first */
	const char	*why;		/* of what failed last; static */
	struct radius_tls *tls;		/* NULL: UDP */
};

/* server < op->radius_servers.n */
struct radius_link *radius_link(const struct conf_operator *, size_t server);

/* A new request: throws away what came late for others; returns its identifier. */
uint8_t		 radius_link_begin(struct radius_link *);

/*
 * Sends, on a new connection when there is none.  ECS_PEER_DOWN: no connection.
 * ECS_KEYS: the operator's server or certificates are not as they should be.
 */
enum ecs_err	 radius_link_send(struct radius_link *, struct span packet, uint64_t until)
		    MUST_CHECK;

/* Waits for a packet, which may be from anyone; out has RADIUS_MAX octets. */
enum radius_got	 radius_link_receive(struct radius_link *, uint8_t *out, size_t *len,
		    uint64_t until);

void		 radius_link_close(struct radius_link *);

/* Until the descriptor is ready for what poll(2) calls events; false: it never was. */
bool		 radius_wait(int fd, short events, uint64_t until);

#endif
