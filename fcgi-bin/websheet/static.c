/* static.c - the few files that pages link to; an operator may have its own. */
#include <string.h>

#include "page.h"

#define NOSNIFF	"X-Content-Type-Options: nosniff\r\n"
/* A picture is looked at by a page; on its own it can do nothing. */
#define PICTURE	"Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; "	\
	"sandbox\r\n" NOSNIFF

static const struct {
	const char	*name, *type, *headers;
	bool		 may_lack;
} files[] = {
	{ "sheet.css", "text/css; charset=utf-8", NOSNIFF, false },
	{ "brand.css", "text/css; charset=utf-8", NOSNIFF, false },
	{ "sheet.js", "text/javascript; charset=utf-8", NOSNIFF, false },
	{ "logo.svg", "image/svg+xml", PICTURE, true },
};

enum ecs_err
static_file(struct req *rq, const char *path)
{
	size_t n = strcspn(path, "/");
	struct sheet_for f = { .conf = rq->srv->conf };
	struct span text;

	f.op = conf_operator_by_name(f.conf, a_strndup(rq->arena, path, n));
	rq->what = "static";
	for (size_t i = 0; i < NELEM(files) && f.op != NULL && path[n] == '/'; i++) {
		if (strcmp(files[i].name, path + n + 1) != 0)
			continue;
		if (sheet_file(&f, rq->arena, a_printf(rq->arena, "websheets/static/%s",
		    files[i].name), &text) != ECS_OK)
			return files[i].may_lack ? ECS_NOT_FOUND :
			    req_fail(rq, ECS_INTERNAL, "%s is missing", files[i].name);
		rq->type = files[i].type;
		rq->cache = "public, max-age=3600";
		rq->headers = files[i].headers;
		buf_add(&rq->out, text.p, text.len);
		return ECS_OK;
	}
	return ECS_NOT_FOUND;
}
