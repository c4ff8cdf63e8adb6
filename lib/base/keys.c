/* keys.c - key files into memory, and new ones onto disk. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hex.h"
#include "base/keys.h"
#include "base/log.h"
#include "base/rnd.h"

#define MAX_KEYS	256
#define STALE_MS	10000	/* read again, when so old, */
#define MISSED_MS	1000	/* or when a key is missing and so old */

struct entry {
	char		 purpose[16], owner[40];
	unsigned	 id;
	struct crypt_key key;
};

struct keys {
	char		 dir[256];
	uint64_t	 read_ms;
	size_t		 n;
	struct entry	 e[MAX_KEYS];
};

/* False when a file that is there cannot be read. */
static bool
read_one(struct keys *ks, const char *name)
{
	struct entry *e = &ks->e[ks->n];
	char path[512], hex[80] = "";
	int fd, end = 0;
	ssize_t n;

	if (sscanf(name, "%15[a-z].%39[^.].%u%n", e->purpose, e->owner, &e->id,
	    &end) != 3 || name[end] != '\0' || e->id == 0)
		return true;
	snprintf(path, sizeof(path), "%s/%s", ks->dir, name);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0) {
		log_msg(L_ERROR, "key %s: %s", name, strerror(errno));
		return errno == ENOENT;
	}
	n = read(fd, hex, sizeof(hex) - 1);
	close(fd);
	if (n < 2 * CRYPT_KEY || !hex_get(hex, e->key.k, CRYPT_KEY))
		log_msg(L_ERROR, "key %s: want 64 hexadecimal digits", name);
	else
		ks->n++;
	crypt_wipe(hex, sizeof(hex));
	return true;
}

/* All of the directory, or the keys stay as they are. */
static bool
read_all(struct keys *ks)
{
	struct keys *new = calloc(1, sizeof(*new));
	DIR *d = opendir(ks->dir);
	struct dirent *ent;
	bool ok = d != NULL;

	if (new == NULL)
		abort();
	if (!ok)
		log_msg(L_ERROR, "key directory %s: %s", ks->dir, strerror(errno));
	memcpy(new->dir, ks->dir, sizeof(new->dir));
	while (ok && (ent = readdir(d)) != NULL && new->n < MAX_KEYS)
		ok = read_one(new, ent->d_name);
	if (d != NULL)
		closedir(d);
	if (ok)
		memcpy(ks, new, sizeof(*ks));
	ks->read_ms = clock_ms();
	keys_free(new);
	return ok;
}

struct keys *
keys_new(const char *dir)
{
	struct keys *ks = calloc(1, sizeof(*ks));

	if (ks == NULL)
		return NULL;
	snprintf(ks->dir, sizeof(ks->dir), "%s", dir);
	if (!read_all(ks)) {
		free(ks);
		return NULL;
	}
	return ks;
}

void
keys_free(struct keys *ks)
{
	if (ks == NULL)
		return;
	crypt_wipe(ks, sizeof(*ks));
	free(ks);
}

static const struct entry *
find(const struct keys *ks, const char *purpose, const char *owner, unsigned id)
{
	const struct entry *best = NULL;

	for (size_t i = 0; i < ks->n; i++) {
		const struct entry *e = &ks->e[i];

		if (strcmp(e->purpose, purpose) != 0 || strcmp(e->owner, owner) != 0)
			continue;
		if (id != 0 ? e->id == id : best == NULL || e->id > best->id)
			best = e;
	}
	return best;
}

const struct crypt_key *
keys_get(struct keys *ks, const char *purpose, const char *owner, unsigned *id)
{
	const struct entry *e;

	if (clock_ms() - ks->read_ms > STALE_MS)
		read_all(ks);
	e = find(ks, purpose, owner, *id);
	if (e == NULL && clock_ms() - ks->read_ms > MISSED_MS && read_all(ks))
		e = find(ks, purpose, owner, *id);	/* another node's newest, perhaps */
	if (e == NULL)
		return NULL;
	*id = e->id;
	return &e->key;
}

enum ecs_err
keys_make(const char *dir, const char *purpose, const char *owner, unsigned id)
{
	uint8_t k[CRYPT_KEY];
	char path[512], hex[2 * CRYPT_KEY + 2];
	int fd;
	ssize_t n = 0;

	snprintf(path, sizeof(path), "%s/%s.%s.%u", dir, purpose, owner, id);
	rnd_bytes(k, sizeof(k));
	hex_put(k, sizeof(k), hex);
	hex[sizeof(hex) - 2] = '\n';
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		n = write(fd, hex, sizeof(hex) - 1);
	if (fd < 0 || n != (ssize_t)sizeof(hex) - 1 || fsync(fd) != 0)
		log_msg(L_ERROR, "key %s: %s", path, strerror(errno));
	else
		n = 0;
	if (fd >= 0)
		close(fd);
	crypt_wipe(k, sizeof(k));
	crypt_wipe(hex, sizeof(hex));
	return n == 0 && fd >= 0 ? ECS_OK : ECS_KEYS;
}
