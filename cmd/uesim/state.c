/* state.c - the phone's memory in a file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "opts.h"
#include "state.h"

const char *
hex(struct arena *a, const uint8_t *p, size_t n)
{
	char *s = a_zalloc(a, 2 * n + 1);

	for (size_t i = 0; i < n; i++)
		snprintf(s + 2 * i, 3, "%02x", p[i]);
	return s;
}

const char *
state_path(struct arena *a, const struct opts *o, const char *imsi)
{
	const char *dir = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (o->state != NULL)
		return o->state;
	if ((dir == NULL || *dir == '\0') && home != NULL)
		dir = a_printf(a, "%s/.local/state", home);
	if (dir == NULL) {
		fprintf(stderr, "uesim: neither XDG_STATE_HOME nor HOME is set; use --state\n");
		return NULL;
	}
	return a_printf(a, "%s/entitled/uesim-%s.json", dir, *imsi != '\0' ? imsi : o->msisdn);
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, p, n);

		if (w < 0)
			return false;
		p += w;
		n -= (size_t)w;
	}
	return true;
}

/* Every folder on the way to path; what exists already is fine. */
static void
make_folders(const char *path)
{
	char dir[4096];

	snprintf(dir, sizeof(dir), "%s", path);
	for (char *p = strchr(dir + 1, '/'); p != NULL; p = strchr(p + 1, '/')) {
		*p = '\0';
		mkdir(dir, 0700);
		*p = '/';
	}
}

static void
put_key(json_t *root, const struct aka_key *key)
{
	bool tuak = key->alg == AKA_TUAK;
	char text[65];

	for (size_t i = 0; i < key->k_len; i++)
		snprintf(text + 2 * i, 3, "%02x", key->k[i]);
	json_object_set_new(root, "k", json_string(text));
	for (size_t i = 0; i < (tuak ? 32 : 16); i++)
		snprintf(text + 2 * i, 3, "%02x", key->opc[i]);
	json_object_set_new(root, "alg", json_string(tuak ? "tuak" : "milenage"));
	json_object_set_new(root, "opc", json_string(text));
}

static json_t *
to_json(const struct state *st)
{
	const struct aka_key *key = &st->sim.key;
	json_t *root = json_object(), *seq = json_array();

	for (unsigned i = 0; i < USIM_INDS; i++)
		json_array_append_new(seq, json_integer((json_int_t)st->sim.seq[i]));
	json_object_set_new(root, "imsi", json_string(st->sim.imsi));
	json_object_set_new(root, "mnc_len", json_integer(st->sim.mnc_len));
	if (key->k_len > 0)
		put_key(root, key);
	json_object_set_new(root, "terminal_id", json_string(st->terminal_id));
	json_object_set_new(root, "seq", seq);
	json_object_set(root, "kept", st->kept);
	return root;
}

bool
state_save(const struct state *st)
{
	char tmp[4096], *text;
	json_t *root;
	bool ok;
	int fd;

	if (st->path == NULL)
		return true;
	root = to_json(st);
	text = json_dumps(root, JSON_INDENT(2));
	json_decref(root);
	make_folders(st->path);
	snprintf(tmp, sizeof(tmp), "%s.%ld.tmp", st->path, (long)getpid());
	unlink(tmp);
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL, 0600);
	ok = fd >= 0 && write_all(fd, text, strlen(text));
	if (fd >= 0)
		ok = close(fd) == 0 && ok;
	ok = ok && rename(tmp, st->path) == 0;
	if (!ok) {
		fprintf(stderr, "uesim: %s: %s\n", st->path, strerror(errno));
		unlink(tmp);
	}
	free(text);
	return ok;
}

const char *
state_kept(const struct state *st, const char *app_name, const char *what)
{
	return json_string_value(json_object_get(json_object_get(st->kept, app_name), what));
}

void
state_keep(struct state *st, const char *app_name, const char *what, const char *value)
{
	json_t *entry = json_object_get(st->kept, app_name);

	if (entry == NULL) {
		entry = json_object();
		json_object_set_new(st->kept, app_name, entry);
	}
	if (value != NULL)
		json_object_set_new(entry, what, json_string(value));
	else
		json_object_del(entry, what);
}
