/*
 * peer_aka.h - the phone's end of EAP-AKA (RFC 4187) and EAP-AKA' (RFC 9048).
 *
 * No I/O.  How closely a challenge is looked at depends on the client that is
 * played: struct peer says which.
 */
#ifndef UESIM_PEER_AKA_H
#define UESIM_PEER_AKA_H

#include "base/arena.h"
#include "usim.h"

enum { PEER_PACKET_MAX = 1500, PEER_SAID_MAX = 4096 };

/* EAP and its attributes by number (RFC 4187 8.1, 11; RFC 9048 3). */
enum {
	EAP_REQUEST = 1, EAP_RESPONSE = 2,
	TYPE_AKA = 23, TYPE_AKA_PRIME = 50,
	SUB_CHALLENGE = 1, SUB_REJECT = 2, SUB_SYNC_FAILURE = 4, SUB_IDENTITY = 5,
	SUB_NOTIFICATION = 12, SUB_REAUTH = 13, SUB_CLIENT_ERROR = 14,
	AT_RAND = 1, AT_AUTN = 2, AT_RES = 3, AT_AUTS = 4, AT_PADDING = 6,
	AT_PERMANENT_ID_REQ = 10, AT_MAC = 11, AT_NOTIFICATION = 12, AT_ANY_ID_REQ = 13,
	AT_IDENTITY = 14, AT_FULLAUTH_ID_REQ = 17, AT_CLIENT_ERROR_CODE = 22,
	AT_KDF_INPUT = 23, AT_KDF = 24, AT_IV = 129, AT_ENCR_DATA = 130,
	AT_NEXT_PSEUDONYM = 132, AT_NEXT_REAUTH_ID = 133, AT_CHECKCODE = 134,
	AT_RESULT_IND = 135, AT_BIDDING = 136
};

enum peer_look {
	PEER_OFFSETS,	/* RAND at octet 12, AUTN at octet 32, nothing else seen */
	PEER_WALK,	/* attributes walked, unknown ones skipped, AT_MAC not looked at */
	PEER_STRICT	/* as the RFC says; AT_MAC verified, AT_CHECKCODE sent */
};

struct peer {
	struct sim	*sim;
	const char	*identity;	/* as sent in EAP_ID, then in AT_IDENTITY */
	const char	*own;		/* to AKA-Identity */
	bool		 prime;
	bool		 full;		/* knows AKA-Identity, as no phone does */
	bool		 forge;		/* answers a challenge that was made with another key */
	enum peer_look	 look;
	bool		 sends_reject;	/* Authentication-Reject when MAC-A is wrong */
	bool		 wrong_res;	/* trial */
	int		 asked;		/* by AKA-Identity so far */
	uint8_t		 said[PEER_SAID_MAX];	/* those rounds, for AT_CHECKCODE */
	size_t		 said_len;
};

enum peer_result {
	PEER_ANSWERED,		/* Response/AKA-Challenge */
	PEER_NAMED,		/* Response/AKA-Identity */
	PEER_RESYNC,		/* Response/AKA-Synchronization-Failure */
	PEER_REJECTED,		/* a refusal to send: why says what was wrong */
	PEER_STOPPED		/* nothing is sent: why */
};

struct peer_answer {
	uint8_t		 packet[PEER_PACKET_MAX];
	size_t		 len;
	const char	*why;		/* in the arena, or static */
	bool		 mac_wrong;	/* AT_MAC was wrong and this client does not look */
	bool		 forged;	/* with another key than the challenge's */
	uint64_t	 seq, seq_ms;
};

enum peer_result peer_request(struct peer *, struct arena *, struct span packet,
		    struct peer_answer *out);

const char	*peer_attr_name(unsigned type);		/* "AT_RAND"; static */
const char	*peer_subtype_name(unsigned subtype);	/* "Challenge"; static */

#endif
