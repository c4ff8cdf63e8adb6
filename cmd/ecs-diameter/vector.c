/* vector.c - a vector from the HSS, over SWx (TS 29.273 8.1.2.1, 8.2.2.1). */
#include <string.h>

#include "avps.h"
#include "base/crypt.h"
#include "base/octets.h"
#include "fd.h"
#include "request.h"

enum {
	SUCCESS = 2001,
	USER_UNKNOWN = 5001, NO_NON_3GPP = 5450,	/* experimental, TS 29.273 10.2 */
	NO_STATE_MAINTAINED = 1
};

static struct span
text(const char *s)
{
	return SPAN(s, strlen(s));
}

static struct span
scheme(enum eap_type type)
{
	return text(type == EAP_AKA_PRIME ? "EAP-AKA'" : "EAP-AKA");
}

static bool
put_item(struct msg *m, const struct gateway_ask *a)
{
	uint8_t resync[AKA_RAND + AKA_AUTS];
	struct avp *item = avps_put_group(m, W_ITEM);

	if (item == NULL || !avps_put(item, W_SCHEME, scheme(a->type)))
		return false;
	if (!a->resync)
		return true;
	memcpy(resync, a->rand, AKA_RAND);
	memcpy(resync + AKA_RAND, a->auts, AKA_AUTS);
	return avps_put(item, W_AUTHORIZATION, SPAN(resync, sizeof(resync)));
}

static bool
put_application(struct msg *m)
{
	struct avp *a = avps_put_group(m, W_VENDOR_APPLICATION);

	return a != NULL && avps_put_number(a, W_VENDOR_ID, WORDS_3GPP) &&
	    avps_put_number(a, W_AUTH_APPLICATION, WORDS_SWX);
}

bool
vector_send(uint64_t id, const struct route *to, const struct gateway_ask *a)
{
	char room[SESSION_MAX];
	struct msg *m = request_new(COMMAND_MULTIMEDIA_AUTH, session_new(room), to);

	if (m == NULL)
		return false;
	/* The HSS makes CK' and IK' for the access network named here (TS 24.302 8.1.1.2). */
	if (put_application(m) &&
	    avps_put_number(m, W_AUTH_SESSION_STATE, NO_STATE_MAINTAINED) &&
	    avps_put(m, W_USER_NAME, text(a->imsi)) &&
	    (a->type != EAP_AKA_PRIME || avps_put(m, W_ANID, text("WLAN"))) &&
	    put_item(m, a) && avps_put_number(m, W_NUMBER_OF_ITEMS, 1))
		return request_send(id, m, COMMAND_MULTIMEDIA_AUTH, to->timeout_s);
	fd_msg_free(m);
	return false;
}

/* Octets that are wiped in the message, which we do not own but are the last to read. */
static bool
secret(struct avp *item, enum word w, uint8_t *out, size_t min, size_t max, size_t *len)
{
	struct span s;
	bool right = avps_get(item, w, &s) == AVPS_ONE && s.len >= min && s.len <= max;

	if (right) {
		memcpy(out, s.p, s.len);
		*len = s.len;
	}
	if (s.p != NULL)
		crypt_wipe((void *)(uintptr_t)s.p, s.len);
	return right;
}

static bool
read_item(struct avp *item, struct span want, struct aka_vector *v)
{
	uint8_t both[AKA_RAND + AKA_AUTN];
	struct span s;
	size_t n;
	/* All are read, so that all are wiped. */
	bool right = secret(item, W_AUTHENTICATE, both, sizeof(both), sizeof(both), &n);

	right &= secret(item, W_AUTHORIZATION, v->xres, 4, AKA_RES_MAX, &v->xres_len);
	right &= secret(item, W_CONFIDENTIALITY, v->ck, AKA_KEY, AKA_KEY, &n);
	right &= secret(item, W_INTEGRITY, v->ik, AKA_KEY, AKA_KEY, &n);
	right &= avps_get(item, W_SCHEME, &s) == AVPS_ONE && s.len == want.len &&
	    memcmp(s.p, want.p, want.len) == 0;
	if (!right)
		return false;
	memcpy(v->rand, both, AKA_RAND);
	memcpy(v->autn, both + AKA_RAND, AKA_AUTN);
	return true;
}

/* The answer need not name the subscriber, but must not name another one. */
static bool
same_subscriber(struct msg *answer, struct msg *query)
{
	struct span a, q;
	enum avps_found found = avps_get(answer, W_USER_NAME, &a);

	return found == AVPS_NONE || (found == AVPS_ONE &&
	    avps_get(query, W_USER_NAME, &q) == AVPS_ONE && a.len == q.len &&
	    memcmp(a.p, q.p, a.len) == 0);
}

void
vector_read(struct msg *answer, struct msg *query, struct outcome *o)
{
	struct result r = answer_result(answer, query);
	struct span want = SPAN(NULL, 0);
	struct avp *item;

	o->verdict = result_heard(&r) ? GATEWAY_ERROR : GATEWAY_UNABLE;
	o->why = "the HSS is unable";
	if (r.experimental && (r.code == USER_UNKNOWN || r.code == NO_NON_3GPP))
		o->verdict = GATEWAY_UNKNOWN;
	if (r.experimental || r.code != SUCCESS)
		return;
	o->why = "the HSS's answer is not one to the request";
	if (avps_get_group(query, W_ITEM, &item) != AVPS_ONE ||
	    avps_get(item, W_SCHEME, &want) != AVPS_ONE || !same_subscriber(answer, query))
		return;
	o->why = "the HSS's answer has no vector that can be used";
	if (avps_get_group(answer, W_ITEM, &item) != AVPS_ONE ||
	    !read_item(item, want, &o->vector))
		return;
	o->vector.primed = want.len == scheme(EAP_AKA_PRIME).len;
	o->verdict = GATEWAY_OK;
}
