/* mail.c - RFC 5322, 2045, 2047 and 3834, as little of them as one text needs. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/secret.h"
#include "fmt/b64.h"
#include "io/fetch_mail.h"
#include "peer/mail.h"

enum {
	WORD_OCTETS = 42,	/* of an encoded word, which may have 75 characters */
	LINE_OCTETS = 57	/* of a line of Base64, which may have 76 */
};

static const char *
date(struct arena *a, uint64_t now)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
	    "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t t = (time_t)now;
	struct tm tm;

	gmtime_r(&t, &tm);
	return a_printf(a, "%s, %02d %s %d %02d:%02d:%02d +0000", days[tm.tm_wday], tm.tm_mday,
	    months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* Encoded words, none of which cuts a character; always, so that nothing needs quoting. */
static void
words(struct buf *b, const char *s)
{
	for (size_t n = strlen(s), k; n > 0; s += k, n -= k) {
		k = n < WORD_OCTETS ? n : WORD_OCTETS;
		while (k > 1 && k < n && ((unsigned char)s[k] & 0xc0) == 0x80)
			k--;
		buf_printf(b, "=?UTF-8?B?%s?=%s", b64_encode(b->arena, B64_STD, SPAN(s, k)),
		    k < n ? "\r\n " : "");
	}
}

static void
body(struct buf *b, const char *text)
{
	struct buf lines;

	buf_init(&lines, b->arena, strlen(text) + 64);
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			buf_char(&lines, '\r');
		buf_char(&lines, *text);
	}
	buf_str(&lines, "\r\n");
	for (size_t at = 0; at < lines.len; at += LINE_OCTETS) {
		size_t k = lines.len - at < LINE_OCTETS ? lines.len - at : LINE_OCTETS;

		buf_printf(b, "%s\r\n", b64_encode(b->arena, B64_STD, SPAN(lines.p + at, k)));
	}
}

static struct span
message(const struct mail *m)
{
	struct buf b;

	buf_init(&b, m->arena, 2048);
	buf_printf(&b, "Date: %s\r\nFrom: <%s>\r\nTo: <%s>\r\n", date(m->arena, m->now),
	    m->op->mail_from, m->to);
	buf_printf(&b, "Message-ID: <%s@%s>\r\nSubject: ", m->ref,
	    strchr(m->op->mail_from, '@') + 1);
	words(&b, m->subject);
	buf_str(&b, "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
	body(&b, m->text);
	return SPAN(b.p, b.len);
}

/* Where there is no such secret the server wants none. */
static enum ecs_err
credentials(const struct mail *m, const char **user, const char **password)
{
	const char *path = a_printf(m->arena, "%s/mail.%s", m->conf->secret_dir, m->op->name);
	const char *both, *colon;
	enum ecs_err e;

	*user = *password = "";
	if (access(path, F_OK) != 0)
		return ECS_OK;
	if ((e = secret_read(m->conf, m->arena, "mail", m->op->name, &both)) != ECS_OK)
		return e;
	if ((colon = strchr(both, ':')) == NULL || colon == both)
		return ECS_KEYS;
	*user = a_strndup(m->arena, both, (size_t)(colon - both));
	*password = colon + 1;
	return ECS_OK;
}

void
mail_send(const struct mail *m, struct peer_answer *out)
{
	struct fetch_mail f = { .url = m->op->mail_url, .from = m->op->mail_from, .to = m->to,
	    .timeout_ms = m->op->peer_timeout_s * 1000, .ca_file = m->op->peer_ca };
	enum ecs_err e = ECS_FORBIDDEN;

	*out = (struct peer_answer){ .what = PEER_RETRY, .why = "no secret mail with user:password",
	    .location_id = "", .fields = "" };
	if (*f.url == '\0' || !fetch_mail_address(f.from))
		out->why = "no mail-url and mail-from";
	else if (!fetch_mail_address(f.to))
		out->why = "the line's address is none";
	else if ((e = credentials(m, &f.user, &f.password)) == ECS_OK) {
		f.message = message(m);
		e = fetch_mail(m->arena, &f, &out->why);
	}
	out->what = e == ECS_OK ? PEER_DONE : e == ECS_FORBIDDEN ? PEER_REFUSED : PEER_RETRY;
}
