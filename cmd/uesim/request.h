/*
 * request.h - the parameters of a request, as each client sends them.
 */
#ifndef UESIM_REQUEST_H
#define UESIM_REQUEST_H

#include "client.h"
#include "http.h"

/* 0<IMSI>@nai.epc.mnc<MNC>.mcc<MCC>.3gppnetwork.org; leading 6 for EAP-AKA'. */
const char	*request_identity(struct ue *);

/*
 * The first request: with a token, or with EAP_ID when token is NULL.  app is
 * what is asked; json which kind of document.
 */
void		 request_first(struct ue *, const char *const *app, size_t napp, bool json,
		    const char *token, struct http_req *out);

/* The EAP answer: a POST to the bare URL. */
void		 request_eap(struct ue *, enum accept_at, bool json, const char *body,
		    struct http_req *out);

/* The key of the token store: the app name, "" when none is sent. */
const char	*request_app_name(const struct opts *);

#endif
