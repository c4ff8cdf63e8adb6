/* eap.c - EAP passed on to the AAA server (RFC 4072; TS.43 v12 2.8.1, table 7). */
#include <string.h>

#include "avps.h"
#include "base/octets.h"
#include "fd.h"
#include "request.h"

enum {
	MULTI_ROUND_AUTH = 1001, SUCCESS = 2001,
	AUTHENTICATION_REJECTED = 4001, USER_UNKNOWN = 5001, AUTHORIZATION_REJECTED = 5003,
	AUTHENTICATE_ONLY = 1, NO_STATE_MAINTAINED = 1,
	HOST_MAX = 255
};

/* What the next round needs: this and, when the server gave one, its State. */
struct talk {
	struct span	 session, host, state;
};

/* In the octets the worker keeps: two lengths, Session-Id, host, State. */
static bool
talk_get(struct span s, struct talk *out)
{
	size_t session, host;

	if (s.len < 2)
		return false;
	session = s.p[0];
	host = s.p[1];
	if (session == 0 || host == 0 || 2 + session + host > s.len)
		return false;
	*out = (struct talk){ SPAN(s.p + 2, session), SPAN(s.p + 2 + session, host),
	    SPAN(s.p + 2 + session + host, s.len - 2 - session - host) };
	return true;
}

static bool
talk_put(const struct talk *t, struct outcome *o)
{
	uint8_t *p = o->state;

	if (t->session.len > UINT8_MAX || t->host.len > HOST_MAX || t->host.len == 0 ||
	    2 + t->session.len + t->host.len + t->state.len > sizeof(o->state))
		return false;
	p = octets_put(p, t->session.len, 1);
	p = octets_put(p, t->host.len, 1);
	memcpy(p, t->session.p, t->session.len);
	memcpy(p + t->session.len, t->host.p, t->host.len);
	p += t->session.len + t->host.len;
	if (t->state.len > 0)
		memcpy(p, t->state.p, t->state.len);
	o->state_len = (size_t)(p - o->state) + t->state.len;
	return true;
}

static bool
fill(struct msg *m, const struct gateway_ask *a, struct span state)
{
	return avps_put_number(m, W_AUTH_APPLICATION, WORDS_EAP) &&
	    avps_put_number(m, W_AUTH_REQUEST_TYPE, AUTHENTICATE_ONLY) &&
	    avps_put_number(m, W_AUTH_SESSION_STATE, NO_STATE_MAINTAINED) &&
	    avps_put(m, W_USER_NAME, SPAN(a->identity, strlen(a->identity))) &&
	    avps_put(m, W_EAP_PAYLOAD, a->packet) &&
	    (state.len == 0 || avps_put(m, W_STATE, state));
}

bool
eap_send(uint64_t id, const struct route *to, const struct gateway_ask *a)
{
	char room[SESSION_MAX], host[HOST_MAX + 1];
	struct talk t = { .session = SPAN(NULL, 0) };
	struct route way = *to;
	struct msg *m;

	if (a->state.len == 0)
		t.session = session_new(room);
	else if (talk_get(a->state, &t)) {
		memcpy(host, t.host.p, t.host.len);
		host[t.host.len] = '\0';
		way.host = host;
	} else
		return false;
	if ((m = request_new(COMMAND_EAP, t.session, &way)) == NULL)
		return false;
	if (fill(m, a, t.state))
		return request_send(id, m, COMMAND_EAP, to->timeout_s);
	fd_msg_free(m);
	return false;
}

static bool
is_host(struct span s)
{
	return s.len > 0 && s.len <= HOST_MAX && memchr(s.p, '\0', s.len) == NULL;
}

static void
read_challenge(struct msg *answer, struct msg *query, struct outcome *o)
{
	struct talk t;
	struct span packet;

	o->why = "the AAA's challenge lacks what the next round needs";
	if (avps_get(answer, W_EAP_PAYLOAD, &packet) != AVPS_ONE || packet.len == 0 ||
	    packet.len > sizeof(o->packet) ||
	    avps_get(query, W_SESSION_ID, &t.session) != AVPS_ONE ||
	    avps_get(answer, W_ORIGIN_HOST, &t.host) != AVPS_ONE || !is_host(t.host) ||
	    avps_get(answer, W_STATE, &t.state) == AVPS_BAD || !talk_put(&t, o))
		return;
	memcpy(o->packet, packet.p, packet.len);
	o->packet_len = packet.len;
	o->verdict = GATEWAY_CHALLENGE;
}

static bool
is_name(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] < ' ' || s.p[i] > '~')
			return false;
	return s.len <= NAI_MAX;
}

static void
read_accept(struct msg *answer, struct outcome *o)
{
	struct span name;

	o->why = "the AAA's acceptance names nobody that can be read";
	if (avps_get(answer, W_USER_NAME, &name) == AVPS_BAD || !is_name(name))
		return;
	if (name.len > 0)
		memcpy(o->user_name, name.p, name.len);
	o->verdict = GATEWAY_ACCEPT;
}

void
eap_read(struct msg *answer, struct msg *query, struct outcome *o)
{
	struct result r = answer_result(answer, query);

	o->verdict = result_heard(&r) ? GATEWAY_ERROR : GATEWAY_UNABLE;
	o->why = "the AAA is unable";
	switch (r.code) {
	case MULTI_ROUND_AUTH:
		if (!r.experimental)
			read_challenge(answer, query, o);
		break;
	case SUCCESS:
		if (!r.experimental)
			read_accept(answer, o);
		break;
	case AUTHENTICATION_REJECTED:
	case USER_UNKNOWN:	/* as 3GPP's servers say it, experimental or not */
	case AUTHORIZATION_REJECTED:
		o->verdict = GATEWAY_REJECT;
		break;
	default:
		break;
	}
}
