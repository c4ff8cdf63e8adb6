/* hlr.c - drivers by name. */
#include <string.h>

#include "peer/hlr.h"

static const struct hlr_driver *const drivers[] = { &hlr_auc };

const struct hlr_driver *
hlr_driver(const struct conf_operator *op)
{
	for (size_t i = 0; i < NELEM(drivers); i++)
		if (strcmp(drivers[i]->name, op->hlr) == 0)
			return drivers[i];
	return NULL;
}
