#!/bin/sh
# Every row of every list is seen by a test: errors, request parameters, response parameters,
# statements, reasons.  t/contract.skip lists the rows that are still owed one; a row there that
# is seen fails, and so does one that is no row.  Statements and reasons are looked for in
# MariaDB's general log of the run, so they only count when t/run ran every test.
# CONTRACT=1 t/run writes t/contract.skip anew; the reviewer reads the diff.
. "${0%/*}/lib.sh"
export LC_ALL=C
rows=$T/$$.rows seen=$T/$$.seen
: >"$rows"
: >"$seen"

# What there is, as "KIND NAME".  OK, NOROW and TAKEN are for us alone.
sed -n 's/^ERR(\([A-Z_]*\),.*/error \1/p' lib/base/err.def |
    grep -vxE 'error (OK|NOROW|TAKEN)' >>"$rows"
grep -ohE 'P_(STR|INT)\([^)]*' fcgi-bin/*/*.c | awk -F'[,(] *' '{ print "parameter", tolower($4) }' >>"$rows"
grep -oE 'PN\([A-Za-z_]*' lib/fmt/parm.def | sed 's/PN(/response /' >>"$rows"
sed -n 's/^-- name: */statement /p' db/statements.sql >>"$rows"
sed -n 's/^R(\([A-Z_]*\),.*/reason \1/p' lib/core/reason.def >>"$rows"
sort -u -o "$rows" "$rows"

# What was seen.
grep -rohE '"err":"[A-Z_]+"' t/golden | sed 's/.*:"\(.*\)"/error \1/' >>"$seen"
grep -ohIE '[a-zA-Z_0-9]+=|"[a-zA-Z_0-9]+":' t/*.t t/*.sh | tr -d '":=' | tr '[:upper:]' '[:lower:]' | sed 's/^/parameter /' >>"$seen"
grep -rohE '(name|type)="[A-Za-z_]+"|"[A-Za-z_]+":' t/golden | sed 's/.*="//; s/[":]//g; s/^/response /' >>"$seen"

statements() {	# statements LOG   names of those that were executed
	awk '
	FNR == NR && /^-- name:/ { name = $3; sql = ""; next }
	FNR == NR && (/^--/ || name == "") { next }
	FNR == NR {
		gsub(/[ \t]+/, " "); sub(/^ /, "")
		sql = sql (sql == "" ? "" : " ") $0
		if (sub(/; *$/, "", sql)) { text[name] = sql; name = "" }
		next
	}
	!/ Execute\t/ { next }
	{
		sub(/.* Execute\t/, "")
		for (s in text) {
			k = split(text[s], piece, "?")
			rest = $0
			for (i = 1; i <= k; i++) {
				at = index(rest, piece[i])
				if (at == 0 || (i == 1 && at != 1)) break
				rest = substr(rest, at + length(piece[i]))
			}
			if (i > k && (piece[k] != "" || k > 1)) { print s; delete text[s] }
		}
	}' db/statements.sql "$1"
}
kinds='error parameter response'
if [ -n "${WHOLE-}" ] && [ -s "$T/general" ]; then
	kinds="$kinds statement reason"
	statements "$T/general" | sed 's/^/statement /' >>"$seen"
	grep -a 'Execute	INSERT INTO decision ' "$T/general" | grep -aoE '[A-Z]+_[A-Z]+' |
	    sed 's/^/reason /' >>"$seen"
fi
sort -u -o "$seen" "$seen"

# The mechanism itself, over a log made here: a prepare is no run, and near is not equal.
printf '\t\t  5 Prepare\tSELECT id, line_id, state + 0 FROM sim WHERE operator = ? AND imsi = ?\n' >"$T/$$.log"
is 'a statement that is only prepared was not run' "$(statements "$T/$$.log")" ''
printf "\t\t  5 Execute\tSELECT id, line_id, state + 0 FROM sim WHERE operator = 1 AND imsi = '00101'\n" >>"$T/$$.log"
is 'one that is executed was' "$(statements "$T/$$.log")" sim_by_imsi

for kind in $kinds; do
	is "$kind: there are rows" "$(grep -c "^$kind " "$rows" | awk '{ print ($1 > 4) }')" 1
	grep "^$kind " "$rows" >"$T/$$.a"
	comm -23 "$T/$$.a" "$seen" >"$T/$$.unseen"
	[ -z "${CONTRACT-}" ] || cat "$T/$$.unseen" >>"$T/$$.new"
	grep -v '^#' t/contract.skip | sort -u | grep "^$kind " >"$T/$$.skip"
	is "$kind: each row is seen, or owed in t/contract.skip" "$(comm -23 "$T/$$.unseen" "$T/$$.skip")" ''
	is "$kind: nothing is owed that is seen, or is no row" "$(comm -13 "$T/$$.unseen" "$T/$$.skip")" ''
done
is 'errors for us alone are never answered' "$(grep -E '^error (OK|NOROW|TAKEN)$' "$seen")" ''
is 'what is owed is of a kind' "$(grep -vE '^(#|(error|parameter|response|statement|reason) [A-Za-z_0-9]+$)' t/contract.skip)" ''
if [ -n "${CONTRACT-}" ] && [ -n "${WHOLE-}" ]; then
	{ grep '^#' t/contract.skip; sort "$T/$$.new"; } >"$T/$$.skip" && cp "$T/$$.skip" t/contract.skip
fi
done_testing
