/*
 * http_int.h - an exchange in two halves; for the http_*.c only.
 */
#ifndef UESIM_HTTP_INT_H
#define UESIM_HTTP_INT_H

#include <curl/curl.h>

#include "base/buf.h"
#include "http.h"

struct http {
	struct ue		*ue;
	CURL			*curl;
	struct curl_slist	*lines;		/* between the halves */
	struct buf		 body;
	struct http_header	*headers, **tail;
	char			 why[CURL_ERROR_SIZE];
	bool			 told;		/* that nothing is verified */
};

/* Sets the request up; whoever performs it ends it with http_finish(). */
void	 http_start(struct http *, const struct http_req *);
bool	 http_finish(struct http *, CURLcode, struct http_rsp *out) MUST_CHECK;

#endif
