/* aaa.c - drivers by name. */
#include <string.h>

#include "peer/aaa.h"

static const struct aaa_driver *const drivers[] = {
	&aaa_radius, &aaa_diameter,
};

const struct aaa_driver *
aaa_driver(const struct conf_operator *op)
{
	for (size_t i = 0; i < NELEM(drivers); i++)
		if (strcmp(drivers[i]->name, op->aaa) == 0)
			return drivers[i];
	return NULL;
}
