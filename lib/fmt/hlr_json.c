/* hlr_json.c - vectors in JSON. */
#include <ctype.h>
#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "base/crypt.h"
#include "base/hex.h"
#include "fmt/hlr_json.h"

static void
member(struct buf *b, const char *name, const void *p, size_t n)
{
	char hex[2 * AKA_RAND + 1];

	buf_printf(b, "\"%s\":\"%s\"", name, hex_put(p, n, hex));
}

struct span
hlr_json_ask(struct arena *a, const char *imsi, enum eap_type type, const char *network,
    const uint8_t *rand, const uint8_t *auts)
{
	struct buf b;

	buf_init(&b, a, 256);
	buf_str(&b, "{\"imsi\":");
	buf_json(&b, imsi);
	buf_printf(&b, ",\"type\":\"%s\",\"servingNetworkName\":",
	    type == EAP_AKA_PRIME ? "EAP_AKA_PRIME" : "EAP_AKA");
	buf_json(&b, network);
	if (auts != NULL) {
		buf_str(&b, ",\"resynchronizationInfo\":{");
		member(&b, "rand", rand, AKA_RAND);
		buf_char(&b, ',');
		member(&b, "auts", auts, AKA_AUTS);
		buf_char(&b, '}');
	}
	buf_char(&b, '}');
	return SPAN(b.p, b.len);
}

/* Octets from min to max; how many, 0 when it is none of that.  Wipes jansson's copy. */
static size_t
octets(const json_t *j, const char *name, uint8_t *out, size_t min, size_t max)
{
	const json_t *v = json_object_get(j, name);
	char *s = (char *)(uintptr_t)json_string_value(v);
	size_t len = s != NULL ? json_string_length(v) : 0;
	bool ok = len % 2 == 0 && len >= 2 * min && len <= 2 * max;

	for (size_t i = 0; i < len; i++)
		s[i] = (char)tolower((unsigned char)s[i]);
	ok = ok && hex_get(s != NULL ? s : "", out, len / 2);
	crypt_wipe(s, len);
	return ok ? len / 2 : 0;
}

static bool
fill(const json_t *j, struct aka_vector *v)
{
	bool plain = json_object_get(j, "ck") != NULL || json_object_get(j, "ik") != NULL;
	size_t rand, autn, ck, ik;

	v->primed = json_object_get(j, "ckPrime") != NULL ||
	    json_object_get(j, "ikPrime") != NULL;
	rand = octets(j, "rand", v->rand, AKA_RAND, AKA_RAND);
	autn = octets(j, "autn", v->autn, AKA_AUTN, AKA_AUTN);
	v->xres_len = octets(j, "xres", v->xres, 4, AKA_RES_MAX);
	ck = octets(j, v->primed ? "ckPrime" : "ck", v->ck, AKA_KEY, AKA_KEY);
	ik = octets(j, v->primed ? "ikPrime" : "ik", v->ik, AKA_KEY, AKA_KEY);
	return rand > 0 && autn > 0 && v->xres_len > 0 && ck > 0 && ik > 0 && plain != v->primed;
}

enum ecs_err
hlr_json_read(struct span body, struct aka_vector *out)
{
	json_t *j = json_loadb((const char *)body.p, body.len, JSON_REJECT_DUPLICATES, NULL);
	bool ok;

	*out = (struct aka_vector){ .primed = false };
	ok = json_is_object(j) && fill(j, out);
	json_decref(j);
	return ok ? ECS_OK : ECS_BODY_FORMAT;
}
