/*
 * line_key.c - K and OPc (TS 35.206), TOPc (TS 35.231), from hexadecimal.
 */
#include <string.h>

#include "line_new.h"
#include "words.h"

static int
digit(char ch)
{
	static const char hex[] = "0123456789abcdef";
	const char *at = ch != '\0' ? strchr(hex, ch | ('A' <= ch && ch <= 'Z' ? 0x20 : 0)) : NULL;

	return at != NULL ? (int)(at - hex) : -1;
}

static bool
unhex(const char *s, uint8_t *out, size_t n)
{
	if (strlen(s) != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int hi = digit(s[2 * i]), lo = digit(s[2 * i + 1]);

		if (hi < 0 || lo < 0)
			return false;
		out[i] = (uint8_t)(hi << 4 | lo);
	}
	return true;
}

static bool
parameters(struct ctl *c, const struct line_in *in, struct aka_key *k)
{
	bool tuak = k->alg == AKA_TUAK;

	k->res_len = in->res_len.given ? in->res_len.n : 8;
	k->iterations = tuak ? in->iterations.given ? (unsigned)in->iterations.n : 1 : 0;
	if (tuak ? k->res_len != 4 && k->res_len != 8 && k->res_len != 16 : k->res_len != 8)
		return ctl_usage(c, "res-len: want %s", tuak ? "4, 8 or 16" : "8"), false;
	if (in->iterations.given && (!tuak || in->iterations.n < 1 || in->iterations.n > 255))
		return ctl_usage(c, "iterations: want 1 to 255, and only for tuak"), false;
	return true;
}

bool
line_key(struct ctl *c, const struct line_in *in, struct aka_key *k)
{
	bool tuak = in->alg != NULL && strcmp(in->alg, "tuak") == 0;
	size_t block = tuak ? 32 : 16;
	uint8_t op[32];

	*k = (struct aka_key){ .alg = tuak ? AKA_TUAK : AKA_MILENAGE, .k_len = 16 };
	if (in->alg != NULL && word_index(algs, in->alg) == 0)
		return ctl_usage(c, "alg: want %s", word_list(algs, c->a)), false;
	if ((in->opc == NULL) == (in->op == NULL))
		return ctl_usage(c, "want either opc or op"), false;
	if (tuak && strlen(in->k) == 64)
		k->k_len = 32;
	if (!unhex(in->k, k->k, k->k_len))
		return ctl_usage(c, "k: want %s hexadecimal digits",
		    tuak ? "32 or 64" : "32"), false;
	if (!unhex(in->opc != NULL ? in->opc : in->op, in->opc != NULL ? k->opc : op, block))
		return ctl_usage(c, "%s: want %zu hexadecimal digits",
		    in->opc != NULL ? "opc" : "op", 2 * block), false;
	if (!parameters(c, in, k))
		return false;
	if (in->op != NULL && aka_opc(k, op, k->opc) != ECS_OK)
		return ctl_fail("OPc cannot be made from OP"), false;
	return true;
}
