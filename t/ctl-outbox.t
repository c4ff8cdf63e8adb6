#!/bin/sh
# ecsctl outbox: list, replay, drop; what a later wish of the subscriber forbids.
. "${0%/*}/lib.sh"
. t/outbox.sh
outbox_fixture
ctl() { "$BUILD/bin/ecsctl" -c "$conf" "$@" 2>&1; }
list() { ctl outbox list --json "$@" | jq -c '[.outbox[] | [.ref, .state, .msisdn]]'; }

add d1 provision prepare 9; add d2 provision switch 5; add o1 provision withdraw 1; add s1 emergency remove 6 2
add f1 provision withdraw 2
plan '{"do":"refuse"}' '{"do":"status","status":500}'
sql "$db" -e "UPDATE outbox SET next_ms = UNIX_TIMESTAMP() * 1000 + 9000000 + id WHERE ref IN ('d2', 's1', 'f1')"
run_once
is 'what is not over, and what is dead' "$(list)" \
    '[["f1","open","15550100002"],["d2","open","15550100005"],["o1","open","15550100001"],["d1","dead","15550100009"],["s1","open","15550200001"]]'
is 'of one operator' "$(list --operator south)" '[["s1","open","15550200001"]]'
is 'in one state' "$(list --state dead)" '[["d1","dead","15550100009"]]'
is 'of one line, by IMSI' "$(list --line 001010000000009)" '[["d1","dead","15550100009"]]'
is 'by MSISDN' "$(list --line +15550200001)" '[["s1","open","15550200001"]]'
is 'a state that is none' "$(ctl outbox list --state lost | head -n 1)" \
    'ecsctl outbox list: state: want open, waiting, done, dead or dropped; see ecsctl outbox list --help'
has 'for people' "$(ctl outbox list --state dead)" 'no such road near +###########'
is 'the line shows that it failed' "$(sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 9')" failed

is 'replay' "$(ctl outbox replay d1)" 'replayed: 1'
is 'the line shows that it is under way' "$(sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 9')" pending
run_once
is 'and so it ends well' "$(state d1) $(sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 9')" 'done done'
is 'what is done is not replayed' "$(ctl outbox replay d1)" 'ecsctl: d1 is not replayed: the service is set up'
is 'nor what nobody asked for' "$(ctl outbox replay d2)" 'ecsctl: d2 is not replayed: nobody wants it any more'
is 'nor by another operator' "$(ctl outbox replay d1 --operator south)" 'ecsctl: no promise has the ref "d1"'
is 'what waits for its time is tried now' "$(ctl outbox replay f1)" 'replayed: 1'
run_once
is '... and done' "$(state f1)" 'done'
is 'an unknown ref' "$(ctl outbox replay nix)" 'ecsctl: no promise has the ref "nix"'
has 'neither ref nor --dead' "$(ctl outbox replay)" 'want either a REF or --dead'

is 'drop wants a reason' "$(ctl outbox drop s1 | head -n 1)" \
    'ecsctl outbox drop: say why with --why, in at most 200 characters; see ecsctl outbox drop --help'
is 'drop' "$(ctl outbox drop s1 --why 'line was sold')" dropped
is 'its reason is kept' "$(row s1)" 'dropped 0 line was sold'
is 'once' "$(ctl outbox drop s1 --why again)" 'ecsctl: s1 is done or dropped already'
is 'dropped can be replayed' "$(ctl outbox replay s1)" 'replayed: 1'
sql "$db" -e "INSERT INTO emergency_address (line_id, operator, state) VALUES (6, 2, 'valid'); UPDATE outbox SET state = 'dead' WHERE ref = 's1'"
is 'unless an address was given since' "$(ctl outbox replay s1)" 'ecsctl: s1 is not replayed: an address was given since'
sql "$db" -e "UPDATE line_feature SET prov = 'pending' WHERE line_id = 9"
add p1 provision prepare 9
is 'to drop what is under way' "$(ctl outbox drop p1 --why 'SIM lost')" dropped
is 'is a failure for the line' "$(sql "$db" -e 'SELECT prov FROM line_feature WHERE line_id = 9')" failed
sql "$db" -e "UPDATE outbox SET state = 'dead' WHERE ref = 'p1'"
is 'all the dead, but what is overtaken' "$(ctl outbox replay --dead | tail -n 1)" 'replayed: 1'
add p2 provision withdraw 9
is 'a step from before a withdrawal is over' "$(ctl outbox replay p1)" 'ecsctl: p1 is not replayed: the service was withdrawn since'
sql "$db" -e "DELETE FROM outbox WHERE ref IN ('p1', 'p2')"

# An address that the provider could not be asked about.
add a1 emergency register 5
sql "$db" -e "UPDATE outbox SET state = 'dead' WHERE ref = 'a1';
    INSERT INTO emergency_address (line_id, operator, state) VALUES (5, 1, 'invalid');
    INSERT INTO address_change (line_id, operator, ref, state, country, a1, a3, rd, hno, loc, pc, at)
    VALUES (5, 1, 'a1', 'failed', 'US', 'NY', 'New York', 'Broadway', '5', '', '10027', 0)"
is 'an address can be tried again' "$(ctl outbox replay a1)" 'replayed: 1'
is 'and is on its way' "$(sql "$db" -e "SELECT a.state, c.state FROM emergency_address a JOIN address_change c USING (line_id) WHERE line_id = 5" | tr '\t' ' ')" 'pending pending'
is 'all of it is in the audit trail' "$(sql "$db" -e "SELECT action, detail FROM audit WHERE action LIKE 'outbox%' ORDER BY id" | tr '\t\n' ' ;')" \
    'outbox-replay d1;outbox-replay f1;outbox-drop s1: line was sold;outbox-replay s1;outbox-drop p1: SIM lost;outbox-replay p1;outbox-replay a1;'
done_testing
