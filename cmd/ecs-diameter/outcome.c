/* outcome.c - a queue between threads, with a descriptor to poll. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/crypt.h"
#include "base/log.h"
#include "outcome.h"

static pthread_mutex_t	 lock = PTHREAD_MUTEX_INITIALIZER;
static struct outcome	*first, **last = &first;
static int		 fd = -1;

bool
outcomes_open(void)
{
	fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return fd >= 0;
}

int
outcomes_fd(void)
{
	return fd;
}

struct outcome *
outcome_new(uint64_t id)
{
	struct outcome *o = calloc(1, sizeof(*o));

	if (o == NULL)
		abort();
	o->id = id;
	o->verdict = GATEWAY_UNABLE;
	o->why = "";
	return o;
}

void
outcome_free(struct outcome *o)
{
	crypt_wipe(o, sizeof(*o));
	free(o);
}

void
outcome_give(struct outcome *o)
{
	const uint64_t one = 1;

	o->next = NULL;
	pthread_mutex_lock(&lock);
	*last = o;
	last = &o->next;
	pthread_mutex_unlock(&lock);
	if (write(fd, &one, sizeof(one)) != sizeof(one))
		log_msg(L_ERROR, "an outcome waits until the next one comes");
}

struct outcome *
outcome_take(void)
{
	struct outcome *o;
	uint64_t n;

	pthread_mutex_lock(&lock);
	if ((o = first) != NULL && (first = o->next) == NULL)
		last = &first;
	if (o == NULL && read(fd, &n, sizeof(n)) < 0)
		n = 0;	/* none since the last look */
	pthread_mutex_unlock(&lock);
	return o;
}
