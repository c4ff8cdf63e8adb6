#!/bin/sh
# Every corpus is replayed, and whatever reads bytes from outside has a fuzz target.
. "${0%/*}/lib.sh"

replay() {	# replay TARGET   all inputs of its corpus; libFuzzer runs them once too
	"$BUILD/fuzz/fuzz-$1" "fuzz/corpus/$1" >"$T/$$.out" 2>&1 || { sed 's/^/# /' "$T/$$.out"; false; }
}
libfuzzer() { "$BUILD/fuzz/fuzz-$1" -runs=0 "fuzz/corpus/$1" >"$T/$$.out" 2>&1; }
for f in fuzz/fuzz-*.c; do
	name=${f#fuzz/fuzz-}
	name=${name%.c}
	ok "$name: has seeds" test -n "$(ls "fuzz/corpus/$name")"
	if grep -q libFuzzer "$BUILD/fuzz/fuzz-$name" 2>/dev/null && ! grep -q ' inputs$' "$BUILD/fuzz/fuzz-$name"; then
		ok "$name: replayed" libfuzzer "$name"
	else
		ok "$name: replayed" replay "$name"
		is "$name: all of it" "$(tail -n 1 "$T/$$.out")" "$(ls "fuzz/corpus/$name" | wc -l) inputs"
	fi
	ok "$name: checks a property" grep -qiE '(MUST|abort) ?\(' "$f"
done
is 'no corpus without a target' "$(for d in fuzz/corpus/*; do
	[ -f "fuzz/fuzz-${d##*/}.c" ] || echo "$d"; done)" ''

# A header of fmt either has a target that includes it and calls what reads, or is listed here
# because nothing from outside reaches it but through another one.
closed='aka eap_int jose_int milenage tuak'
reads='(_parse|_split|_fill|_decode|_pairs|_relay|_apps|_version|_read|_get)$|^(header|valid)_'
functions() { sed -n 's/^[a-z][a-z_ ]*[	 ][	 *]*\([a-z][a-z0-9_]*\)(.*/\1/p' "$1"; }
unfuzzed() {	# unfuzzed DIR   what reads in its headers and no target names
	for h in "$1"/*.h; do
		name=${h##*/}
		case " $closed " in *" ${name%.h} "*) continue ;; esac
		for fn in $(functions "$h" | grep -E "$reads"); do
			grep -qw "$fn" fuzz/fuzz-*.c || echo "$name: $fn"
		done
	done
}
unreached() { for h in "$1"/*.h; do
	name=${h##*/}
	case " $closed utf8 " in *" ${name%.h} "*) continue ;; esac
	grep -q "\"fmt/$name\"" fuzz/fuzz-*.c || echo "$name"
	done; }
is 'every parser of fmt has a target' "$(unfuzzed lib/fmt)" ''
is 'every header of fmt is in one' "$(unreached lib/fmt)" ''
mkdir "$T/$$.d"
printf 'enum ecs_err\t pppoe_parse(struct span,\n\t\t    struct pppoe *) MUST_CHECK;\n' >"$T/$$.d/pppoe.h"
is '  and a new one would be missed' "$(unfuzzed "$T/$$.d") $(unreached "$T/$$.d")" \
    'pppoe.h: pppoe_parse pppoe.h'
done_testing
