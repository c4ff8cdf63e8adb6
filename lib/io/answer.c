/* answer.c - the one place that writes status, headers and the log line. */
#include <string.h>
#include <zlib.h>

#include "base/hex.h"
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

/* A kept answer that is sent again has its status, but no error of this request. */
static const char *
phrase(int status, enum ecs_err e)
{
	for (int i = ECS_OK + 1; e == ECS_OK && status >= 400 && i < ECS__MAX; i++)
		if (ecs_err_http((enum ecs_err)i) == status)
			e = (enum ecs_err)i;
	return e != ECS_OK ? ecs_err_text(e) : status == 302 ? "Found" :
	    status == 303 ? "See Other" : status == 204 ? "No Content" : "OK";
}

static void
header(struct buf *w, const char *name, const char *value)
{
	buf_str(w, name);
	buf_str(w, value);
	buf_str(w, "\r\n");
}

static void
number(struct buf *w, const char *name, uint64_t value)
{
	buf_str(w, name);
	buf_u64(w, value);
	buf_str(w, "\r\n");
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
	buf_str(w, "Status: ");
	buf_u64(w, (uint64_t)rq->status);
	buf_char(w, ' ');
	header(w, phrase(rq->status, e), "");
	header(w, "Cache-Control: ", rq->cache != NULL ? rq->cache : "no-store");
	if (rq->status == 503)
		number(w, "Retry-After: ", rq->retry_after_s != 0 ? rq->retry_after_s : 30);
	if (e == ECS_METHOD)
		header(w, "Allow: ", "GET, POST");
	if (rq->set_cookie != NULL)
		header(w, "Set-Cookie: ", rq->set_cookie);
	if (rq->location != NULL)
		header(w, "Location: ", rq->location);
	if (rq->headers != NULL)
		buf_str(w, rq->headers);
	if (packed)
		buf_str(w, "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");
	if (rq->type != NULL)
		header(w, "Content-Type: ", rq->type);
	if (rq->status != 204)
		number(w, "Content-Length: ", rq->out.len);
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

static void
count(struct buf *b, const char *name, uint64_t value)
{
	buf_char(b, ',');
	buf_json(b, name);
	buf_char(b, ':');
	buf_u64(b, value);
}

void
req_log(const struct req *rq, enum ecs_err e, uint64_t took_us, unsigned trips)
{
	struct buf b;
	char id[2 * REQ_ID + 1];

	hex_put(rq->id, REQ_ID, id);
	buf_init(&b, rq->arena, 512);
	buf_str(&b, "{\"time\":");
	buf_u64(&b, rq->now);
	buf_str(&b, ".");
	buf_add(&b, (char[]){ (char)('0' + rq->now_ms / 100 % 10),
	    (char)('0' + rq->now_ms / 10 % 10), (char)('0' + rq->now_ms % 10) }, 3);
	field(&b, "program", log_program());
	field(&b, "id", id);
	field(&b, "method", rq->method == REQ_GET ? "GET" :
	    rq->method == REQ_POST ? "POST" : "other");
	if (rq->status != 404)		/* a path that is none of ours may hold anything */
		field(&b, "path", rq->path);
	field(&b, "what", rq->what);
	field(&b, "operator", rq->op != NULL ? rq->op->name : NULL);
	field(&b, "subject", rq->subject);
	field(&b, "requestor", rq->requestor);
	field(&b, "auth", rq->how);
	count(&b, "status", (uint64_t)rq->status);
	if (e != ECS_OK) {
		field(&b, "err", ecs_err_name(e));
		field(&b, "blame", ecs_blame_name(ecs_err_blame(e)));
	}
	field(&b, "param", rq->param);
	field(&b, "why", rq->why);
	count(&b, "db", trips);
	count(&b, "us", took_us);
	buf_char(&b, '}');
	log_line(b.p, b.len);
}
