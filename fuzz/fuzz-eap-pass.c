/*
 * fuzz-eap-pass.c - any octets as a request of an AAA, and as an identity.
 *
 * What is taken for a request is one by RFC 3748 and RFC 4187 as this file reads
 * them; the responses given in a device's place are read back by the parser of
 * devices' responses, identity and all.
 */
#include "fmt/eap_pass.h"
#include "fuzz.h"

/* The attribute's first octet, 0 when it is not there; *whole: all lengths are right. */
static size_t
find(const uint8_t *p, size_t n, uint8_t type, bool *whole)
{
	size_t at = 8, found = 0;

	while (at + 4 <= n && p[at + 1] != 0 && at + 4u * p[at + 1] <= n) {
		if (p[at] == type)
			found = at;
		at += 4u * p[at + 1];
	}
	*whole = at == n;
	return found;
}

static void
sound(const struct eap_req *r, const uint8_t *p, size_t n)
{
	bool whole;

	MUST(n >= 5 && p[0] == 1 && ((size_t)p[2] << 8 | p[3]) == n);
	MUST(r->identifier == p[1] && r->type == p[4]);
	if (r->type != 23 && r->type != 50)
		return;
	MUST(n >= 8 && (int)r->subtype == p[5]);
	(void)find(p, n, 0, &whole);
	MUST(whole);
	if (r->subtype == EAP_CHALLENGE) {	/* 1 AT_RAND, 2 AT_AUTN, 11 AT_MAC */
		MUST(p[find(p, n, 1, &whole) + 1] == 5 && find(p, n, 1, &whole) != 0);
		MUST(p[find(p, n, 2, &whole) + 1] == 5 && find(p, n, 2, &whole) != 0);
		MUST(find(p, n, 11, &whole) != 0);
	}
}

/* The octets as an identity; NULL when they are none. */
static const char *
text(const uint8_t *p, size_t n, char out[300])
{
	if (n == 0 || n >= 300 || memchr(p, 0, n) != NULL)
		return NULL;
	memcpy(out, p, n);
	out[n] = '\0';
	return out;
}

static void
responses(const struct eap_req *rq, const char *identity)
{
	uint8_t out[EAP_PACKET_MAX];
	size_t n = strlen(identity), len = eap_identity(identity, out);
	struct eap_rsp rsp;

	MUST(len == (n > 253 ? 0 : n + 5));
	if (len > 0)
		MUST(out[0] == 2 && out[4] == 1 && ((size_t)out[2] << 8 | out[3]) == len &&
		    memcmp(out + 5, identity, n) == 0);
	if (rq->type != EAP_AKA && rq->type != EAP_AKA_PRIME)
		return;
	len = eap_aka_identity(rq, identity, out);
	MUST((len == 0) == (n > 253));
	if (len > 0) {
		MUST(eap_parse(SPAN(out, len), &rsp) == ECS_OK);
		MUST(rsp.subtype == EAP_IDENTITY && rsp.identifier == rq->identifier &&
		    rsp.type == rq->type && rsp.identity.len == n);
		MUST(memcmp(rsp.identity.p, identity, n) == 0);
	}
	len = eap_notified(rq, out);
	MUST(eap_parse(SPAN(out, len), &rsp) == ECS_OK);
	MUST(rsp.subtype == EAP_NOTIFICATION && rsp.identifier == rq->identifier);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eap_req rq = { .type = EAP_AKA };
	char identity[300];
	bool yes = eap_request(SPAN(data, size), &rq) == ECS_OK;

	if (yes)
		sound(&rq, data, size);
	else
		rq = (struct eap_req){ 7, EAP_AKA, EAP_IDENTITY };
	if (text(data, size, identity) != NULL)
		responses(&rq, identity);
	responses(&rq, "0001010000000001@nai.epc.mnc001.mcc001.3gppnetwork.org");
	return 0;
}
