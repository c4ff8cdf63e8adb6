#!/bin/sh
# What the compiler has to refuse.  Each snippet is compiled twice with the warnings of
# Makefile.am: as it is, and with BAD defined, which must fail and for the reason given.
. "${0%/*}/lib.sh"
warnings=$(tr -s ' \t\\' '\n\n\n' <Makefile.am | grep '^-W' | sort -u)
: "${CC:=cc}"

compile() {	# compile OPTION...   the snippet on stdin
	# shellcheck disable=SC2086	# lists of words
	$CC -std=gnu11 -D_GNU_SOURCE -c -o /dev/null $warnings -Ilib "-I$BUILD/lib" \
	    -Ifcgi-bin/entitlement "$@" -x c - 2>&1
}
refuses() {	# refuses TEXT REASON <<SNIPPET
	cat >"$T/$$.c"
	is "$1: the right way compiles" "$(compile <"$T/$$.c")" ''
	said=$(compile -DBAD <"$T/$$.c") && said='it compiled'
	ok "$1: the wrong way does not" says "$2"
}
says() { printf '%s\n' "$said" | grep -E -e "error: .*($1)" >/dev/null || { printf '%s\n' "$said" | sed 's/^/# /'; false; }; }

has '-Werror is among the warnings' "$warnings" -Werror

refuses 'a string row for an int' 'size of .*array.* is negative|array size is negative' <<'END'
#include "fmt/param.h"
struct in {
#ifdef BAD
	int		 eid;
#else
	const char	*eid;
#endif
};
extern const struct param_def rows[1];
const struct param_def rows[] = { P_STR(struct in, REQUIRED, eid, 1, 32, NULL) };
END
refuses 'an int row for a string' 'size of .*array.* is negative|array size is negative' <<'END'
#include "fmt/param.h"
struct in {
#ifdef BAD
	const char	*type;
#else
	int		 type;
#endif
};
extern const struct param_def rows[1];
const struct param_def rows[] = { P_INT(struct in, OPTIONAL, type, 0, 1) };
END
refuses 'a row for a member that is not there' 'no member named' <<'END'
#include "fmt/param.h"
#ifdef BAD
#define NAME eidd
#else
#define NAME eid
#endif
struct in { const char *eid; };
extern const struct param_def rows[1];
const struct param_def rows[] = { P_STR(struct in, REQUIRED, NAME, 1, 32, NULL) };
END
refuses 'an error that nobody looks at' 'unused.result|warn_unused_result' <<'END'
#include "fmt/b64.h"
enum ecs_err f(struct arena *a, struct span *out);
enum ecs_err
f(struct arena *a, struct span *out)
{
#ifdef BAD
	b64_decode(a, B64_STD, "", out);
	return ECS_OK;
#else
	return b64_decode(a, B64_STD, "", out);
#endif
}
END
refuses 'a statement whose error nobody looks at' 'unused.result|warn_unused_result' <<'END'
#include "io/db.h"
enum ecs_err f(struct db *db, uint64_t *n);
enum ecs_err
f(struct db *db, uint64_t *n)
{
#ifdef BAD
	q_exchange_purge(db, 1, n);
	return ECS_OK;
#else
	return q_exchange_purge(db, 1, n);
#endif
}
END
refuses 'a string where a statement wants a number' 'int-conversion|makes integer from pointer' <<'END'
#include "io/db.h"
enum ecs_err f(struct db *db, uint64_t *n);
enum ecs_err
f(struct db *db, uint64_t *n)
{
#ifdef BAD
	return q_exchange_purge(db, "1", n);
#else
	return q_exchange_purge(db, 1, n);
#endif
}
END
refuses 'a number where a statement wants a string' 'int-conversion|makes pointer from integer' <<'END'
#include "io/db.h"
enum ecs_err f(struct db *db, struct q_sim_by_imsi *out);
enum ecs_err
f(struct db *db, struct q_sim_by_imsi *out)
{
#ifdef BAD
	return q_sim_by_imsi(db, 1, 1010000000001, out);
#else
	return q_sim_by_imsi(db, 1, "001010000000001", out);
#endif
}
END
refuses 'a statement that is not there' 'implicit.declaration|undeclared' <<'END'
#include "io/db.h"
enum ecs_err f(struct db *db, uint64_t *n);
enum ecs_err
f(struct db *db, uint64_t *n)
{
#ifdef BAD
	return q_exchange_purged_all(db, 1, n);
#else
	return q_exchange_purge(db, 1, n);
#endif
}
END
refuses 'a response parameter that TS.43 does not have' 'PN_EntitlementState' <<'END'
#include "fmt/doc.h"
void f(struct node *n);
void
f(struct node *n)
{
#ifdef BAD
	doc_int(n, PN_EntitlementState, 1);
#else
	doc_int(n, PN_EntitlementStatus, 1);
#endif
}
END
refuses 'a response parameter by its text' 'incompatible type|int-conversion|makes integer from pointer' <<'END'
#include "fmt/doc.h"
void f(struct node *n);
void
f(struct node *n)
{
#ifdef BAD
	doc_int(n, "EntitlementStatus", 1);
#else
	doc_int(n, PN_EntitlementStatus, 1);
#endif
}
END
refuses 'an error that err.def does not have' 'ECS_FORBIDEN' <<'END'
#include "base/ecs.h"
enum ecs_err f(void);
enum ecs_err
f(void)
{
#ifdef BAD
	return ECS_FORBIDEN;
#else
	return ECS_FORBIDDEN;
#endif
}
END
refuses 'a reason that reason.def does not have' 'REASON_LINE_ACTIV' <<'END'
#include "core/entitle.h"
const char *f(void);
const char *
f(void)
{
#ifdef BAD
	return reason_name(REASON_LINE_ACTIV);
#else
	return reason_name(REASON_LINE_ACTIVE);
#endif
}
END
refuses 'a service that apps.def does not have' 'app_vowify' <<'END'
#include "app.h"
const struct app *f(void);
const struct app *
f(void)
{
#ifdef BAD
	return &app_vowify;
#else
	return &app_vowifi;
#endif
}
END
refuses 'an explanation that does not fit its arguments' 'Wformat|-Werror=format' <<'END'
#include "io/req.h"
enum ecs_err f(struct req *rq);
enum ecs_err
f(struct req *rq)
{
#ifdef BAD
	return req_fail(rq, ECS_FORBIDDEN, "plan %s", 5);
#else
	return req_fail(rq, ECS_FORBIDDEN, "plan %d", 5);
#endif
}
END
refuses 'an explanation that came from outside' 'format.(security|nonliteral)|not a string literal' <<'END'
#include "io/req.h"
enum ecs_err f(struct req *rq, const char *s);
enum ecs_err
f(struct req *rq, const char *s)
{
#ifdef BAD
	return req_fail(rq, ECS_FORBIDDEN, s);
#else
	return req_fail(rq, ECS_FORBIDDEN, "%s", s);
#endif
}
END
refuses 'an array as long as a client says' 'vla|variable.length' <<'END'
#include "base/ecs.h"
size_t f(size_t n);
size_t
f(size_t n)
{
#ifdef BAD
	char buf[n];
#else
	char buf[16];
#endif

	return n + sizeof(buf);
}
END
done_testing
