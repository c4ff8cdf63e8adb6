#!/bin/sh
# No statement that a device causes reads a whole table, however many rows there are.
. "${0%/*}/lib.sh"
. t/ctl.sh
ctl keygen >/dev/null; migrate >/dev/null; sql "$db" <db/demo.sql
sql "$db" <<'E2'
SET SESSION foreign_key_checks = 0;
INSERT INTO line (id, operator, msisdn, plan_id, created_at) SELECT seq, 1 + seq % 2, 15550000000 + seq, 1 + seq % 2 * 3, 0 FROM seq_1_to_20000;
INSERT INTO sim (id, operator, line_id, imsi, plmn) SELECT seq, 1 + seq % 2, seq, 1010000000000 + seq, '00101' FROM seq_1_to_20000;
INSERT INTO sim_key (sim_id, operator, alg, key_id, sealed) SELECT seq, 1 + seq % 2, 1, 1, 'x' FROM seq_1_to_20000;
INSERT INTO line_feature (line_id, app, operator) SELECT seq, 2004, 1 + seq % 2 FROM seq_1_to_20000;
INSERT INTO device (id, operator, terminal_id) SELECT seq, 1 + seq % 2, CONCAT('t', seq) FROM seq_1_to_20000;
INSERT INTO line_device SELECT seq, seq, 1 + seq % 2, 1, '', 1, 0, 0 FROM seq_1_to_20000;
INSERT INTO decision SELECT seq, seq, 2004, 1 + seq % 2, 1, '', '', 0 FROM seq_1_to_20000;
INSERT INTO exchange (id, kind, operator, sim_id, expires_ms, state) SELECT UNHEX(SHA2(seq, 256)), 1, 1, seq, seq, '' FROM seq_1_to_20000;
INSERT INTO emergency_address (line_id, device_id, operator, state, location_id, expires_at) SELECT seq, 0, 1 + seq % 2, 2, 'x', 0 FROM seq_1_to_20000;
INSERT INTO audit (operator, line_id, at, actor, action) SELECT 1, seq, 0, 'x', 'x' FROM seq_1_to_20000;
ANALYZE TABLE line, sim, sim_key, line_feature, device, line_device, decision, exchange, emergency_address, audit;
E2
# name|for|statement, the marks replaced by values of their types
statements() {
	awk '/^-- name:/ { name = $3; sql = ""; n = 0; many = 0 }
	/^-- for:/ { sub(/^-- for:[ \t]*/, ""); who = $0; next }
	/^-- in:/ { sub(/^-- in:[ \t]*/, ""); k = split($0, p, /,[ \t]*/); for (i = 1; i <= k; i++) { split(p[i], w, " "); type[++n] = w[2] } next }
	/^--/ || name == "" { next }
	{ sql = sql " " $0 }
	/;[ \t]*$/ { m = 0; out = ""
		while ((at = index(sql, "?")) > 0) { m++
			out = out substr(sql, 1, at - 1) (type[m] == "str" || type[m] == "blob" ? "\0477\047" : "7")
			sql = substr(sql, at + 1) }
		print name "|" who "|" out sql; name = "" }' db/statements.sql
}
statements >"$T/$$.list"
is 'every statement is there' "$(wc -l <"$T/$$.list")" "$(grep -c '^-- name:' db/statements.sql)"
is 'every program prepares all of its own' "$(ctl check 2>&1 | grep -c '^ok .*all its statements')" 5
small='plan|plan_feature|feature|network_feature|device_policy|catalog|c|p'	# an operator has few
scans() {	# scans FILTER   statements of which a table is read from end to end
	grep "$1" "$T/$$.list" | while IFS='|' read -r name who text; do
		case $text in *'INSERT INTO'*) continue ;; esac
		text=${text#*SET STATEMENT * FOR }
		sql "$db" -e "EXPLAIN $text" 2>&1 | awk -F'\t' -v s="$name" -v small="^($small)\$" '
			/ERROR/ { print s ": " $0 }
			($4 == "ALL" || $4 == "index") && $3 !~ small && $9 > 64 { print s ": " $3 " by " $4 }'
	done
}
is 'what a device causes' "$(scans '|entitlement')" ''
is 'what a person asks' "$(scans '|ecsctl')" ''
is 'a scan would be seen' "$(printf 'x|entitlement|SELECT id FROM line WHERE language = 7\n' >>"$T/$$.list"; scans '^x|')" 'x: line by ALL'
done_testing
