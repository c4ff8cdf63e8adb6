#!/bin/sh
# plan list, network list, network set.
. "${0%/*}/lib.sh"
. t/ctl.sh
ready
try plan list
has 'plans for people' "$out" 'North Plus   ap2003 lte home, lte visited; ap2004 wlan home; ap2005 any home'
try plan list --operator south --json
is 'plans of one operator' "$(get '[.plans[] | .operator + "." + .code] | join(" ")')" 'south.basic south.plus south.max'
try network list --json
is 'networks of all' "$(get '[.networks[].operator] | unique | join(" ")')" 'north south'
try network list --operator south
has 'networks for people' "$out" 'ap2005  any     home'
may() { ctl why "$1" "$2" --json | jq -r .deciding; }
is 'before the outage' "$(may 001020000000001 vowifi)" NETWORK_OFFERS
before=$(sql "$db" -e 'SELECT version FROM catalog WHERE operator = 2')
try network set vowifi --operator south --state outage --until +2h
is 'an outage' "$rc" 0
is 'counts at once' "$(may 001020000000001 vowifi)" NETWORK_OUTAGE
is 'not at the other operator' "$(may 001010000000001 vowifi)" NETWORK_OFFERS
ok 'the catalog has a new version' [ "$(sql "$db" -e 'SELECT version FROM catalog WHERE operator = 2')" -gt "$before" ]
ok 'it ends in two hours' [ "$(sql "$db" -e "SELECT until - UNIX_TIMESTAMP() BETWEEN 7100 AND 7200 FROM network_feature WHERE until > 0")" = 1 ]
is 'it is in the audit trail' "$(sql "$db" -e "SELECT action, SUBSTRING_INDEX(detail, ' until', 1) FROM audit WHERE line_id = 0")" "network-set	ap2004 wlan home outage"
sql "$db" -e 'UPDATE network_feature SET until = 5 WHERE until > 0'
is 'it is over by itself' "$(may 001020000000001 vowifi)" NETWORK_OFFERS
try network set 2003 --operator north --access lte --plmn 00101 --state absent --json
is 'for one PLMN' "$(get .changed)" 1
is 'the closer row counts' "$(ctl why 001010000000001 volte --json | jq -r '.cells[] | select(.access == "lte" and .network == "home") | .reason')" NETWORK_LACKS
try network set sms --operator south --state offered --network visited --class watch; is 'for a class' "$rc" 0
is 'has a row of its own' "$(ctl network list --json | jq '[.networks[] | select(.class == "watch")] | length')" 1
for o in 'fax --state absent' 'vowifi' 'vowifi --state gone' 'vowifi --state absent --until +2h' 'vowifi --state outage --until +2y' \
    'vowifi --state outage --until 2001-01-01' 'volte --state absent' 'vowifi --state absent --access wire' \
    'vowifi --state absent --network moon' 'vowifi --state absent --plmn 1' 'vowifi --state absent --class much-too-long-a-class'; do
	# shellcheck disable=SC2086	# words
	try network set --operator north $o
	is "set $o is refused" "$rc" 2
done
try network set vowifi --state absent; is 'whose network?' "$rc" 2; has 'is asked' "$err" '--operator'
done_testing
