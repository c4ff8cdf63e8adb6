#!/bin/sh
# Two ecs-outbox at once, several workers each: every row is delivered once, lanes hold, kills heal.
. "${0%/*}/lib.sh"
. t/outbox.sh
outbox_fixture
sed -i 's/workers = 2/workers = 5 lane = 3/' "$conf"
sed -i 's/peer-timeout = 1/peer-timeout = 9/' "$conf"
pids=
trap 'kill $pids "$peer_pid" 2>/dev/null' EXIT
start() { "$BUILD/bin/ecs-outbox" -c "$conf" 2>>"$T/$$.log" & pids="$pids $!" last=$!; }
soon() {	# soon SECONDS COMMAND...
	tries=$(($1 * 20))
	shift
	until "$@"; do tries=$((tries - 1)); [ "$tries" -gt 0 ] || return 1; sleep 0.05; done
}
left() { sql "$db" -e "SELECT COUNT(*) FROM outbox WHERE state IN ('open', 'waiting')"; }
none_left() { [ "$(left)" = 0 ]; }
many() {	# many N LINES PREFIX
	sql "$db" -e "INSERT INTO outbox (operator, kind, verb, line_id, app, ref, next_ms, created_at)
	    SELECT 1, 'provision', 'withdraw', 1 + seq % $2, 2004, CONCAT('$3', LPAD(seq, 4, 0)), 0, 0 FROM seq_1_to_$1"
}
children() { pgrep -P "$1" | wc -l; }

many 300 9 m
sql "$db" -e "DELETE FROM outbox WHERE line_id = 6"
want=$(sql "$db" -e 'SELECT COUNT(*) FROM outbox')
start; start
ok 'all rows are carried out' soon 40 none_left
is 'each was asked for once' "$(jq -r .ref "$peer/requests" | sort | uniq -d | head -n 3)" ''
is 'all of them' "$(jq -r .ref "$peer/requests" | wc -l)" "$want"
is 'in the order of their lines' "$(jq -r '[.imsi, .ref] | join(" ")' "$peer/effects" |
    awk '$2 < last[$1] { print } { last[$1] = $2 }')" ''

# --- a wake-up needs no poll: one row's next step follows at once

forget
sql "$db" -e "UPDATE line_feature SET prov = 'none' WHERE line_id = 5; DELETE FROM emergency_address WHERE line_id = 5"
session s1 5
t0=$(date +%s%3N)
form north 5 1 s1 0 submit 2 US NY 'New York' Wall 2 '' 10005 >"$T/$$.null"
on() { [ "$(sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 5')" = 'done' ]; }
ok 'address, prepare, switch' soon 10 on
took=$(($(date +%s%3N) - t0))
ok "within a second ($took ms)" test "$took" -lt 1500
is 'each once' "$(jq -r .verb "$peer/effects" | tr '\n' ' ')" 'register prepare switch '

# --- lanes: of ten workers six may be with operator north's provisioner

forget
for i in 1 2 3 4 5 6 7 8 9; do echo '{"do":"done","sleep":2}'; done >"$peer/plan"
many 9 9 l
sql "$db" -e "UPDATE outbox SET operator = 1; UPDATE outbox SET operator = 2 WHERE line_id = 6;
    UPDATE outbox SET line_id = 9 WHERE line_id = 10"
sleep 1.5
held=$(sql "$db" -e "SELECT COUNT(*) FROM outbox WHERE lease_ms > 0 AND state = 'open'")
ok "each process asks for three at once ($held)" test "$held" -ge 3 -a "$held" -le 6
is 'the other operator is served meanwhile' "$(sql "$db" -e "SELECT state FROM outbox WHERE operator = 2")" 'done'
ok 'then the rest' soon 30 none_left

# --- a worker is killed in the middle: its place is given back, its row taken over

forget
echo '{"do":"done","sleep":4}' >"$peer/plan"
set -- $pids
kill "$2"; wait "$2"; pids=$1
add k1 provision withdraw 1
leased() { [ "$(sql "$db" -e "SELECT COUNT(*) FROM outbox WHERE lease_ms > 0")" = 1 ]; }
soon 5 leased
# shellcheck disable=SC2046	# pids
kill -s KILL $(pgrep -P "$1")
workers() { [ "$(children "$1")" = 5 ]; }
ok 'killed workers are replaced' soon 5 workers "$1"
is 'the row is held until its lease ends' "$(row k1)" 'open 1 '
sql "$db" -e "UPDATE outbox SET lease_ms = 1, next_ms = 1"
ok 'then another worker takes it' soon 10 none_left
is 'it had one effect' "$(row k1) $(effects)" 'done 2  k1'
is 'and the place is free again' "$(many 8 9 z; soon 10 none_left && left)" 0

# --- the heart beats, the end is orderly

beat=$dir/outbox.beat
ok 'the beat is fresh' test $(($(date +%s) - $(stat -c %Y "$beat"))) -le 3
touch -d '1 minute ago' "$beat"
again() { [ $(($(date +%s) - $(stat -c %Y "$beat"))) -le 3 ]; }
ok 'and goes on' soon 5 again
echo '{"do":"done","sleep":2}' >"$peer/plan"
add t1 provision withdraw 1
soon 5 leased
kids=$(pgrep -P "$1")
kill "$1"; wait "$1"
is 'told to end, it ends the row in hand' "$(row t1)" 'done 1 '
alive() { for p in $kids; do kill -0 "$p" 2>/dev/null && echo "$p"; done; }
is 'and leaves nobody behind' "$(alive)" ''
is 'nor a beat' "$(ls "$beat" 2>/dev/null)" ''
start
soon 5 workers "$last"
kids=$(pgrep -P "$last")
kill -s KILL "$last"; wait "$last" 2>/dev/null
gone() { [ -z "$(alive)" ]; }
ok 'workers do not outlive a parent that was killed' soon 5 gone
done_testing
