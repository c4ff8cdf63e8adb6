#!/bin/sh
# The provisioner webhook drives Debian's osmo-hlr through conf/adaptors/osmo-hlr.
. "${0%/*}/lib.sh"
. t/outbox.sh
command -v osmo-hlr >/dev/null || skip 'osmo-hlr is not installed'
outbox_fixture
unset ECS_TEST_NOW
# Its ports are fixed, so it gets a loopback address of its own.
at=127.$(($$ / 250 % 250 + 2)).$(($$ % 250 + 2)).9
hlr=$T/$$.hlr
mkdir "$hlr"
cat >"$hlr/cfg" <<END
log stderr
 logging level set-all error
line vty
 bind $at
ctrl
 bind $at
hlr
 gsup
  bind ip $at
END
hlr_start() {
	(cd "$hlr" && exec osmo-hlr -c cfg -l hlr.db >>out 2>&1) &
	hlr_pid=$!
}
known() {	# known SQL   from the HLR's own database
	/usr/bin/python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(*row)' "$hlr/hlr.db" "$1"
}
soon() { tries=200; until "$@"; do tries=$((tries - 1)); [ "$tries" -gt 0 ] || return 1; sleep 0.05; done; }
mine() { [ "$(known "SELECT imsi, msisdn, nam_cs, nam_ps FROM subscriber WHERE imsi = '001010000000009'")" = "$1" ]; }
vty_up() { bash -c ": <'/dev/tcp/$at/4258'" 2>/dev/null; }

hlr_start
conf/adaptors/osmo-hlr --key "$dir/keys/hook.north.1" --listen 127.0.0.1:0 --vty "$at:4258" >"$hlr/adaptor" 2>"$hlr/adaptor.err" &
adaptor=$!
trap 'kill $hlr_pid $adaptor "$peer_pid" 2>/dev/null' EXIT
ok 'osmo-hlr is up' soon vty_up
soon [ -s "$hlr/adaptor" ]
port=$(sed 's/.*://' "$hlr/adaptor")
sed -i "s|http://127.0.0.1:$peer_port/network|http://127.0.0.1:$port/|; s/peer-timeout = 1/peer-timeout = 9/" "$conf"

is 'the HLR is empty' "$(known 'SELECT COUNT(*) FROM subscriber')" 0
add q1 provision prepare 9
run_once
is 'prepare and switch are done' "$(sql "$db" -e "SELECT verb, state FROM outbox ORDER BY id" | tr '\t\n' '  ')" \
    'prepare done switch done '
ok 'the HLR has the subscriber, its number and its service' mine '001010000000009 15550100009 1 1'
is 'and the line has it' "$(sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 9')" 'done'

sql "$db" -e "UPDATE outbox SET state = 'open', next_ms = 0"; run_once
ok 'the same again changes nothing' mine '001010000000009 15550100009 1 1'
is '... and succeeds' "$(row q1)" 'done 2 '
add q2 provision withdraw 9; run_once
ok 'withdrawn' mine '001010000000009 15550100009 1 0'
add q3 provision withdraw 1; run_once
is 'one whom the HLR does not know has nothing to lose' "$(row q3) $(known 'SELECT COUNT(*) FROM subscriber')" 'done 1  1'
sql "$db" -e "UPDATE line SET msisdn = '15550100099' WHERE id = 9"
add q4 provision prepare 9; run_once
ok 'a new number gets there' mine '001010000000009 15550100099 1 0'
add q5 provision switch 1; run_once
is 'switch without prepare is refused' "$(row q5)" 'dead 1 the HLR does not know the subscriber; prepare comes first'

kill "$hlr_pid"; wait "$hlr_pid" 2>/dev/null
add q6 provision switch 9; run_once
is 'without an HLR it is tried again' "$(row q6)" 'open 1 answered with status 503'
hlr_start
soon vty_up
due; run_once
is 'then it is done' "$(row q6)" 'done 2 '
ok 'on again' mine '001010000000009 15550100099 1 1'
printf '%064d' 1 >"$dir/keys/hook.north.2"
add q7 provision withdraw 9; run_once
is 'the key before the newest is signed with as well' "$(row q7)" 'done 1 '
printf '%064d' 2 >"$dir/keys/hook.north.3"
add q8 provision switch 9; run_once
is 'but not one before that' "$(row q8)" 'open 1 answered with status 401'
is 'the adaptor had no trouble' "$(cat "$hlr/adaptor.err")" ''
done_testing
