/* relay.c - EAP packets in JSON, and cookies. */
#include <jansson.h>
#include <openssl/evp.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "relay.h"

/* Strict: libcrypto's decoder alone would skip blanks and guess at padding. */
static size_t
unbase64(const char *s, uint8_t *out, size_t max)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n = strlen(s), text = strspn(s, alphabet), pad = n - text;
	int got;

	if (n % 4 != 0 || pad > 2 || strspn(s + text, "=") != pad || n / 4 * 3 > max)
		return 0;
	got = EVP_DecodeBlock(out, (const unsigned char *)s, (int)n);
	return got < (int)pad ? 0 : (size_t)got - pad;
}

size_t
relay_packet(const char *body, uint8_t *out, size_t max)
{
	json_t *root = *body == '{' ? json_loads(body, 0, NULL) : NULL;
	const char *text = json_string_value(json_object_get(root, "eap-relay-packet"));
	size_t n = text != NULL ? unbase64(text, out, max) : 0;

	json_decref(root);
	return n;
}

const char *
relay_body(struct arena *a, const uint8_t *packet, size_t len)
{
	char *text = a_zalloc(a, (len + 2) / 3 * 4 + 1);

	EVP_EncodeBlock((unsigned char *)text, packet, (int)len);
	return a_printf(a, "{\"eap-relay-packet\":\"%s\"}", text);
}

static bool
has_attribute(const char *cookie, const char *name)
{
	for (const char *p = strchr(cookie, ';'); p != NULL; p = strchr(p, ';')) {
		p += 1 + strspn(p + 1, " ");
		if (strncasecmp(p, name, strlen(name)) == 0 && p[strlen(name)] == '=')
			return true;
	}
	return false;
}

/* name=value, quoted as java.net.HttpCookie does for a cookie of "version 1". */
static const char *
java(struct arena *a, const char *cookie)
{
	size_t pair = strcspn(cookie, ";"), name = strcspn(cookie, "=");

	if (name >= pair || (!has_attribute(cookie, "Max-Age") &&
	    !has_attribute(cookie, "Version")))
		return a_strndup(a, cookie, pair);
	return a_printf(a, "%.*s=\"%.*s\"", (int)name, cookie, (int)(pair - name - 1),
	    cookie + name + 1);
}

size_t
relay_cookies(struct arena *a, enum cookie_style style, const struct http_rsp *rsp,
    struct http_req *rq)
{
	struct buf all;
	size_t n = 0;

	buf_init(&all, a, 256);
	for (const struct http_header *hd = rsp->headers; hd != NULL; hd = hd->next) {
		if (strcasecmp(hd->name, "Set-Cookie") != 0)
			continue;
		if (style == COOKIE_JAVA)
			http_line(rq, a_printf(a, "Cookie: %s", java(a, hd->value)));
		else
			buf_printf(&all, "%s%.*s", n > 0 ? "; " : "", style == COOKIE_ECHO ?
			    (int)strlen(hd->value) : (int)strcspn(hd->value, ";"), hd->value);
		n++;
	}
	if (n > 0 && style != COOKIE_JAVA)
		http_line(rq, a_printf(a, "Cookie: %s", buf_cstr(&all)));
	return n;
}
