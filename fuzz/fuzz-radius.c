/*
 * fuzz-radius.c - octets as the attributes of a RADIUS reply, and as a request's content.
 *
 * The first octets choose code and place; the proofs are made right, so that what is behind
 * them is reached: what parses lies inside the packet, and no octet of it can be changed.  A
 * request read as hostapd would read it has in it what was put in.
 */
#include "fuzz.h"

#include "base/octets.h"
#include "fmt/radius.h"

static const struct span secret = { (const uint8_t *)"xyzzy5461", 9 };

static void
inside(struct span s, const uint8_t *p, size_t n)
{
	if (s.p != NULL)
		MUST(s.len >= 1 && s.len <= RADIUS_VALUE && s.p >= p + RADIUS_HEAD + 2 &&
		    s.p + s.len <= p + n);
}

/* Both proofs of a reply whose Message-Authenticator's value stands at mac (0: none). */
static void
prove(uint8_t *p, size_t n, const struct radius_ask *q, size_t mac)
{
	memcpy(p + 4, q->authenticator, RADIUS_AUTHENTICATOR);
	if (mac > 0) {
		memset(p + mac, 0, CRYPT_MD5);
		crypt_hmac_md5(secret, &SPAN(p, n), 1, p + mac);
	}
	crypt_md5((struct span []){ SPAN(p, n), secret }, 2, p + 4);
}

static void
reply(const uint8_t *data, size_t size)
{
	static const struct radius_ask q = { .id = 7, .authenticator = { 1, 2, 3 } };
	static struct radius_reply r;
	uint8_t p[RADIUS_MAX], codes[] = { RADIUS_ACCEPT, RADIUS_REJECT, RADIUS_CHALLENGE, 5 };
	size_t n = RADIUS_HEAD + size - 2, mac = 0;
	bool last = data[1] & 1;
	const char *why;
	enum ecs_err e;

	if (n + 18 > sizeof(p))
		return;
	p[0] = codes[data[0] % 4];
	p[1] = 7;
	memcpy(p + RADIUS_HEAD + (last ? 0 : 18), data + 2, size - 2);
	mac = last ? n : RADIUS_HEAD;
	p[mac] = 80;
	p[mac + 1] = 18;
	n += 18;
	octets_put(p + 2, n, 2);
	prove(p, n, &q, mac + 2);
	e = radius_parse(SPAN(p, n), &q, secret, &r, &why);
	MUST((e == ECS_OK) == (why == NULL));
	if (e != ECS_OK)
		return;
	MUST(r.code == p[0] && data[0] % 4 != 3);
	inside(r.state, p, n);
	inside(r.user_name, p, n);
	inside(r.cui, p, n);
	MUST(r.eap_len <= size);
	p[data[1] * 16u % n] ^= 0x40;
	MUST(radius_parse(SPAN(p, n), &q, secret, &r, &why) == ECS_AUTH_FAILED && why != NULL);
}

/* Attributes of one type put together, by a walk of its own. */
static size_t
all_of(const uint8_t *p, size_t n, uint8_t type, uint8_t *out)
{
	size_t len = 0;

	for (size_t at = RADIUS_HEAD; at < n; at += p[at + 1])
		if (p[at] == type) {
			memcpy(out + len, p + at + 2, p[at + 1] - 2u);
			len += p[at + 1] - 2u;
		}
	return len;
}

/* Data: lengths of User-Name and State, then both, then the EAP packet. */
static void
request(const uint8_t *data, size_t size)
{
	uint8_t p[RADIUS_MAX], got[RADIUS_MAX], mac[CRYPT_MD5];
	struct radius_ask q = { .id = data[0], .nas = "entitled" };
	size_t user = data[0], state = data[1], n;
	char name[256] = "";

	if (2 + user + state > size)
		return;
	memcpy(name, data + 2, user);
	q.user_name = name;
	q.state = SPAN(data + 2 + user, state);
	q.eap = SPAN(data + 2 + user + state, size - 2 - user - state);
	n = radius_request(&q, secret, p);
	if (n == 0) {
		MUST(*name == '\0' || strlen(name) > 253 || state > 253 || q.eap.len == 0 ||
		    q.eap.len > 3000);
		return;
	}
	MUST(n == radius_length(p) && p[1] == q.id && p[RADIUS_HEAD] == 80);
	MUST(all_of(p, n, 1, got) == strlen(name) && memcmp(got, name, strlen(name)) == 0);
	MUST(all_of(p, n, 24, got) == state && memcmp(got, q.state.p, state) == 0);
	MUST(all_of(p, n, 79, got) == q.eap.len && memcmp(got, q.eap.p, q.eap.len) == 0);
	MUST(all_of(p, n, 80, got) == CRYPT_MD5);
	memset(p + RADIUS_HEAD + 2, 0, CRYPT_MD5);
	crypt_hmac_md5(secret, &SPAN(p, n), 1, mac);
	MUST(memcmp(mac, got, CRYPT_MD5) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct radius_ask q = { .id = 7 };
	static struct radius_reply r;
	const char *why;

	MUST(radius_parse(SPAN(data, size), &q, secret, &r, &why) != ECS_OK);
	if (size >= 2 && size <= RADIUS_MAX) {
		reply(data, size);
		request(data, size);
	}
	return 0;
}
