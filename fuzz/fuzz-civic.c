/*
 * fuzz-civic.c - any form as an address.
 *
 * What passes has all that its country requires, no longer than it is kept, and
 * passes again; what does not pass has a field at fault.
 */
#include "fmt/civic.h"
#include "fmt/param.h"
#include "fuzz.h"

static void
address(const struct pair *p, size_t n)
{
	bool wrong[CIVIC__MAX], again[CIVIC__MAX], any = false;
	struct civic c;
	bool ok;

	for (enum civic_field f = CIVIC_COUNTRY; f < CIVIC__MAX; f++) {
		c.f[f] = param_get(p, n, civic_name(f));
		if (c.f[f] == NULL)
			c.f[f] = "";
	}
	ok = civic_check(&c, wrong);
	for (enum civic_field f = CIVIC_COUNTRY; f < CIVIC__MAX; f++) {
		any = any || wrong[f];
		if (wrong[f])
			continue;
		MUST(strlen(c.f[f]) <= civic_max(f));
		MUST(civic_card(c.f[CIVIC_COUNTRY], f) != CIVIC_REQUIRED || *c.f[f] != '\0');
	}
	MUST(ok == !any);
	MUST(civic_check(&c, again) == ok && memcmp(wrong, again, sizeof(wrong)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1024);
	struct pair *p = a_zalloc(a, PARAM_PAIRS * sizeof(*p));
	char *form = a_zalloc(a, size + 1);
	size_t n = 0;

	memcpy(form, data, size);
	if (param_split(a, form, p, &n) == ECS_OK)
		address(p, n);
	arena_free(a);
	return 0;
}
