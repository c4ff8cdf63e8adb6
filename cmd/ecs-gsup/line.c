/* line.c - questions for an HLR, in the order they came. */
#include <stdio.h>
#include <string.h>

#include "link.h"

enum {
	EARLY_MS = 200,		/* before the worker gives up itself */
	DEBT_MS = 10000		/* an HLR that is silent for longer has lost the question */
};

static void
take_out(struct link *l, size_t i)
{
	struct ask *a = &l->asks[i];

	memmove(a, a + 1, (--l->nasks - i) * sizeof(*a));
	crypt_wipe(&l->asks[l->nasks], sizeof(*a));
}

static void
end(struct link *l, size_t i, enum gateway_verdict verdict, const char *why)
{
	uint64_t ticket = l->asks[i].ticket;

	take_out(l, i);
	gateway_server_refuse(l->server, ticket, verdict, why);
}

/* Is one of this IMSI with the HLR?  l->nasks when none is. */
static size_t
with_hlr(const struct link *l, const char *imsi)
{
	size_t i = 0;

	while (i < l->nasks && (l->asks[i].state == WAITS ||
	    strcmp(l->asks[i].imsi, imsi) != 0))
		i++;
	return i;
}

void
line_add(struct link *l, const struct gateway_ask *q, uint64_t ticket, uint64_t now_ms)
{
	struct ask *a = &l->asks[l->nasks];
	size_t same = 0;

	for (size_t i = 0; i < l->nasks; i++)
		same += strcmp(l->asks[i].imsi, q->imsi) == 0;
	if (l->nasks == ASKS || same >= ASKS_IMSI) {
		gateway_server_refuse(l->server, ticket, GATEWAY_BUSY,
		    "too many questions wait for the HLR");
		return;
	}
	*a = (struct ask){ .state = WAITS, .ticket = ticket, .type = q->type,
	    .until_ms = now_ms + l->op->peer_timeout_s * 1000 - EARLY_MS,
	    .resync = q->resync };
	memcpy(a->imsi, q->imsi, sizeof(a->imsi));
	memcpy(a->rand, q->rand, AKA_RAND);
	memcpy(a->auts, q->auts, AKA_AUTS);
	l->nasks++;
}

void
line_send(struct link *l)
{
	for (size_t i = 0; i < l->nasks; i++) {
		struct ask *a = &l->asks[i];

		if (a->state != WAITS || with_hlr(l, a->imsi) < l->nasks)
			continue;
		if (l->out_len + GSUP_OUT > sizeof(l->out))
			return;
		l->out_len += gsup_send_auth_info(a->imsi, a->type, a->rand,
		    a->resync ? a->auts : NULL, l->out + l->out_len);
		a->state = SENT;
	}
}

static enum gateway_verdict
verdict(uint8_t cause)
{
	if (cause == GSUP_CONGESTION)
		return GATEWAY_BUSY;
	return cause >= GSUP_UNKNOWN_IMSI && cause <= GSUP_NOT_ALLOWED ? GATEWAY_UNKNOWN :
	    GATEWAY_UNABLE;
}

void
line_answer(struct link *l, struct gsup *m)
{
	struct gateway_answer a = { .verdict = GATEWAY_OK };
	size_t i = with_hlr(l, m->imsi);
	char why[GATEWAY_WHY + 1];
	uint64_t ticket;

	if (i == l->nasks)
		return;			/* nobody asked for it */
	ticket = l->asks[i].ticket;
	if (l->asks[i].state == OWED)
		take_out(l, i);
	else if (m->kind == GSUP_ERROR) {
		snprintf(why, sizeof(why), "the HLR says cause %u", m->cause);
		end(l, i, verdict(m->cause), why);
	} else if (!m->has_vector)
		end(l, i, GATEWAY_UNKNOWN, "the HLR has no vector for a USIM");
	else {
		take_out(l, i);
		a.vector = m->vector;
		gateway_server_answer(l->server, ticket, &a);
		crypt_wipe(&a, sizeof(a));
	}
}

bool
line_expire(struct link *l, uint64_t now_ms)
{
	for (size_t i = l->nasks; i-- > 0;) {
		struct ask *a = &l->asks[i];

		if (a->until_ms > now_ms)
			continue;
		if (a->state == OWED)
			return true;
		if (a->state == WAITS) {
			/* Behind another one of its IMSI it says nothing of the HLR. */
			end(l, i, with_hlr(l, a->imsi) < l->nasks ? GATEWAY_BUSY : GATEWAY_UNABLE,
			    "no turn with the HLR in time");
			continue;
		}
		a->state = OWED;
		a->until_ms = now_ms + DEBT_MS;
		gateway_server_refuse(l->server, a->ticket, GATEWAY_UNABLE,
		    "the HLR gave no answer in time");
	}
	return false;
}

void
line_again(struct link *l)
{
	for (size_t i = l->nasks; i-- > 0;)
		if (l->asks[i].state == OWED)
			take_out(l, i);
		else
			l->asks[i].state = WAITS;
}

void
line_refuse(struct link *l, const char *why)
{
	while (l->nasks > 0)
		end(l, l->nasks - 1, GATEWAY_UNABLE, why);
}

uint64_t
line_due_ms(const struct link *l)
{
	uint64_t due = UINT64_MAX;

	for (size_t i = 0; i < l->nasks; i++)
		if (l->asks[i].until_ms < due)
			due = l->asks[i].until_ms;
	return due;
}
