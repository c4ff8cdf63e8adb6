/* secret.c - one file a secret. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/secret.h"

enum { SECRET_MAX = 16 * 1024 };

enum ecs_err
secret_read(const struct conf *c, struct arena *a, const char *name, const char *owner,
    const char **out)
{
	const char *path = a_printf(a, "%s/%s%s%s", c->secret_dir, name,
	    owner != NULL ? "." : "", owner != NULL ? owner : "");
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text = a_secret(a, SECRET_MAX + 2);
	ssize_t n = fd >= 0 ? read(fd, text, SECRET_MAX + 1) : -1;
	char *line;

	if (fd >= 0)
		close(fd);
	if (n <= 0 || n > SECRET_MAX) {
		log_msg(L_ERROR, "no secret in %s", path);
		return ECS_KEYS;
	}
	text[n] = '\0';
	line = text + strcspn(text, "\r\n");
	if (line[strspn(line, "\r\n")] == '\0')
		*line = '\0';
	*out = text;
	return *text != '\0' ? ECS_OK : ECS_KEYS;
}
