#!/bin/sh
# uesim's EAP peer beyond what phones know, and attacks, at a server that takes everything.
. "${0%/*}/lib.sh"
. t/auth-server.sh
command -v osmo-auc-gen >/dev/null || skip 'libosmocore-utils is not installed'

# TS 35.208 test set 1; AUTN by somebody else's program
rand=23553cbe9637a89d218ae64dae47bf35
autn=$(osmo-auc-gen -3 -a MILENAGE -k 465b5ce8b199b49faa5f0a2ee238a6bc \
    -o cd63cb71954a9f4e48a5994e37a02baf -s 32 -r $rand | awk '$1 == "AUTN:" { print $2 }')
begin() { start "card,$1" $rand "$autn"; }

begin fine
phone status --app ap2005
ends 'a phone' 0 'SIM answered the challenge.'
begin fine
phone status --app ap2005 --full-eap
ends 'a full peer looks at AT_MAC' 3 "the challenge's AT_MAC is wrong"
begin names
phone status --app ap2005
ends 'a phone knows no AKA-Identity' 3 'this is not an AKA-Challenge'
begin names
phone status --app ap2005 --full-eap --wire
has 'a full peer says its identity' "$out" \
    'The network asks who this is; the phone says 0001010000000001@nai.epc.mnc001.mcc001.3gppnetwork.org.'
has 'in AT_IDENTITY' "$out" 'AT_IDENTITY    303030313031303030303030303030314'
begin names,badcode
phone status --app ap2005 --full-eap
ends 'and looks at AT_CHECKCODE' 3 'AT_CHECKCODE does not cover what was said before'
begin badcode
phone status --app ap2005
ends 'a phone does not' 0 'SMS over IP        on'

# Attacks on it
for what in replay race; do
	begin fine
	phone attack $what --app ap2005
	ends "$what" 6 'The server did NOT hold.'
done
begin fine
phone attack replay --app ap2005 --json-out
is 'in the summary' "$(printf '%s' "$out" | jq -r '[.attack, .held, .exit] | @csv')" '"replay",0,6'
begin fine
phone attack race 5 --app ap2005 --json-out
is 'race: the number' "$(printf '%s' "$out" | jq -r '[.documents, .same] | @csv')" '5,1'
begin fine
phone attack identity --app ap2005
ends 'identity: another key' 6 'The server did NOT hold.'
is 'identity: whom it named' "$(asked 'EAP_ID=0001010000000002%40')" 1
has 'identity: nobody asked' "$out" 'The network did not ask who this is.'
has 'identity: it answers all the same' "$out" 'Names 001010000000002 in EAP_ID'
begin names
phone attack identity --app ap2005 --victim 001010000000009
is 'identity: a victim' "$(asked 'EAP_ID=0001010000000009%40')" 1
start fine
phone attack identity --app ap2005
ends 'a server without EAP' 0 'The server HELD.'
start fine
phone attack race --app ap2005
ends 'no race there' 3 'another authentication (511)'

for wrong in 'attack flood' 'attack race 1' 'attack race 65' 'attack race x' 'attack replay 3' attack; do
	# shellcheck disable=SC2086	# words
	phone $wrong
	is "$wrong: 1" "$rc" 1
done
done_testing
