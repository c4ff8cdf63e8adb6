/* input.c - CGI variables and a body into struct req. */
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
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

void
req_subject_number(struct req *rq, uint64_t v)
{
	uint8_t b[8];

	for (size_t i = 0; i < sizeof(b); i++)
		b[i] = (uint8_t)(v >> (56 - 8 * i));
	hex_put(b, sizeof(b), rq->subject);
}

uint64_t
req_subject_as_number(const struct req *rq)
{
	return strtoull(rq->subject, NULL, 16);
}

/* An element of X-Forwarded-For, without blanks; some proxies add the port. */
static char *
bare_address(char *s)
{
	char *colon, *end;

	s += strspn(s, " \t");
	if (*s == '[') {
		s++;
		s[strcspn(s, "]")] = '\0';
	} else if ((colon = strchr(s, ':')) != NULL && strchr(colon + 1, ':') == NULL)
		*colon = '\0';
	for (end = s + strlen(s); end > s && (end[-1] == ' ' || end[-1] == '\t'); end--)
		end[-1] = '\0';
	return s;
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
		remote = bare_address(comma != NULL ? comma + 1 : list);
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

/* The variables that decide something, in one pass over all of them. */
enum var {
	CONTENT_LENGTH, CONTENT_TYPE, HTTPS, HTTP_ACCEPT, HTTP_ACCEPT_ENCODING,
	HTTP_ACCEPT_LANGUAGE, HTTP_COOKIE, HTTP_HOST, HTTP_X_ENTITLED_SIGNATURE,
	HTTP_X_FORWARDED_FOR, QUERY_STRING, REMOTE_ADDR, REQUEST_METHOD, REQUEST_URI, VAR__MAX
};

static const struct {
	const char	*name;
	size_t		 len;
} vars[] = {
#define V(n)	[n] = { #n "=", sizeof(#n) }
	V(CONTENT_LENGTH), V(CONTENT_TYPE), V(HTTPS), V(HTTP_ACCEPT),
	V(HTTP_ACCEPT_ENCODING), V(HTTP_ACCEPT_LANGUAGE), V(HTTP_COOKIE), V(HTTP_HOST),
	V(HTTP_X_ENTITLED_SIGNATURE), V(HTTP_X_FORWARDED_FOR), V(QUERY_STRING),
	V(REMOTE_ADDR), V(REQUEST_METHOD), V(REQUEST_URI),
#undef V
};

static void
read_vars(char **envp, const char *v[VAR__MAX])
{
	for (; *envp != NULL; envp++)
		for (size_t i = 0; i < VAR__MAX; i++)
			if (strncmp(*envp, vars[i].name, vars[i].len) == 0) {
				v[i] = *envp + vars[i].len;
				break;
			}
}

void
req_vars(struct req *rq, char **envp)
{
	const char *v[VAR__MAX] = { NULL };
	unsigned long long len;

	read_vars(envp, v);
	rq->method = method(v[REQUEST_METHOD]);
	rq->content_type = v[CONTENT_TYPE];
	rq->host = v[HTTP_HOST];
	rq->accept = v[HTTP_ACCEPT];
	rq->accept_encoding = v[HTTP_ACCEPT_ENCODING];
	rq->accept_language = v[HTTP_ACCEPT_LANGUAGE];
	rq->cookie = v[HTTP_COOKIE];
	rq->signature = v[HTTP_X_ENTITLED_SIGNATURE];
	rq->query = v[QUERY_STRING] != NULL ? v[QUERY_STRING] : "";
	rq->path = v[REQUEST_URI] == NULL ? "/" :
	    a_strndup(rq->arena, v[REQUEST_URI], strcspn(v[REQUEST_URI], "?"));
	rq->https = v[HTTPS] != NULL && *v[HTTPS] != '\0' && strcasecmp(v[HTTPS], "off") != 0;
	rq->address = client_address(rq, v[REMOTE_ADDR], v[HTTP_X_FORWARDED_FOR]);
	len = v[CONTENT_LENGTH] != NULL ? strtoull(v[CONTENT_LENGTH], NULL, 10) : 0;
	rq->body_len = len > REQ_BODY_MAX ? REQ_BODY_MAX + 1 : (size_t)len;
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
req_input(struct req *rq)
{
	enum ecs_err e;

	rq->doc = doc_new(rq->arena);
	buf_init(&rq->out, rq->arena, 4096);
	if (rq->method == REQ_OTHER)
		return ECS_METHOD;
	if (strlen(rq->query) > REQ_QUERY_MAX)
		return req_fail(rq, ECS_TOO_LARGE, "query");
	if (rq->body_len > REQ_BODY_MAX)
		return req_fail(rq, ECS_TOO_LARGE, "body");
	rq->pairs = a_zalloc(rq->arena, PARAM_PAIRS * sizeof(*rq->pairs));
	if ((e = param_split(rq->arena, rq->query, rq->pairs, &rq->npairs)) != ECS_OK)
		return req_fail(rq, e, "query");
	return body_pairs(rq);
}
