/*
 * judge_all.h - reads a document as the played client, tells what came of it.
 */
#ifndef UESIM_JUDGE_ALL_H
#define UESIM_JUDGE_ALL_H

#include "ask.h"
#include "docview.h"

/* Fills view; tells rejection, version, token and a verdict per app. */
enum ue_exit	 judge_all(struct ue *, const struct asked *, const char *body,
		    const char *content_type, struct doc_view *view);

#endif
