/*
 * fuzz-gsup.c - any octets as what an HLR sends.
 *
 * Octets that come in pieces mean what they mean at once, and whatever tags an
 * HLR asks for, what we answer is one frame with a right length.
 */
#include "fmt/gsup.h"
#include "fuzz.h"

static void
identity(struct span tags)
{
	uint8_t out[GSUP_OUT];
	char unit[GSUP_UNIT + 1];
	struct gsup m;
	size_t n, used;

	memset(unit, 'u', GSUP_UNIT);
	unit[GSUP_UNIT] = '\0';
	n = gsup_identity(tags, unit, out);
	MUST(n <= GSUP_OUT);
	MUST(gsup_parse(SPAN(out, n), &m, &used) == ECS_OK && used == n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gsup m, again;
	size_t at = 0, used, less;

	while (gsup_parse(SPAN(data + at, size - at), &m, &used) == ECS_OK && used > 0) {
		MUST(used <= size - at && used <= GSUP_FRAME);
		MUST(gsup_parse(SPAN(data + at, used - 1), &again, &less) == ECS_OK && less == 0);
		MUST(gsup_parse(SPAN(data + at, used), &again, &less) == ECS_OK && less == used);
		MUST(memcmp(&m, &again, sizeof(m)) == 0);
		MUST(strspn(m.imsi, "0123456789") == strlen(m.imsi));
		if (m.kind == GSUP_RESULT || m.kind == GSUP_ERROR)
			MUST(*m.imsi != '\0');
		if (m.has_vector)
			MUST(m.vector.xres_len >= 4 && m.vector.xres_len <= AKA_RES_MAX);
		if (m.kind == GSUP_ID_GET)
			identity(m.tags);
		at += used;
	}
	return 0;
}
