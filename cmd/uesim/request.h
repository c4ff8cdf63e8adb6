/*
 * request.h - the parameters of a request, as each client sends them.
 */
#ifndef UESIM_REQUEST_H
#define UESIM_REQUEST_H

#include "client.h"
#include "http.h"

/*
 * 0<IMSI>@nai.epc.mnc<MNC>.mcc<MCC>.3gppnetwork.org; leading 6 for EAP-AKA'.  The
 * length of the MNC is that of the SIM.
 */
const char	*request_identity(struct ue *, const char *imsi);

/* Who asks; all NULL: nobody yet, as before a login.  What is NULL is not sent. */
struct request_who {
	const char	*eap_id, *token;
	const char	*msisdn, *otp;		/* TS.43 v12 8.3 */
};

/* The first request.  app is what is asked; json which kind of document. */
void		 request_first(struct ue *, const char *const *app, size_t napp, bool json,
		    const struct request_who *, struct http_req *out);

/* GET of a URL that the browser was sent to, with the headers of the first request. */
void		 request_url(struct ue *, const char *url, bool json, struct http_req *out);

/* The EAP answer: a POST to the bare URL. */
void		 request_eap(struct ue *, enum accept_at, bool json, const char *body,
		    struct http_req *out);

/* The key of the token store: the app name, "" when none is sent. */
const char	*request_app_name(const struct opts *);

#endif
