/* jwks.c - one slot a URL. */
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "peer/jwks.h"

struct slot {
	char		*url;		/* NULL: free */
	struct arena	*arena;		/* of the keys; NULL: none yet */
	struct jose_keys *keys;
	uint64_t	 fetched, asked;	/* seconds */
	uint64_t	 lacked;	/* asked because a key was not there */
};

/* An OpenID provider and an authorization server for each operator. */
static struct slot slots[2 * CONF_OPERATORS];

static void
forget(struct slot *s)
{
	if (s->arena != NULL)
		arena_free(s->arena);
	free(s->url);
	*s = (struct slot){ .url = NULL };
}

/* The URL's slot; a provider that moved leaves one behind, so the oldest goes. */
static struct slot *
slot_of(const char *url)
{
	struct slot *s = &slots[0];

	for (size_t i = 0; i < NELEM(slots) && slots[i].url != NULL; i++)
		if (strcmp(slots[i].url, url) == 0)
			return &slots[i];
	for (size_t i = 0; i < NELEM(slots); i++) {
		if (slots[i].url == NULL || slots[i].asked < s->asked)
			s = &slots[i];
		if (s->url == NULL)
			break;
	}
	forget(s);
	if ((s->url = strdup(url)) == NULL)
		abort();
	return s;
}

static bool
younger(const struct slot *s, uint64_t now, uint64_t age_s)
{
	return s->arena != NULL && now < s->fetched + age_s;
}

const struct jose_keys *
jwks_kept(const char *url, uint64_t now, bool newer, bool *due)
{
	struct slot *s = slot_of(url);
	bool kept = younger(s, now, JWKS_STALE_S);

	*due = !kept || (newer ? now >= s->lacked + JWKS_AGAIN_S :
	    !younger(s, now, JWKS_FRESH_S) && now >= s->asked + JWKS_AGAIN_S);
	return kept ? s->keys : NULL;
}

void
jwks_asked(const char *url, uint64_t now, bool newer)
{
	struct slot *s = slot_of(url);

	s->asked = now;
	if (newer)
		s->lacked = now;
}

enum ecs_err
jwks_take(const char *url, uint64_t now, struct span body, const struct jose_keys **out)
{
	struct slot *s = slot_of(url);
	struct arena *a = arena_new(4096);
	struct jose_keys *keys;

	if (jose_keys_read(a, body, &keys) != ECS_OK || jose_keys_count(keys) == 0) {
		arena_free(a);
		return ECS_PEER_DOWN;
	}
	if (s->arena != NULL)
		arena_free(s->arena);
	s->arena = a;
	s->keys = keys;
	s->fetched = now;
	*out = keys;
	return ECS_OK;
}
