/* http_race.c - one request many times at the same moment. */
#include "http_int.h"

static bool
run(CURLM *multi)
{
	int left = 1;

	while (left > 0)
		if (curl_multi_perform(multi, &left) != CURLM_OK ||
		    (left > 0 && curl_multi_poll(multi, NULL, 0, 1000, NULL) != CURLM_OK))
			return false;
	return true;
}

static void
collect(CURLM *multi, struct http *const *h, unsigned n, CURLcode *rc)
{
	CURLMsg *msg;
	int left;

	while ((msg = curl_multi_info_read(multi, &left)) != NULL)
		for (unsigned i = 0; i < n; i++)
			if (msg->msg == CURLMSG_DONE && h[i]->curl == msg->easy_handle)
				rc[i] = msg->data.result;
}

bool
http_race(struct ue *ue, const struct http_req *rq, unsigned n, struct http_rsp *out)
{
	struct http **h = a_zalloc(ue->arena, n * sizeof(*h));
	CURLcode *rc = a_zalloc(ue->arena, n * sizeof(*rc));
	CURLM *multi = curl_multi_init();
	bool any = false;

	for (unsigned i = 0; i < n; i++)
		if ((h[i] = http_new(ue)) == NULL)
			return false;
	for (unsigned i = 0; i < n; i++) {
		rc[i] = CURLE_RECV_ERROR;
		http_start(h[i], rq);
		curl_multi_add_handle(multi, h[i]->curl);
	}
	if (run(multi))
		collect(multi, h, n, rc);
	for (unsigned i = 0; i < n; i++) {
		curl_multi_remove_handle(multi, h[i]->curl);
		any |= http_finish(h[i], rc[i], &out[i]);
	}
	curl_multi_cleanup(multi);
	return any;
}
