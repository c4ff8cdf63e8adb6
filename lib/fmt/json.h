/*
 * json.h - JSON bodies of requests, read by jansson.
 *
 * Layer fmt.  What comes out is copied into the arena.  Duplicate members,
 * trailing bytes, and anything deeper than an array of scalars are refused.
 */
#ifndef ECS_FMT_JSON_H
#define ECS_FMT_JSON_H

#include "fmt/param.h"

/*
 * {"name":"v","n":1,"app":["a","b"]} -> pairs, appended after the *n already
 * there; an array becomes a repeated name, a null is left out, a number or
 * boolean becomes its text.  BODY_FORMAT when it is not such an object.
 */
enum ecs_err	 json_pairs(struct arena *, struct span body, struct pair *out,
		    size_t *n) MUST_CHECK;

/* {"eap-relay-packet":"<Base64>"} -> the packet (TS.43 v12 2.8.1). */
enum ecs_err	 json_relay(struct arena *, struct span body, struct span *packet)
		    MUST_CHECK;

#endif
