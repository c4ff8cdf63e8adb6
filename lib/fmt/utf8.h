/* utf8.h - what is a character.  Layer fmt. */
#ifndef ECS_FMT_UTF8_H
#define ECS_FMT_UTF8_H

#include <stddef.h>

/*
 * Length in bytes of the UTF-8 sequence at s if it is a character that XML 1.0
 * allows, else 0.  s is NUL-terminated and not empty.
 */
size_t		 utf8_char(const char *s);

#endif
