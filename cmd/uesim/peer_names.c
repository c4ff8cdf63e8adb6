/* peer_names.c - EAP-AKA's numbers in words. */
#include "peer_aka.h"

const char *
peer_attr_name(unsigned type)
{
	static const char *const names[] = {
		[AT_RAND] = "AT_RAND", [AT_AUTN] = "AT_AUTN", [AT_RES] = "AT_RES",
		[AT_AUTS] = "AT_AUTS", [AT_PADDING] = "AT_PADDING",
		[AT_PERMANENT_ID_REQ] = "AT_PERMANENT_ID_REQ", [AT_MAC] = "AT_MAC",
		[AT_NOTIFICATION] = "AT_NOTIFICATION", [AT_ANY_ID_REQ] = "AT_ANY_ID_REQ",
		[AT_IDENTITY] = "AT_IDENTITY", [AT_FULLAUTH_ID_REQ] = "AT_FULLAUTH_ID_REQ",
		[AT_CLIENT_ERROR_CODE] = "AT_CLIENT_ERROR_CODE",
		[AT_KDF_INPUT] = "AT_KDF_INPUT", [AT_KDF] = "AT_KDF", [AT_IV] = "AT_IV",
		[AT_ENCR_DATA] = "AT_ENCR_DATA", [AT_NEXT_PSEUDONYM] = "AT_NEXT_PSEUDONYM",
		[AT_NEXT_REAUTH_ID] = "AT_NEXT_REAUTH_ID", [AT_CHECKCODE] = "AT_CHECKCODE",
		[AT_RESULT_IND] = "AT_RESULT_IND", [AT_BIDDING] = "AT_BIDDING",
	};

	return type < NELEM(names) && names[type] != NULL ? names[type] : "unknown attribute";
}

const char *
peer_subtype_name(unsigned subtype)
{
	switch (subtype) {
	case SUB_CHALLENGE:	return "Challenge";
	case SUB_REJECT:	return "Authentication-Reject";
	case SUB_SYNC_FAILURE:	return "Synchronization-Failure";
	case SUB_IDENTITY:	return "Identity";
	case SUB_NOTIFICATION:	return "Notification";
	case SUB_REAUTH:	return "Reauthentication";
	case SUB_CLIENT_ERROR:	return "Client-Error";
	}
	return "unknown subtype";
}
