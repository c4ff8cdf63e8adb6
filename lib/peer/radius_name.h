/*
 * radius_name.h - addresses of a RADIUS server by its name, within a deadline.
 *
 * Layer peer, for radius_link.c.  getaddrinfo(3) takes as long as resolv.conf
 * says, which may be longer than a device waits, so a child of this process
 * calls it, and ends at the deadline.  Owns nothing.
 */
#ifndef ECS_PEER_RADIUS_NAME_H
#define ECS_PEER_RADIUS_NAME_H

#include <stdint.h>
#include <stddef.h>
#include <sys/socket.h>

enum { RADIUS_ADDRESSES = 8 };

struct radius_address {
	socklen_t	 len;
	struct sockaddr_storage sa;
};

/*
 * Up to RADIUS_ADDRESSES of them; returns how many, 0 when there is none or
 * none was found until then (clock_ticks_ms()).  type is SOCK_DGRAM or
 * SOCK_STREAM.  An address in figures asks nobody.
 */
size_t		 radius_name(const char *host, const char *port, int type, uint64_t until,
		    struct radius_address out[RADIUS_ADDRESSES]);

#endif
