#!/bin/sh
# EAP passed through to an AAA over RADIUS (TS.43 2.8.1, RFC 3579), with t/radiusd, which lies.
# hostapd, an AAA that does not, is in e2e-radius.t.
. "${0%/*}/lib.sh"
. t/eap.sh

echo testing123 >"$T/$$.d/secrets/radius.north"
mode() { echo "$1" >"$W/mode"; }
radiusd() {	# radiusd [OPTION...]   sets $port
	: >"$W/radiusd"
	t/radiusd --mode "$W/mode" --k "$k" --opc "$opc" "$@" >"$W/radiusd" 2>"$W/radiusd.err" &
	pid=$!
	tries=100
	until [ -s "$W/radiusd" ] || [ $((tries -= 1)) = 0 ]; do sleep 0.05; done
	port=$(head -n 1 "$W/radiusd")
}
trap 'kill $pid 2>/dev/null' EXIT
configure() {	# configure LINES   of the operator
	sed "/^operator \"north\"/a $1" "$conf.plain" >"$conf"
}
passed() { sed 1d "$W/radiusd" | paste -sd' '; }	# what the AAA did since the last time
forget() { echo - >"$W/radiusd"; }
radiusd --secret testing123
cp "$conf" "$conf.plain"
at() { printf '%s' "aaa = \"radius\"\nradius-servers = {\"$1\"}\npeer-timeout = 1"; }
aaa=$(at "127.0.0.1:$port")
configure "$aaa"

shown() {	# the last answer and its log line, without what differs each time
	printf '%s\n' "$whole"
	grep '"err"' "$W/log" | tail -n 1 | sed 's/"time":[0-9.]*/"time":0/; s/"id":"[0-9a-f]*"/"id":"-"/; s/"subject":"[^"]*"/"subject":"-"/' >&2
}
first() {	# first MODE   the first request fails in the golden way
	mode "$1"
	begin
	golden "radius/$1" shown
}
second() {	# second MODE [CARD OPTION...]   the answer fails, and no document comes
	m=$1
	shift
	mode ''
	begin
	mode "$m"
	answer "$@"
	golden "radius/then-$m${1-}" shown
	ok "  and there is no document ($m)" test -z "$(value token)"
}
taken() {	# taken MODE TEXT   it goes as it should
	mode "$1"
	begin
	answer
	is "$2" "$status $(header Content-Type)" '200 text/vnd.wap.connectivity-xml'
}

# As it should be
taken '' 'a card is authenticated by the AAA'
is 'in two requests, each answered at once' "$(passed)" 'answered answered'
ok 'its document has a token' test -n "$(value token)"
taken last 'Message-Authenticator may be the last attribute'
taken cui 'the AAA may name the user by CUI alone, as a bare IMSI'
taken nameless 'or not at all: then it is whom EAP_ID named'
taken stateless 'without a State'
taken bare 'Access-Accept without EAP'
forget
taken identity 'an identity request is answered in place of the device'
is 'by one more request' "$(passed)" 'answered answered answered'
taken big 'a challenge of 900 octets and a State of 253'
is 'come whole' "$(jq -r '.["eap-relay-packet"]' "$W/challenge" | base64 -d | wc -c)" 872
mode ''
begin
answer --raw-attr "c8ff0000$(printf '%02032d' 0)" --checkcode empty
is 'an answer of 1,100 octets goes in pieces' "$status" 200

# Datagrams get lost, come twice and late
forget
taken drop 'a request that gets lost is sent again'
is 'as it was' "$(passed)" 'lost answered lost answered'
taken twice 'an answer may come twice'
taken late "the late answer of a request before is not this one's"
taken forged 'and neither is what others made'

# Replies that nobody vouches for: as if there were none
first no-proof
first bad-proof
first bad-auth
first garbage
first silent
has 'the device is told when to come back' "$(header Retry-After)" ''
ok '  in seconds' test "$(header Retry-After)" -ge 1

# Replies that are genuine, but make no sense
first accept-first
first no-eap
first two-states
first tls
first cut
first circles
first reauth
first reject
mode prime
begin
is "AKA' is not for a device that asked for AKA" \
    "$status $(grep -o "AKA' of an AKA identity" "$W/log")" "503 AKA' of an AKA identity"

# Whom does the AAA mean?
second other
second pseudonym
second accept-all --client-error
second accept-all --auts 00000000ff00
second bad-auth
second reject
second notify
second notify-accept
second right --wrong-res

# Resynchronisation
mode ''
begin
for i in 1 2; do
	answer --auts 00000000ff00
	is "resynchronisation $i" "$status" 200
done
answer --auts 00000000ff00
golden radius/resync shown
begin
answer --auts 00000000ff00
answer
is 'after one the card is authenticated' "$status $(value token | wc -l)" '200 1'
begin
answer --identifier $((($(sim --show identifier) + 1) % 256))
golden radius/identifier shown
begin
answer --raw-attr "$(i=0; while [ $((i += 1)) -le 5 ]; do printf 'c8ff0000%02032d' 0; done)"
golden radius/long shown

# P1: the identity of one, the card of another
configure "$aaa\naaa-identity = \"relay\""
thief=0001010000000777@$realm
mode identity
begin
is 'an identity request is relayed' "$(jq -r '.["eap-relay-packet"]' "$W/challenge" | base64 -d | od -An -tx1 -j4 -N2)" ' 17 05'
answer --say "$thief"
is "who answers it with an identity of his own is given a challenge" "$status" 200
mine=$id
id=$thief
mode nameless
answer
id=$mine
golden radius/thief shown
mode identity
begin
answer --say "$id"
mode nameless
answer
is 'who answers with the right one is served' "$status" 200
thief_says() {	# thief_says IDENTITY MODE TEXT   and authenticates his own card
	mode identity
	begin
	answer --say "$1"
	mode "$2"
	id=$1
	answer
	id=$mine
	is "$3" "$status $(value token)" '403 '
}
thief_says "$thief" echo 'an AAA that names whom it was asked for proves nothing'
thief_says "2pseudonym@$realm" echo 'nor for a pseudonym'
mode identity
begin
mode circles
answer --say "$thief"
mode ''
ident=$(jq -r '.["eap-relay-packet"]' "$W/challenge" | base64 -d | od -An -tu1 -j1 -N1 | tr -d ' ')
printf '{"eap-relay-packet":"%s"}' \
    "$(printf '\002'"\\$(printf %03o "$ident")"'\000\010\027\005\000\000' | base64)" >"$W/answer"
again
is 'an identity is not taken back by saying none' "$status" 403
configure "$aaa\naaa-identity = \"refuse\""
first identity

# Identities of others
sed -i -e '/^operator "south"/a realms = {"south.example"}' \
    -e '/^operator "north"/,/^}/s/hosts = {}/hosts = {"north.example"}/' "$conf.plain"
configure "$aaa\naaa-identity = \"relay\""
HTTP_HOST=north.example
export HTTP_HOST
thief_says "0$imsi@south.example" nameless 'the same number in a realm of another operator is another SIM'
forget
id=0$imsi@south.example
begin
is 'EAP_ID in the realm of another operator' "$status" 403
id=0310150123456789@nai.epc.mnc150.mcc310.3gppnetwork.org
begin
is 'EAP_ID of another network, which no line has' "$status" 403
is 'the AAA is not asked for either' "$(passed)" ''
id=0001010000000777@$realm
begin
is 'for a number of this network it is' "$(passed)" answered
id=$mine
configure "$aaa"
unset HTTP_HOST

# The other end
kill "$pid"
wait "$pid" 2>/dev/null
configure "$aaa"
mode ''
begin
golden radius/stopped shown
configure "$aaa\nmethods = {\"eap-aka\", \"oidc\"}\noidc-issuer = \"https://id.example.net\"\noidc-client = \"x\""
begin
golden radius/stopped-oidc shown
configure "$aaa"
radiusd --secret another
configure "$(at "127.0.0.1:$port")"
begin
golden radius/wrong-secret shown
is 'for an AAA with another secret our proof is wrong' "$(passed | cut -d' ' -f1-4)" 'dropped: Message-Authenticator is missing'
kill "$pid"
wait "$pid" 2>/dev/null
if grep -q '^0\{31\}1 ' /proc/net/if_inet6 2>/dev/null; then
	radiusd --secret testing123 --address ::1
	configure "$(at "[::1]:$port")"
	taken '' 'an AAA at an IPv6 address'
else
	ok 'an AAA at an IPv6 address # SKIP no ::1' true
fi
for server in '127.0.0.1:' '[127.0.0.1' '127.0.0.1:18x2' '' '[]:1812'; do
	configure "$(at "$server")"
	begin
	is "\"$server\" is no address" "$status $(grep -o 'no address' "$W/log" | tail -n 1)" '503 no address'
done
# Names
configure "$(at localhost:1)"
begin
is 'a host may have a name' "$status $(grep -o '"why":"[^"]*"' "$W/log" | tail -n 1)" '503 "why":"connection refused"'
if unshare -m true 2>/dev/null; then
	mute=127.$(($$ / 250 % 250 + 2)).$(($$ % 250 + 2)).53
	echo "nameserver $mute" >"$W/resolv"
	/usr/bin/python3 -c 'import socket, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], 53))
time.sleep(60)' "$mute" &
	pid=$!
	configure "$(at aaa.example.net)"
	now=$((now + 60)) since=$(date +%s)
	env ECS_TEST_NOW="$now" REQUEST_METHOD=GET QUERY_STRING="$app&EAP_ID=$id" REQUEST_URI=/ \
	    SCRIPT_NAME=/ REMOTE_ADDR="$address" HTTP_ACCEPT="$relay" unshare -m sh -c \
	    'mount --bind "$1" /etc/resolv.conf && exec "$2" -c "$3"' - "$W/resolv" \
	    "$BUILD/t/bin/entitlement" "$conf" </dev/null >"$W/out" 2>>"$W/log"
	took=$(($(date +%s) - since))
	has 'nobody who resolves it: the AAA is down' "$(tail -n 1 "$W/log")" 'host name not found'
	ok "  within peer-timeout, not resolv.conf's ($took s)" test "$took" -le 3
	kill "$pid"
else
	ok 'nobody who resolves it # SKIP no name spaces here' true
fi
rm "$T/$$.d/secrets/radius.north"
configure "$aaa"
begin
golden radius/no-secret shown
configure "$aaa\nradius-tls = true\npeer-ca = \"/nonexistent\""
begin
is 'RadSec needs no secret but its certificates' "$status" 503

is 'the AAA had no trouble' "$(cat "$W/radiusd.err")" ''
is 'no IMSI, K, secret or token is in the log' "$(grep -cE "$imsi|$k|testing123" "$W/log")" 0
done_testing
