/*
 * radius_tls.h - the TLS of a RadSec link.
 *
 * Layer peer, for radius_link.c.  TLS 1.3 at least; the server's certificate is
 * checked, its name too.  Knows the link's descriptor, which it does not own.
 */
#ifndef ECS_PEER_RADIUS_TLS_H
#define ECS_PEER_RADIUS_TLS_H

#include "peer/radius_link.h"

struct radius_tls *radius_tls_new(void);	/* lives as long as the process */

/*
 * The handshake, on a connected descriptor that does not block.  Certificates
 * are read anew.  ECS_KEYS: they cannot be.  ECS_PEER_DOWN: no TLS with this
 * server.  *why is static.
 */
enum ecs_err	 radius_tls_open(struct radius_tls *, int fd, const struct conf_operator *,
		    const char *host, uint64_t until, const char **why) MUST_CHECK;
bool		 radius_tls_write(struct radius_tls *, struct span, uint64_t until);
enum radius_got	 radius_tls_read(struct radius_tls *, uint8_t *out, size_t *len,
		    uint64_t until);
void		 radius_tls_close(struct radius_tls *);

#endif
