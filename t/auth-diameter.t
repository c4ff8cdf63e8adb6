#!/bin/sh
# Authentication over Diameter: vectors by SWx (TS 29.273 8), EAP passed on (RFC 4072; TS.43 table 7).
# The HSS and AAA is a double of ours, t/diameterd: no packaged one speaks this.
. "${0%/*}/lib.sh"
. t/eap.sh
D=$T/$$.dia
mkdir "$D"
. t/diameter.sh
trap diameter_clean EXIT

configure() {	# configure LINE...   of the operator north, instead of the last ones
	sed -i '/# diameter$/d' "$conf"
	for line; do
		sed -i "s|^operator \"north\" {|&\n$line # diameter|" "$conf"
	done
}
subscribers() { printf '{"%s": {"k": "%s", "opc": "%s", "sqn": 1000}}' "$imsi" "$k" "$opc" >"$D/subscribers"; }
by_swx() { configure 'hlr = "diameter"' 'diameter-realm = "example.net"' "peer-timeout = 2" "$@"; }
by_aaa() { configure 'aaa = "diameter"' 'diameter-realm = "example.net"' "peer-timeout = 2"; }

authority
certificate ecs.example.net diameter
subscribers
hss_start
diameter_conf hss.example.net "$hss_port"
by_swx
sed -i "1i diameter-conf = \"$D/freediameter.conf\"" "$conf"
ok 'it connects to the HSS' gateway_start "$conf"
is 'the socket is for owner and group' "$(stat -c %a "$T/$$.d/diameter.sock")" 660

# SWx
begin
is 'a vector of the HSS makes a challenge' "$status" 200
is 'its SQN is the HSS'\''s' "$(jq -r ".[\"$imsi\"].sqn" "$D/subscribers")" 1032
is 'our own AuC gave none' "$(seq_he)" 0
is 'the HSS is asked for one EAP-AKA vector by IMSI' \
    "$(asked '[.imsi, .scheme, .items, .resync, .anid] | join(" ")')" "$imsi EAP-AKA 1 0 "
is '... of SWx, a 3GPP application, statelessly' \
    "$(asked '[.app, .application[0], .application[1], .state, .flags] | join(" ")')" \
    "16777265 10415 16777265 1 192"
is '... in the realm of the operator' "$(asked '.realm + .host')" example.net
answer
is 'the right answer is taken' "$status" 200
ok 'with a token' test -n "$(value token)"
begin && answer --wrong-res
is 'a wrong one is not' "$status" 403
begin && answer --auts 000000100000
is 'a card whose SQN is ahead gets a new challenge' "$status" 200
is 'from RAND and AUTS that the HSS was given' "$(asked .resync)" 30
is 'after the SQN of the card' "$(jq -r ".[\"$imsi\"].sqn" "$D/subscribers")" $((0x100000 + 32))
answer
is 'which it answers' "$status" 200
begin && answer --auts 000000100000 --bad-auts
is 'a wrong AUTS: the HSS has no vector for it' "$status" 503
root=$id id=6$imsi@$realm
begin
is "EAP-AKA' for an identity with 6" "$(asked '[.scheme, .anid] | join(" ")')" "EAP-AKA' WLAN"
answer --prime
is "with CK' and IK' of the HSS" "$status" 200
begin && answer --prime --auts 000000200000
answer --prime
is 'and resynchronisation' "$status $(asked .resync)" '200 30'
id=$root
by_swx 'diameter-host = "hss.example.net"'
gateway_stop
is 'it ends well' "$ended" 0
begin
is 'without the gateway: 503' "$status" 503
gateway_start "$conf"
begin
is 'with a host, that is named' "$status $(asked .host)" '200 hss.example.net'
by_swx

echo '{}' >"$D/subscribers"
begin
is 'unknown to the HSS' "$status $(tail -n 1 "$W/log" | jq -r .err)" '403 AUTH_FAILED'
subscribers
served() { begin && [ "$status" = 200 ]; }
refuses() {	# refuses STEP [STATUS]   of the HSS or AAA, and the next one is served
	plan "$1"
	begin
	is "$(printf '%s' "$1" | tr -d '{}"'): ${2:-503}" "$status" "${2:-503}"
}
swift() {	# and it is said at once, not when the deadline is over
	since=$(date +%s%N)
	refuses "$@"
	ok '  at once' test $((($(date +%s%N) - since) / 1000000)) -lt 1500
}
refuses '{"do": "experimental", "code": 5450}' 403
for code in 5003 5004 4181 5012; do
	refuses "{\"do\": \"experimental\", \"code\": $code}"
done
for code in 3002 3004 5001 5012 1001 0; do
	refuses "{\"do\": \"result\", \"code\": $code}"
done
for lie in both-results no-result no-session other-session two-sessions e-bit bad-before bad-result no-item two-items \
    other-scheme short-rand short-ck no-ik two-cks long-xres other-name bit; do
	swift "{\"do\": \"$lie\"}"
done
for lie in garbage huge-avp short-avp close; do
	refuses "{\"do\": \"$lie\"}"
	ok '  and the HSS is heard again' later served
done
plan '{"do": "wrong-vector"}'
begin
answer
is 'a vector whose RES is not the card'\''s lets nobody in' "$status" 403
plan '{}' '{"do": "same-rand"}'
begin && answer --auts 000000300000
is 'the same RAND again after AUTS' "$status" 503
plan '{"do": "silent"}'
begin
is 'no answer within peer-timeout' "$status" 503
has 'and the log says so' "$(tail -n 1 "$W/log")" 'gave no answer in time'
plan '{"do": "late", "sleep": 3}'
begin
is 'one that is later' "$status" 503
begin
is 'the next question has its own answer' "$status" 200
sleep 2
plan '{"do": "twice"}'
begin && answer
is 'an answer that comes twice counts once' "$status" 200
begin && answer
is 'and is not taken for the next one' "$status" 200

# The AAA
by_aaa
subscribers
begin
is 'the AAA'\''s challenge is passed on' "$status" 200
is 'asked by Diameter EAP for authentication only, by the identity' \
    "$(asked '[.of, .app, .application, .type, .name, .state] | join(" ")')" "der 5 5 1 $id "
first=$(asked .session)
answer
is 'its word lets the card in' "$status $(value AppID)" '200 ap2004'
is 'the answer goes to the same server in the same session' \
    "$(asked '[.session, .host] | join(" ")')" "$first hss.example.net"
ok 'with its State' test -n "$(asked .state)"
begin && answer --auts 000000100000
is 'resynchronisation' "$status" 200
answer
is '... succeeds' "$status" 200
begin && answer --wrong-res
is 'rejected by the AAA' "$status" 403
id=6$imsi@$realm
begin && answer --prime
is "EAP-AKA'" "$status" 200
id=$root
begin
gateway_stop
gateway_start "$conf"
answer
is 'a gateway started anew goes on with a conversation' "$status" 200
echo '{}' >"$D/subscribers"
begin
is 'unknown to the AAA' "$status" 403
subscribers
for code in 4001 5001 5003; do
	refuses "{\"do\": \"result\", \"code\": $code}" 403
done
refuses '{"do": "experimental", "code": 5001}' 403
for code in 3001 3002 3004 3010 4002 5002 5004 5012 5017 1001 2001 2002; do
	[ "$code" = 2001 ] || refuses "{\"do\": \"experimental\", \"code\": $code}"
	[ "$code" = 1001 ] || [ "$code" = 2001 ] || refuses "{\"do\": \"result\", \"code\": $code}"
done
for lie in both-results no-result no-session other-session two-sessions e-bit bad-before bad-result no-origin \
    no-payload empty-payload two-payloads long-state; do
	swift "{\"do\": \"$lie\"}"
done
refuses '{"do": "accept-at-once"}' 403
accepts() {	# accepts STEP STATUS   the second round
	plan '{}' "$1"
	begin && answer
	is "accepting with $(printf '%s' "$1" | tr -d '{}"'): $2" "$status" "$2"
}
accepts '{"do": "user", "name": "001010000000009"}' 403
accepts "{\"do\": \"user\", \"name\": \"0001010000000009@$realm\"}" 403
accepts '{"do": "user", "name": "2pseudonym@example.net"}' 403
accepts "{\"do\": \"user\", \"name\": \"$imsi\"}" 200
accepts '{"do": "user", "name": ""}' 200
accepts '{"do": "no-user"}' 200
accepts '{"do": "binary-user"}' 503
accepts '{"do": "other-session"}' 503
accepts '{"do": "result", "code": 5002}' 503

# Down and up
hss_stop
begin
is 'without a server: 503' "$status" 503
ok 'which the log names' later grep -q 'no connection to hss.example.net' "$D/gateway.log"
n_before=$(grep -c 'connected to hss' "$D/gateway.log")
hss_start "$hss_port"
later connected $((n_before + 1))
begin && answer
is 'it is back: 200' "$status" 200
gateway_stop
is 'the gateway lived through it all' "$ended" 0
is 'and the double made no mistake' "$(cat "$D/double.err")" ''

# What it says, and to whom
is 'no identifier is in its log' "$(grep -cE "$imsi|$realm|$k" "$D/gateway.log" "$D/gateway.out" | sed 's/.*://' | sort -u)" 0
is 'nor in the server'\''s' "$(grep -c "$imsi" "$W/log")" 0
is 'its log is ours' "$(jq -r .program "$D/gateway.log" | sort -u)" ecs-diameter
is 'nothing else is said' "$(cat "$D/gateway.out")" ''

# What it will not start with
"$BUILD/bin/ecs-diameter" -x 2>"$W/usage"
is 'a wrong option' $? 2
certificate other.example.net diameter
"$BUILD/bin/ecs-diameter" -c "$conf" 2>"$W/err"
is 'a certificate of another name than Identity' $? 1
has 'is said to be one' "$(cat "$W/err")" 'not a configuration that freeDiameter takes'
sed -i '/^diameter-conf/d' "$conf"
"$BUILD/bin/ecs-diameter" -c "$conf" 2>"$W/err"
is 'no diameter-conf' "$? $(jq -r .msg "$W/err")" '1 diameter-conf names no freeDiameter.conf'
configure
"$BUILD/bin/ecs-diameter" -c "$conf" 2>"$W/err" &
gateway=$!
later grep -q 'nothing to do' "$W/err"
gateway_stop
is 'without an operator that needs it, it waits until it is ended' "$ended" 0
done_testing
