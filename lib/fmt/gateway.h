/*
 * gateway.h - what a worker and a gateway daemon say to each other.
 *
 * Layer fmt.  A gateway is the one process of a node that speaks a protocol
 * with state of its own (GSUP, Diameter) for all workers.  They talk on a
 * SOCK_SEQPACKET socket, RUN-DIR/NAME.sock, one message a packet: a question
 * and, when there is one, its answer, which carries the question's id.  There
 * is one spelling for each message.  No I/O; spans of a message that was read
 * point into the caller's bytes.  Both kinds are secret: wipe them.
 */
#ifndef ECS_FMT_GATEWAY_H
#define ECS_FMT_GATEWAY_H

#include "fmt/nai.h"

enum {
	GATEWAY_MAX = 6144,	/* octets of a message, at most */
	GATEWAY_EAP = 4000, GATEWAY_STATE = 512, GATEWAY_WHY = 64
};

enum gateway_kind {
	GATEWAY_VECTOR = 1,	/* a vector for a SIM */
	GATEWAY_PASS = 2	/* an EAP packet for the AAA */
};

struct gateway_ask {
	enum gateway_kind kind;
	uint32_t	 id;		/* unlike that of any question before it */
	unsigned	 operator;	/* its number, 1 to 65535 */
	/* VECTOR */
	enum eap_type	 type;
	char		 imsi[NAI_IMSI + 1];	/* 1 to 15 digits */
	bool		 resync;	/* with these two */
	uint8_t		 rand[AKA_RAND], auts[AKA_AUTS];
	/* PASS */
	char		 identity[NAI_MAX + 1];	/* 1 to 253 printable ASCII */
	struct span	 packet;	/* 1 to GATEWAY_EAP octets */
	struct span	 state;		/* up to GATEWAY_STATE; len 0 begins */
};

enum gateway_verdict {
	GATEWAY_OK = 1,		/* VECTOR: there is one */
	GATEWAY_UNKNOWN = 2,	/* VECTOR: no such SIM, or AUTS is wrong */
	GATEWAY_CHALLENGE = 3,	/* PASS: packet and state */
	GATEWAY_ACCEPT = 4,	/* PASS: user_name, and a packet or none */
	GATEWAY_REJECT = 5,	/* PASS: a packet or none */
	GATEWAY_UNABLE = 6,	/* no answer, or none that is one */
	GATEWAY_BUSY = 7,	/* too many wait already */
	GATEWAY_ERROR = 8	/* it answered: with an error, or what is of no use */
};

struct gateway_answer {
	enum gateway_kind kind;
	uint32_t	 id;
	enum gateway_verdict verdict;
	char		 why[GATEWAY_WHY + 1];	/* for the log; "" none, no identifier */
	struct aka_vector vector;	/* OK */
	struct span	 packet, state;	/* CHALLENGE, ACCEPT, REJECT */
	char		 user_name[NAI_MAX + 1];	/* whom the AAA named; "" none */
};

/* Into out; the length, 0 when a member is not what it may be. */
size_t		 gateway_ask_put(const struct gateway_ask *, uint8_t out[GATEWAY_MAX]);
size_t		 gateway_answer_put(const struct gateway_answer *, uint8_t out[GATEWAY_MAX]);

/* ECS_BODY_FORMAT: not a message of this version, or it has too much or too little. */
enum ecs_err	 gateway_ask_get(struct span, struct gateway_ask *out) MUST_CHECK;
enum ecs_err	 gateway_answer_get(struct span, struct gateway_answer *out) MUST_CHECK;

#endif
