#!/bin/sh
# The status path by MariaDB's own counters: one round trip, nothing written, as long as nothing
# changed; and what a change costs.
. "${0%/*}/lib.sh"
. t/app.sh
app_fixture
q="app=ap2004&app=ap2003&app=ap2005&$device&entitlement_version=8.0&token=$(token 1)"
export db T
now() { echo "!mariadb --no-defaults -S '$T/s' -u root -N -e \"SELECT CONCAT('=$1 ', SELECT_COMMANDS, ' ', UPDATE_COMMANDS, ' ', ROWS_INSERTED + ROWS_UPDATED + ROWS_DELETED, ' ', TOTAL_CONNECTIONS) FROM information_schema.USER_STATISTICS WHERE USER = '${db}_entitlement'\""; }
{
	echo "$q"; now told
	echo "$q"; echo "$q"; now same
	for i in 1 2 3 4 5 6 7 8 9 10; do echo "$q"; done; now ten
	echo "!mariadb --no-defaults -S '$T/s' -u root $db -e \"UPDATE line SET plan_id = 2 WHERE id = 1\""
	echo "$q"; now changed
	echo "$q"; now again
} | t/fcgi "$BUILD/t/bin/entitlement" -c "$conf" >"$T/$$.out" 2>"$T/$$.log"
is 'every request is answered' "$(grep -c '^Status: 200' "$T/$$.out")" 15
grep '^=' "$T/$$.out" >"$T/$$.c"
delta() {	# delta FROM TO   how much each counter grew
	awk -v a="=$1" -v b="=$2" '$1 == a { split($0, x) } $1 == b { print $2 - x[2], $3 - x[3], $4 - x[4], $5 - x[5] }' "$T/$$.c"
}
is 'two queries: two selects, no write, no row, no connect' "$(delta told same)" '2 0 0 0'
is 'ten more: ten' "$(delta same ten)" '10 0 0 0'
# The row that held no more, the facts, four of the catalog only if that changed, too.
is 'after a change of the line: two selects' "$(delta ten changed | cut -d' ' -f1)" 2
ok '... and it is written' [ "$(delta ten changed | cut -d' ' -f3)" -gt 0 ]
is 'then one again' "$(delta changed again)" '1 0 0 0'
trips() { sed -n 's/.*"db":\([0-9]*\).*/\1/p' "$T/$$.log" | sed -n "$1"; }
# The first of a statement has its preparation beside it.
is 'the program counts the same' "$(trips 4,13p | sort -u)" 1
done_testing
