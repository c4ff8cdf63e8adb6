/* password.c - rows of kind sms and mail: a one-time password leaves. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "core/sealed.h"
#include "io/text.h"
#include "flow/otp.h"
#include "outbox.h"
#include "peer/mail.h"
#include "peer/sms.h"

/* A code that is over is of no use to anybody, and one to nobody was never meant to leave. */
enum ecs_err
password_load(struct worker *w, const struct conf_operator *op, const struct outbox_row *r,
    struct password *out, const char **why)
{
	struct span code;
	enum ecs_err e = q_otp_get(w->db, r->ref, &out->row);

	*why = "its one-time password is gone";
	if (e != ECS_OK)
		return e;
	*why = "its one-time password is over";
	if (out->row.expires_ms <= clock_ms())
		return ECS_NOROW;
	*why = "nobody has the number";
	if (*out->row.msisdn == '\0')
		return ECS_NOROW;
	*why = "the line has no address";
	if (r->kind == OUTBOX_MAIL && *out->row.email == '\0')
		return ECS_NOROW;
	*why = "its one-time password does not open";
	e = sealed_get(w->keys, op, w->arena, OTP_LABEL, SPAN(out->row.code, out->row.code_len),
	    &code);
	if (e != ECS_OK)
		return e == ECS_AUTH_FAILED ? ECS_NOROW : e;
	out->code = a_secret(w->arena, code.len + 1);
	memcpy(out->code, code.p, code.len);
	return ECS_OK;
}

/* "My mobile: never share this.\nYour code: 123456"; the code is last, where phones look for it. */
static char *
text(struct worker *w, const struct conf_operator *op, const struct outbox_row *r,
    const struct password *p)
{
	const char *language = p->row.language;
	const char *say = text_get(w->conf, op, language, a_printf(w->arena, "otp-%s", r->verb));
	const char *brand = text_get(w->conf, op, language, "brand");
	const char *warning = text_get(w->conf, op, language, "otp-warning");
	size_t size = strlen(say) + strlen(brand) + strlen(warning) + strlen(p->code) + 8;
	char *out = a_secret(w->arena, size);

	snprintf(out, size, "%s: %s\n%s %s", brand, warning, say, p->code);
	return out;
}

void
password_send(struct worker *w, const struct conf_operator *op, const struct outbox_row *r,
    const struct password *p, struct peer_answer *out)
{
	char *say = text(w, op, r, p);

	if (r->kind == OUTBOX_SMS)
		sms_send(&(struct sms){ .conf = w->conf, .op = op, .arena = w->arena,
		    .to = p->row.msisdn, .text = say, .port = (unsigned)p->row.sms_port }, out);
	else
		mail_send(&(struct mail){ .conf = w->conf, .op = op, .arena = w->arena,
		    .ref = r->ref, .to = p->row.email, .text = say,
		    .subject = text_get(w->conf, op, p->row.language, "otp-subject"),
		    .now = clock_ms() / 1000 }, out);
}
