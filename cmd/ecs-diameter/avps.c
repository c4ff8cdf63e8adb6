/* avps.c - freeDiameter 1.2.1 finds the first AVP at the top only, so we walk. */
#include <string.h>

#include "avps.h"
#include "fd.h"

static struct avp *
put(void *into, enum word w, union avp_value *value)
{
	struct avp *avp = NULL;

	if (fd_msg_avp_new(word(w), 0, &avp) != 0)
		return NULL;
	if ((value == NULL || fd_msg_avp_setvalue(avp, value) == 0) &&
	    fd_msg_avp_add(into, MSG_BRW_LAST_CHILD, avp) == 0)
		return avp;
	fd_msg_free(avp);
	return NULL;
}

bool
avps_put(void *into, enum word w, struct span octets)
{
	union avp_value v = { .os = { (uint8_t *)(uintptr_t)octets.p, octets.len } };

	return put(into, w, &v) != NULL;
}

bool
avps_put_number(void *into, enum word w, uint32_t n)
{
	union avp_value v = { .u32 = n };

	return put(into, w, &v) != NULL;
}

struct avp *
avps_put_group(void *into, enum word w)
{
	return put(into, w, NULL);
}

static enum avps_found
find(void *from, enum word w, struct avp **out, struct avp_hdr **hdr)
{
	struct avp_hdr *h;
	struct avp *avp;
	int rc = fd_msg_browse(from, MSG_BRW_FIRST_CHILD, &avp, NULL);

	*out = NULL;
	for (; rc == 0 && avp != NULL; rc = fd_msg_browse(avp, MSG_BRW_NEXT, &avp, NULL)) {
		if (fd_msg_avp_hdr(avp, &h) != 0)
			return AVPS_BAD;
		if (h->avp_code != word_code(w) || word_vendor(w) !=
		    (h->avp_flags & AVP_FLAG_VENDOR ? h->avp_vendor : 0))
			continue;
		if (*out != NULL)
			return AVPS_BAD;
		*out = avp;
		*hdr = h;
	}
	return rc != 0 ? AVPS_BAD : *out == NULL ? AVPS_NONE : AVPS_ONE;
}

/* With its value, which only an AVP that was understood has. */
static enum avps_found
find_value(void *from, enum word w, union avp_value **out)
{
	struct dict_object *model;
	struct avp_hdr *h;
	struct avp *avp;
	enum avps_found found = find(from, w, &avp, &h);

	if (found == AVPS_ONE && (h->avp_value == NULL || fd_msg_model(avp, &model) != 0 ||
	    model != word(w)))
		found = AVPS_BAD;
	if (found == AVPS_ONE)
		*out = h->avp_value;
	return found;
}

enum avps_found
avps_get(void *from, enum word w, struct span *out)
{
	union avp_value *v;
	enum avps_found found = find_value(from, w, &v);

	*out = found == AVPS_ONE ? SPAN(v->os.data, v->os.len) : SPAN(NULL, 0);
	return found;
}

enum avps_found
avps_get_number(void *from, enum word w, uint32_t *out)
{
	union avp_value *v;
	enum avps_found found = find_value(from, w, &v);

	*out = found == AVPS_ONE ? v->u32 : 0;
	return found;
}

enum avps_found
avps_get_group(void *from, enum word w, struct avp **out)
{
	struct avp_hdr *h;

	return find(from, w, out, &h);
}
