#!/bin/sh
# ecs-outbox, one pass at a time: order, back-off, dead letters, leases, lanes, sweeps.
. "${0%/*}/lib.sh"
. t/outbox.sh
outbox_fixture

# --- what is said, and done once

add p1 provision prepare 1
run_once
is 'a promise is carried out' "$(row p1)" 'done 1 '
is 'the peer is told so' "$(jq -c '[.signed, .path, .verb]' "$peer/requests")" '[true,"/network","prepare"]'
is '... about this SIM' "$(jq -r .imsi "$peer/effects")" 001010000000001
is 'where the network is set up already nothing follows' "$(sql "$db" -e "SELECT verb, state FROM outbox WHERE ref LIKE 'switch-%'")" ''
run_once
is 'a second pass does nothing' "$(asked)" p1

# --- order per line

forget
plan '{"do":"status","status":500}'
add a1 provision withdraw 1; add a2 provision withdraw 1; add b1 provision withdraw 5
run_once
is 'a line waits for its first row, others do not' "$(state a1) $(state a2) $(state b1)" 'open open done'
is 'the first row failed once' "$(row a1)" 'open 1 answered with status 500'
due; run_once
is 'then they go in order' "$(asked)" 'a1 b1 a1 a2'

# --- back-off, Retry-After, dead letters

forget
plan '{"do":"status","status":503}' '{"do":"garbage"}' '{"do":"huge"}'
add c1 provision withdraw 1
now=$(date +%s%3N); run_once
wait=$(($(sql "$db" -e "SELECT next_ms FROM outbox WHERE ref = 'c1'") - now))
ok "tried again 1 to 2 s later, not more than a pass late ($wait)" test "$wait" -ge 1000 -a "$wait" -le 4000
due; now=$(date +%s%3N); run_once
is 'an answer cut off is none' "$(row c1)" 'open 2 answer not understood'
wait=$(($(sql "$db" -e "SELECT next_ms FROM outbox WHERE ref = 'c1'") - now))
ok "then 2 to 4 s later ($wait)" test "$wait" -ge 2000 -a "$wait" -le 6000
due; run_once
is 'given up after max-attempts' "$(row c1)" 'dead 3 gave up after 3 attempts: answer too large'
due; run_once
is 'the dead are left alone' "$(asked)" 'c1 c1 c1'
forget
plan '{"do":"status","status":429,"headers":{"Retry-After":"77"}}' '{"do":"status","status":404}' '{"do":"done","sleep":2}'
add d1 provision withdraw 1
now=$(date +%s%3N); run_once
wait=$(($(sql "$db" -e "SELECT next_ms FROM outbox WHERE ref = 'd1'") - now))
ok "Retry-After is honoured ($wait)" test "$wait" -ge 77000 -a "$wait" -le 80000
due; run_once; is 'any other status is no answer' "$(row d1)" 'open 2 answered with status 404'
due; run_once; is 'nor is one that is late' "$(row d1)" 'dead 3 gave up after 3 attempts: no answer in time'

# --- what the peer makes of it

forget
plan '{"do":"lost"}' '{"do":"done"}'
add e1 provision withdraw 1
run_once; due; run_once
is 'an answer that was lost is asked for again, under the same ref' "$(asked)" 'e1 e1'
is '... and has one effect' "$(row e1) $(effects | tr ' ' '\n' | grep -cx e1)" 'done 2  1'
forget
plan '{"do":"accept","call":0}'
add f1 provision withdraw 1; add f2 provision withdraw 1
now=$(date +%s%3N); run_once
is 'accepted: it waits, and so does the line' "$(state f1) $(state f2)" 'waiting open'
wait=$(($(sql "$db" -e "SELECT next_ms FROM outbox WHERE ref = 'f1'") - now))
ok "... for callback-timeout ($wait)" test "$wait" -ge 900000 -a "$wait" -le 903000
due; run_once
is 'without a call-back it is asked again' "$(asked)" 'f1 f1 f2'
forget
plan '{"do":"accept","call":0}' '{"do":"accept","call":0}' '{"do":"accept","call":0}'
add f3 provision withdraw 1
run_once; due; run_once; due; run_once
is 'who never calls back is given up' "$(row f3)" 'dead 3 gave up after 3 attempts: accepted, but never called back'
forget
plan '{"do":"refuse"}'
add g1 provision prepare 9
run_once
is 'refused is the end; numbers in the reason are hidden' "$(row g1)" 'dead 1 no such road near +###########'
is '... and the line says so' "$(sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 9')" failed
forget
sql "$db" -e "UPDATE line_feature SET prov = 'pending' WHERE line_id = 9"
add h1 provision prepare 9
run_once
is 'prepare is followed by switch in the same pass' "$(jq -r 'select(.imsi == "001010000000009").verb' "$peer/effects" | tr '\n' ' ')" 'prepare switch '
is '... and then it is on' "$(sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 9')" 'done'

# --- withdrawn meanwhile, and wanted again: the earlier steps are not the later ones

forget
is_on() { sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 9 AND app = 2004'; }
sql "$db" -e "UPDATE line_feature SET prov = 'pending' WHERE line_id = 9"
plan '{"do":"status","status":500}'
add w1 provision prepare 9
run_once
add w2 provision withdraw 9; add w3 provision prepare 9
run_once; due; run_once
is 'what was withdrawn is not set up any more' "$(row w1)" 'dropped 2 the service was withdrawn since'
is 'it is withdrawn, then set up anew' "$(jq -r 'select(.imsi == "001010000000009").verb' "$peer/effects" | tr '\n' ' ')" \
    'withdraw prepare switch '
is '... and on' "$(is_on)" 'done'
forget
sql "$db" -e "UPDATE line_feature SET prov = 'pending' WHERE line_id = 9"
add x1 provision switch 9
sql "$db" -e "UPDATE outbox SET owner = REPEAT('x', 16), lease_ms = UNIX_TIMESTAMP() * 1000 + 20000, next_ms = lease_ms, attempts = 1"
add x2 provision withdraw 9; add x3 provision prepare 9
run_once
is 'one that is being asked about is waited for' "$(state x1) $(state x2) $(state x3)" 'open open open'

# --- leases

forget
add i1 provision withdraw 1
sql "$db" -e "UPDATE outbox SET owner = REPEAT('x', 16), lease_ms = UNIX_TIMESTAMP() * 1000 + 20000, next_ms = lease_ms, attempts = 1"
run_once
is 'a row that somebody holds is left' "$(row i1)" 'open 1 '
sql "$db" -e "UPDATE outbox SET lease_ms = UNIX_TIMESTAMP() * 1000 - 1, next_ms = lease_ms"
run_once
is 'when the lease has run out it is taken over' "$(row i1)" 'done 2 '

# --- who is gone, kinds that have no driver

forget
add j1 provision withdraw 4711; add j2 emergency register 1; add j3 push notify 1 1 1
run_once
is 'a line that is gone needs nothing' "$(row j1)" 'dropped 1 its line or SIM is gone'
is 'an address that was replaced is not sent' "$(row j2)" 'dropped 1 another address was given since'
is 'pushes are left' "$(row j3)" 'open 0 '

# --- drivers none

forget
add k1 emergency remove 6 2; add k2 provision switch 6 2
run_once
is 'operator south asks nobody' "$(state k1) $(state k2) $(asked)" 'done done '

# --- addresses, from a form on

forget
session s1 5
is 'a form is taken' "$(form north 5 1 s1 0 submit 2 US NY 'New York' Broadway 123 '' 10027)" OK
is '... once' "$(form north 5 1 s1 0 submit 2 US NY 'New York' Broadway 123 '' 10027)" TAKEN
plan '{"do":"refuse","fields":["rd","x",7,"pc"]}'
run_once
is 'refused fields are known' "$(sql "$db" -e 'SELECT state, fields FROM address_change WHERE line_id = 5')" 'invalid	rd,pc'
is 'the address is not valid' "$(sql "$db" -e 'SELECT state FROM emergency_address WHERE line_id = 5')" invalid
plan '{"do":"status","status":500}'
is 'another form' "$(form north 5 1 s1 1 submit 0 US NY 'New York' Wall 1 '' 10005)" OK
run_once
is 'and one more while the first is being tried' \
    "$(form north 5 1 s1 2 submit 0 US NY 'New York' Wall 2 '' 10005)" OK
run_once
is 'it need not wait for the one it replaces' \
    "$(sql "$db" -e 'SELECT state, location_id <> "", expires_at, hno FROM emergency_address WHERE line_id = 5')" \
    'valid	1	2000000000	2'
is '... which is not sent any more' "$(due; run_once; sql "$db" -e "SELECT state, COUNT(*) FROM outbox WHERE kind = 'emergency' GROUP BY state" | tr '\t\n' '  ')" \
    'done 1 dead 1 dropped 1 '
is 'the network is set up by then' "$(sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 5')" 'done'
is 'the provider got civic elements' "$(jq -c 'select(.verb == "register").address' "$peer/effects")" \
    '{"a1":"NY","a3":"New York","country":"US","hno":"2","pc":"10005","rd":"Wall"}'

# --- sweeps

forget
soon=$(($(date +%s) + 86400))
sql "$db" -e "UPDATE emergency_address SET expires_at = $soon, reminded_at = 0 WHERE line_id = 1;
    INSERT INTO ticket VALUES ('old', 1, 'x', 0, 1), ('new', 1, 'y', 0, 4000000000);
    UPDATE ws_session SET expires_at = 1"
run_once; run_once
is 'an address that expires soon: one push for each device' \
    "$(sql "$db" -e "SELECT kind, verb, line_id, device_id, state FROM outbox" | tr '\t' ' ')" 'push notify 1 1 open'
is '... of which note is taken' "$(sql "$db" -e "SELECT COUNT(*) FROM emergency_address WHERE reminded_at > 0")" 1
is 'what expired is forgotten' "$(sql "$db" -e "SELECT COUNT(*) FROM ticket; SELECT COUNT(*) FROM ws_session" | tr '\n' ' ')" '1 0 '

# --- how it is found

forget
sql "$db" -e "INSERT INTO outbox (operator, kind, verb, line_id, app, ref, state, next_ms, created_at)
    SELECT 1 + seq % 2, 1 + seq % 3, 'x', seq % 997, 2004, CONCAT('r', seq), IF(seq % 50, 'done', 'open'), seq, 0 FROM seq_1_to_20000;
    ANALYZE TABLE outbox" >"$T/$$.null"
explain() {	# explain STATEMENT [PARAMETER...]   access type, key and Extra of each table
	text=$(awk -v n="$1" '$0 == "-- name: " n { on = 1; next } on && /^--/ { next } on { print } on && /;$/ { exit }' db/statements.sql)
	shift
	for v in "$@"; do text=$(printf '%s' "$text" | sed "0,/[?]/s//$v/"); done
	sql "$db" -e "EXPLAIN $text" | awk -F'\t' '{ print $4, $6 }' | tr '\n' ';'
}
is 'lanes are found by key' "$(explain outbox_lanes)" 'range due;'
is 'so is what is due in one' "$(explain outbox_due 1 1 1 20000 0)" 'range due;ref by_line;'
is 'so are reminders' "$(explain address_reminders 1 2 1)" 'range by_expiry;'
is 'a lease is by the primary key' "$(explain outbox_lease "'o'" 1 1 1 50 0 1 1 "'o'")" 'range PRIMARY;'
is 'a call-back by its ref' "$(explain outbox_by_ref "'r1'")" 'const by_ref;'
is 'a list by key' "$(explain outbox_list 1 1 1)" 'ref due;eq_ref PRIMARY;'

ok 'nor does the log repeat what a peer says' sh -c '! grep "no such road" "$1"' - "$T/$$.log"
ok 'nobody is named in the log' sh -c '! grep -E "0010100|1555010" "$1"' - "$T/$$.log"
ok 'another option is refused' sh -c '"$BUILD/bin/ecs-outbox" --twice 2>"$1"; [ $? = 2 ]' - "$T/$$.null"
done_testing
