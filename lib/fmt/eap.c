/* eap.c - reading what a peer answered. */
#include <string.h>

#include "fmt/eap_int.h"

#define IN(subtype)	(1u << (subtype))

struct attr {
	struct span	 v;		/* what follows type and length */
	size_t		 at;		/* offset of v in the packet */
};

typedef bool attr_read(struct eap_rsp *, const struct attr *);

static attr_read read_res, read_auts, read_mac, read_identity, read_error,
    read_kdf, read_any, read_encr, read_checkcode, read_result_ind;

/*
 * Responses only: RFC 4187 10.1, with AT_KDF of RFC 9048, which a peer repeats
 * in AKA'-Synchronization-Failure.
 */
static const struct attr_def {
	uint8_t		 type;
	uint8_t		 len;		/* in units of 4 octets; 0: read decides */
	unsigned	 allowed, required;
	attr_read	*read;
} defs[] = {
	{ AT_RES, 0, IN(EAP_CHALLENGE), IN(EAP_CHALLENGE), read_res },
	{ AT_AUTS, 4, IN(EAP_SYNC_FAILURE), IN(EAP_SYNC_FAILURE), read_auts },
	{ AT_MAC, 5, IN(EAP_CHALLENGE) | IN(EAP_NOTIFICATION) | IN(EAP_REAUTH),
	    IN(EAP_CHALLENGE) | IN(EAP_REAUTH), read_mac },
	{ AT_IDENTITY, 0, IN(EAP_IDENTITY), 0, read_identity },
	{ AT_CLIENT_ERROR_CODE, 1, IN(EAP_CLIENT_ERROR), IN(EAP_CLIENT_ERROR),
	    read_error },
	{ AT_KDF, 1, IN(EAP_CHALLENGE) | IN(EAP_SYNC_FAILURE), 0, read_kdf },
	{ AT_IV, 5, IN(EAP_NOTIFICATION) | IN(EAP_REAUTH), IN(EAP_REAUTH), read_any },
	{ AT_ENCR_DATA, 0, IN(EAP_NOTIFICATION) | IN(EAP_REAUTH), IN(EAP_REAUTH),
	    read_encr },
	{ AT_CHECKCODE, 0, IN(EAP_CHALLENGE) | IN(EAP_REAUTH), 0, read_checkcode },
	{ AT_RESULT_IND, 1, IN(EAP_CHALLENGE) | IN(EAP_REAUTH), 0, read_result_ind },
};

static const unsigned subtypes = IN(EAP_CHALLENGE) | IN(EAP_AUTH_REJECT) |
    IN(EAP_SYNC_FAILURE) | IN(EAP_IDENTITY) | IN(EAP_NOTIFICATION) |
    IN(EAP_REAUTH) | IN(EAP_CLIENT_ERROR);

static unsigned
be16(const uint8_t *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

static size_t
padded(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

static bool
read_res(struct eap_rsp *r, const struct attr *a)
{
	size_t n;

	r->res_bits = be16(a->v.p);
	n = (r->res_bits + 7) / 8;
	r->res = SPAN(a->v.p + 2, n);
	return r->res_bits >= 32 && r->res_bits <= 128 && a->v.len == 2 + padded(n);
}

static bool
read_auts(struct eap_rsp *r, const struct attr *a)
{
	r->auts = a->v;
	return true;
}

static bool
read_mac(struct eap_rsp *r, const struct attr *a)
{
	r->mac_at = a->at + 2;
	return true;
}

static bool
read_identity(struct eap_rsp *r, const struct attr *a)
{
	size_t n = be16(a->v.p);

	r->identity = SPAN(a->v.p + 2, n);
	return n > 0 && a->v.len == 2 + padded(n);
}

static bool
read_error(struct eap_rsp *r, const struct attr *a)
{
	r->client_error = be16(a->v.p);
	return true;
}

static bool
read_kdf(struct eap_rsp *r, const struct attr *a)
{
	return r->type == EAP_AKA_PRIME && be16(a->v.p) == EAP_KDF_CK_IK_PRIME;
}

static bool
read_any(struct eap_rsp *r, const struct attr *a)
{
	(void)r;
	(void)a;
	return true;
}

static bool
read_encr(struct eap_rsp *r, const struct attr *a)
{
	(void)r;
	return a->v.len > 2 && (a->v.len - 2) % 16 == 0;	/* AES-CBC */
}

static bool
read_checkcode(struct eap_rsp *r, const struct attr *a)
{
	size_t n = a->v.len - 2;

	r->checkcode = SPAN(a->v.p + 2, n);
	return n == 0 || n == (r->type == EAP_AKA ? 20u : 32u);
}

static bool
read_result_ind(struct eap_rsp *r, const struct attr *a)
{
	(void)a;
	r->result_ind = true;
	return true;
}

static const struct attr_def *
find(uint8_t type)
{
	for (size_t i = 0; i < NELEM(defs); i++)
		if (defs[i].type == type)
			return &defs[i];
	return NULL;
}

/* True when the attribute may stand here; seen has a bit per row of defs. */
static bool
take(struct eap_rsp *r, uint8_t type, const struct attr *a, unsigned *seen)
{
	const struct attr_def *d = find(type);
	unsigned bit;

	if (d == NULL)
		return type >= 128;
	bit = 1u << (d - defs);
	if ((d->allowed & IN(r->subtype)) == 0 || (*seen & bit) != 0 ||
	    (d->len != 0 && a->v.len + 2 != d->len * 4u))
		return false;
	*seen |= bit;
	return d->read(r, a);
}

static bool
read_attrs(struct eap_rsp *r, struct span pkt)
{
	unsigned seen = 0;
	size_t at, len;

	for (at = EAP_HEADER; at < pkt.len; at += len) {
		struct attr a;

		if (pkt.len - at < 4)
			return false;
		len = pkt.p[at + 1] * 4u;
		if (len == 0 || len > pkt.len - at)
			return false;
		a = (struct attr){ SPAN(pkt.p + at + 2, len - 2), at + 2 };
		if (!take(r, pkt.p[at], &a, &seen))
			return false;
	}
	for (size_t i = 0; i < NELEM(defs); i++)
		if ((defs[i].required & IN(r->subtype)) != 0 && (seen >> i & 1) == 0)
			return false;
	return true;
}

static bool
read_header(struct eap_rsp *r, struct span pkt)
{
	if (pkt.p == NULL || pkt.len < EAP_HEADER || pkt.p[0] != EAP_RESPONSE ||
	    be16(pkt.p + 2) != pkt.len)
		return false;
	if (pkt.p[4] != EAP_AKA && pkt.p[4] != EAP_AKA_PRIME)
		return false;
	if (pkt.p[5] > EAP_CLIENT_ERROR || (subtypes & IN(pkt.p[5])) == 0)
		return false;
	r->identifier = pkt.p[1];
	r->type = pkt.p[4];
	r->subtype = pkt.p[5];
	return true;
}

enum ecs_err
eap_parse(struct span packet, struct eap_rsp *out)
{
	memset(out, 0, sizeof *out);
	if (read_header(out, packet) && read_attrs(out, packet))
		return ECS_OK;
	memset(out, 0, sizeof *out);
	return ECS_EAP_FORMAT;
}
