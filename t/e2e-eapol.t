#!/bin/sh
# EAP-AKA and EAP-AKA' with a peer that is not ours: wpa_supplicant's, in eapol_test.
#
# eapol_test --RADIUS--> t/relay --HTTPS--> the server; its SIM is t/simd (osmo-auc-gen).
. "${0%/*}/lib.sh"
. t/e2e.sh
realm=nai.epc.mnc001.mcc001.3gppnetwork.org

free_port; tls=$free
free_port; http=$free
free_port; peer=$free
./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 3 \
    --detach >"$T/serve" 2>&1 || { cat "$T/serve" >&2; echo "Bail out!  no server"; exit 1; }
W=$E/w
mkdir "$W"

card() {	# card IMSI   sets $imsi $k $opc of a demo line
	imsi=$1
	# shellcheck disable=SC2046	# two words
	set -- $(awk -F'\t' -v i="$1" '$3 == i { print $7, $8 }' db/demo-lines.tsv)
	k=$1 opc=$2
}
eapol() {	# eapol METHOD DIGIT [SIMD OPTION...]   sets $result $http $asked; document in $W/doc
	cat >"$W/conf" <<-END
		ctrl_interface=$W/ctrl
		external_sim=1
		network={
		key_mgmt=IEEE8021X
		eap=$1
		identity="$2$imsi@$realm"
		}
	END
	shift 2
	rm -rf "$W/doc" "$W/ctrl"
	mkdir "$W/ctrl"
	: >"$W/relay"
	t/relay --url "https://localhost:$tls/" --cacert "$E/a/tls/server.crt" --out "$W/doc" \
	    --param app=ap2004 --param terminal_id=356938035643809 \
	    --param entitlement_version=8.0 >"$W/relay" 2>"$W/relay.err" &
	relay=$!
	t/simd --ctrl "$W/ctrl" --k "$k" --opc "$opc" "$@" >"$W/simd" 2>&1 &
	simd=$!
	soon test -s "$W/relay"
	eapol_test -n -W -c "$W/conf" -p "$(head -n 1 "$W/relay")" -s radius -t 10 >"$W/eapol" 2>&1
	result=$(tail -n 1 "$W/eapol")
	kill "$relay"
	wait "$relay" "$simd"
	http=$(sed 1d "$W/relay" | cut -d' ' -f1,2 | paste -sd' ')
	asked=$(paste -sd' ' "$W/simd")
}
status_of() { sed -n 's/.*name="EntitlementStatus" value="\([0-9]*\)".*/\1/p' "$W/doc"; }

card 001010000000001
eapol AKA 0
is 'wpa_supplicant authenticates by EAP-AKA' "$result" SUCCESS
is 'in one challenge' "$http, $asked" 'GET 200 POST 200, UMTS-AUTH'
is 'and the document is there' "$(status_of)" 1
has 'it puts an empty AT_CHECKCODE into its answer' \
    "$(grep '^TX EAP -> RADIUS' "$W/eapol" | tail -n 1)" ' 86 01 00 00 '

eapol "AKA'" 6
is "by EAP-AKA'" "$result" SUCCESS
is 'in one challenge' "$http, $asked" 'GET 200 POST 200, UMTS-AUTH'
is 'and the document is there' "$(status_of)" 1

eapol AKA 0 --wrong-res
is 'a SIM with a wrong RES is refused' "$result, $http" 'FAILURE, GET 200 POST 403'
ok 'and has no document' test ! -e "$W/doc"

card 001010000000002
eapol AKA 0 --sqn 000000100004
is 'a SIM that is ahead resynchronises' "$result, $http" 'SUCCESS, GET 200 POST 200 POST 200'
is 'by AUTS' "$asked" 'UMTS-AUTS UMTS-AUTH'
ok 'and has its document' test -s "$W/doc"
eapol "AKA'" 6 --sqn 000000200004
is "by EAP-AKA' too" "$result, $http, $asked" \
    'SUCCESS, GET 200 POST 200 POST 200, UMTS-AUTS UMTS-AUTH'

card 001010000000003
k=00112233445566778899aabbccddeeff
eapol AKA 0
is 'a SIM of another network refuses ours' "$result, $asked" 'FAILURE, UMTS-FAIL'
is 'which the server hears of' "$http" 'GET 200 POST 403'

imsi=001010000000999
eapol AKA 0
is 'an unknown SIM is refused at once' "$result, $http" 'FAILURE, GET 403'
is 'the relay and the SIM had no trouble' "$(cat "$W/relay.err")" ''
done_testing
