/*
 * words.h - the applications, commands and AVPs that ecs-diameter speaks.
 *
 * The objects belong to freeDiameter's dictionary, which lives until the stack
 * ends.  Constant once words_learn() is done, so any thread may use them.
 */
#ifndef ECS_DIAMETER_WORDS_H
#define ECS_DIAMETER_WORDS_H

#include "base/ecs.h"

enum { WORDS_3GPP = 10415, WORDS_EAP = 5, WORDS_SWX = 16777265 };

enum word {
#define AVP(id, code, vendor, name, type)	W_##id,
#include "words.def"
	W__MAX
};

enum command { COMMAND_EAP, COMMAND_MULTIMEDIA_AUTH, COMMAND__MAX };

struct dict_object;

/* Finds or defines them all and offers both applications; false: logged why. */
bool		 words_learn(void);

struct dict_object *word(enum word);
struct dict_object *command(enum command);
unsigned	 word_code(enum word);
unsigned	 word_vendor(enum word);

#endif
