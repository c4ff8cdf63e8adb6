/*
 * gsup.h - the Osmocom GSUP messages by which an HLR is asked for vectors, in
 * the IPA frames they travel in.
 *
 * Layer fmt.  No I/O.  Strings of octets of a TCP connection go in; one message
 * after the other comes out.  What is about vectors is secret: wipe it.
 */
#ifndef ECS_FMT_GSUP_H
#define ECS_FMT_GSUP_H

#include "fmt/nai.h"

enum {
	GSUP_FRAME = 4096,	/* of an HLR, with its head, at most */
	GSUP_OUT = 512,		/* what we write is at most this long */
	GSUP_UNIT = 100		/* octets of our name, at most */
};

enum gsup_kind {
	GSUP_PING, GSUP_PONG,
	GSUP_ID_GET,		/* who are you: answer with gsup_identity() */
	GSUP_RESULT, GSUP_ERROR,	/* of SendAuthInfo */
	GSUP_OTHER		/* not for us: to be passed over */
};

/* Causes of an ERROR (TS 24.008 10.5.5.14). */
enum {
	GSUP_UNKNOWN_IMSI = 2, GSUP_ILLEGAL_MS = 3, GSUP_NOT_ALLOWED = 8,
	GSUP_NETWORK_FAILURE = 17, GSUP_CONGESTION = 22
};

struct gsup {
	enum gsup_kind	 kind;
	char		 imsi[NAI_IMSI + 1];	/* RESULT, ERROR */
	uint8_t		 cause;		/* ERROR; 0 not said */
	bool		 has_vector;	/* RESULT: it has one that is for a USIM */
	struct aka_vector vector;	/* the first of these */
	struct span	 tags;		/* ID_GET; points into in */
};

/*
 * The message that in begins with.  ECS_OK with *used 0: it is not complete.
 * ECS_BODY_FORMAT: what follows cannot be told apart any more, so hang up.
 */
enum ecs_err	 gsup_parse(struct span in, struct gsup *out, size_t *used) MUST_CHECK;

/* Frames into out; the length. */
size_t		 gsup_ping(uint8_t out[GSUP_OUT]);
size_t		 gsup_pong(uint8_t out[GSUP_OUT]);

/* ID_RESP, for the tags that were asked for.  The HLR knows us by unit from then on. */
size_t		 gsup_identity(struct span tags, const char *unit, uint8_t out[GSUP_OUT]);

/*
 * SendAuthInfo for one vector.  imsi: 1 to 15 digits.  rand, auts: resynchronise
 * with these first; or NULL.
 */
size_t		 gsup_send_auth_info(const char *imsi, enum eap_type, const uint8_t *rand,
		    const uint8_t *auts, uint8_t out[GSUP_OUT]);

#endif
