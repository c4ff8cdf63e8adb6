/* answer.c - the one place that writes status, headers and the log line. */
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "io/req.h"

#define GZIP_WORTH	512	/* below, the headers outweigh what it saves */

static const char *const media[] = {
	[DOC_XML] = "text/vnd.wap.connectivity-xml", [DOC_JSON] = "application/json",
};

/* False, and out unchanged, when zlib refuses. */
static bool
gzip(struct arena *a, struct buf *out)
{
	z_stream z = { .next_in = (Bytef *)out->p, .avail_in = (uInt)out->len };
	size_t cap;
	bool ok;

	if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	cap = deflateBound(&z, out->len);
	z.next_out = a_zalloc(a, cap);
	z.avail_out = (uInt)cap;
	ok = deflate(&z, Z_FINISH) == Z_STREAM_END;
	if (ok)
		*out = (struct buf){ a, (char *)z.next_out - z.total_out, z.total_out, cap };
	deflateEnd(&z);
	return ok;
}

static void (*error_page)(struct req *, enum ecs_err);

void
req_error_page(void (*fn)(struct req *, enum ecs_err))
{
	error_page = fn;
}

/* Errors carry one line that says what is wrong, for whoever looks by hand. */
static void
error_body(struct req *rq, enum ecs_err e)
{
	if (error_page != NULL) {
		rq->type = NULL;
		rq->out.len = 0;
		error_page(rq, e);
		if (rq->type != NULL)
			return;
	}
	rq->type = "text/plain; charset=utf-8";
	rq->out.len = 0;
	buf_str(&rq->out, ecs_err_text(e));
	if (rq->param != NULL) {
		buf_str(&rq->out, ": ");
		buf_str(&rq->out, rq->param);
	}
	buf_char(&rq->out, '\n');
}

static void
body(struct req *rq, enum ecs_err e)
{
	if (e != ECS_OK)
		error_body(rq, e);
	else if (rq->type == NULL && rq->location == NULL && !doc_empty(rq->doc)) {
		rq->type = media[rq->fmt];
		doc_write(rq->doc, rq->fmt, &rq->out);
	}
}

static const char *
phrase(int status, enum ecs_err e)
{
	return e != ECS_OK ? ecs_err_text(e) : status == 302 ? "Found" :
	    status == 303 ? "See Other" : status == 204 ? "No Content" : "OK";
}

void
req_answer(struct req *rq, enum ecs_err e, struct buf *w)
{
	bool packed;

	if (rq->status == 0)
		rq->status = ecs_err_http(e);
	body(rq, e);
	if (rq->answered != NULL)
		rq->answered(rq, rq->answered_arg);
	packed = rq->out.len >= GZIP_WORTH && header_gzip(rq->accept_encoding) &&
	    gzip(rq->arena, &rq->out);
	buf_printf(w, "Status: %d %s\r\nCache-Control: %s\r\n", rq->status,
	    phrase(rq->status, e), rq->cache != NULL ? rq->cache : "no-store");
	if (rq->status == 503)
		buf_printf(w, "Retry-After: %u\r\n",
		    rq->retry_after_s != 0 ? rq->retry_after_s : 30);
	if (e == ECS_METHOD)
		buf_str(w, "Allow: GET, POST\r\n");
	if (rq->set_cookie != NULL)
		buf_printf(w, "Set-Cookie: %s\r\n", rq->set_cookie);
	if (rq->location != NULL)
		buf_printf(w, "Location: %s\r\n", rq->location);
	if (rq->headers != NULL)
		buf_str(w, rq->headers);
	if (packed)
		buf_str(w, "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");
	if (rq->type != NULL)
		buf_printf(w, "Content-Type: %s\r\n", rq->type);
	if (rq->status != 204)
		buf_printf(w, "Content-Length: %zu\r\n", rq->out.len);
	buf_str(w, "\r\n");
	buf_add(w, rq->out.p, rq->out.len);
}

static void
field(struct buf *b, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	buf_char(b, ',');
	buf_json(b, name);
	buf_char(b, ':');
	buf_json(b, value);
}

void
req_log(const struct req *rq, enum ecs_err e, uint64_t took_us, unsigned trips)
{
	struct buf b;
	char id[2 * REQ_ID + 1];

	for (size_t i = 0; i < REQ_ID; i++)
		snprintf(id + 2 * i, 3, "%02x", rq->id[i]);
	buf_init(&b, rq->arena, 512);
	buf_printf(&b, "{\"time\":%llu.%03u,\"program\":\"%s\",\"id\":\"%s\"",
	    (unsigned long long)rq->now, (unsigned)(rq->now_ms % 1000), log_program(), id);
	field(&b, "method", rq->method == REQ_GET ? "GET" :
	    rq->method == REQ_POST ? "POST" : "other");
	field(&b, "path", rq->path);
	field(&b, "what", rq->what);
	field(&b, "operator", rq->op != NULL ? rq->op->name : NULL);
	field(&b, "subject", rq->subject);
	field(&b, "auth", rq->how);
	buf_printf(&b, ",\"status\":%d", rq->status);
	if (e != ECS_OK) {
		field(&b, "err", ecs_err_name(e));
		field(&b, "blame", ecs_blame_name(ecs_err_blame(e)));
	}
	field(&b, "param", rq->param);
	field(&b, "why", rq->why);
	buf_printf(&b, ",\"db\":%u,\"us\":%llu}", trips, (unsigned long long)took_us);
	log_line(b.p, b.len);
}
