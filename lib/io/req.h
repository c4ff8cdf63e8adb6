/*
 * req.h - one request: what came in, what will go out, what it may use.
 *
 * Layer io.  Everything a struct req points to lives in its arena and dies
 * with the request; struct server lives as long as the process.
 */
#ifndef ECS_IO_REQ_H
#define ECS_IO_REQ_H

#include "base/buf.h"
#include "base/conf.h"
#include "base/gate.h"
#include "base/keys.h"
#include "base/limit.h"
#include "base/log.h"
#include "fmt/doc.h"
#include "fmt/header.h"
#include "fmt/param.h"
#include "io/db.h"

enum {
	REQ_QUERY_MAX = 8 * 1024, REQ_BODY_MAX = 16 * 1024,	/* octets, else 413 */
	REQ_ID = 16
};

/* What a process has made at its start, and keeps. */
struct server {
	const struct conf *conf;
	struct keys	*keys;
	struct limit	*limit;		/* may be NULL: nothing limited */
	struct gates	*gates;		/* may be NULL: nothing held back */
	struct db	*db;
};

enum req_method { REQ_GET, REQ_POST, REQ_OTHER };

struct req {
	struct server	*srv;
	struct arena	*arena;
	struct db	*db;
	uint64_t	 now_ms, now;	/* wall clock, read once; now in seconds */
	uint8_t		 id[REQ_ID];	/* unique: claims carry it */

	/* What came in.  Absent headers are NULL. */
	enum req_method	 method;
	const char	*path, *query, *content_type, *host;
	const char	*accept, *accept_encoding, *accept_language, *cookie;
	const char	*signature;	/* X-Entitled-Signature */
	const char	*address;	/* of the client, behind trusted proxies */
	bool		 https;
	size_t		 body_len;	/* as announced; more than REQ_BODY_MAX is not read */
	struct span	 body;
	struct pair	*pairs;		/* query, then body where it is a form or JSON parameters */
	size_t		 npairs;

	/* Who it is for; set by flows, used by answers and the log. */
	const struct conf_operator *op;
	const char	*language;	/* of op's languages */
	const char	*what;		/* AppIDs or operation, for the log */
	char		 subject[LOG_SUBJECT];	/* hashed IMSI, or "" */
	const char	*how;		/* authentication method, for the log */
	const char	*requestor;	/* a server that asks, for the log */

	/* What goes out. */
	struct doc	*doc;		/* written unless type is set */
	enum doc_fmt	 fmt;
	const char	*type;		/* media type of out */
	struct buf	 out;
	const char	*set_cookie, *location;
	const char	*headers;	/* further ones, each ending in CR LF; or NULL */
	const char	*cache;		/* Cache-Control; NULL: no-store */
	int		 status;	/* 0: by the error */
	unsigned	 retry_after_s;
	const char	*why;		/* for the log, never for the client */
	const char	*param;		/* parameter at fault: for both */

	/* Sees the finished answer before it leaves, e.g. to keep it for a copy. */
	void		(*answered)(struct req *, void *arg);
	void		*answered_arg;
};

/*
 * The only way out of a handler with an error: records why, returns e.
 * usage: return req_fail(rq, ECS_FORBIDDEN, "plan %u has no watch", id);
 * why must hold no identifier and no secret.
 */
enum ecs_err	 req_fail(struct req *, enum ecs_err, const char *, ...) PRINTF(3, 4);

/* The same for a parameter; the client is told its name. */
enum ecs_err	 req_fail_param(struct req *, enum ecs_err, const char *name);

/*
 * For programs that people look at: from now on fn makes an error's body (type
 * and out; rq->op and rq->language may be NULL) in place of one line of text.
 */
void		 req_error_page(void (*fn)(struct req *, enum ecs_err));

/* From now on bodies are left alone: a signature counts before anything is parsed. */
void		 req_raw_bodies(void);

/* Names the subscriber in the log, as a keyed hash. */
void		 req_subject(struct req *, const char *imsi);

/* The same from a number that is that hash, and back. */
void		 req_subject_number(struct req *, uint64_t);
uint64_t	 req_subject_as_number(const struct req *);

/*
 * The whole life of a FastCGI program: reads -c FILE, opens log, keys, limits
 * and database, answers requests until SIGTERM (or one CGI request, when it
 * was started by hand with CGI variables).  Returns main's exit status.
 */
int		 req_main(int argc, char **argv, const char *program,
		    enum ecs_err (*handle)(struct req *));

/* For req.c: between a transport's "NAME=value" variables and struct req, and back. */
void		 req_vars(struct req *, char **envp);
enum ecs_err	 req_input(struct req *) MUST_CHECK;
void		 req_answer(struct req *, enum ecs_err, struct buf *wire);
void		 req_log(const struct req *, enum ecs_err, uint64_t took_us, unsigned trips);

#endif
