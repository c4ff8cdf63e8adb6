#!/bin/sh
# EAP-AKA and EAP-AKA' answers of devices, right and hostile (RFC 4187 6.3, 8.1, 10; RFC 9048).
. "${0%/*}/lib.sh"
. t/eap.sh

# A device's whole way
begin
is 'a request with EAP_ID gets a challenge' "$status" 200
is 'as relay JSON' "$(header Content-Type)" "$relay"
is 'RAND and AUTN stand where devices read them unseen' "$(sim --show attributes)" '1 2 11'
is 'nothing else is in it' "$(jq -r '.["eap-relay-packet"]' "$W/challenge" | base64 -d | wc -c)" 68
is 'the separation bit is clear' "$(sim --show amf)" 0000
answer
is 'the right answer is taken' "$status" 200
is 'and gets the document' "$(header Content-Type)" text/vnd.wap.connectivity-xml
is 'of the app that the first request named' "$(value AppID)" ap2004
ok 'with a token' test -n "$(value token)"
token=$(value token)
cookie='' && get "$app&token=$token"
is 'which is good for the next request' "$status" 200

# The identity counts as it was sent
id=$imsi@$realm
begin && answer
is 'an identity without its leading digit' "$status" 200
id=0$imsi@wlan.mnc001.mcc001.3gppnetwork.org
begin && answer
is 'an identity with the realm of WLAN' "$status" 200
begin
id=0$imsi@$realm
answer
is 'keys of another identity than EAP_ID' "$status" 403

# Wrong answers
refused 'a wrong RES' 403 --wrong-res
begin && answer --wrong-res
wrong_res=$whole
refused 'a wrong AT_MAC' 403 --wrong-mac
refused 'no AT_MAC' 400 --no-mac
refused 'RES shorter by an octet' 403 --short-res
refused 'RES whole, its length in bits not' 403 --res-bits 63
refused 'RES of no bits' 400 --res-bits 0
refused 'RES longer than its attribute' 400 --res-bits 128
begin
refused 'another identifier' 403 --identifier $((($(sim --show identifier) + 1) % 256))
refused "type AKA' for an AKA challenge" 403 --type 50
refused 'a type that is neither' 400 --type 13
refused 'Nak' 400 --nak
refused 'AKA-Authentication-Reject' 403 --reject
refused 'AKA-Client-Error' 403 --client-error
refused 'AKA-Notification' 403 --notification

# Attributes
refused 'an unknown attribute that must not be skipped' 400 --raw-attr 7f010000
begin && answer --raw-attr c8010000
is 'an unknown one that may be' "$status" 200
refused 'AT_RES twice' 400 --raw-attr 030300400000000000000000
refused 'AT_CHECKCODE twice' 400 --checkcode empty --raw-attr 86010000
refused 'an attribute of requests' 400 --raw-attr 010500000000000000000000000000000000000000
refused 'an attribute of length 0' 400 --raw-attr c8000000
refused 'an attribute past the end' 400 --raw-attr c8ff0000
refused 'a packet cut short' 400 --cut 4
refused 'a length that is not the packet'\''s' 400 --length 200
refused 'a length below the header' 400 --length 4
begin && answer --checkcode empty
is 'the empty AT_CHECKCODE that wpa_supplicant sends' "$status" 200
refused 'AT_CHECKCODE of messages never sent' 403 \
    --checkcode d49dccb1e4ff8ad4c9bdb14b1d7f1d5f9e1e6c3b
refused 'AT_CHECKCODE of no right length' 400 --checkcode 00010203
refused 'AT_RESULT_IND, which was not offered' 403 --result-ind

# What is no EAP packet at all leaves the challenge alone
begin
send() { printf '%s' "$1" >"$W/text" && post <"$W/text"; }
send '{"eap-relay-packet":"AgE*"}'
is 'Base64 is strict' "$status" 400
send '{"eap-relay-packet":'
is 'JSON is whole' "$status" 400
send '{"other":"AgEABA=="}'
is 'with the member that counts' "$status" 400
send '{"eap-relay-packet":["AgEABA=="]}'
is 'which is a string' "$status" 400
send "$(sim){}"
is 'and ends at its end' "$status" 400
send "$(printf '[%.0s' $(seq 2000))"
is 'and is not deep' "$status" 400
send "{\"eap-relay-packet\":\"$(head -c 20000 /dev/zero | tr '\0' A)\"}"
is 'a body of 20,000 octets' "$status" 413
sim >"$W/answer"
type=text/plain && request POST '' <"$W/answer"
is 'another media type' "$status" 415
again
is 'after all of these the challenge still stands' "$status" 200

# EAP-AKA'
id=6$imsi@$realm
begin
is "an identity that leads with 6 gets AKA'" "$(sim --prime --show attributes)" '1 2 24 23 11'
is 'with the separation bit' "$(sim --prime --show amf)" 8000
answer --prime
is "its answer is taken" "$status" 200
ok 'and the token comes' test -n "$(value token)"
for o in --wrong-res --wrong-mac '--type 23' --reject; do
	begin
	# shellcheck disable=SC2086	# an option and its value
	answer --prime $o
	is "AKA': $o" "$status" 403
done
for o in --nak '--raw-attr 18010002' '--raw-attr 7f010000' '--checkcode 00112233'; do
	begin
	# shellcheck disable=SC2086	# an option and its value
	answer --prime $o
	is "AKA': $o" "$status" 400
done
begin && answer --prime --raw-attr 18010001
is "AKA': the KDF repeated" "$status" 200
begin && answer --prime --checkcode empty
is "AKA': an empty AT_CHECKCODE" "$status" 200

# Who is asked for
id=0001010000000999@$realm
begin
has 'an unknown IMSI is refused' "$whole" 'Status: 403'
is 'with the answer that a wrong RES gets' "$whole" "$wrong_res"
id=0310260000000001@$realm
begin
is "an IMSI outside its realm's network" "$status" 400
id=0$imsi@example.org
begin
is 'a realm that no operator calls its own' "$status" 400
is 'the parameter at fault is named' "$body" 'malformed parameter: EAP_ID'

is 'no IMSI, K or token is in the log' "$(grep -cE "$imsi|$k|$token" "$W/log")" 0
done_testing
