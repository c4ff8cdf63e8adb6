#!/bin/sh
# Vectors from an operator's service over HTTPS (hlr = "http"), right ones and others.
. "${0%/*}/lib.sh"
. t/eap.sh

H=$T/$$.hlr
mkdir "$H" "$H/tls"
conf/make-tls "$H/tls" || { echo "Bail out!  no certificates"; exit 1; }
t/hlrd "$H" "$H/tls" "$imsi" "$k" "$opc" 2>"$H/err" &
hlrd=$!
trap 'kill $hlrd 2>/dev/null' EXIT
tries=100
until [ -s "$H/port" ] || [ "$((tries -= 1))" = 0 ]; do sleep 0.1; done
sed -i "/^operator \"north\"/a hlr = \"http\"\\nhlr-url = \"https://localhost:$(cat "$H/port")/vectors\"\\n\
peer-ca = \"$H/tls/server.crt\"\\npeer-certificate = \"$H/tls/demo-peer.pem\"\\npeer-timeout = 2" "$conf"
sql "$db" -e "DELETE FROM sim_key"	# the keys are not here
plan() { printf '%s\n' "$@" >"$H/plan"; }
asked() { tail -n 1 "$H/requests" | jq -r "$1"; }
why() { grep -o '"why":"[^"]*"' "$W/log" | tail -n 1 | cut -d'"' -f4; }
prime() { id=6$imsi@$realm; begin; }

# Right ones
begin
is 'a device is challenged' "$status" 200
is 'the HLR was asked as is documented' "$(tail -n 1 "$H/requests")" \
    "{\"by\": \"demo-peer\", \"imsi\": \"$imsi\", \"servingNetworkName\": \"WLAN\", \"type\": \"EAP_AKA\"}"
answer
is 'and its card is believed' "$status" 200
refused 'a card with a wrong RES' 403 --wrong-res
begin
rand=$(sim --show rand)
answer --auts 000000100004
is 'a card that is ahead gets a new challenge' "$status" 200
is '... after a question with RAND and AUTS' "$(asked .resynchronizationInfo.rand), \
$(asked '.resynchronizationInfo.auts | length')" "$rand, 28"
is '... beyond its SQN' "$(sim --show sqn)" 000000100024
answer
is '... and is believed' "$status" 200
begin
answer --auts 000000200004 --bad-auts
is 'AUTS with a wrong MAC-S' "$status $(why)" '403 the HLR knows no such SIM, or AUTS is wrong'

prime
is "EAP-AKA': the HLR is asked for it" "$status $(asked .type)" '200 EAP_AKA_PRIME'
answer --prime
is "EAP-AKA': with CK and IK" "$status" 200
plan '{"primed":true}'
prime
answer --prime
is "EAP-AKA': with CK' and IK'" "$status" 200
prime
plan '{"primed":true}'
answer --prime --auts 000000300004
answer --prime
is "EAP-AKA': a card that is ahead" "$status" 200
id=0$imsi@$realm

# What is no vector for the question
not_taken() {	# not_taken TEXT PLAN WHY
	plan "$2"
	rm -f "$T/$$.d/gates"	# each failure counts anew
	begin
	is "$1" "$status $(why)" "503 $3"
}
not_taken 'no JSON' '{"text":"<html>"}' 'answer not understood'
not_taken 'a list' '{"text":"[]"}' 'answer not understood'
not_taken 'a member twice' "{\"text\":\"{\\\"rand\\\":\\\"$rand\\\",\\\"rand\\\":\\\"$rand\\\"}\"}" 'answer not understood'
for name in rand autn xres ck ik; do
	not_taken "without $name" "{\"set\":{\"$name\":null}}" 'answer not understood'
	not_taken "$name of 3 octets" "{\"set\":{\"$name\":\"010203\"}}" 'answer not understood'
	not_taken "$name of 17 octets" "{\"set\":{\"$name\":\"${rand}00\"}}" 'answer not understood'
	not_taken "$name that is not hexadecimal" "{\"set\":{\"$name\":\"${rand%?}x\"}}" 'answer not understood'
done
not_taken 'half an octet' "{\"set\":{\"xres\":\"${rand%?}\"}}" 'answer not understood'
not_taken 'keys of both kinds' "{\"set\":{\"ckPrime\":\"$rand\",\"ikPrime\":\"$rand\"}}" 'answer not understood'
not_taken "CK', IK' for EAP-AKA" '{"primed":true}' "the HLR's vector is of another kind"
not_taken 'the separation bit for EAP-AKA' '{"amf":"8000"}' \
    "the HLR's vector has a wrong separation bit in its AMF"
id=6$imsi@$realm
not_taken "no separation bit for EAP-AKA'" '{"amf":"0000"}' \
    "the HLR's vector has a wrong separation bit in its AMF"
id=0$imsi@$realm
begin
plan '{"set":{"rand":"same"}}'
answer --auts 000000400004
is 'the RAND that was resynchronised with' "$status $(why)" '503 the HLR gave the same RAND again'
plan "{\"set\":{\"xres\":\"$rand\",\"avType\":\"EAP_AKA\"}}"
begin
is 'a RES of 16 octets, and a member more, are well' "$status" 200

# Refusals, failures
for s in 403 404; do
	plan "{\"status\":$s}"
	begin
	is "status $s: the SIM is unknown" "$status" 403
done
for s in 201 302 401 429 500 503; do
	not_taken "status $s" "{\"status\":$s}" "answered with status $s"
done
not_taken 'no answer' '{"sleep":4}' 'no answer in time'
rm -f "$T/$$.d/gates"
for i in 1 2 3 4 5; do
	plan '{"status":500}'
	begin
done
lines=$(wc -l <"$H/requests")
now=$((now - 60))
begin
is 'after five failures it is left alone' "$status $(why) $(wc -l <"$H/requests")" \
    "503 hlr failed lately; it is left alone $lines"

# An answer is none of a failure, whoever provokes it
rm -f "$T/$$.d/gates"
provoke() {	# provoke PLAN TEXT   five times, and the next device is served
	for i in 1 2 3 4 5; do
		plan "$1"
		begin
	done
	now=$((now - 60))
	begin
	is "$2 shuts nobody out" "$status" 200
}
id=6$imsi@$realm
provoke '{"amf":"0000"}' "an HLR without EAP-AKA'"
id=0$imsi@$realm
provoke '{"status":400}' 'status 400'
provoke '{"text":"[]"}' 'an answer that is not understood'

# Who it is
rm -f "$T/$$.d/gates"
sed -i "s|peer-certificate = .*|peer-certificate = \"\"|" "$conf"
begin
is 'without our certificate it does not hear us' "$status" 503
sed -i "s|peer-certificate = .*|peer-certificate = \"$H/tls/demo-peer.pem\"|; s|peer-ca = .*|peer-ca = \"$H/tls/peer-ca.crt\"|" "$conf"
not_taken 'a server of another authority' '{}' 'its certificate is not trusted'
kill "$hlrd"
wait "$hlrd" 2>/dev/null
not_taken 'nobody' '{}' 'no connection'
is 'no log names the SIM' "$(grep -cF "$imsi" "$W/log")" 0
done_testing
