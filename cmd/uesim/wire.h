/*
 * wire.h - prints exchanges byte for byte and EAP packets attribute by attribute.
 *
 * Nothing is hidden: tokens, RES and user data appear.
 */
#ifndef UESIM_WIRE_H
#define UESIM_WIRE_H

#include <curl/curl.h>
#include <stdio.h>

/* From now on prints what this handle sends and the headers it receives. */
void	 wire_attach(CURL *, FILE *);

/* A body, each line marked with way, and the EAP packet in it when there is one. */
void	 wire_body(FILE *, char way, const char *body);

#endif
