/* outbox.c - rows of promises, and the datagram that wakes who carries them out. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/rnd.h"
#include "core/outbox.h"

enum ecs_err
outbox_add(struct db *db, const struct outbox_row *r, uint64_t now_ms)
{
	enum ecs_err e = q_outbox_add(db, r->operator, (int)r->kind, r->verb, r->line_id,
	    r->device_id, r->app, r->ref, now_ms, now_ms / 1000);

	return e == ECS_TAKEN ? ECS_OK : e;
}

void
outbox_ref(const char *prefix, char out[OUTBOX_REF + 1])
{
	uint8_t rnd[16];
	int n = snprintf(out, OUTBOX_REF + 1 - 2 * sizeof(rnd), "%s-", prefix);
	size_t at = strnlen(out, n > 0 ? (size_t)n : 0);

	rnd_bytes(rnd, sizeof(rnd));
	for (size_t i = 0; i < sizeof(rnd); i++)
		snprintf(out + at + 2 * i, 3, "%02x", rnd[i]);
}

enum ecs_err
outbox_push(struct db *db, unsigned operator, uint64_t line_id, uint64_t device_id, int app,
    const char *cause, uint64_t now_ms)
{
	return q_outbox_push(db, app, cause, now_ms, now_ms / 1000, line_id, operator, device_id);
}

enum ecs_err
outbox_end(struct db *db, uint64_t id, enum outbox_state state, const char *why,
    uint64_t now_ms, bool *ended)
{
	uint64_t affected = 0;
	enum ecs_err e = q_outbox_end(db, (int)state, why, now_ms / 1000, id, &affected);

	*ended = affected > 0;
	return e;
}

enum ecs_err
outbox_wait(struct db *db, uint64_t id, uint64_t again_ms)
{
	uint64_t affected;

	return q_outbox_wait(db, again_ms, id, &affected);
}

enum ecs_err
outbox_by_ref(struct db *db, const char *ref, struct outbox_row *out)
{
	struct q_outbox_by_ref q;
	enum ecs_err e;

	if (strlen(ref) > OUTBOX_REF)
		return ECS_NOROW;
	if ((e = q_outbox_by_ref(db, ref, &q)) != ECS_OK)
		return e;
	*out = (struct outbox_row){
		.id = q.id, .operator = (unsigned)q.operator, .kind = (enum outbox_kind)q.kind,
		.line_id = q.line_id, .device_id = q.device_id, .app = q.app,
		.state = (enum outbox_state)q.state, .attempts = (unsigned)q.attempts,
	};
	snprintf(out->verb, sizeof(out->verb), "%s", q.verb);
	snprintf(out->ref, sizeof(out->ref), "%s", ref);
	return ECS_OK;
}

void
outbox_wake(const struct conf *conf)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	int fd, n;

	n = snprintf(sa.sun_path, sizeof(sa.sun_path), "%s/outbox.sock", conf->run_dir);
	if (n < 0 || (size_t)n >= sizeof(sa.sun_path))
		return;		/* the poll finds it a second later */
	if ((fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) < 0)
		return;
	(void)!sendto(fd, "", 1, MSG_DONTWAIT | MSG_NOSIGNAL, (const void *)&sa, sizeof(sa));
	close(fd);
}
