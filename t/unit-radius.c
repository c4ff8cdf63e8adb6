/*
 * unit-radius.c - RADIUS packets of others: RFC 2865's, hostapd's, and some made by Python.
 */
#include "fmt/radius.h"
#include "vec.h"

static struct radius_reply got;
static const char *why;

static struct span
whole(const struct vec_bytes *b)
{
	return SPAN(b->p, b->len);
}

/* What a request's reply is checked against. */
static struct radius_ask
asked(const struct vec_bytes *request)
{
	struct radius_ask q = { .id = request->p[1] };

	memcpy(q.authenticator, request->p + 4, sizeof(q.authenticator));
	return q;
}

static bool
says(const char *text)
{
	return why != NULL && strstr(why, text) != NULL;
}

static void
replies(char *const *c)
{
	struct vec_bytes secret = unhex(c[1]), request = unhex(c[2]), pkt = unhex(c[3]);
	struct radius_ask q = asked(&request), other = q;
	size_t taken = 0;

	OK(radius_parse(whole(&pkt), &q, whole(&secret), &got, &why) == ECS_OK && why == NULL);
	OK((int)got.code == atoi(c[4]));
	if (strcmp(c[5], "-") == 0)
		OK(got.state.p == NULL);
	else
		OK(is_hex(c[5], got.state.p, got.state.len));
	OK(is_hex(c[6], got.eap, got.eap_len));
	OK(got.user_name.p == NULL && got.cui.p == NULL);
	for (size_t i = 0; i < pkt.len; i++) {
		pkt.p[i] ^= 0x01;
		taken += radius_parse(whole(&pkt), &q, whole(&secret), &got, &why) == ECS_OK;
		pkt.p[i] ^= 0x01;
	}
	OK(taken == 0);
	OK(radius_parse(SPAN(pkt.p, pkt.len - 1), &q, whole(&secret), &got, &why) ==
	    ECS_AUTH_FAILED);
	pkt.p[pkt.len] = 0;		/* padding */
	OK(radius_parse(SPAN(pkt.p, pkt.len + 1), &q, whole(&secret), &got, &why) == ECS_OK);
	other.id++;
	OK(radius_parse(whole(&pkt), &other, whole(&secret), &got, &why) == ECS_AUTH_FAILED &&
	    says("another request"));
	other = q;
	other.authenticator[15] ^= 1;	/* the same identifier, of an earlier request */
	OK(radius_parse(whole(&pkt), &other, whole(&secret), &got, &why) == ECS_AUTH_FAILED &&
	    says("Response Authenticator"));
	secret.p[0] ^= 1;
	OK(radius_parse(whole(&pkt), &q, whole(&secret), &got, &why) == ECS_AUTH_FAILED &&
	    says("Response Authenticator"));
}

static void
plain(char *const *c)
{
	struct vec_bytes secret = unhex(c[1]), request = unhex(c[2]), pkt = unhex(c[3]);
	struct radius_ask q = asked(&request);

	OK(radius_parse(whole(&pkt), &q, whole(&secret), &got, &why) == ECS_AUTH_FAILED &&
	    says("without a Message-Authenticator"));
	pkt.p[4] ^= 1;
	OK(radius_parse(whole(&pkt), &q, whole(&secret), &got, &why) == ECS_AUTH_FAILED &&
	    says("Response Authenticator"));
}

static void
requests(char *const *c)
{
	struct vec_bytes secret = unhex(c[1]), authenticator = unhex(c[3]), eap = unhex(c[7]);
	struct vec_bytes state = unhex(strcmp(c[6], "-") == 0 ? "" : c[6]);
	struct radius_ask q = { .id = (uint8_t)atoi(c[2]), .user_name = c[4], .nas = c[5],
	    .state = whole(&state), .eap = whole(&eap) };
	uint8_t out[RADIUS_MAX];

	memcpy(q.authenticator, authenticator.p, sizeof(q.authenticator));
	OK(is_hex(c[8], out, radius_request(&q, whole(&secret), out)));
}

static void
row(char *const *c, size_t n)
{
	if (n == 7 && strcmp(c[0], "reply") == 0)
		replies(c);
	else if (n == 4 && strcmp(c[0], "plain") == 0)
		plain(c);
	else if (n == 9 && strcmp(c[0], "request") == 0)
		requests(c);
	else
		vec_die("row", c[0]);
}

/* The longest that goes into 4096 octets, RFC 2865 3, and what does not. */
static void
limits(void)
{
	static uint8_t eap[RADIUS_MAX], out[RADIUS_MAX];
	struct radius_ask q = { .user_name = "u", .nas = "n", .eap = SPAN(eap, 1) };
	struct span secret = SPAN("s", 1);
	size_t n = 1, last = 0, longest = 0;
	char name[RADIUS_VALUE + 2] = "";

	for (n = 1; n <= sizeof(eap); n++) {
		q.eap.len = n;
		if ((last = radius_request(&q, secret, out)) == 0)
			break;
		longest = last;
	}
	OK(n == 4009 && longest == 4096);
	q.eap.len = 254;
	last = radius_request(&q, secret, out);
	OK(last == 20 + 18 + 3 + 3 + 6 + 6 + 255 + 3 && out[last - 258] == 79 &&
	    out[last - 257] == 255 && out[last - 3] == 79 && out[last - 2] == 3);
	q.eap.len = 0;
	OK(radius_request(&q, secret, out) == 0);
	q.eap.len = 1;
	q.user_name = "";
	OK(radius_request(&q, secret, out) == 0);
	q.user_name = memset(name, 'u', RADIUS_VALUE);
	OK(radius_request(&q, secret, out) > 0);
	q.user_name = memset(name, 'u', RADIUS_VALUE + 1);
	OK(radius_request(&q, secret, out) == 0);
	OK(radius_length((uint8_t []){ 2, 0, 0, 19 }) == 0);
	OK(radius_length((uint8_t []){ 2, 0, 0, 20 }) == 20);
	OK(radius_length((uint8_t []){ 2, 0, 16, 0 }) == 4096);
	OK(radius_length((uint8_t []){ 2, 0, 16, 1 }) == 0);
}

int
main(void)
{
	OK(vec_rows("radius.tsv", row) == 6);
	limits();
	return DONE();
}
