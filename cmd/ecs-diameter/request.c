/* request.c - what all requests have in common, and all answers. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "avps.h"
#include "base/clock.h"
#include "base/rnd.h"
#include "fd.h"
#include "request.h"

/* RFC 6733 8.8, with so much chance in it that nobody can tell the next one. */
struct span
session_new(char room[SESSION_MAX])
{
	uint32_t r[4];
	int n;

	rnd_bytes(r, sizeof(r));
	n = snprintf(room, SESSION_MAX, "%.*s;%u;%u;%08x%08x", SESSION_MAX - 48,
	    fd_g_config->cnf_diamid, r[0], r[1], r[2], r[3]);
	return SPAN(room, (size_t)n);
}

struct msg *
request_new(enum command c, struct span session, const struct route *to)
{
	struct msg *m = NULL;

	if (fd_msg_new(command(c), MSGFL_ALLOC_ETEID, &m) != 0)
		return NULL;
	if (avps_put(m, W_SESSION_ID, session) && fd_msg_add_origin(m, 0) == 0 &&
	    avps_put(m, W_DESTINATION_REALM, SPAN(to->realm, strlen(to->realm))) &&
	    (*to->host == '\0' ||
	    avps_put(m, W_DESTINATION_HOST, SPAN(to->host, strlen(to->host)))))
		return m;
	fd_msg_free(m);
	return NULL;
}

/* data is a number, no pointer: nobody can tell when freeDiameter forgets it. */
static void
on_answer(void *data, struct msg **answer, enum command c)
{
	struct outcome *o = outcome_new((uintptr_t)data);
	struct msg *query = NULL;

	if (fd_msg_answ_getq(*answer, &query) != 0 || query == NULL)
		o->why = "an answer to nothing";
	else if (c == COMMAND_EAP)
		eap_read(*answer, query, o);
	else
		vector_read(*answer, query, o);
	if (o->verdict != GATEWAY_UNABLE)
		o->why = "";
	fd_msg_free(*answer);
	*answer = NULL;
	outcome_give(o);
}

static void
on_eap(void *data, struct msg **answer)
{
	on_answer(data, answer, COMMAND_EAP);
}

static void
on_vector(void *data, struct msg **answer)
{
	on_answer(data, answer, COMMAND_MULTIMEDIA_AUTH);
}

/* freeDiameter frees the query; the caller's own deadline says so to the worker. */
static void
on_expiry(void *data, DiamId_t to, size_t len, struct msg **query)
{
	(void)data;
	(void)to;
	(void)len;
	(void)query;
}

bool
request_send(uint64_t id, struct msg *m, enum command c, unsigned timeout_s)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += timeout_s;
	if (fd_msg_send_timeout(&m, c == COMMAND_EAP ? on_eap : on_vector,
	    (void *)(uintptr_t)id, on_expiry, &until) == 0)
		return true;
	fd_msg_free(m);
	return false;
}

static bool
same_session(struct msg *answer, struct msg *query)
{
	struct span a, q;

	return avps_get(answer, W_SESSION_ID, &a) == AVPS_ONE &&
	    avps_get(query, W_SESSION_ID, &q) == AVPS_ONE && a.len == q.len &&
	    memcmp(a.p, q.p, a.len) == 0;
}

struct result
answer_result(struct msg *answer, struct msg *query)
{
	const struct result none = { 0, false };
	struct result r = none;
	enum avps_found plain, own;
	struct msg_hdr *hdr;
	struct avp *group;

	if (fd_msg_hdr(answer, &hdr) != 0 || hdr->msg_flags & CMD_FLAG_ERROR ||
	    !same_session(answer, query))
		return none;
	plain = avps_get_number(answer, W_RESULT_CODE, &r.code);
	own = avps_get_group(answer, W_EXPERIMENTAL, &group);
	if (plain == AVPS_ONE && own == AVPS_NONE)
		return r;
	r.experimental = true;
	if (plain == AVPS_NONE && own == AVPS_ONE &&
	    avps_get_number(group, W_EXPERIMENTAL_CODE, &r.code) == AVPS_ONE)
		return r;
	return none;
}

void
request_dropped(struct msg *m)
{
	void (*cb)(void *, struct msg **) = NULL;
	struct msg_hdr *hdr;
	struct msg *query = NULL;
	struct outcome *o;
	void *data = NULL;

	if (m == NULL || fd_msg_hdr(m, &hdr) != 0)
		return;
	if (hdr->msg_flags & CMD_FLAG_REQUEST)
		query = m;
	else if (fd_msg_answ_getq(m, &query) != 0 || query == NULL)
		return;
	if (fd_msg_anscb_get(query, &cb, NULL, &data) != 0 || (cb != on_eap && cb != on_vector))
		return;
	o = outcome_new((uintptr_t)data);
	o->why = "an answer against the rules of Diameter";
	outcome_give(o);
}
