/*
 * relay.h - {"eap-relay-packet": "<Base64>"}, the wrapping of EAP in TS.43 2.8.1,
 * and the cookies that hold the exchange together.
 */
#ifndef UESIM_RELAY_H
#define UESIM_RELAY_H

#include "client.h"
#include "http.h"

/* Octets of the packet in this body; 0 when it holds none or its Base64 is bad. */
size_t		 relay_packet(const char *body, uint8_t *out, size_t max);
const char	*relay_body(struct arena *, const uint8_t *packet, size_t len);

/* Adds the Cookie lines a client makes of an answer's Set-Cookie; how many. */
size_t		 relay_cookies(struct arena *, enum cookie_style, const struct http_rsp *,
		    struct http_req *rq);

#endif
