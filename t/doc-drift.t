#!/bin/sh
# The documents say what is there: reasons, errors, doors, programs, folders, files.
. "${0%/*}/lib.sh"
export LC_ALL=C
man=man/entitled.7

section() {	# section NAME   of entitled.7
	awk -v s=".Ss $1" '/^\.S[sh] / { on = $0 == s } on' "$man"
}
items() {	# NAME|REST OF THE LINE|FIRST SENTENCE of each item
	awk '/^\.It Dv / { if (name != "") print name "|" rest "|"; name = $3; rest = $0
		sub(/^\.It Dv [A-Z_]+ ?/, "", rest); next }
	/^\.El/ { if (name != "") print name "|" rest "|"; name = "" }
	name != "" { print name "|" rest "|" $0; name = "" }'
}

is 'reasons: each row with its sentence, and nothing else' \
    "$(section Reasons | items | sed 's/||/|/')" \
    "$(sed -n 's/^R(\([A-Z_]*\), *"\(.*\)")$/\1 \2/p' lib/core/reason.def |
    awk '{ n = $1; sub(/^[^ ]* /, ""); print n "|" toupper(substr($0, 1, 1)) substr($0, 2) "." }')"
is 'errors: each row that is answered, with status and blame, and nothing else' \
    "$(section Errors | items | cut -d'|' -f1,2 | sort)" \
    "$(sed -n 's/^ERR(\([A-Z_]*\), *\([0-9]*\), *\([A-Z]*\),.*/\1 \2 \3/p' lib/base/err.def |
    awk '$2 != 200 && $1 !~ /^(NOROW|TAKEN)$/ { print $1 "|Pq " $2 ", " tolower($3) }' | sort)"
is 'errors: each is explained' "$(section Errors | items | grep '|$')" ''

is 'doors: each, and nothing else' \
    "$(section Doors | awk '/^\.It (device|machine) / { print $2, $4, $6 }' | sort)" \
    "$(awk '!/^#/ && NF { print $1, $2, $3 }' conf/doors | sort)"
programs() { for m in fcgi-bin/*/main.c cmd/*/main.c; do basename "${m%/main.c}"; done | sort; }
is 'programs: each is described, and nothing else' \
    "$(section Programs | sed -n 's/^\.It \(Xr\|Cm\) \([a-z-]*\).*/\2/p' | sort)" "$(programs)"
xr() { sed -n 's/^\.\(It \)\{0,1\}Xr \([a-z.-]*\) \([1-8]\).*/\2.\3/p' "$man" man/entitlement.8 | sort -u; }
is 'manuals: each that is referred to is there' \
    "$(xr | grep -E '^(ec|ent|ue)' | while read -r f; do [ -f "man/$f" ] || echo "$f"; done)" ''
is 'manuals: each is referred to in the overview' \
    "$(for f in man/*.[1-8]; do f=${f#man/}; [ "$f" = entitled.7 ] || xr | grep -qxF "$f" || echo "$f"; done)" ''

folders() { sed -n 's|^    \([a-z./-]*\)/ .*|\1|p' README | sort; }
is 'README: each folder it names is there' "$(folders | while read -r d; do [ -d "$d" ] || echo "$d"; done)" ''
is 'README: each folder with something of ours is named' \
    "$({ ls -d fcgi-bin/*/ cmd/*/ lib/*/; for d in .ci bench cmd conf db fcgi-bin fuzz lib man t templates websheets; do
	echo $d/; done; } | sed 's|/$||' | sort -u)" "$(folders)"
paths() {	# what looks like a file of ours in a text
	grep -ohE '(^|[^A-Za-z0-9_/.*])(\.ci|bench|cmd|conf|db|fcgi-bin|fuzz|lib|man|t|templates|websheets)/[A-Za-z0-9_@./-]*[a-z0-9]' "$@" |
	    sed 's/^[^.a-z]*//' | sort -u
}
paths README HACKING >"$T/$$.paths"
ok 'README and HACKING name files' [ "$(wc -l <"$T/$$.paths")" -gt 40 ]
is 'each of them is there' "$(grep -vE '[A-Z]{4}|/X\.t$|\.fcgi$|^lib/io/stmt\.|^db/grants\.sql$|^fuzz/fuzz-doc$|^t/golden/app/$' "$T/$$.paths" |
    while read -r f; do [ -e "$f" ] || ls -d "$f"* >/dev/null 2>&1 || echo "$f"; done)" ''
faults() { awk '/^\.Sh / { on = /WHAT A DEVICE SEES/ } on && /^\.It [a-z]+ Ta / { sub(/.* Ta 503 Ta /, ""); if (/^[a-z]/) print }' man/entitled.7; }
seen() { grep -qF "$1" t/e2e-faults.t t/auth-diameter.t t/auth-oidc.t t/auth-server-tokens.t lib/peer/*.c lib/flow/*.c cmd/ecs-gsup/*.c lib/io/fetch.c lib/fmt/radius.c; }
is 'what the log says of a fault is said somewhere' "$(faults | sed 's/hlr$/%s/; s/^hlr /%s /' | while read -r w; do seen "$w" || echo "$w"; done)" ''
is 'README stays short' "$(awk 'END { print (NR <= 120) }' README)" 1
is 'COPYING is the Apache License' "$(sed -n '/[^ ]/{s/^ *//; p; q}' COPYING) $(grep -c '^ *[0-9]\. ' COPYING)" 'Apache License 9'

[ -x /usr/bin/groff ] || skip 'no groff, so manuals are not set'
for f in man/entitled.7 man/entitlement.8; do
	is "$f is set without a complaint" "$(groff -mandoc -ww -z -Tutf8 "$f" 2>&1)" ''
done
done_testing
