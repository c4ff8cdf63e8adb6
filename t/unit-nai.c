/* unit-nai.c - EAP_ID: TS 23.003 19.3.2, and what devices make of it. */
#include "fmt/nai.h"
#include "tap.h"

static struct nai	 n;

static bool
own(const void *arg, const char *realm)
{
	return strcmp(realm, arg) == 0;
}

static bool
is(const char *id, enum eap_type type, const char *imsi, const char *plmn)
{
	return nai_parse(id, own, "aes.example.net", &n) == ECS_OK && n.type == type &&
	    strcmp(n.imsi, imsi) == 0 && strcmp(n.plmn, plmn) == 0 &&
	    strcmp(n.realm, strchr(id, '@') + 1) == 0;
}

#define REALM(mnc, mcc)	"@nai.epc.mnc" mnc ".mcc" mcc ".3gppnetwork.org"

static void
taken(void)
{
	/* TS 23.003 19.3.2: IMSI 234150999999999, MNC of two digits. */
	OK(is("0234150999999999" REALM("015", "234"), EAP_AKA, "234150999999999", "23415"));
	OK(is("6234150999999999" REALM("015", "234"), EAP_AKA_PRIME, "234150999999999", "23415"));
	OK(is("0310150123456789" REALM("150", "310"), EAP_AKA, "310150123456789", "310150"));
	OK(is("0234150999999999@wlan.mnc015.mcc234.3gppnetwork.org", EAP_AKA,
	    "234150999999999", "23415"));
	OK(is("234150999999999" REALM("015", "234"), EAP_AKA, "234150999999999", "23415"));
	OK(is("023415099999999" REALM("015", "234"), EAP_AKA, "23415099999999", "23415"));
	/* An IMSI that itself begins with 0: the test network 001 01. */
	OK(is("0001010000000001" REALM("001", "001"), EAP_AKA, "001010000000001", "00101"));
	OK(is("001010000000001" REALM("001", "001"), EAP_AKA, "001010000000001", "00101"));
	/* Three digits fit before two do. */
	OK(is("0001001000000001" REALM("001", "001"), EAP_AKA, "001001000000001", "001001"));
	OK(is("0234150999999999@aes.example.net", EAP_AKA, "234150999999999", ""));
	OK(is("6234150999999999@aes.example.net", EAP_AKA_PRIME, "234150999999999", ""));
	OK(is("0234150999999999@NAI.EPC.mnc015.mcc234.3gppnetwork.org", EAP_AKA,
	    "234150999999999", "23415"));
}

static void
refused(void)
{
	static const char *const wrong[] = {
		"", "@", "0234150999999999", "0234150999999999@",
		"0234150999999999" REALM("016", "234"),		/* another network */
		"0234150999999999" REALM("015", "235"),
		"0234150999999999" REALM("15", "234"),
		"0234150999999999" REALM("0015", "234"),
		"0234150999999999" REALM("01x", "234"),
		"0234150999999999" REALM("015", "234") ".",
		"0234150999999999" REALM("015", "234") ".example.net",
		"0234150999999999@x.nai.epc.mnc015.mcc234.3gppnetwork.org",
		"0234150999999999@epc.mnc015.mcc234.3gppnetwork.org",
		"2qp0pb3X9Z7" REALM("015", "234"),		/* a pseudonym */
		"4234150999999999" REALM("015", "234"),		/* fast re-authentication */
		"1234150999999999" REALM("015", "234"),		/* EAP-SIM */
		"02341509999999999" REALM("015", "234"),	/* 16 digits */
		"02341509999999" REALM("015", "234"),		/* 13 digits */
		"023415099999999x" REALM("015", "234"),
		" 0234150999999999" REALM("015", "234"),
		"0234150999999999@a" REALM("015", "234"),
		"234150999999999@aes.example.net",		/* no digit says which method */
		"1234150999999999@aes.example.net",
		"0234150999999999@other.example.net",
		"00234150999999999@aes.example.net",
	};

	for (size_t i = 0; i < NELEM(wrong); i++) {
		tap_ok(nai_parse(wrong[i], own, "aes.example.net", &n) == ECS_PARAM_FORMAT,
		    *wrong[i] != '\0' ? wrong[i] : "nothing", __FILE__, __LINE__);
		OK(*n.imsi == '\0' && *n.plmn == '\0');
	}
}

static void
length(void)
{
	char id[300] = "0234150999999999@";

	memset(id + 17, 'x', sizeof(id) - 18);
	id[NAI_MAX] = '\0';
	OK(nai_parse(id, own, id + 17, &n) == ECS_OK && strcmp(n.realm, id + 17) == 0);
	id[NAI_MAX] = 'x';
	id[NAI_MAX + 1] = '\0';
	OK(nai_parse(id, own, id + 17, &n) == ECS_PARAM_FORMAT);
}

int
main(void)
{
	taken();
	refused();
	length();
	return DONE();
}
