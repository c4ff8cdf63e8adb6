#!/bin/sh
# EAP passed through to a real AAA: Debian's hostapd as a RADIUS server, over UDP and, behind
# Debian's radsecproxy, over TLS (TS.43 2.8.1, RFC 3579, RFC 6614).  Its vectors come from
# t/aucgw, which is ours.
. "${0%/*}/lib.sh"
. t/e2e.sh
for program in hostapd radsecproxy eapol_test; do
	command -v $program >/dev/null || skip "$program is not installed"
done
realm=nai.epc.mnc001.mcc001.3gppnetwork.org media=application/vnd.gsma.eap-relay.v1.0+json

free_port; tls=$free
free_port; http=$free
free_port; peer=$free
./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 1 \
    --detach >"$E/serve.out" 2>&1 || { cat "$E/serve.out" >&2; echo "Bail out!  no server"; exit 1; }
W=$E/w A=$E/a conf=$E/a/entitled.conf url=https://localhost:$tls/
mkdir "$W"
sed -i 's/\(auth-[a-z-]*\) = [0-9]*/\1 = 100000/' "$conf"
cp "$conf" "$W/plain"
echo 'a long secret, 2026' >"$A/secrets/radius.north"

# What is started here ends with the test.
pids=''
begin() { "$@" & pids="$pids $!" last=$!; }
end() { kill "$1" && wait "$1" 2>/dev/null; }
# shellcheck disable=SC2086	# a list of pids
trap 'kill $pids 2>/dev/null; clean_up' EXIT
bound() { awk -v p="$(printf ':%04X' "$1")" 'substr($2, length($2) - 4) == p { f = 1 } END { exit !f }' /proc/net/udp; }

card() {	# card IMSI   sets $imsi $id $k $opc of a demo line
	imsi=$1 id=0$1@$realm
	# shellcheck disable=SC2046	# two words
	set -- $(awk -F'\t' -v i="$1" '$3 == i { print $7, $8 }' db/demo-lines.tsv)
	k=$1 opc=$2
}
sim() { card "$1"; echo "$imsi:$k:$opc:$2:000000000100"; }
gateway() { begin t/aucgw --socket "$W/auc" "$(sim 001010000000001 0000)" "$(sim 001010000000002 8000)" \
    "$(sim 001010000000003 0000)" >"$W/aucgw" 2>"$W/aucgw.err"; soon test -S "$W/auc"; }
hostapd_on() {	# hostapd_on PORT   sets $last
	cat >"$W/hostapd.$1" <<-END
		driver=none
		interface=lo
		ssid=none
		eap_server=1
		eap_user_file=$W/users
		eap_sim_db=unix:$W/auc
		eap_sim_id=0
		radius_server_clients=$W/clients
		radius_server_auth_port=$1
	END
	begin hostapd "$W/hostapd.$1" >>"$W/hostapd.out" 2>&1
	soon bound "$1"
}
printf '"0"* AKA\n"6"* AKA'\''\n' >"$W/users"
echo '127.0.0.1/32 a long secret, 2026' >"$W/clients"
workers() { for p in $(ours "$A"); do tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null | grep -q '^[^ ]*entitlement\.fcgi' && echo "$p"; done; }
gone() { ! kill -0 "$1" 2>/dev/null; }
configure() {	# configure LINE...   of the operator; its worker starts anew
	cp "$W/plain" "$conf"
	for line in "$@"; do
		sed -i "/^operator \"north\"/a $line" "$conf"
	done
	rm -f "$A/run/gates"
	for p in $(workers); do
		kill "$p"
		soon gone "$p"
	done
}
uesim() {	# uesim OPTION...   sets $rc
	"$BUILD/bin/uesim" status --app ap2004 --new --url "$url" --cacert "$A/tls/server.crt" \
	    --imsi "$imsi" --k "$k" --opc "$opc" --state "$W/$imsi.json" "$@" >"$W/uesim" 2>&1
	rc=$?
}
told() {	# what the server logged of the last request: status and why
	tail -n 40 "$A/log/entitled.log" | grep '"auth"' | tail -n 1 | jq -r '"\(.status) \(.why // .auth)"'
}
ask() {		# ask METHOD [BODY]   sets $code; headers in $W/head, body in $W/body
	case $1 in
	GET) set -- -c "$W/jar" "$url?app=ap2004&terminal_id=356938035643809&entitlement_version=8.0&EAP_ID=$id" ;;
	*) set -- -b "$W/jar" -H "Content-Type: $media" --data-binary "@$2" "$url" ;;
	esac
	code=$(curl -qsk --noproxy '*' -m 30 -H "Accept: $media" -D "$W/head" -o "$W/body" -w '%{http_code}' "$@")
}
ms() { date +%s%3N; }

gateway
free_port; one=$free
hostapd_on "$one"
hostapd=$last
aaa='aaa = "radius"' server="radius-servers = {\"127.0.0.1:$one\"}" soon='peer-timeout = 2'
configure "$aaa" "$server" "$soon"

# A phone
card 001010000000001
uesim
is 'a phone is authenticated through hostapd' "$rc $(told)" '0 200 eap-aka'
is 'with one vector of its gateway' "$(cat "$W/aucgw")" 'AKA-REQ-AUTH vector'
uesim
is 'and again, on the same socket' "$rc $(told)" '0 200 eap-aka'
uesim --as samsung
is 'so is one by Samsung' "$rc $(told)" '0 200 eap-aka'
uesim --resync
is 'a card that is ahead resynchronises' "$rc $(told)" '0 200 eap-aka'
is 'by AUTS, which the gateway takes' "$(tail -n 3 "$W/aucgw" | paste -sd,)" \
    'AKA-REQ-AUTH vector,AKA-AUTS taken,AKA-REQ-AUTH vector'
uesim --wrong-res
is 'a wrong RES is refused' "$rc $(told)" '3 403 the AAA rejected'
k=00112233445566778899aabbccddeeff uesim
is 'and so is a card with another key' "$rc" 3
card 001010000000002
uesim --aka-prime
is "EAP-AKA', of a line that lacks an address" "$rc $(told)" '5 200 eap-aka'
card 001010000000005
uesim
is 'an IMSI that the gateway does not know' "$rc $(told)" '3 403 the AAA rejected'
is '  it was asked' "$(tail -n 1 "$W/aucgw")" 'AKA-REQ-AUTH unknown'

# wpa_supplicant checks AT_CHECKCODE, so it must be asked for its identity itself
eapol() {	# eapol METHOD DIGIT   sets $result $asked
	cat >"$W/conf" <<-END
		ctrl_interface=$W/ctrl
		external_sim=1
		network={
		key_mgmt=IEEE8021X
		eap=$1
		identity="$2$imsi@$realm"
		}
	END
	rm -rf "$W/doc" "$W/ctrl"
	mkdir "$W/ctrl"
	: >"$W/relay"
	begin t/relay --url "$url" --cacert "$A/tls/server.crt" --out "$W/doc" --param app=ap2004 \
	    --param terminal_id=356938035643809 --param entitlement_version=8.0 >"$W/relay" 2>"$W/relay.err"
	relay=$last
	begin t/simd --ctrl "$W/ctrl" --k "$k" --opc "$opc" >"$W/simd" 2>&1
	simd=$last
	soon test -s "$W/relay"
	eapol_test -n -W -c "$W/conf" -p "$(head -n 1 "$W/relay")" -s radius -t 5 >"$W/eapol" 2>&1
	result=$(tail -n 1 "$W/eapol")
	end "$relay"
	wait "$simd"
	asked=$(sed 1d "$W/relay" | cut -d' ' -f1,2 | paste -sd' ')
}
card 001010000000001
eapol AKA 0
is 'wpa_supplicant does not like what was answered for it' "$result $(grep -c 'AT_CHECKCODE' "$W/eapol" | sed 's/[1-9][0-9]*/checkcode/')" 'FAILURE checkcode'
configure "$aaa" "$server" "$soon" 'aaa-identity = "relay"'
eapol AKA 0
is 'asked itself it is authenticated' "$result, $asked" 'SUCCESS, GET 200 POST 200 POST 200'
ok 'and has its document' grep -q VERS "$W/doc"
card 001010000000002
eapol "AKA'" 6
is "by EAP-AKA' too" "$result, $asked" 'SUCCESS, GET 200 POST 200 POST 200'

# The identity of one, the card of another
card 001010000000001
victim=$id
ask GET
is 'the attack: a GET for the victim' "$code" 200
card 001010000000003
t/card --k "$k" --opc "$opc" --say "$id" <"$W/body" >"$W/say"
ask POST "$W/say"
is "  an identity of one's own gets a challenge of one's own" "$code" 200
t/card --k "$k" --opc "$opc" --identity "$id" <"$W/body" >"$W/say"
ask POST "$W/say"
is '  which hostapd accepts, and the server does not' "$code $(told)" \
    '403 403 the AAA authenticated another identity'
is '  no document leaves' "$(cat "$W/body")" 'authentication failed'
ok '  hostapd did accept' test "$(grep -c 'CTRL-EVENT-EAP-SUCCESS' "$W/hostapd.out")" -ge 7
id=$victim
card 001010000000001

# Servers that are not there
free_port; two=$free
hostapd_on "$two"
configure "$aaa" "radius-servers = {\"127.0.0.1:$peer\", \"127.0.0.1:$two\"}" "$soon"
uesim
is 'one server refuses, the next one answers' "$rc $(told)" '0 200 eap-aka'
begin /usr/bin/python3 -c 'import socket, sys
one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); one.bind(("127.0.0.1", 0))
two = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); two.connect(("127.0.0.1", int(sys.argv[1])))
mute = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); mute.bind(("127.0.0.1", 0))
print(one.getsockname()[1], mute.getsockname()[1], flush=True)
seen = set()
while True:
    packet, client = one.recvfrom(4096)
    if packet not in seen:
        seen.add(packet); print("lost", flush=True); continue
    for _ in range(2):
        two.send(packet); one.sendto(two.recv(4096), client)' "$two" >"$W/lossy"
soon test -s "$W/lossy"
read -r lossy mute <"$W/lossy"
configure "$aaa" "radius-servers = {\"127.0.0.1:$mute\", \"127.0.0.1:$two\"}" "$soon"
uesim
is 'one server says nothing, the next one answers' "$rc $(told)" '0 200 eap-aka'
from=$(ms)
uesim
is 'who said nothing is not asked first again' "$rc $(($(ms) - from < 900))" '0 1'
configure "$aaa" "radius-servers = {\"127.0.0.1:$lossy\"}" "$soon"
uesim
is 'each datagram lost once, then there twice' "$rc $(told) $(grep -c lost "$W/lossy")" '0 200 eap-aka 3'
uesim
is 'the copies do not matter to the next' "$rc $(told)" '0 200 eap-aka'
configure "$aaa" "radius-servers = {\"127.0.0.1:$mute\"}" "$soon"
from=$(ms)
ask GET
took=$(($(ms) - from))
is 'no answer: try again later' "$code $(told)" '503 503 no answer in time'
ok '  with Retry-After' grep -qi '^Retry-After: [1-9]' "$W/head"
ok "  in the time there is ($took ms)" test "$took" -ge 1900 -a "$took" -lt 3000
configure "$aaa" "$server" "$soon"
end "$hostapd"
ask GET
is 'hostapd is stopped' "$code $(told)" '503 503 connection refused'
configure "$aaa" "$server" 'methods = {"eap-aka", "oidc"}' 'oidc-issuer = "https://id.example.net"' 'oidc-client = "x"'
ask GET
is 'or another way, where there is one' "$code" 511
hostapd_on "$one"
ask GET
is 'it is back, and so are we' "$code" 200
echo 'another secret' >"$A/secrets/radius.north"
configure "$aaa" "$server" 'peer-timeout = 1'
ask GET
is 'hostapd drops what has another secret' "$code $(told)" '503 503 no answer in time'
rm "$A/secrets/radius.north"

# RadSec
mkdir "$W/other"
(umask 077; cd "$W/other" || exit; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc \
    -subj /CN=elsewhere.example -addext subjectAltName=DNS:elsewhere.example -keyout server.key -out server.crt 2>/dev/null)
radsecproxy_on() {	# radsecproxy_on PORT TLSDIR   sets $last
	cat >"$W/radsecproxy.$1" <<-END
		ListenTLS 127.0.0.1:$1
		LogLevel 3
		LogDestination file://$W/radsecproxy.log
		tls default {
			CACertificateFile $A/tls/peer-ca.crt
			CertificateFile $2/server.crt
			CertificateKeyFile $2/server.key
		}
		client 127.0.0.1 {
			type tls
			secret radsec
			certificateNameCheck off
		}
		server hostapd {
			host 127.0.0.1:$one
			type udp
			secret "a long secret, 2026"
		}
		realm * {
			server hostapd
		}
	END
	begin radsecproxy -f -c "$W/radsecproxy.$1" -i "$W/radsecproxy.$1.pid" >>"$W/radsecproxy.out" 2>&1
	soon listening "$1"
}
connections() { ss -Htn state established "( dport = :$1 )" | wc -l; }
free_port; sec=$free
free_port; elsewhere=$free
radsecproxy_on "$sec" "$A/tls"
radsecproxy=$last
radsecproxy_on "$elsewhere" "$W/other"
radsec() {	# radsec HOST:PORT CA CERTIFICATE
	configure "$aaa" "radius-servers = {\"$1\"}" "$soon" 'radius-tls = true' "peer-ca = \"$2\"" "peer-certificate = \"$3\""
}
mine=$A/tls/demo-peer.pem
radsec "127.0.0.1:$sec" "$A/tls/server.crt" "$mine"
uesim
is 'a phone is authenticated through radsecproxy and hostapd' "$rc $(told)" '0 200 eap-aka'
uesim
is 'and again' "$rc $(told)" '0 200 eap-aka'
is 'on one connection' "$(connections "$sec")" 1
end "$radsecproxy"
radsecproxy_on "$sec" "$A/tls"
uesim
is 'which is made anew when the other end was' "$rc $(told) $(connections "$sec")" '0 200 eap-aka 1'
radsec "localhost:$sec" "$A/tls/server.crt" "$mine"
uesim
is 'the server may be named' "$rc $(told)" '0 200 eap-aka'
radsec "127.0.0.1:$elsewhere" "$A/tls/server.crt" "$mine"
ask GET
is 'one with a certificate of another authority is not trusted' "$code $(told)" '503 503 its certificate is not trusted'
radsec "127.0.0.1:$elsewhere" "$W/other/server.crt" "$mine"
ask GET
is 'nor one whose certificate is for another name' "$code $(told)" '503 503 its certificate is not trusted'
radsec "127.0.0.1:$sec" "$A/tls/server.crt" ''
ask GET
is 'without a certificate of ours we are not let in' "$code $(told)" '503 503 connection lost before the answer'
radsec "127.0.0.1:$sec" "$A/tls/server.crt" "$W/none.pem"
ask GET
is 'a certificate that cannot be read' "$code $(told)" '503 503 peer-ca or peer-certificate cannot be read'

is 'the doubles had no trouble' "$(cat "$W/aucgw.err" "$W/relay.err")" ''
is 'no IMSI, K or secret is in the logs' "$(grep -rlE "00101000000000|$k|a long secret" "$A/log" | grep -v db)" ''
done_testing
