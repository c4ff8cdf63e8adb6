/*
 * link.h - the connection to one operator's HLR, and who waits for it.
 *
 * The program's own header, above peer.  A link owns its socket and its line of
 * questions; it gives each ticket of the gateway's server its one answer.
 *
 * GSUP has no id that an answer would carry back: it is matched by IMSI.  So one
 * question of an IMSI is with the HLR at a time, the others wait; and one that
 * was given up stays where it is until its answer has come, so that this answer
 * is not taken for the next one's.
 */
#ifndef ECS_GSUP_LINK_H
#define ECS_GSUP_LINK_H

#include <sys/socket.h>

#include "base/conf.h"
#include "base/crypt.h"
#include "fmt/gsup.h"
#include "peer/gateway_server.h"

enum { ASKS = 512, ASKS_IMSI = 32 };	/* in line, and of them for one IMSI */

enum ask_state { WAITS, SENT, OWED };	/* OWED: given up, its answer is still to come */

struct ask {
	enum ask_state	 state;
	uint64_t	 ticket;
	uint64_t	 until_ms;	/* OWED: when the HLR has forgotten it */
	enum eap_type	 type;
	char		 imsi[NAI_IMSI + 1];
	bool		 resync;
	uint8_t		 rand[AKA_RAND], auts[AKA_AUTS];
};

enum link_state { DOWN, CONNECTS, MEETS, UP };	/* MEETS: until the HLR has asked our name */

struct link {
	const struct conf_operator *op;
	struct gateway_server *server;
	char		 unit[GSUP_UNIT + 1];
	struct sockaddr_storage address;
	enum link_state	 state;
	int		 fd;
	uint64_t	 next_ms;	/* DOWN: try again; CONNECTS, MEETS: give up */
	uint64_t	 up_ms, heard_ms, pinged_ms;
	unsigned	 pause_ms;	/* until the next try */
	bool		 told;		/* the log has that it is down */
	size_t		 in_len, out_len, nasks;
	uint8_t		 in[GSUP_FRAME], out[16 * GSUP_OUT];
	struct ask	 asks[ASKS];	/* in the order they came */
};

/* All times are of clock_mono_us(), in ms. */
void		 link_open(struct link *, const struct conf *, const struct conf_operator *,
		    struct gateway_server *);
void		 link_ask(struct link *, const struct gateway_ask *, uint64_t ticket,
		    uint64_t now_ms);

/* What to wait for; false: no descriptor.  Lowers *timeout_ms to what is due next. */
bool		 link_prepare(const struct link *, struct pollfd *, uint64_t now_ms,
		    int *timeout_ms);
void		 link_ready(struct link *, short revents, uint64_t now_ms);

/* line.c: the questions.  Gives up those whose time is over; true: the HLR owes too long. */
bool		 line_expire(struct link *, uint64_t now_ms);
void		 line_send(struct link *);	/* what may go out now */
void		 line_answer(struct link *, struct gsup *);
void		 line_again(struct link *);	/* the connection is lost: all wait once more */
void		 line_refuse(struct link *, const char *why);	/* everybody who waits */
void		 line_add(struct link *, const struct gateway_ask *, uint64_t ticket,
		    uint64_t now_ms);
uint64_t	 line_due_ms(const struct link *);	/* the next that expires */

#endif
