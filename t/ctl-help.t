#!/bin/sh
# Every subcommand says how it is used, and the manual knows every one of them.
. "${0%/*}/lib.sh"
. t/ctl.sh
try --help
is 'help succeeds' "$rc" 0
commands=$(printf '%s\n' "$out" | sed -n '/^  /s/^  \(.\{30\}\).*/\1/p' | sed 's/ [A-Z[].*//; s/ *$//')
is 'there are twenty-one subcommands' "$(printf '%s\n' "$commands" | wc -l)" 21
for c in $(printf '%s\n' "$commands" | tr ' ' ,); do
	words=$(echo "$c" | tr , ' ')
	# shellcheck disable=SC2086	# two words
	try $words --help
	has "$words --help" "$out" "usage: ecsctl [-c FILE] $words"
	is "$words --help succeeds" "$rc" 0
	# shellcheck disable=SC2086
	try $words --no-such-option
	is "$words refuses an unknown option" "$rc" 2
	ok "the manual has $words" grep -q "^\.It Cm $words\b" man/ecsctl.8
	for o in $(ctl $words --help | sed -n 's/^  --\([a-z-]*\).*/\1/p'); do
		grep -qE "Fl -$o( |,|\$)" man/ecsctl.8 || echo "$words: $o"
	done
done >"$T/$$.help"
grep '^ok\|^not ok\|^#' "$T/$$.help"
is 'the manual has every option' "$(grep -v '^ok\|^not ok\|^#' "$T/$$.help")" ''
try; is 'no command' "$rc" 2; has 'is told' "$err" 'want a command'
try fly; is 'an unknown command' "$rc" 2; has 'is named' "$err" 'unknown command "fly"'
try line; is 'half a command' "$rc" 2; has 'is told to go on' "$err" 'ecsctl line --help'
try line --help; is 'help of a group' "$rc" 0; has 'lists its commands' "$out" 'line remove'
try subscriber --help; has 'subscriber is another name for line' "$out" 'line remove'
try --operator; is 'an option without its value' "$rc" 2
try check extra; is 'an operand too many' "$rc" 2; has 'is named' "$err" 'unexpected "extra"'
out=$("$BUILD/bin/ecsctl" -c "$D/none.conf" check 2>&1) && rc=0 || rc=$?
is 'no configuration' "$rc" 1
has 'is named' "$out" "$D/none.conf"
try plan list --operator east; is 'an unknown operator' "$rc" 1; has 'is named' "$err" 'no operator "east"'
done_testing
