/*
 * ecs.h - types every layer shares: error codes, spans, table helpers.
 *
 * Layer base.  Includes nothing of ours.  Nothing here owns memory.
 */
#ifndef ECS_BASE_ECS_H
#define ECS_BASE_ECS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NELEM(a)	(sizeof(a) / sizeof((a)[0]))
#define MUST_CHECK	__attribute__((warn_unused_result))
#define PRINTF(f, a)	__attribute__((format(printf, f, a)))

/* Compile-time check that a struct member has the type a table row claims. */
#define TYPE_OK(st, memb, type)						\
	(0 * sizeof(char[__builtin_types_compatible_p(			\
	    __typeof__(((st *)0)->memb), type) ? 1 : -1]))

enum ecs_err {
#define ERR(id, http, blame, text)	ECS_##id,
#include "base/err.def"
#undef ERR
	ECS__MAX
};

enum ecs_blame { BLAME_NONE, BLAME_CLIENT, BLAME_PEER, BLAME_US };

/* Bytes with a length.  Never owns; lives as long as what it points into. */
struct span {
	const uint8_t	*p;
	size_t		 len;
};

#define SPAN(ptr, n)	((struct span){ (const uint8_t *)(ptr), (n) })

int		 ecs_err_http(enum ecs_err);	/* 200..599 */
const char	*ecs_err_name(enum ecs_err);	/* "AUTH_NEEDED"; static */
const char	*ecs_err_text(enum ecs_err);	/* public sentence; static */
enum ecs_blame	 ecs_err_blame(enum ecs_err);
const char	*ecs_blame_name(enum ecs_blame);	/* "client"; static */

#endif
