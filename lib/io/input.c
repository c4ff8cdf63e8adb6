/* input.c - CGI variables and a body into struct req. */
#include <stdlib.h>
#include <string.h>

#include "fmt/json.h"
#include "io/req.h"

enum ecs_err
req_fail(struct req *rq, enum ecs_err e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	rq->why = a_vprintf(rq->arena, fmt, ap);
	va_end(ap);
	return e;
}

enum ecs_err
req_fail_param(struct req *rq, enum ecs_err e, const char *name)
{
	rq->param = a_strdup(rq->arena, name);
	return e;
}

void
req_subject(struct req *rq, const char *imsi)
{
	log_subject(imsi, rq->subject);
}

size_t
req_body_len(req_var *var, void *arg)
{
	const char *s = var(arg, "CONTENT_LENGTH");
	unsigned long long n = s != NULL ? strtoull(s, NULL, 10) : 0;

	return n > REQ_BODY_MAX ? REQ_BODY_MAX + 1 : (size_t)n;
}

/*
 * The client's address: the connection's, or, as long as that is a proxy of
 * ours, the one it names last.
 */
static const char *
client_address(struct req *rq, const char *remote, const char *forwarded)
{
	const struct conf_list *trusted = &rq->srv->conf->trusted_proxies;
	char *list, *comma;

	if (remote == NULL)
		return "";
	if (forwarded == NULL || !conf_list_covers(trusted, remote))
		return remote;
	list = a_strdup(rq->arena, forwarded);
	for (;;) {
		comma = strrchr(list, ',');
		remote = comma != NULL ? comma + 1 : list;
		remote += strspn(remote, " ");
		if (comma == NULL || !conf_list_covers(trusted, remote))
			return remote;
		*comma = '\0';
	}
}

static enum req_method
method(const char *s)
{
	if (s == NULL || strcmp(s, "GET") == 0)
		return REQ_GET;
	return strcmp(s, "POST") == 0 ? REQ_POST : REQ_OTHER;
}

static void
headers(struct req *rq, req_var *var, void *arg)
{
	const char *https = var(arg, "HTTPS"), *path = var(arg, "REQUEST_URI");

	rq->method = method(var(arg, "REQUEST_METHOD"));
	rq->content_type = var(arg, "CONTENT_TYPE");
	rq->host = var(arg, "HTTP_HOST");
	rq->user_agent = var(arg, "HTTP_USER_AGENT");
	rq->accept = var(arg, "HTTP_ACCEPT");
	rq->accept_encoding = var(arg, "HTTP_ACCEPT_ENCODING");
	rq->accept_language = var(arg, "HTTP_ACCEPT_LANGUAGE");
	rq->cookie = var(arg, "HTTP_COOKIE");
	rq->signature = var(arg, "HTTP_X_ENTITLED_SIGNATURE");
	rq->query = var(arg, "QUERY_STRING");
	if (rq->query == NULL)
		rq->query = "";
	rq->path = path == NULL ? "/" : a_strndup(rq->arena, path, strcspn(path, "?"));
	rq->https = https != NULL && strcasecmp(https, "off") != 0 && *https != '\0';
	rq->address = client_address(rq, var(arg, "REMOTE_ADDR"),
	    var(arg, "HTTP_X_FORWARDED_FOR"));
}

/* A form is split like a query; it is text, so it holds no NUL. */
static enum ecs_err
form(struct req *rq)
{
	enum ecs_err e = ECS_PARAM_FORMAT;

	if (rq->body.len == 0)
		return ECS_OK;
	if (memchr(rq->body.p, '\0', rq->body.len) == NULL)
		e = param_split(rq->arena, (const char *)rq->body.p, rq->pairs, &rq->npairs);
	return e == ECS_OK ? e : req_fail(rq, e, "form");
}

static bool raw_bodies;

void
req_raw_bodies(void)
{
	raw_bodies = true;
}

static enum ecs_err
body_pairs(struct req *rq)
{
	if (raw_bodies || rq->method != REQ_POST)
		return ECS_OK;
	if (header_media(rq->content_type, "application/json"))
		return json_pairs(rq->arena, rq->body, rq->pairs, &rq->npairs);
	return header_media(rq->content_type, "application/x-www-form-urlencoded") ?
	    form(rq) : ECS_OK;
}

enum ecs_err
req_input(struct req *rq, req_var *var, void *arg)
{
	enum ecs_err e;

	rq->doc = doc_new(rq->arena);
	headers(rq, var, arg);
	buf_init(&rq->out, rq->arena, 4096);
	if (rq->method == REQ_OTHER)
		return ECS_METHOD;
	if (strlen(rq->query) > REQ_QUERY_MAX)
		return req_fail(rq, ECS_TOO_LARGE, "query");
	if (req_body_len(var, arg) > REQ_BODY_MAX)
		return req_fail(rq, ECS_TOO_LARGE, "body");
	rq->pairs = a_zalloc(rq->arena, PARAM_PAIRS * sizeof(*rq->pairs));
	if ((e = param_split(rq->arena, rq->query, rq->pairs, &rq->npairs)) != ECS_OK)
		return req_fail(rq, e, "query");
	return body_pairs(rq);
}
