/* requestor.c - ecsctl requestor: servers that ask on behalf of devices (TS.43 2.8.3). */
#include <stdio.h>
#include <string.h>

#include "base/rnd.h"
#include "core/server_token.h"
#include "find.h"
#include "fmt/param.h"
#include "requestor_new.h"
#include "words.h"

static const struct opt opts[] = {
	O_STR(struct requestor_in, name, "name", "TEXT", "what people call it"),
	O_STR(struct requestor_in, client_id, "client-id", "ID",
	    "its name at the authorization server"),
	O_STR(struct requestor_in, operations, "operations", "LIST",
	    "what it may do: ap2011/CheckEligibility,..."),
	O_STR(struct requestor_in, key, "key", "FILE", "its public keys, PEM or JWKS"),
	O_STR(struct requestor_in, alg, "alg", "ALG",
	    "of its assertions: RS256 (default), PS256, ES256"),
	O_STR(struct requestor_in, state, "state", "STATE", "active or suspended"),
	/* Last: add has no such option. */
	O_FLAG(struct requestor_in, revoke, "revoke", "end the tokens it has"),
};

struct work {
	struct ctl	*c;
	const struct requestor_in *in;
	const struct conf_operator *op;
	const char	*id;
	const char	*jwks;		/* NULL: not given */
	uint32_t	 epoch;		/* of a new one */
};

static const char *
or(const char *given, const char *was)
{
	return given != NULL ? given : was;
}

/* "name=... operations=...": the options as they were given. */
static const char *
said(struct work *w)
{
	struct buf b;

	buf_init(&b, w->c->a, 256);
	buf_str(&b, w->id);
	for (size_t i = 0; i < NELEM(opts); i++) {
		const char *at = (const char *)w->in + opts[i].offset;
		const char *value = opts[i].kind == OPT_STR ?
		    *(const char *const *)(const void *)at : w->in->revoke ? "yes" : NULL;

		if (value != NULL)
			buf_printf(&b, " %s=%s", opts[i].name, value);
	}
	return buf_cstr(&b);
}

static bool
start(struct work *w, struct ctl *c, const struct requestor_in *in, const char *id)
{
	*w = (struct work){ .c = c, .in = in, .id = id };
	if (strlen(id) > SERVER_ID_MAX || !valid_id(id))
		return ctl_usage(c, "want a requestor_id of 1 to %d letters, digits and . _ : -",
		    SERVER_ID_MAX), false;
	return requestor_in_ok(c, in) && (w->op = find_named(c)) != NULL;
}

static enum ctl_rc
done(struct work *w, enum ecs_err e, const char *past)
{
	if (e == ECS_NOROW)
		return ctl_fail("%s has no requestor \"%s\"", w->op->name, w->id);
	if (e == ECS_TAKEN)
		return ctl_fail("%s has a requestor of that requestor_id or client_id already",
		    w->op->name);
	if (e != ECS_OK)
		return ctl_db_fail(e, "changing the requestor");
	if (w->c->json)
		printf("{\"changed\":1}\n");
	else
		printf("%s: requestor %s %s\n", w->op->name, w->id, past);
	return CTL_OK;
}

static enum ecs_err
write_add(struct db *db, void *arg)
{
	struct work *w = arg;
	const struct requestor_in *in = w->in;
	enum ecs_err e = q_requestor_add(db, w->op->id, w->id, or(in->name, w->id), in->client_id,
	    or(in->alg, "RS256"), or(w->jwks, ""), in->operations, or(in->state, "active"),
	    w->epoch);

	return e != ECS_OK ? e : ctl_audit(w->c, db, w->op->id, 0, "requestor-add", said(w));
}

static enum ctl_rc
add(struct ctl *c, const void *arg, const char *const *operand)
{
	const struct requestor_in *in = arg;
	struct work w;

	if (in->client_id == NULL || in->operations == NULL)
		return ctl_usage(c, "want --client-id and --operations");
	if (!start(&w, c, in, operand[0]))
		return CTL_USAGE;
	if (in->key != NULL &&
	    (w.jwks = requestor_keys(c, in->key, or(in->alg, "RS256"))) == NULL)
		return CTL_FAILED;
	/* A new one's tokens are not those of one that was removed and had the same name. */
	rnd_bytes(&w.epoch, sizeof(w.epoch));
	w.epoch = w.epoch >> 1 | 1;
	return done(&w, db_tx(ctl_db(c), write_add, &w), "is there");
}

/* What is not named stays as it is; keys that are not for a new alg do not. */
static enum ecs_err
write_set(struct db *db, void *arg)
{
	struct work *w = arg;
	const struct requestor_in *in = w->in;
	struct q_requestor_lock *old = a_zalloc(w->c->a, sizeof(*old));
	uint64_t n;
	enum ecs_err e = q_requestor_lock(db, w->op->id, w->id, old);

	if (e != ECS_OK)
		return e;
	e = q_requestor_set(db, or(in->name, old->name), or(in->client_id, old->client_id),
	    or(in->alg, word_name(requestor_algs, old->alg)), or(w->jwks, old->jwks),
	    or(in->operations, old->operations),
	    or(in->state, word_name(requestor_states, old->state)), old->epoch + in->revoke,
	    w->op->id, w->id, &n);
	return e != ECS_OK ? e : ctl_audit(w->c, db, w->op->id, 0, "requestor-set", said(w));
}

static enum ctl_rc
set(struct ctl *c, const void *arg, const char *const *operand)
{
	static const struct requestor_in nothing;
	const struct requestor_in *in = arg;
	struct q_requestor_get r;
	struct work w;
	enum ecs_err e;

	if (memcmp(in, &nothing, sizeof(nothing)) == 0)
		return ctl_usage(c, "nothing to set");
	if (in->alg != NULL && in->key == NULL)
		return ctl_usage(c, "alg: want --key, for its keys go with it");
	if (!start(&w, c, in, operand[0]))
		return CTL_USAGE;
	if ((e = q_requestor_get(ctl_db(c), w.op->id, w.id, &r)) != ECS_OK)
		return done(&w, e, "");
	if (in->key != NULL && (w.jwks = requestor_keys(c, in->key,
	    or(in->alg, word_name(requestor_algs, r.alg)))) == NULL)
		return CTL_FAILED;
	return done(&w, db_tx(c->db, write_set, &w), "is changed");
}

static enum ecs_err
write_remove(struct db *db, void *arg)
{
	struct work *w = arg;
	uint64_t n;
	enum ecs_err e = q_requestor_remove(db, w->op->id, w->id, &n);

	if (e == ECS_OK && n == 0)
		e = ECS_NOROW;
	return e != ECS_OK ? e : ctl_audit(w->c, db, w->op->id, 0, "requestor-remove", w->id);
}

static enum ctl_rc
forget(struct ctl *c, const void *arg, const char *const *operand)
{
	static const struct requestor_in nothing;
	struct work w;

	(void)arg;
	return !start(&w, c, &nothing, operand[0]) ? CTL_USAGE :
	    done(&w, db_tx(ctl_db(c), write_remove, &w), "is gone");
}

const struct command ctl_requestor_add = {
	"requestor add", "ID", 1, "a server may ask for devices",
	opts, NELEM(opts) - 1, sizeof(struct requestor_in), add, false
};

const struct command ctl_requestor_set = {
	"requestor set", "ID", 1, "change a server, or end its tokens",
	opts, NELEM(opts), sizeof(struct requestor_in), set, false
};

const struct command ctl_requestor_remove = {
	"requestor remove", "ID", 1, "forget a server; its tokens end",
	NULL, 0, 0, forget, false
};
