/* sms.c - a template filled in, and what the gateway says. */
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "io/fetch.h"
#include "peer/sms.h"

/* What of 3GPP TS 23.038 6.2.1 is not ASCII, and what of its extension table counts twice. */
static const char beyond[] =
	"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
static const char twice[] = "^{}\\[~]|€";
static const char ascii[] =
	"@$_ !\"#%&'()*+,-./0123456789:;<=>?\n\r\f"
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/* Octets of the character at s. */
static size_t
octets(const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static bool
among(const char *set, const char *c, size_t n)
{
	for (; *set != '\0'; set += octets(set))
		if (octets(set) == n && memcmp(set, c, n) == 0)
			return true;
	return false;
}

int
sms_septets(const char *text)
{
	int n = 0;

	for (size_t len; *text != '\0'; text += len) {
		len = octets(text);
		if (among(twice, text, len) || *text == '\f')
			n += 2;
		else if (among(ascii, text, len) || among(beyond, text, len))
			n++;
		else
			return -1;
	}
	return n;
}

static void
encode(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x80 && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		    "0123456789-._~", c) != NULL && c != '\0')
			buf_char(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}

static enum ecs_err
credentials(const struct sms *m, const char **user, const char **password)
{
	const char *both, *colon;
	enum ecs_err e;

	*user = *password = "";
	if (strstr(m->op->sms_url, "{user}") == NULL &&
	    strstr(m->op->sms_url, "{password}") == NULL)
		return ECS_OK;
	e = secret_read(m->conf, m->arena, "sms", m->op->name, &both);
	if (e != ECS_OK)
		return e;
	if ((colon = strchr(both, ':')) == NULL)
		return ECS_KEYS;
	*user = a_strndup(m->arena, both, (size_t)(colon - both));
	*password = colon + 1;
	return ECS_OK;
}

/* 3GPP TS 23.040 9.2.3.24.4: 16-bit ports, destination first. */
static size_t
port_header(unsigned port, char out[7])
{
	const unsigned char h[7] = { 6, 5, 4, (unsigned char)(port >> 8), (unsigned char)port,
	    0, 0 };

	memcpy(out, h, sizeof(h));
	return port != 0 ? sizeof(h) : 0;
}

static enum ecs_err
fill(const struct sms *m, const char **url)
{
	char udh[7];
	const char *user, *password, *coding = sms_septets(m->text) >= 0 ? "0" : "2";
	size_t nudh = port_header(m->port, udh);
	enum ecs_err e = credentials(m, &user, &password);
	const struct {
		const char	*name, *value;
		size_t		 len;
	} hole[] = {
		{ "{to}", m->to, strlen(m->to) }, { "{from}", m->op->sms_from,
		    strlen(m->op->sms_from) }, { "{text}", m->text, strlen(m->text) },
		{ "{coding}", coding, 1 }, { "{udh}", udh, nudh },
		{ "{user}", user, strlen(user) }, { "{password}", password, strlen(password) },
	};
	/* Should it grow, nothing of it is left behind unwiped. */
	struct buf b = { m->arena, a_secret(m->arena, 8192), 0, 8192 };

	for (const char *s = m->op->sms_url; e == ECS_OK && *s != '\0';) {
		size_t i = 0;

		while (i < NELEM(hole) && strncmp(s, hole[i].name, strlen(hole[i].name)) != 0)
			i++;
		if (i < NELEM(hole)) {
			encode(&b, hole[i].value, hole[i].len);
			s += strlen(hole[i].name);
		} else
			buf_char(&b, *s++);
	}
	*url = buf_cstr(&b);
	return e;
}

static void
say(struct peer_answer *out, int what, const char *why)
{
	*out = (struct peer_answer){ .why = why, .location_id = "", .fields = "" };
	out->what = what;
}

/* Kannel says 202 and a digit; any other gateway's 2xx is taken at its word. */
static void
judge(const struct sms *m, const struct fetched *f, struct peer_answer *out)
{
	const char *body = f->body.len > 1 ? (const char *)f->body.p : "";
	bool digit = f->body.len > 1 && *body >= '0' && *body <= '9' && body[1] == ':';
	int s = f->status;

	if ((s == 200 || s == 201 || s == 202 || s == 204) &&
	    (!digit || *body == '0' || *body == '3'))
		say(out, PEER_DONE, "");
	else if (s == 400 || s == 403)
		say(out, PEER_REFUSED, s == 400 ? "the gateway refused the message" :
		    "the gateway refused our credentials");
	else
		say(out, PEER_RETRY, a_printf(m->arena, "answered with status %d", s));
	out->retry_after_s = s == 429 || s == 503 ? f->retry_after_s : 0;
}

void
sms_send(const struct sms *m, struct peer_answer *out)
{
	struct fetched f;
	const char *url;

	if (*m->op->sms_url == '\0') {
		say(out, PEER_REFUSED, "no sms-url");
		return;
	}
	if (fill(m, &url) != ECS_OK)
		say(out, PEER_RETRY, "no secret sms with user:password");
	else if (fetch(m->arena, &(struct fetch){
	    .url = url, .timeout_ms = m->op->peer_timeout_s * 1000,
	    .connect_ms = m->op->peer_timeout_s * 500, .ca_file = m->op->peer_ca,
	    .certificate = m->op->peer_certificate, .headers = { NULL },
	    }, &f) != ECS_OK)
		say(out, PEER_RETRY, f.why);
	else
		judge(m, &f, out);
}
