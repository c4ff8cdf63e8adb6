#!/bin/sh
# Back ends that are slow, gone, lying, late, or answer twice: what a device sees, and that the
# subscribers of another operator on the same node see nothing of it.
. "${0%/*}/lib.sh"
. t/e2e.sh
for program in hostapd osmo-hlr; do
	command -v $program >/dev/null || skip "$program is not installed"
done
XDG_STATE_HOME=$E/phone
export XDG_STATE_HOME
realm=nai.epc.mnc001.mcc001.3gppnetwork.org relay=application/vnd.gsma.eap-relay.v1.0+json
imsi=001010000000001 north=0001010000000001@$realm other=0001010000000002@$realm id=$north
south=0001020000000001@nai.epc.mnc002.mcc001.3gppnetwork.org

free_port; tls=$free
free_port; http=$free
free_port; peer=$free
./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 16 \
    --detach >"$E/serve.out" 2>&1 || { cat "$E/serve.out" >&2; echo "Bail out!  no server"; exit 1; }
W=$E/w A=$E/a conf=$E/a/entitled.conf log=$E/a/log/entitled.log
mkdir "$W"
sed -i 's/\(auth-[a-z-]*\) = [0-9]*/\1 = 100000/' "$conf"
cp "$conf" "$W/plain"

pids=''
begin() { "$@" 8>&- & pids="$pids $!"; }
# shellcheck disable=SC2086	# a list of pids
trap 'kill $pids 2>/dev/null; clean_up' EXIT
other() { new=$(cat "$A/run/$1.pid") && [ "$new" != "$2" ] && kill -0 "$new"; }
restart() {	# restart NAME   serve starts it again
	old=$(cat "$A/run/$1.pid")
	kill "$old"
	soon other "$1" "$old"
}
timeout=1
configure() {	# configure LINE...   of north; its workers start anew
	cp "$W/plain" "$conf"
	for line in "peer-timeout = $timeout" "$@"; do
		sed -i "/^operator \"north\"/a $line" "$conf"
	done
	restart lighttpd
	soon answers "http://127.0.0.1:$http/"
}

# --- back ends, each behind a relay

line() { awk -F'\t' -v i="$imsi" -v c="$1" '$3 == i { print $c }' db/demo-lines.tsv; }
k=$(line 7) opc=$(line 8)
relay_to() {	# relay_to NAME KIND HOST:PORT   sets $free to its port
	mkdir -p "$W/$1"
	begin t/faultd "$W/$1" "$2" "$3"
	soon test -s "$W/$1/port"
	free=$(cat "$W/$1/port")
}
fault() {	# fault NAME FAULT [NUMBER]
	echo "$2 ${3-}" >"$W/$1/fault"
	soon grep -qx "$2 ${3-0}" "$W/$1/now"
}
http_back_end() {
	mkdir "$W/hlrd"
	begin t/hlrd "$W/hlrd" "$A/tls" $imsi "$k" "$opc" 2>"$W/hlrd/err"
	soon test -s "$W/hlrd/port"
	relay_to http tcp "127.0.0.1:$(cat "$W/hlrd/port")"
	by_http
}
by_http() {	# by_http LINE...   with more options
	configure 'hlr = "http"' "hlr-url = \"https://localhost:$(cat "$W/http/port")/vectors\"" "$@" \
	    "peer-ca = \"$A/tls/server.crt\"" "peer-certificate = \"$A/tls/demo-peer.pem\""
}
bound() { awk -v p="$(printf ':%04X' "$1")" 'substr($2, length($2) - 4) == p { f = 1 } END { exit !f }' /proc/net/udp; }
radius_back_end() {
	begin t/aucgw --socket "$W/auc" "$imsi:$k:$opc:0000:000000000100" >"$W/aucgw" 2>&1
	soon test -S "$W/auc"
	printf '"0"* AKA\n' >"$W/users"
	echo '127.0.0.1/32 a long secret, 2026' >"$W/clients"
	echo 'a long secret, 2026' >"$A/secrets/radius.north"
	free_port
	printf '%s\n' driver=none interface=lo ssid=none eap_server=1 "eap_user_file=$W/users" "eap_sim_db=unix:$W/auc" \
	    eap_sim_id=0 "radius_server_clients=$W/clients" "radius_server_auth_port=$free" >"$W/hostapd"
	begin hostapd "$W/hostapd" >"$W/hostapd.out" 2>&1
	soon bound "$free"
	relay_to radius udp "127.0.0.1:$free"
	configure 'aaa = "radius"' "radius-servers = {\"127.0.0.1:$free\"}"
}
at=127.$(($$ / 250 % 250 + 2)).$(($$ % 250 + 2)).7	# osmo-hlr's ports are fixed
up() { bash -c ": <'/dev/tcp/$at/$1'" 2>/dev/null; }
osmo_hlr() { cd "$W/osmo" && exec osmo-hlr -c cfg -l hlr.db; }
gsup_back_end() {
	mkdir "$W/osmo"
	printf 'log stderr\n logging level set-all error\nline vty\n bind %s\nctrl\n bind %s\nhlr\n gsup\n  bind ip %s\n' \
	    "$at" "$at" "$at" >"$W/osmo/cfg"
	begin osmo_hlr >"$W/osmo/out" 2>&1
	soon up 4258
	(printf 'enable\r\nsubscriber imsi %s create\r\n' $imsi
	printf 'subscriber imsi %s update aud3g milenage k %s opc %s ind-bitlen 5\r\n' $imsi "$k" "$opc"; sleep 0.5) |
	    bash -c "exec 3<>/dev/tcp/$at/4258; cat >&3; timeout 0.5 cat <&3" >"$W/osmo/vty"
	relay_to gsup tcp "$at:4222"
	configure 'hlr = "gsup"' "gsup-server = \"127.0.0.1:$free\""
	restart ecs-gsup
}

# --- devices

get() {		# get [PARAMETERS]   sets $code and $after (Retry-After), the body in $W/body
	code=$(curl -qs --noproxy '*' -m 20 -D "$W/head" -o "$W/body" -w '%{http_code}' -H "Accept: $relay" \
	    "http://127.0.0.1:$http/?app=ap2004&terminal_id=356938035643809&entitlement_version=8.0&EAP_ID=$id${1-}")
	after=$(sed -n 's/^[Rr]etry-[Aa]fter: \([0-9]*\).*/\1/p' "$W/head")
}
works() { get; [ "$code" = 200 ]; }
phone() {	# a whole authentication; prints uesim's exit code
	"$BUILD/bin/uesim" status --app ap2004 --new --url "https://localhost:$tls/" --cacert "$A/tls/server.crt" \
	    --imsi $imsi --k "$k" --opc "$opc" >"$W/uesim" 2>&1
	echo $?
}
why() { grep '"err"' "$log" | tail -n 1 | sed 's/.*"why":"\([^"]*\)".*/\1/'; }
: >"$W/seen"
saw() {	# saw NAME FAULT   as the table of entitled(7) has it
	words=$(why)
	[ "$code" != 200 ] || words=-
	echo "$1|$2|$code|$words" >>"$W/seen"
}
sees() {	# sees NAME FAULT STATUS   of a device that asks now
	get
	is "$1, $2: $3" "$code" "$3"
	case $3 in 503) ok "$1, $2: and when to ask again" [ "${after:-0}" -ge 1 ] ;; esac
	ok "$1, $2: no document" [ "$(grep -c VERS "$W/body")" = 0 ]
	saw "$1" "$2"
}
mended() {	# mended NAME   the fault is over, and so is what it did
	fault "$1" pass
	ok "$1: it works again" soon works
}
all_faults() {	# all_faults NAME   one after the other, so that the circuit stays closed
	ok "$1: it works" soon works
	fault "$1" delay 100; sees "$1" slow 200
	# Of another SIM: a question without an answer holds up those of its IMSI in ecs-gsup
	fault "$1" hole; id=$other; sees "$1" silent 503
	id=$north; mended "$1"
	fault "$1" refuse; sees "$1" down 503
	mended "$1"
	fault "$1" garble; sees "$1" garbled 503
	mended "$1"
	fault "$1" close; sees "$1" broken 503
	mended "$1"
	fault "$1" hold; sees "$1" late 503
	mended "$1"
	is "$1: and a phone is not given what came too late" "$(phone)" 0
}

# --- the stories

radius_back_end
all_faults radius
fault radius twice; sees radius twice 200
is 'radius: each answer twice does no harm' "$(phone)" 0

gsup_back_end
all_faults gsup
fault gsup twice; sees gsup twice 200
is 'gsup: each answer twice does no harm' "$(phone)" 0
fault gsup pass

http_back_end
all_faults http
echo '{"text":"{\"rand\":\"00\"}"}' >"$W/hlrd/plan"; sees http lying 503
is 'http: what it said is named' "$(why)" 'answer not understood'
mended http

# Eight may wait, the others are told at once
turned() { grep -c "hlr of operator 1: $1" "$log"; }	# turned WORDS   how often
failing=$(turned failing) again=$(turned answers)
timeout=2
by_http
ok 'http: it works' soon works
fault http hole
is 'http, silent: eight of forty wait, the others do not' \
    "$(/usr/bin/python3 t/devices.py "$http" burst 40 $north | xargs)" '503 fast 32 503 slow 8'
echo 'http|crowded|503|too many wait for hlr' >>"$W/seen"	# the next line has looked
is 'they are told why in the log' "$(grep -c '"why":"too many wait for hlr"' "$log")" 32
is 'then the circuit is open' "$(turned failing)" $((failing + 1))
is 'and nobody waits' "$(/usr/bin/python3 t/devices.py "$http" burst 20 $north | xargs)" '503 fast 20'
has '  the log says so' "$(why)" 'hlr failed lately; it is left alone'
get; saw http open
asked=$(wc -l <"$W/http/seen")
sleep 2
is 'after two seconds one tries' "$(/usr/bin/python3 t/devices.py "$http" burst 10 $north | xargs)" '503 fast 9 503 slow 1'
ok '  and asks once' [ "$(($(grep -c ask "$W/http/seen") - $(head -n "$asked" "$W/http/seen" | grep -c ask)))" -le 2 ]
fault http pass
get
ok '  then it is left alone for longer' [ "$code ${after:-0}" = '503 4' ] || [ "$code ${after:-0}" = '503 3' ]
ok 'until a trial is answered' soon works
is 'which closes it' "$(turned answers)" $((again + 1))
is 'and a phone is served' "$(phone)" 0

# South does not notice
timeout=4
by_http
yes '{"sleep":1.5}' | head -n 300 >"$W/hlrd/plan"
words=$(/usr/bin/python3 t/devices.py "$http" load 2 40 $north $south)
: >"$W/hlrd/plan"
of() { printf '%s\n' "$words" | tr ' ' '\n' | sed -n "s/^$1=//p"; }
for what in median p95 max; do
	echo "# south, $what: $(of idle.$what) ms alone, $(of loaded.$what) ms beside a stuck north, ratio" \
	    "$(awk -v a="$(of idle.$what)" -v b="$(of loaded.$what)" 'BEGIN { printf "%.2f", b / a }')"
done
echo "# south: $(of idle.n) and $(of loaded.n) requests; north: $(of north.200) answered late, $(of north.503) refused"
is 'no request of south failed' "$(of idle.bad) $(of loaded.bad)" '0 0'
ok 'nor took two seconds' awk -v m="$(of loaded.max)" 'BEGIN { exit !(m > 0 && m < 2000) }'
ok 'while north was stuck' [ "$(of north.503)" -gt 40 ]
is 'and eight of its requests waited' "$(of north.waiting)" 8

# Another way, where the operator has one
timeout=1
by_http 'methods = {"eap-aka", "oidc"}' 'oidc-issuer = "https://127.0.0.1:1"' 'oidc-client = "x"' 'url = "https://localhost:1"'
ok 'with OpenID Connect beside it: it works' soon works
fault http hole
get
is 'silent: try without the SIM' "$code" 511
get '&token=x'
is '  but who has a token does not' "$code ${after:+later}" '503 later'
fault http refuse
get
is 'down: try without the SIM' "$code" 511
fault http pass

# --- over all of it

table() { awk '/^\.Sh / { on = /WHAT A DEVICE SEES/ } on && /^\.It (radius|gsup|http) Ta / { sub(/^\.It /, ""); gsub(/ Ta /, "|"); print }' man/entitled.7; }
is 'the manual says what was seen' "$(sort -u "$W/seen")" "$(table | sort)"

is 'never 500, never a document that is none' "$(grep -cE '"status":(500|502|504)' "$log")" 0
is 'no log line of a bug' "$(grep -c '"blame":"us"' "$log")" 0
done_testing
