/*
 * fuzz-nai.c - any octets as the identity in EAP_ID.
 *
 * What is taken holds its IMSI, and the same IMSI written the way TS 23.003
 * 19.3.2 spells it is the same identity.
 */
#include "base/arena.h"
#include "fmt/nai.h"
#include "fuzz.h"

static bool
own(const void *arg, const char *realm)
{
	(void)arg;
	return strcmp(realm, "example.net") == 0;
}

static void
sound(const char *id, const struct nai *n)
{
	size_t digits = strlen(n->imsi), mnc = strlen(n->plmn);
	const char *at = strchr(id, '@');

	MUST(digits >= 14 && digits <= 15 && strspn(n->imsi, "0123456789") == digits);
	MUST(at != NULL && strcmp(n->realm, at + 1) == 0);
	MUST((size_t)(at - id) >= digits && (size_t)(at - id) <= digits + 1);
	MUST(strncmp(at - digits, n->imsi, digits) == 0);
	MUST(mnc == 0 || mnc == 5 || mnc == 6);
	MUST(strncmp(n->plmn, n->imsi, mnc) == 0);
	MUST(n->type == EAP_AKA || (n->type == EAP_AKA_PRIME && *id == '6'));
	MUST(mnc != 0 || strcmp(n->realm, "example.net") == 0);
}

static void
canonical(struct arena *a, const struct nai *n)
{
	const char *id = a_printf(a, "%c%s@nai.epc.mnc%s%s.mcc%.3s.3gppnetwork.org",
	    n->type == EAP_AKA ? '0' : '6', n->imsi, strlen(n->plmn) == 5 ? "0" : "",
	    n->plmn + 3, n->plmn);
	struct nai m;

	MUST(nai_parse(id, own, NULL, &m) == ECS_OK);
	MUST(m.type == n->type && strcmp(m.imsi, n->imsi) == 0);
	MUST(strcmp(m.plmn, n->plmn) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1024);
	const char *id = a_strndup(a, (const char *)data, size);
	struct nai n;

	if (nai_parse(id, own, NULL, &n) == ECS_OK) {
		sound(id, &n);
		if (*n.plmn != '\0')
			canonical(a, &n);
	}
	arena_free(a);
	return 0;
}
