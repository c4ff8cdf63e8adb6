/*
 * log.h - where lines about the server's life go.
 *
 * Layer base.  One JSON object a line, written with one write() so that many
 * workers can share a file.  No secret and no subscriber identifier is ever
 * passed in; identifiers are named by log_subject().
 */
#ifndef ECS_BASE_LOG_H
#define ECS_BASE_LOG_H

#include "base/crypt.h"

enum log_level { L_ERROR, L_WARN, L_INFO };

enum { LOG_SUBJECT = 16 + 1 };

/*
 * target is "stderr", "syslog" or a file's path (opened for appending, made
 * 0640).  Without a call everything goes to stderr.  program must stay valid.
 */
void		 log_open(const char *target, const char *program);
void		 log_key(const struct crypt_key *);	/* copied; for log_subject */

/* {"time":..,"level":..,"program":..,"pid":..,"msg":..} */
void		 log_msg(enum log_level, const char *, ...) PRINTF(2, 3);

/* A finished JSON object without newline: the line of a request. */
void		 log_line(const char *json, size_t len);

/* A keyed hash that lets two lines about one subscriber be matched. */
const char	*log_subject(const char *identifier, char out[LOG_SUBJECT]);

const char	*log_program(void);

#endif
