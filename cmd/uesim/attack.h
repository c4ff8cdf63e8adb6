/*
 * attack.h - what somebody with a phone of their own may try; each says what it
 * tried and whether the server held.
 */
#ifndef UESIM_ATTACK_H
#define UESIM_ATTACK_H

#include "ask.h"

/*
 * UE_USABLE: the server held.  UE_SERVER: it did not.  Any other code: nothing
 * was shown, and why has been told.  n is a number behind the name, or 0.
 */
enum ue_exit	 attack_identity(struct ue *, const struct asked *, unsigned n);
enum ue_exit	 attack_replay(struct ue *, const struct asked *, unsigned n);
enum ue_exit	 attack_race(struct ue *, const struct asked *, unsigned n);
enum ue_exit	 attack_callback(struct ue *, const struct asked *, unsigned n);

/* A document with a token came: whoever sent the request is in. */
bool		 attack_won(struct ue *, const struct asked *, const struct http_rsp *);

/*
 * Says "what: refused (403)." and true; or what went wrong, and false.  A server
 * that failed did not refuse: *code says so.
 */
bool		 attack_refused(struct ue *, const struct asked *, const char *what,
		    const struct http_rsp *, enum ue_exit *code);

/* The last word, and the exit code. */
enum ue_exit	 attack_verdict(struct ue *, bool held);

#endif
