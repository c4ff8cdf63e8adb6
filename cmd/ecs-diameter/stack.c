/* stack.c - freeDiameter's start, its lines for the log, and its end. */
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "fd.h"
#include "request.h"
#include "stack.h"

static atomic_bool	 running, muted;
static pthread_t	 watcher;

/*
 * Its errors dump messages, identifiers and keys included.  So it is heard while
 * it starts, when there are none, and then only what the hooks below are told.
 */
static void
heard(int level, const char *format, va_list args)
{
	char line[512];

	if (level < FD_LOG_ERROR || atomic_load(&muted))
		return;
	vsnprintf(line, sizeof(line), format, args);
	log_msg(L_ERROR, "freeDiameter: %s", line);
}

static const char *
peer_name(const struct peer_hdr *peer)
{
	return peer == NULL ? "an unknown peer" : peer->info.pi_diamid;
}

static void
on_peer(enum fd_hook_type type, struct msg *m, struct peer_hdr *peer, void *other,
    struct fd_hook_permsgdata *pmd, void *data)
{
	(void)m;
	(void)pmd;
	(void)data;
	if (type == HOOK_PEER_CONNECT_SUCCESS)
		log_msg(L_INFO, "connected to %s", peer_name(peer));
	else
		log_msg(L_WARN, "no connection to %s: %s", peer_name(peer),
		    other == NULL ? "no reason given" : (const char *)other);
}

/* Without a hook of ours freeDiameter would dump each of these messages. */
static void
on_trouble(enum fd_hook_type type, struct msg *m, struct peer_hdr *peer, void *other,
    struct fd_hook_permsgdata *pmd, void *data)
{
	(void)peer;
	(void)other;
	(void)pmd;
	(void)data;
	if (type == HOOK_MESSAGE_DROPPED)
		request_dropped(m);
}

static bool
hook(uint32_t mask, void (*fn)(enum fd_hook_type, struct msg *, struct peer_hdr *, void *,
    struct fd_hook_permsgdata *, void *))
{
	struct fd_hook_hdl *handle;

	return fd_hook_register(mask, fn, NULL, NULL, &handle) == 0;
}

/* freeDiameter ends itself when it cannot go on; then nothing more will come. */
static void *
watch(void *data)
{
	(void)data;
	fd_core_wait_shutdown_complete();
	atomic_store(&running, false);
	outcome_give(outcome_new(0));
	return NULL;
}

bool
stack_start(const char *file)
{
	/* The handler first: the library announces itself on standard output. */
	(void)fd_log_handler_register(heard);
	if (fd_core_initialize() != 0) {
		log_msg(L_ERROR, "freeDiameter does not start");
		return false;
	}
	if (fd_core_parseconf(file) != 0) {
		log_msg(L_ERROR, "%s is not a configuration that freeDiameter takes", file);
		return false;
	}
	if (!words_learn())
		return false;
	atomic_store(&running, true);
	if (!hook(HOOK_MASK(HOOK_PEER_CONNECT_SUCCESS, HOOK_PEER_CONNECT_FAILED), on_peer) ||
	    !hook(HOOK_MASK(HOOK_MESSAGE_PARSING_ERROR, HOOK_MESSAGE_ROUTING_ERROR,
	    HOOK_MESSAGE_DROPPED), on_trouble) ||
	    fd_core_start() != 0 || fd_core_waitstartcomplete() != 0 ||
	    pthread_create(&watcher, NULL, watch, NULL) != 0) {
		log_msg(L_ERROR, "freeDiameter does not start");
		return false;
	}
	atomic_store(&muted, true);
	return true;
}

bool
stack_runs(void)
{
	return atomic_load(&running);
}

void
stack_stop(void)
{
	fd_core_shutdown();
	pthread_join(watcher, NULL);
}
