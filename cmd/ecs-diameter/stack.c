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

enum {
	NO_AVP = 0x7fffffff,	/* nobody's code */
	PEERS = 64		/* of more than these each line is told */
};

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

/* Is this news of the peer?  It is tried again each few seconds, which is none. */
static bool
news(const struct peer_hdr *peer, const char *what)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static struct {
		const void	*peer;
		char		 what[80];
	} told[PEERS];
	bool new = true;

	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < NELEM(told); i++)
		if (told[i].peer == peer || told[i].peer == NULL) {
			new = told[i].peer == NULL ||
			    strncmp(told[i].what, what, sizeof(told[i].what) - 1) != 0;
			told[i].peer = peer;
			snprintf(told[i].what, sizeof(told[i].what), "%s", what);
			break;
		}
	pthread_mutex_unlock(&lock);
	return new;
}

static void
on_peer(enum fd_hook_type type, struct msg *m, struct peer_hdr *peer, void *other,
    struct fd_hook_permsgdata *pmd, void *data)
{
	const char *why = other == NULL ? "no reason given" : other;

	(void)m;
	(void)pmd;
	(void)data;
	if (!news(peer, type == HOOK_PEER_CONNECT_SUCCESS ? "" : why))
		return;
	if (type == HOOK_PEER_CONNECT_SUCCESS)
		log_msg(L_INFO, "connected to %s", peer_name(peer));
	else
		log_msg(L_WARN, "no connection to %s: %s", peer_name(peer), why);
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

/*
 * freeDiameter 1.2.1 aborts over an answer in which it could not read an AVP before
 * it got to Result-Code.  So that one is read first, and is another AVP if it is
 * none; the answer is dropped then, as it ought to be.
 */
static void
on_received(enum fd_hook_type type, struct msg *m, struct peer_hdr *peer, void *other,
    struct fd_hook_permsgdata *pmd, void *data)
{
	struct dictionary *dict = fd_g_config->cnf_dict;
	struct fd_pei pei = { .pei_errcode = NULL };
	struct msg_hdr *hdr;
	struct avp_hdr *h;
	struct avp *avp;
	int rc;

	(void)type;
	(void)peer;
	(void)other;
	(void)pmd;
	(void)data;
	if (m == NULL || fd_msg_hdr(m, &hdr) != 0 || hdr->msg_flags & CMD_FLAG_REQUEST)
		return;
	rc = fd_msg_browse(m, MSG_BRW_FIRST_CHILD, &avp, NULL);
	for (; rc == 0 && avp != NULL; rc = fd_msg_browse(avp, MSG_BRW_NEXT, &avp, NULL)) {
		if (fd_msg_avp_hdr(avp, &h) != 0)
			return;
		if (h->avp_code != word_code(W_RESULT_CODE) || h->avp_flags & AVP_FLAG_VENDOR)
			continue;
		if (fd_msg_parse_dict(avp, dict, &pei) != 0 || h->avp_value == NULL)
			h->avp_code = NO_AVP;
	}
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
	    !hook(HOOK_MASK(HOOK_MESSAGE_RECEIVED), on_received) ||
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
