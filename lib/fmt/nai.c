/* nai.c - user part, realm, and whether they belong together. */
#include <stdio.h>
#include <string.h>

#include "fmt/nai.h"

static bool
all_digits(const char *s, size_t n)
{
	return strspn(s, "0123456789") >= n;
}

/* "nai.epc.mnc001.mcc001.3gppnetwork.org" -> "001", "001" */
static bool
realm_3gpp(const char *realm, char mnc[4], char mcc[4])
{
	static const char *const heads[] = { "nai.epc.", "wlan." };
	int end = 0;

	for (size_t i = 0; i < NELEM(heads); i++) {
		size_t n = strlen(heads[i]);

		if (strncasecmp(realm, heads[i], n) != 0)
			continue;
		if (strlen(realm + n) == strlen("mnc001.mcc001.3gppnetwork.org") &&
		    sscanf(realm + n, "mnc%3[0-9].mcc%3[0-9].3gppnetwork.org%n",
		    mnc, mcc, &end) == 2 && end == (int)strlen(realm + n) &&
		    strlen(mnc) == 3 && strlen(mcc) == 3)
			return true;
	}
	return false;
}

/* Length of the IMSI's MNC if the IMSI lies in that network, else 0. */
static size_t
mnc_len(const char *imsi, size_t n, const char mnc[4], const char mcc[4])
{
	if (n < 14 || n > NAI_IMSI || strncmp(imsi, mcc, 3) != 0)
		return 0;
	if (strncmp(imsi + 3, mnc, 3) == 0)
		return 3;
	return mnc[0] == '0' && strncmp(imsi + 3, mnc + 1, 2) == 0 ? 2 : 0;
}

static void
take(struct nai *out, enum eap_type type, const char *imsi, size_t n, size_t mnc)
{
	out->type = type;
	memcpy(out->imsi, imsi, n);
	out->imsi[n] = '\0';
	if (mnc != 0)
		memcpy(out->plmn, imsi, 3 + mnc);
}

enum ecs_err
nai_parse(const char *id, bool (*own)(const void *, const char *), const void *arg,
    struct nai *out)
{
	const char *at = strchr(id, '@');
	size_t n = at != NULL ? (size_t)(at - id) : 0, m;
	enum eap_type type = *id == '6' ? EAP_AKA_PRIME : EAP_AKA;
	char mnc[4], mcc[4];

	memset(out, 0, sizeof(*out));
	if (n < 14 || n > NAI_IMSI + 1 || strlen(id) > NAI_MAX || !all_digits(id, n))
		return ECS_PARAM_FORMAT;
	snprintf(out->realm, sizeof(out->realm), "%s", at + 1);
	if (!realm_3gpp(out->realm, mnc, mcc)) {
		if ((*id != '0' && *id != '6') || n < 15 || !own(arg, out->realm))
			return ECS_PARAM_FORMAT;
		take(out, type, id + 1, n - 1, 0);
		return ECS_OK;
	}
	if ((*id == '0' || *id == '6') && (m = mnc_len(id + 1, n - 1, mnc, mcc)) != 0)
		take(out, type, id + 1, n - 1, m);
	else if ((m = mnc_len(id, n, mnc, mcc)) != 0)
		take(out, EAP_AKA, id, n, m);
	else
		return ECS_PARAM_FORMAT;
	return ECS_OK;
}
