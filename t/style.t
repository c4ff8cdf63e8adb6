#!/bin/sh
# The rules of HACKING that a machine can check.  Each rule also runs over a small tree made
# here that breaks it, and has to say so: a rule that never fires is a failure.
. "${0%/*}/lib.sh"
tree=$PWD

rule() {	# rule TEXT CHECK FILE <<BAD   the check is silent here, and not over FILE
	is "$1" "$($2)" ''
	mkdir -p "$T/$$.s/$n/${3%/*}"
	cat >"$T/$$.s/$n/$3"
	cd "$T/$$.s/$n" || exit 1
	ok "  and it fires" test -n "$($2)"
	cd "$tree" || exit 1
}
good() {	# good CHECK FILE <<GOOD   the check is silent over FILE
	n=$((n + 1))
	mkdir -p "$T/$$.s/$n/${2%/*}"
	cat >"$T/$$.s/$n/$2"
	cd "$T/$$.s/$n" || exit 1
	said=$($1)
	cd "$tree" || exit 1
	n=$((n - 1))
	is "  and lets pass what is right" "$said" ''
}

files() {	# files DIR...   C files of these folders
	for d in "$@"; do
		[ ! -d "$d" ] || find "$d" -name '*.[ch]' ! -path lib/io/stmt.\* ! -path '*/node_modules/*'
	done | sort
}
see() {	# see MODE DIR...   the C files of these folders through style.awk
	mode=$1
	shift
	list=$(files "$@")
	# shellcheck disable=SC2086	# names of files have no spaces
	[ -z "$list" ] || awk -v mode="$mode" -f "$tree/t/style.awk" $list
}
tracked() {	# every text file that is ours; a tarball has a list of its own
	{ [ -e .git ] && git ls-files -co --exclude-standard 2>/dev/null; } | grep . ||
	    cat MANIFEST 2>/dev/null || find . -type f | sed 's|^\./||'
}
grep_tracked() {	# grep_tracked REGEX
	tracked | tr '\n' '\0' | xargs -0 grep -nIE -e "$1" -- /dev/null 2>/dev/null
}

# --- layers

includes() {	# FILE HEADER of each include with quotes
	# shellcheck disable=SC2046
	grep -HE '^#[ 	]*include[ 	]*"' $(files lib fcgi-bin cmd) /dev/null |
	    sed 's/^\([^:]*\):[^"]*"\([^"]*\)".*/\1 \2/'
}
up() {
	includes | awk '
	BEGIN { split("base 1 fmt 2 io 3 core 4 peer 4 flow 5", w, " ")
		for (i = 1; i in w; i += 2) rank[w[i]] = w[i + 1] }
	{ split($1, f, "/"); k = split($2, h, "/")
	  mine = f[1] == "lib" ? rank[f[2]] : 9
	  if (!mine) print $1 ": in no layer"
	  else if (k == 1) { if (f[1] == "lib") print $1 ": include \"" $2 "\" names no layer" }
	  else if (!(h[1] in rank)) print $1 ": " $2 " is in no layer"
	  else if (rank[h[1]] > mine) print $1 ": includes " $2 ", which is above it"
	  else if (rank[h[1]] == mine && f[2] != h[1]) print $1 ": includes " $2 ", which is beside it"
	}'
}
rule 'includes point down the layers' up lib/fmt/x.c <<'END'
#include "io/req.h"
END
good up lib/flow/x.c <<'END'
#include "base/ecs.h"
#include "core/token.h"
#include "peer/auc.h"
#include "flow/operator.h"
END
rule 'core and peer do not include each other' up lib/core/x.c <<'END'
#include "peer/auc.h"
END
rule 'library headers are included by layer' up lib/core/x.c <<'END'
#include "token.h"
END
private() { includes | awk '{ d = $2; sub(/[^\/]*$/, "", d); f = $1; sub(/[^\/]*$/, "", f) }
    $2 ~ /_int\.h$/ && f != "lib/" d && d != "" { print $1 ": includes " $2 }'; }
rule 'a private header stays in its layer' private lib/core/x.c <<'END'
#include "io/db_int.h"
END

outside() {	# only one file may know each of these libraries
	see code lib fcgi-bin cmd t fuzz | awk '
	function only(lib, who) {
		if ($0 ~ "^#[ \t]*include[ \t]*[<\"]" lib && file !~ who) print file ": " $0 }
	{ file = $0; sub(/:.*/, "", file); sub(/^[^:]*:[^:]*:/, "") }
	!/^#[ \t]*include/ { next }
	{ only("(mysql|mysqld_error|errmsg)", "^lib/io/db[a-z_]*\\.c$")
	  only("(fcgi|fcgiapp|fcgi_stdio)\\.h", "^lib/io/req\\.c$")
	  only("libx?slt/", "^lib/io/sheet[a-z_]*\\.c$")
	  only("libexslt/", "^lib/io/sheet[a-z_]*\\.c$")
	  only("unicode/", "^lib/io/locale\\.c$")
	  only("curl/", "^(lib/io/fetch[a-z_]*\\.c$|cmd/uesim/)") }'
}
for h in mysql.h fcgiapp.h libxslt/transform.h unicode/unum.h curl/curl.h; do
	rule "only one file knows <$h>" outside lib/core/x.c <<-END
	#include <$h>
	END
done
good outside lib/io/db_migrate.c <<'END'
#include <mysql.h>
END

# --- sizes

long_functions() { see functions lib fcgi-bin cmd t fuzz | awk '$2 > 60 { print $1 ": " $3 " has " $2 " lines" }'; }
body() { i=0; while [ $((i += 1)) -le "$1" ]; do echo "	x++;"; done; }
rule 'no function is longer than 60 lines' long_functions lib/base/x.c <<END
static int
f(void)
{
$(body 58)
}
END
good long_functions lib/base/x.c <<END
static int
f(void)
{
$(body 57)
}
END
long_files() { files lib fcgi-bin cmd t fuzz | xargs wc -l /dev/null | awk '$2 != "total" && $1 > 400 { print $2 ": " $1 " lines" }'; }
rule 'no file is longer than 400 lines' long_files fcgi-bin/x/x.c <<END
$(body 401)
END
wide() { for f in $(files lib fcgi-bin cmd t fuzz); do expand "$f" | awk -v f="$f" 'length > 100 { print f ":" FNR ": " length " columns" }'; done; }
rule 'no line is wider than 100 columns' wide lib/base/x.h <<'END'
									int	a_member_of_some_struct;
END
statistics() {
	see functions lib fcgi-bin cmd | awk '{ print $2 }' | sort -n | awk '{ v[NR] = $1 } END {
	if (NR == 0) exit
	m = v[int((NR + 1) / 2)]; p = v[int((NR * 9 + 9) / 10)]
	if (m > 15) print "median " m; if (p > 35) print "90 %: " p }'
}
rule 'median function 15 lines, 90 % up to 35' statistics lib/base/x.c <<END
static int
f(void)
{
$(body 20)
}
END

# --- words

code_has() {	# code_has REGEX DIR...
	re=$1
	shift
	see code "$@" | grep -E -e "^[^:]*:[^:]*:.*($re)"
}
gotos() { code_has '(^|[^a-z_])goto[ 	]' fcgi-bin lib; }
rule 'no goto' gotos fcgi-bin/x/x.c <<'END'
	goto out;
END
good gotos fcgi-bin/x/x.c <<'END'
	/* goto out; */ say("goto out");
END
unbounded() { code_has '(^|[^a-zA-Z0-9_])(strcpy|strcat|sprintf|vsprintf|gets|alloca|strtok|stpcpy)[ 	]*\(' lib fcgi-bin cmd; }
rule 'no unbounded string function' unbounded lib/base/x.c <<'END'
	sprintf(buf, "%s", s);
END
good unbounded lib/base/x.c <<'END'
	snprintf(buf, sizeof(buf), "%s", s); strtok_r(s, ",", &p);
END
typedefs() { code_has 'typedef[ 	]+(struct|enum|union)' lib fcgi-bin cmd; }
rule 'no typedef of a struct' typedefs lib/base/x.h <<'END'
typedef struct x x;
END
sql_in_c() { see strings lib fcgi-bin cmd | grep -E ':[^:]*:.*(SELECT |INSERT |UPDATE |DELETE |REPLACE INTO)' | grep -vE '^lib/io/db[a-z_]*\.c:'; }
rule 'SQL stands in db/' sql_in_c lib/core/x.c <<'END'
	return run("SELECT 1");
END
good sql_in_c lib/core/x.c <<'END'
	/* "SELECT 1" */ log_msg(L_INFO, "updated and deleted");
END
markup() { see strings lib fcgi-bin | grep -E ':[^:]*:.*<(/?[a-zA-Z][a-zA-Z0-9:-]*([ />]|\\|$)|[?!])' | grep -v '^lib/fmt/doc\.c:'; }
rule 'markup stands in websheets/ and templates/' markup fcgi-bin/x/x.c <<'END'
	buf_str(b, "<p class=\"x\">");
END
rule 'and no end tag either' markup lib/core/x.c <<'END'
	buf_str(b, "</p>");
END
good markup lib/fmt/doc.c <<'END'
	buf_str(b, "<parm/>");
END
state() {	# a variable that would outlive a request: static, and not const all through
	see code fcgi-bin | sed -n 's/^\([^:]*:[^:]*\):[ 	]*static[ 	]/\1: /p' | awk '
	{ at = $1; s = $0; sub(/^[^ ]* /, "", s); d = s; sub(/[ \t]*=.*/, "", d) }
	s !~ /[;=]/ && d !~ /\[/ { next }	# the first line of a function
	d ~ /\(\*[ \t]*const/ { next }
	d ~ /\([^*]/ { next }			# a prototype
	d !~ /const/ || d ~ /\*[ \t]*[a-z_A-Z0-9]*(\[[^]]*\])*[ \t]*;?$/ && d !~ /\*[ \t]*const/ { print at " " s }'
}
rule 'a program keeps nothing between requests' state fcgi-bin/x/x.c <<'END'
static int counter;
END
rule 'not in a function either' state fcgi-bin/x/x.c <<'END'
	static struct query	last = { 0 };
END
rule 'not behind a pointer' state fcgi-bin/x/x.c <<'END'
static const char	*last_name;
END
good state fcgi-bin/x/x.c <<'END'
static const int n[] = { 1 };
static const char *const names[] = {
static enum ecs_err
static enum ecs_err run(struct req *, const struct q *);
static const struct resp_def *
	static const struct resp_def rows[] = {
END

# --- headers and errors

headers() {	# what it is; in the library its layer too
	for f in $(files lib fcgi-bin cmd | grep '\.h$'); do
		awk -v f="$f" '
		NR == 1 && !/^\/\*/ { exit }
		{ name = name || index($0, substr(f, match(f, /[^\/]*$/)) " - ")
		  layer = layer || /Layer/ || f !~ /^lib\// }
		/\*\// { exit }
		END { if (!name || !layer) print f ": does not open with what it is and its layer" }' "$f"
	done
}
rule 'a header opens with what it is' headers cmd/x/x.h <<'END'
#define X /* x.h - x. */
END
rule 'in the library with its layer too' headers lib/base/x.h <<'END'
/* x.h - x. */
#define X /* Layer base */
END
good headers lib/base/x.h <<'END'
/*
 * x.h - x.  Layer base.
 */
END
good headers cmd/x/x.h <<'END'
/* x.h - x. */
END
must_check() {
	see code lib fcgi-bin cmd | awk '
	{ file = $0; sub(/:.*/, "", file); s = $0; sub(/^[^:]*:[^:]*:/, "", s) }
	file !~ /\.h$/ { next }
	file != last { last = file; p = "" }
	s ~ /^#/ { p = ""; next }
	{ p = p " " s }
	/[;{}]/ {
		if (p ~ /^[ \t]*(extern[ \t]+)?enum ecs_err[ \t]+[a-z_0-9]+\(/ && p ~ /;/ &&
		    p !~ /MUST_CHECK/ && p !~ /[ \t]req_fail[a-z_]*\(/) { sub(/^[ \t]*/, "", p); print file ": " p }
		p = "" }'
}
rule 'an error cannot be ignored' must_check lib/base/x.h <<'END'
enum ecs_err	 f(int,
		    int);
END
good must_check lib/base/x.h <<'END'
enum ecs_err	 f(int,
		    int) MUST_CHECK;
enum ecs_err	 req_fail(struct req *, enum ecs_err, const char *, ...) PRINTF(3, 4);
struct x {
	enum ecs_err	(*run)(int);
};
END
error_exit() {	# an error leaves by return
	see code fcgi-bin lib/flow | awk '
	{ file = $0; sub(/:.*/, "", file); s = $0; sub(/^[^:]*:[^:]*:/, "", s) }
	file != last { last = file; p = "" }
	{ p = p " " s }
	s ~ /[;{}][ \t]*$/ { if (p ~ /req_fail[a-z_]*\(/ && p !~ /return [^;]*req_fail/ &&
	    p !~ /=[^=;]*req_fail/) print file ":" p; p = "" }'
}
rule 'req_fail is returned' error_exit fcgi-bin/x/x.c <<'END'
	if (x)
		req_fail(rq, ECS_FORBIDDEN, "no");
END

# --- lists

use_cases() {	# a row KIND(name) of a .def has fcgi-bin/PROGRAM/kind_name.c and t/kind-name.t
	for def in fcgi-bin/*/*.def; do
		[ -f "$def" ] || continue
		sed -n 's/^\([A-Z]*\)(\([a-z0-9_]*\)[,)].*/\1 \2/p' "$def" | tr '[:upper:]' '[:lower:]' |
		while read -r kind name; do
			[ -f "${def%/*}/${kind}_$name.c" ] || echo "$def: no ${kind}_$name.c"
			test=t/$kind-$(echo "$name" | tr _ -).t
			[ -f "$test" ] || echo "$def: no $test"
		done
	done
}
rule 'every use case has its file and its test' use_cases fcgi-bin/entitlement/apps.def <<'END'
APP(no_such_service)
END
listed() {	# and every such file its row
	for f in fcgi-bin/*/*_*.c; do
		[ -f "$f" ] || continue
		name=${f##*/}
		kind=$(echo "${name%%_*}" | tr '[:lower:]' '[:upper:]')
		name=${name#*_}
		defs=$(grep -lE "^$kind\(" "${f%/*}"/*.def 2>/dev/null) || continue
		# shellcheck disable=SC2086
		grep -qE "^$kind\(${name%.c}[,)]" $defs || echo "$f: in no list"
	done
}
mkdir -p "$T/$$.s/$((n + 1))/fcgi-bin/x"
echo 'APP(one)' >"$T/$$.s/$((n + 1))/fcgi-bin/x/apps.def"
rule 'and every use case is in its list' listed fcgi-bin/x/app_two.c </dev/null

# --- every file

debts() { tracked | tr '\n' '\0' | xargs -0 grep -nIwE -e 'TO''DO|FIX''ME|XX''X' -- /dev/null 2>/dev/null; }
for word in TO''DO FIX''ME XX''X; do
	rule 'nothing is left to be done' debts lib/base/x.c <<-END
	/* $word: the rest */
	END
done
places() { grep_tracked '(^|[^a-zA-Z0-9.}_])/(work|root|home/[a-z]+)/[a-zA-Z.]|https?://[^/ "]*(registry|mirror|artifactory|nexus|npmjs|pypi)[^/ "]*|"resolved": *"http'; }
rule 'no path of one machine and no registry' places conf/x <<END
dir = "/$(echo work)/x"
END
rule 'not in a lock file either' places t/package-lock.json <<END
"$(echo resolved)": "https://packages.example.net/x.tgz"
END
good places conf/x <<'END'
dir = "/var/lib/work/x" url = "https://example.net/work/root/"
END
escapes() { grep -rnE 'disable-output-escaping|document[ ]*\(' websheets templates console 2>/dev/null | grep '\.xsl:'; }
rule 'a stylesheet writes no raw markup and reads no file' escapes websheets/x/page.xsl <<'END'
<xsl:value-of select="x" disable-output-escaping="yes"/>
END
# A 200 without a document makes phones switch every service off.
mild() { awk -F'[(,] *' '/^ERR/ && $2 !~ /^OK *$/ && $3 < 400' lib/base/err.def; }
rule 'no error looks like an answer' mild lib/base/err.def <<'END'
ERR(OK,              200, NONE,   "OK")
ERR(NOROW,           200, NONE,   "no such record")
END
done_testing
