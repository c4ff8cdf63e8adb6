/*
 * webview.h - what shows a page on the phone: uesim's own web view, or Chromium.
 *
 * Either has cookies of its own, follows redirects and reads pages, which the
 * phone's entitlement client does not.  Everything lives in the arena of the phone.
 */
#ifndef UESIM_WEBVIEW_H
#define UESIM_WEBVIEW_H

#include "form.h"
#include "http.h"

enum { WEBVIEW_HOPS = 10 };

struct webview {
	const struct webview_ops *ops;
	struct ue	*ue;
	struct http	*http;		/* own: with a cookie jar */
	struct browser	*browser;
	const char	*url;		/* of the page that is shown */
	int		 status;
	struct page	*page;
	const char	*called;	/* what the page called, "Object.method"; or NULL */
	/*
	 * A GET of one of these, with any query, is not made: back is its URL then,
	 * and there is no page.  NULL: none.
	 */
	const char	*home[2], *back;
	bool		 error_page;	/* its JavaScript object is ODSAServiceFlow, too */
};

/*
 * Each returns UE_USABLE when a page is shown, whatever its status; any other
 * code has been told.
 */
struct webview_ops {
	/*
	 * Opens what the document named, as phones do: a form POST of the user
	 * data verbatim, or GET when it is NULL or empty.
	 */
	enum ue_exit	(*open)(struct webview *, const char *url, const char *user_data);

	/* Sends the form as it is filled now. */
	enum ue_exit	(*submit)(struct webview *, const struct page_form *,
			    const struct field *pressed);

	enum ue_exit	(*follow)(struct webview *, const struct page_link *);

	/* A button that only calls the phone; sets called. */
	enum ue_exit	(*press)(struct webview *, const struct field *);

	/* Lets a page that loads itself again do so, after that long. */
	enum ue_exit	(*again)(struct webview *, unsigned ms);
};

/* True when url, with a query, is one of home. */
bool		 webview_home(const struct webview *, const char *url);

/* False with a message when it cannot start.  Ended with the arena. */
bool		 webview_own(struct webview *, struct ue *) MUST_CHECK;
bool		 webview_browser(struct webview *, struct ue *) MUST_CHECK;

#endif
