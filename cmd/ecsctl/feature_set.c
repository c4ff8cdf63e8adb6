/* feature_set.c - overrides, accepted terms and provisioning of a line. */
#include <stdlib.h>
#include <string.h>

#include "feature_set.h"
#include "find.h"
#include "words.h"

static const char *const kinds[] = { "override", "terms", "prov" };

struct part {
	int		 app;
	const char	*value;
};

/* Cuts the next part off *text; false at the end.  app 0 when it is malformed. */
static bool
next(struct ctl *c, const char **text, struct part *out)
{
	const char *s = *text, *eq;
	size_t n = s != NULL ? strcspn(s, ",") : 0;
	char *copy;

	if (s == NULL || *s == '\0')
		return false;
	copy = a_strndup(c->a, s, n);
	*text = s[n] == ',' ? s + n + 1 : s + n;
	*out = (struct part){ 0, "" };
	if ((eq = strchr(copy, '=')) != NULL) {
		copy[eq - copy] = '\0';
		*out = (struct part){ app_number(copy), eq + 1 };
	}
	return true;
}

bool
feature_ok(struct ctl *c, enum feature_kind kind, const char *text)
{
	const char *const *words = kind == FEATURE_OVERRIDE ? overrides : provs;
	const char *all = text;
	struct part p;

	while (next(c, &text, &p)) {
		if (p.app == 0)
			return ctl_usage(c, "%s: want APP=VALUE, not \"%s\"", kinds[kind],
			    all), false;
		if (kind == FEATURE_TERMS ? !find_digits(p.value, 1, 9) :
		    word_index(words, p.value) == 0)
			return ctl_usage(c, "%s: \"%s\" is not %s", kinds[kind], p.value,
			    kind == FEATURE_TERMS ? "a version" : word_list(words, c->a)), false;
	}
	return true;
}

enum ecs_err
feature_write(struct ctl *c, struct db *db, const struct conf_operator *op,
    uint64_t line_id, enum feature_kind kind, const char *text)
{
	enum ecs_err e = ECS_OK;
	struct part p;

	while (e == ECS_OK && next(c, &text, &p)) {
		if (kind == FEATURE_OVERRIDE)
			e = q_line_override(db, line_id, p.app, op->id, p.value);
		else if (kind == FEATURE_TERMS)
			e = q_line_terms(db, line_id, p.app, op->id,
			    strtoull(p.value, NULL, 10));
		else
			e = q_line_prov(db, line_id, p.app, op->id, p.value);
	}
	return e;
}
