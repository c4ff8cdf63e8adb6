/* log.c - JSON lines to a file, to stderr or to syslog. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hex.h"
#include "base/log.h"

static int		 fd = STDERR_FILENO;
static bool		 to_syslog;
static const char	*program = "entitled";
static struct crypt_key	 subject_key;

void
log_open(const char *target, const char *name)
{
	int f;

	program = name;
	if (strcmp(target, "stderr") == 0)
		return;
	if (strcmp(target, "syslog") == 0) {
		openlog("entitled", LOG_PID, LOG_DAEMON);
		to_syslog = true;
		return;
	}
	f = open(target, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	if (f < 0)
		log_msg(L_ERROR, "log %s: %s; writing to stderr", target, strerror(errno));
	else
		fd = f;
}

void
log_key(const struct crypt_key *k)
{
	subject_key = *k;
}

const char *
log_program(void)
{
	return program;
}

void
log_line(const char *json, size_t len)
{
	struct iovec v[2] = { { (void *)(uintptr_t)json, len },
	    { (void *)(uintptr_t)"\n", 1 } };

	if (to_syslog)
		syslog(LOG_NOTICE, "@cee: %.*s", (int)len, json);
	else if (writev(fd, v, 2) < 0 && fd != STDERR_FILENO)
		fd = STDERR_FILENO;	/* a full disk must not silence us for good */
}

void
log_msg(enum log_level level, const char *fmt, ...)
{
	static const char *const names[] = { "error", "warning", "info" };
	struct arena *a = arena_new(1024);
	uint64_t now = clock_ms();
	struct buf b;
	va_list ap;

	va_start(ap, fmt);
	buf_init(&b, a, 512);
	buf_printf(&b, "{\"time\":%llu.%03u,\"level\":\"%s\",\"program\":\"%s\","
	    "\"pid\":%ld,\"msg\":",
	    (unsigned long long)(now / 1000), (unsigned)(now % 1000), names[level],
	    program, (long)getpid());
	buf_json(&b, a_vprintf(a, fmt, ap));
	buf_char(&b, '}');
	va_end(ap);
	log_line(b.p, b.len);
	arena_free(a);
}

const char *
log_subject(const char *identifier, char out[LOG_SUBJECT])
{
	uint8_t mac[CRYPT_HASH];

	crypt_hmac(&subject_key, SPAN(identifier, strlen(identifier)), mac);
	return hex_put(mac, (LOG_SUBJECT - 1) / 2, out);
}
