/*
 * avps.h - AVPs into requests and out of answers.
 *
 * What is read points into the message and lives as long as it does.  An AVP
 * that freeDiameter could not understand counts as one that is not there.
 */
#ifndef ECS_DIAMETER_AVPS_H
#define ECS_DIAMETER_AVPS_H

#include "words.h"

struct msg;
struct avp;

/* Both take the message or a grouped AVP.  False when there is no memory. */
bool		 avps_put(void *into, enum word, struct span);
bool		 avps_put_number(void *into, enum word, uint32_t);

/* An empty grouped AVP, added already; NULL when there is no memory. */
struct avp	*avps_put_group(void *into, enum word);

enum avps_found { AVPS_NONE, AVPS_ONE, AVPS_BAD };	/* BAD: twice, or not understood */

enum avps_found	 avps_get(void *from, enum word, struct span *out);
enum avps_found	 avps_get_number(void *from, enum word, uint32_t *out);
enum avps_found	 avps_get_group(void *from, enum word, struct avp **out);

#endif
