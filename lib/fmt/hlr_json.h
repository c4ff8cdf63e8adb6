/*
 * hlr_json.h - the JSON in which a service of the operator is asked for vectors.
 *
 * Layer fmt.  The names are those of 3GPP TS 29.503 and TS 29.563; entitled(7)
 * documents the call.  What comes out lives in the arena, or in out.
 */
#ifndef ECS_FMT_HLR_JSON_H
#define ECS_FMT_HLR_JSON_H

#include "base/arena.h"
#include "fmt/eap.h"

/* The question.  network: the access network's name; rand, auts: or NULL. */
struct span	 hlr_json_ask(struct arena *, const char *imsi, enum eap_type,
		    const char *network, const uint8_t *rand, const uint8_t *auts);

/*
 * {"rand":..,"autn":..,"xres":..,"ck":..,"ik":..}, or ckPrime and ikPrime for
 * the last two; hexadecimal.  Members that are not ours are passed over.
 * ECS_BODY_FORMAT: not such an object, one of the five is missing, doubled or of
 * a wrong length, or keys of both kinds.  body is secret, and so is out: wipe them.
 */
enum ecs_err	 hlr_json_read(struct span body, struct aka_vector *out) MUST_CHECK;

#endif
