/* hlr_http.c - a service of the operator gives vectors, in JSON over HTTPS. */
#include "base/crypt.h"
#include "fmt/hlr_json.h"
#include "io/fetch.h"
#include "peer/hlr.h"

/* TS 24.302 8.1.1.2: what CK', IK' are bound to for an untrusted access. */
static const char network[] = "WLAN";

static enum ecs_err
fail(struct hlr *h, enum ecs_err e, const char *why)
{
	h->why = why;
	return e;
}

static enum ecs_err
vector(struct hlr *h, const struct hlr_ask *ask, struct aka_vector *out)
{
	const struct conf_operator *op = h->op;
	struct fetched f;
	enum ecs_err e;

	e = fetch(h->arena, &(struct fetch){
	    .url = op->hlr_url, .timeout_ms = op->peer_timeout_s * 1000,
	    .connect_ms = op->peer_timeout_s * 500, .ca_file = op->peer_ca,
	    .certificate = op->peer_certificate,
	    .body = hlr_json_ask(h->arena, ask->imsi, ask->type, network, ask->rand, ask->auts),
	    .headers = { "Content-Type: application/json", "Accept: application/json" },
	    }, &f);
	if (e != ECS_OK)
		return fail(h, e, f.why);
	if (f.status == 403 || f.status == 404)
		return fail(h, ECS_AUTH_FAILED, "the HLR knows no such SIM, or AUTS is wrong");
	h->heard = f.status < 500;
	if (f.status != 200)
		return fail(h, ECS_PEER_DOWN, a_printf(h->arena, "answered with status %d",
		    f.status));
	e = hlr_json_read(f.body, out);
	crypt_wipe((void *)(uintptr_t)f.body.p, f.body.len);
	if (e != ECS_OK)
		return fail(h, ECS_PEER_DOWN, "answer not understood");
	return hlr_vector_ok(h, ask, out);
}

const struct hlr_driver hlr_http = { "http", true, vector };
