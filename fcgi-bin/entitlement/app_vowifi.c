/*
 * app_vowifi.c - ap2004, voice over Wi-Fi.
 *
 * TS.43 v12 3.1, mode table 20.  Four numbers tell a device what to do, and
 * only some of their combinations mean anything to it:
 *
 *   status 2              cannot be offered: MessageForIncompatible
 *   status 0, T or A 0    data missing: it opens ServiceFlow_URL
 *   status 0, T or A 3    data being updated
 *   status 3 (P 0 or 3)   being provisioned
 *   status 1              can be activated
 *
 * Android shows an error for the third and fourth, so by default (operator
 * option `pending`) a service on its way looks like the second: the sheet that
 * the device opens then says what it waits for.
 */
#include <time.h>

#include <string.h>

#include "app.h"
#include "core/ticket.h"

/* Values of TC_Status, AddrStatus and ProvStatus. */
enum { NOT_AVAILABLE, AVAILABLE, NOT_REQUIRED, IN_PROGRESS };

struct modes {
	int	status, tc, addr, prov;
};

static const struct resp_def *
resp(const struct common *c, size_t *n)
{
	static const struct resp_def rows[] = {
		{ PN_EntitlementStatus, REQUIRED },
		{ PN_ServiceFlow_URL, REQUIRED },
		{ PN_ServiceFlow_UserData, REQUIRED },
		{ PN_AddrStatus, REQUIRED },
		{ PN_AddrExpiry, OPTIONAL },
		{ PN_AddrIdentifier, OPTIONAL },
		{ PN_TC_Status, REQUIRED },
		{ PN_ProvStatus, REQUIRED },
		{ PN_MessageForIncompatible, REQUIRED },
	};

	(void)c;
	*n = NELEM(rows);
	return rows;
}

static int
number(enum ent_step s)
{
	static const int n[] = {
		[STEP_NOT_REQUIRED] = NOT_REQUIRED, [STEP_MISSING] = NOT_AVAILABLE,
		[STEP_PENDING] = IN_PROGRESS, [STEP_DONE] = AVAILABLE,
	};

	return n[s];
}

static struct modes
modes(const struct decision *d, bool missing)
{
	struct modes m = { d->status, number(d->terms), number(d->address), number(d->prov) };
	bool asked = d->terms == STEP_MISSING || d->address == STEP_MISSING;

	if (d->status == ENT_ENABLED || d->status == ENT_INCOMPATIBLE)
		return m;
	if (d->terms == STEP_NOT_REQUIRED && d->address == STEP_NOT_REQUIRED &&
	    d->status == ENT_DISABLED) {
		m.status = ENT_INCOMPATIBLE;	/* a suspended line: nothing to fill in */
		return m;
	}
	if (d->prov == STEP_MISSING && d->deciding != REASON_PROV_FAILED)
		m.prov = NOT_AVAILABLE;
	if (missing || asked) {
		m.status = ENT_DISABLED;
		m.tc = d->terms == STEP_NOT_REQUIRED && asked ? NOT_REQUIRED : NOT_AVAILABLE;
		m.addr = d->address == STEP_NOT_REQUIRED ? NOT_REQUIRED : NOT_AVAILABLE;
	}
	return m;
}

static const char *
iso8601(struct arena *a, uint64_t seconds)
{
	time_t t = (time_t)seconds;
	char buf[32];
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(buf, sizeof(buf), "%Y-%m-%dT%H:%M:%S+00:00", &tm);
	return a_strdup(a, buf);
}

/*
 * What opens the sheet.  A device may use the answer it has kept, so a ticket
 * lives as long as that.
 */
static enum ecs_err
userdata(struct req *rq, const struct asker *who, const char **out)
{
	unsigned ttl = rq->op->ticket_ttl_s > rq->op->validity_s ? rq->op->ticket_ttl_s :
	    rq->op->validity_s;
	struct ticket t = {
		.operator = rq->op->id, .sim_id = who->sim_id, .line_id = who->line_id,
		.device_id = who->device_id, .sim_epoch = who->sim_epoch,
		.issued = rq->now, .expires = rq->now + ttl, .flow = "wifi-calling",
	};

	return ticket_seal(rq->srv->keys, rq->srv->conf, rq->arena, &t, out);
}

static enum ecs_err
write(struct req *rq, const struct asker *who, const struct decision *d, struct node *n)
{
	struct modes m = modes(d, strcmp(rq->op->pending, "missing") == 0);
	const char *ticket = "";
	enum ecs_err e;

	if (m.status != ENT_INCOMPATIBLE && (e = userdata(rq, who, &ticket)) != ECS_OK)
		return e;
	doc_int(n, PN_EntitlementStatus, m.status);
	doc_str(n, PN_ServiceFlow_URL, a_printf(rq->arena, "%s/websheet/wifi-calling",
	    rq->op->url));
	doc_str(n, PN_ServiceFlow_UserData, ticket);
	doc_int(n, PN_TC_Status, m.tc);
	doc_int(n, PN_AddrStatus, m.addr);
	if (d->addr_expires != 0)
		doc_str(n, PN_AddrExpiry, iso8601(rq->arena, d->addr_expires));
	if (*d->addr_location != '\0')
		doc_str(n, PN_AddrIdentifier, d->addr_location);
	doc_int(n, PN_ProvStatus, m.prov);
	doc_str(n, PN_MessageForIncompatible, m.status == ENT_INCOMPATIBLE ?
	    app_message(rq, d, d->deciding) : "");
	return ECS_OK;
}

const struct app app_vowifi = {
	.id = "ap2004", .app = 2004, .least = AUTH_OIDC, .resp = resp, .write = write,
};
