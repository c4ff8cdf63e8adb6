#!/bin/sh
# Each migration is applied to tables that are filled; what was in them stays.
. "${0%/*}/lib.sh"
. t/ctl.sh
ctl keygen >/dev/null
S=$D/sql; mkdir "$S"
fill_0001() { cat <<-'END'
	INSERT INTO catalog VALUES (1, 5);
	INSERT INTO plan VALUES (1, 1, 'max', 'Größe');
	INSERT INTO plan_feature VALUES (1, 1, 2004, 'wlan', 'home');
	INSERT INTO feature VALUES (1, 2004, 1, 1, 1);
	INSERT INTO network_feature VALUES (1, 1, 2004, 'wlan', 'home', '', '', 'offered', 0);
	INSERT INTO device_policy VALUES (1, 1, 0, '', '*', '*', '*', 1);
	INSERT INTO line VALUES (1, 1, '15550100101', 1, 'active', 'fr', 1700000000, 1);
	INSERT INTO sim VALUES (1, 1, 1, '001010000000001', '00101', '8900100000000000010', NULL, 'primary', 'active', 0, 4);
	INSERT INTO sim_key VALUES (1, 1, 'tuak', 1, 'sealed', 77, 5);
	INSERT INTO line_feature VALUES (1, 2004, 1, 'grant', 1, 'done');
	INSERT INTO audit VALUES (1, 1, 1, 1700000000, 'x', 'x', 'x');
	END
}
fill_0002() { cat <<-'END'
	INSERT INTO device VALUES (1, 1, '356938035643809', 'phone', 'V', 'M', 'S', 2, 'token', 3);
	INSERT INTO line_device VALUES (1, 1, 1, 9, 'told', 1, 0, 1700000000);
	INSERT INTO decision VALUES (1, 1, 2004, 1, 9, 'status=1', 'LINE_ACTIVE', 1700000000);
	INSERT INTO eap_session VALUES (UNHEX(SHA2('x', 256)), 1, 1, 1, 2, 0, 'state', 'claim-claim-clai', 1, NULL, NULL, 0);
	END
}
fill_0003() { echo "INSERT INTO emergency_address VALUES (1, 0, 1, 'valid', 'x-1', 0);"; }
fill_0004() { cat <<-'END'
	INSERT INTO ws_session VALUES (UNHEX(SHA2('s', 256)), 1, 1, 1, 1, 'wifi-calling', 'fr', UNHEX(SHA2('c', 256)), 2, 1700000000);
	INSERT INTO ticket VALUES ('ticket-ticket-ti', 1, UNHEX(SHA2('s', 256)), 1700000000, 1700000900);
	INSERT INTO consent VALUES (1, 1, 1, 2004, 'wifi-calling', 1, 'fr', UNHEX(SHA2('t', 256)), 1700000000, 0);
	END
}
fill_0005() { cat <<-'END'
	INSERT INTO outbox VALUES (1, 1, 'push', 'notify', 1, 1, 2004, 'push-1', 'open', 0, 1, NULL, 0, '', 1700000000, 0);
	INSERT INTO address_change VALUES (1, 0, 1, 'address-1', 'pending', '', 'US', 'CA', 'Town', 'Road', '1', '', '90001', 1700000000);
	END
}
fill_0006() { cat <<-'END'
	INSERT INTO exchange VALUES (UNHEX(SHA2('e', 256)), 'oidc', 1, 1, 1700000000000, 2, 0, 'state', 'claim-claim-clai', 1,
	    UNHEX(SHA2('m', 256)), 'answer', 2);
	UPDATE line SET email = 'a@example.net', oidc_sub = 'sub-1';
	INSERT INTO otp VALUES ('otp-1', 1, 1, UNHEX(SHA2('n', 256)), 'sealed', 'fr', 16000, 1700000000000, 1700000300000);
	INSERT INTO outbox VALUES (2, 1, 'sms', 'send', 1, 0, 0, 'otp-1', 'open', 0, 1, NULL, 0, '', 1700000000, 0);
	INSERT INTO requestor VALUES (1, 'r', 'Größe', 'client', 'ES256', '{}', 'ap2011/CheckEligibility', 'active', 1);
	INSERT INTO assertion VALUES (UNHEX(SHA2('a', 256)), 1, 'claim-claim-clai', 1700000000000);
	END
}
# Rows that live seconds; what held them is gone, and their devices begin anew.
gone_0006=eap_session
tables() { sql "$db" -e 'SHOW TABLES' | grep -v '^schema_version$'; }
dump() {	# the rows of the columns there were, table by table
	while read -r t cols; do printf '%s\n' "$t"; sql "$db" -e "SELECT $cols FROM $t"; done <"$T/$$.cols"
}
columns() { sql "$db" -e "SELECT table_name, GROUP_CONCAT(CONCAT('HEX(', column_name, ')') ORDER BY ordinal_position) FROM information_schema.columns
	WHERE table_schema = '$db' AND table_name <> 'schema_version' AND table_name <> 'catalog' GROUP BY 1"; }
schema() {	# schema DATABASE
	mariadb-dump --no-defaults -S "$T/s" -u root --no-data --skip-comments --triggers --ignore-table="$1.schema_version" "$1" |
	    sed 's/ AUTO_INCREMENT=[0-9]*//; s/DEFINER=[^ ]* //'
}
: >"$T/$$.cols"; before=
for f in db/0*.sql; do
	v=${f#db/} v=${v%%-*}
	install -m 644 "$f" "$S"
	ctl migrate --sql "$S" --no-users >/dev/null 2>"$T/$$.err"
	is "$v is applied" "$(sql "$db" -e 'SELECT LPAD(MAX(version), 4, 0) FROM schema_version') $(cat "$T/$$.err")" "$v "
	eval "gone=\${gone_$v-}"
	if [ -n "$gone" ]; then
		is "$v: a table is gone that may be" "$(sql "$db" -e "SHOW TABLES LIKE '$gone'")" ''
		grep -v "^$gone	" "$T/$$.cols" >"$T/$$.kept"
		before=$(printf '%s\n' "$before" | awk -v t="$gone" 'NF == 1 && /^[a-z_]+$/ { on = $0 != t } on')
		mv "$T/$$.kept" "$T/$$.cols"
	fi
	[ -z "$before" ] || is "$v keeps what was there" "$(dump)" "$before"
	ok "this test fills the tables of $v" [ -n "$(command -v "fill_$v")" ]
	"fill_$v" | sql "$db"
	for t in $(tables); do
		[ "$(sql "$db" -e "SELECT COUNT(*) > 0 FROM $t")" = 1 ] || echo "$t"
	done >"$T/$$.empty"
	is "after $v no table is empty" "$(cat "$T/$$.empty")" ''
	columns >"$T/$$.cols"
	before=$(dump)
done
ok 'there was something to keep' [ "$(printf '%s\n' "$before" | wc -l)" -gt 20 ]
try migrate --sql "$S" --no-users --json
is 'again: nothing is done' "$(get '.applied | length')" 0
is 'and nothing changes' "$(dump)" "$before"

ctl_conf "$D" "${db}_2" >"$D/fresh.conf"
"$BUILD/bin/ecsctl" -c "$D/fresh.conf" migrate --sql "$S" --no-users >/dev/null
is 'step by step gives the tables of all at once' "$(schema "$db")" "$(schema "${db}_2")"
ok 'there are tables to compare' [ "$(schema "$db" | grep -c 'CREATE TABLE')" -gt 10 ]

last=$(ls "$S" | tail -n 1)
echo '-- a word more' >>"$S/$last"
try migrate --sql "$S" --no-users
is 'a file that was changed' "$rc" 1
has 'is named' "$err" "$last was changed after it was applied"
install -m 644 "db/$last" "$S"
echo 'CREATE TABLE line (a INT);' >"$S/9998-wrong.sql"
try migrate --sql "$S" --no-users
is 'SQL that fails' "$rc" 1
has 'its file and the words of the server' "$err" "9998-wrong.sql: 1050 Table 'line' already exists"
is 'is not recorded' "$(sql "$db" -e 'SELECT COUNT(*) FROM schema_version WHERE version = 9998')" 0
echo 'CREATE TABLE extra (a INT); INSERT INTO extra VALUES (1); SELECT a FROM extra;' >"$S/9998-wrong.sql"
try migrate --sql "$S" --no-users --json; is 'mended, it is applied' "$(get '.applied | join(" ")')" 9998-wrong.sql
echo 'not a migration' >"$S/notes.txt"; echo x >"$S/12-short.sql"
try migrate --sql "$S" --no-users --json; is 'other files are left alone' "$(get '.applied | length') $rc" '0 0'

# Two at once: the first waits for a lock of this test, so the second comes in the middle of it
mkdir "$D/two"
echo "DO GET_LOCK('$db', 60); DO RELEASE_LOCK('$db'); CREATE TABLE once (a INT);" >"$D/two/0001-once.sql"
ctl_conf "$D" "${db}_3" >"$D/two.conf"
two() { "$BUILD/bin/ecsctl" -c "$D/two.conf" migrate --sql "$D/two" --no-users >"$T/$$.two$1" 2>&1; }
soon() {	# soon QUERY RESULT   within ten seconds
	tries=100
	until [ "$(sql -e "$1")" = "$2" ] || [ $((tries -= 1)) = 0 ]; do sleep 0.1; done
	[ "$tries" -gt 0 ]
}
waiting="SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User lock' AND info LIKE '%GET_LOCK(''%$db%'"
mkfifo "$D/session"
sql <"$D/session" >/dev/null &
holder=$!
exec 8>"$D/session"
echo "SELECT GET_LOCK('$db', 60);" >&8
ok 'a lock is held' soon "SELECT IS_USED_LOCK('$db') IS NOT NULL" 1
(exec 8>&-; two 1) & one=$!
ok 'one migrates' soon "$waiting" 1
(exec 8>&-; two 2) & other=$!
ok 'another one waits' soon "$waiting" 2
exec 8>&-
wait $one; is 'the one succeeds' "$? $(cat "$T/$$.two1")" '0 applied 0001-once.sql'
wait $other; is 'the other finds nothing left to do' "$? $(cat "$T/$$.two2")" '0 '
wait $holder
done_testing
