/* wire.c - prints exchanges. */
#include <string.h>

#include "peer_aka.h"
#include "relay.h"
#include "wire.h"

static void
lines(FILE *f, char way, const char *p, size_t n)
{
	while (n > 0) {
		const char *nl = memchr(p, '\n', n);
		size_t len = nl != NULL ? (size_t)(nl - p) : n;
		size_t shown = len > 0 && p[len - 1] == '\r' ? len - 1 : len;

		fprintf(f, "%c %.*s\n", way, (int)shown, p);
		n -= nl != NULL ? len + 1 : len;
		p += nl != NULL ? len + 1 : len;
	}
}

static void
octets(FILE *f, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fprintf(f, "%02x", p[i]);
}

static void
attribute(FILE *f, char way, const uint8_t *at, size_t len)
{
	fprintf(f, "%c     %-14s ", way, peer_attr_name(at[0]));
	if (at[0] == AT_RES) {
		fprintf(f, "%d bits ", at[2] << 8 | at[3]);
		octets(f, at + 4, len - 4);
	} else if (at[0] == AT_KDF_INPUT && ((size_t)at[2] << 8 | at[3]) <= len - 4)
		fprintf(f, "%.*s", at[2] << 8 | at[3], (const char *)at + 4);
	else if (at[0] == AT_AUTS || len == 4)
		octets(f, at + 2, len - 2);
	else
		octets(f, at + 4, len - 4);
	fputc('\n', f);
}

static void
packet(FILE *f, char way, const uint8_t *p, size_t n)
{
	static const char *const codes[] = { "?", "Request", "Response", "Success", "Failure" };

	if (n < 4)
		return;
	fprintf(f, "%c   EAP-%s id %d, %d octets", way, p[0] < NELEM(codes) ? codes[p[0]] : "?",
	    p[1], p[2] << 8 | p[3]);
	if (n < 8) {
		fputc('\n', f);
		return;
	}
	fprintf(f, ", type %d %s/%s\n", p[4], p[4] == TYPE_AKA_PRIME ? "AKA'" : "AKA",
	    peer_subtype_name(p[5]));
	for (size_t at = 8; at + 4 <= n;) {
		size_t len = 4 * (size_t)p[at + 1];

		if (len == 0 || len > n - at)
			break;
		attribute(f, way, p + at, len);
		at += len;
	}
}

void
wire_body(FILE *f, char way, const char *body)
{
	uint8_t eap[PEER_PACKET_MAX];
	size_t n;

	lines(f, way, body, strlen(body));
	if ((n = relay_packet(body, eap, sizeof(eap))) > 0)
		packet(f, way, eap, n);
	fputc('\n', f);
}

static int
on_debug(CURL *curl, curl_infotype type, char *p, size_t n, void *arg)
{
	char body[16384];

	(void)curl;
	if (type == CURLINFO_HEADER_OUT)
		lines(arg, '>', p, n);
	else if (type == CURLINFO_HEADER_IN)
		lines(arg, '<', p, n);
	else if (type == CURLINFO_DATA_OUT) {
		snprintf(body, sizeof(body), "%.*s", (int)n, p);
		wire_body(arg, '>', body);
	}
	return 0;
}

void
wire_attach(CURL *curl, FILE *f)
{
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, f);
}
