#!/bin/sh
# Whole stories through both fronts, and then nothing that identifies a subscriber or could be
# used as one stands in any file, but where it belongs.
. "${0%/*}/lib.sh"
. t/e2e.sh
. t/fronts.sh
W=$E/w
mkdir -m 700 "$W"

# Numbers that nothing else here has
imsi=001017391846205 other=001010462859307 unknown=001019462853071 south=001028375192640
imei=357391046281954 spare=358462139071484 msisdn=15557391846 second=15550462859 third=15558375192
iccid=8900107391846205316 iccid2=8900104628593071646 iccid3=8900208375192640935
k=6f4fe26d94db05095e2d77c07dd7e0a8 opc=4dafb87bfea2cf1e1b5f00aeebd00954
k2=d4e57b8caa1bd4d48292fa10161ab7b1 opc2=e4136b30adb9cfbeb9d9e30f29ade96a
realm=nai.epc.mnc001.mcc001.3gppnetwork.org
relay=application/vnd.gsma.eap-relay.v1.0+json
phone="terminal_id=$imei&terminal_vendor=v&terminal_model=m&terminal_sw_version=1&entitlement_version=8.0"
{
	printf 'IMSI %s\n' $imsi $other $unknown $south
	printf 'IMEI %s\n' $imei $spare
	printf 'MSISDN %s\n' $msisdn $second $third
	printf 'ICCID %s\n' $iccid $iccid2 $iccid3
	printf 'key %s\n' $k $opc $k2 $opc2
	for i in $imsi $other $unknown $south; do printf 'EAP_ID %s\n' "0$i@nai" "6$i@nai"; done
} >"$W/known"
WIRE=$W/wire
harvest() {	# what the devices sent and were given, from their side
	grep -ohaE '(token=|name="token" value="|"token":")[A-Za-z0-9_-]{20,}' "$W"/wire* | sed 's/.*[="]/token /'
	grep -ohaE '(ecs=|	ecs	)[A-Za-z0-9_-]{16,}' "$W"/wire* "$W"/*.jar | sed 's/.*[=	]/cookie /' |
	    grep -vE '^cookie ([0-9]*|AAEA.*)$'	# what a malformed request called so
	grep -ohaE '"eap-relay-packet": ?"[A-Za-z0-9+/]{24,}' "$W"/wire* | sed 's/.*"/packet /'
	sed -nE 's/.*AT_(RES|AUTS|RAND|AUTN) .* ([0-9a-f]{16,})$/\1 \2/p' "$W"/wire*
}

ctl() { "$BUILD/bin/ecsctl" -c "$A/entitled.conf" "$@" >>"$W/ctl" 2>&1; }
uesim() {	# uesim IMSI OPTION...   prints the exit code
	i=$1
	shift
	"$BUILD/bin/uesim" status --url "$base/" --insecure --state "$W/$i.json" --imsi "$i" --k "$k" \
	    --opc "$opc" --terminal-id $imei --app ap2003 --wire "$@" >>"$WIRE.ue" 2>&1
	echo $?
}
ask() {		# ask CURL OPTION...   prints the status; what is sent and answered is kept
	curl -qsk -v --http1.1 --noproxy '*' -m 30 -w '%{http_code}\n' -o "$W/answer" "$@" 2>>"$WIRE.curl"
	cat "$W/answer" >>"$WIRE.curl" 2>/dev/null
}
challenged() {	# challenged CARD OPTION...   a start and one answer; prints both statuses
	rm -f "$W/eap.jar"
	ask -c "$W/eap.jar" -H "Accept: $relay" "$base/?app=ap2003&$phone&EAP_ID=0$imsi%40$realm"
	t/card --k $k --opc $opc --identity "0$imsi@$realm" "$@" <"$W/answer" >"$W/eap" 2>/dev/null
	cat "$W/eap" >>"$WIRE.card"
	ask -b "$W/eap.jar" -H "Content-Type: $relay" --data-binary "@$W/eap" "$base/"
}

# --- stories

devices() {
	is "$front: EAP-AKA" "$(uesim $imsi --new)" 0
	is "$front: the token" "$(uesim $imsi)" 0
	is "$front: EAP-AKA'" "$(uesim $imsi --new --aka-prime)" 0
	is "$front: POST and JSON" "$(uesim $imsi --new --post --json --as strict)" 0
	is "$front: as a Samsung phone" "$(uesim $imsi --new --as samsung)" 0
	is "$front: a SIM that is ahead" "$(uesim $imsi --new --resync)" 0
	is "$front: an answer sent twice" "$(uesim $imsi --new --resend)" 0
	is "$front: an answer sent again later" "$(uesim $imsi --new --replay=0)" 0
	is "$front: a SIM with another key" "$(uesim $imsi --new --wrong-key --as strict)" 3
	is "$front: a wrong RES" "$(uesim $imsi --new --wrong-res)" 3
	is "$front: an unknown SIM" "$(uesim $unknown --new)" 3
	is "$front: a SIM of another operator" "$(uesim $south --new --notif-token $spare --gid1 A$imei)" 0
	ctl token revoke $imsi
	is "$front: a dead token, and the SIM again" "$(uesim $imsi)" 0
	for options in --wrong-mac --no-mac --reject --client-error --notification --nak --short-res \
	    '--cut 3' '--length 9' '--type 50' '--auts 000000000020 --bad-auts' '--identifier 1' \
	    '--res-bits 60' '--raw-attr 8b01'; do
		# shellcheck disable=SC2086	# an option and its value
		case $(challenged $options) in
		200?[45]??) ;;
		*) echo "$options" ;;
		esac
	done >"$W/odd"
	is "$front: answers that are wrong in every way are refused" "$(cat "$W/odd")" ''
}
token() { sed -n 's/.*"token": "\(.*\)".*/\1/p' "$W/$imsi.json" | tail -n 1; }
malformed() {	# every identifier where it does not belong
	token=$(token)
	for value in $imsi "0$imsi%40$realm" $imei "$token" "%2B$msisdn" $iccid; do
		for name in $parameters; do
			echo "$(ask "$base/?app=ap2003&$phone&EAP_ID=0$unknown%40$realm&$name=$value") $name"
			echo "$(ask "$base/?$name=$value%zz") $name"
			echo "$(ask -H 'Content-Type: application/json' -d "{\"$name\":[[\"$value\"]]}" "$base/") $name"
		done
		ask "$base/?app=ap2003&$phone&$value=1&token=$token%00"
		ask "$base/?$value"
		ask "$base/?app=$value&app=$value&$phone&token=${token}x"
		ask -H "Accept-Language: $value" -H "Accept: $value" -A "$value" -e "https://x/?$value" \
		    -H "Authorization: Bearer $value" -H "X-Forwarded-For: $value" "$base/?token=$value"
		ask -H "Content-Type: $value" -d "$value" "$base/?IMSI=$value"
		ask -H "Cookie: ecs=$value" -H "Content-Type: $relay" -d '{"eap-relay-packet":"AgAABA=="}' "$base/"
		ask -H "Content-Type: $relay" -d "{\"eap-relay-packet\":\"$value\"}" "$base/"
		ask -H 'Content-Type: application/json' -d "{\"app\":\"ap2003\",\"token\":\"$value" "$base/"
		ask -X PUT -d "$value" "$base/?token=$value"
		ask -H "Host: $value" "$base/?$value"
		ask "$base/?$value&x=$(head -c 20000 /dev/zero | tr '\0' "$(printf %.1s "$value")")"
	done >"$W/statuses"
	is "$front: malformed requests are refused" "$(grep -E '^(2|50|000)' "$W/statuses" | grep -vx '200 token')" ''
	ok "  and there are many" test "$(wc -l <"$W/statuses")" -gt 300
}
background() { # background N   so many requests that stay on the way
	slow='' i=0
	while [ $((i += 1)) -le "$1" ]; do
		(exec 8>&-; WIRE=$W/wire$i; ask -H "Accept: $relay" -o "$W/answer$i" \
		    "$base/?app=ap2003&$phone&EAP_ID=0$imsi%40$realm" >"$W/slow.$i") &
		slow="$slow $!"
	done
}
wait_for_it() { [ "$(waiting)" -ge 3 ]; }
killed() {	# workers in the middle of a request
	lock
	background 3
	ok "$front: three requests wait" soon wait_for_it
	# shellcheck disable=SC2046	# a list of pids
	kill -s KILL $(of "$dir" worker)
	unlock
	# shellcheck disable=SC2086	# a list of pids
	wait $slow
	is "$front: their workers are killed" "$(cat "$W"/slow.* | sed 's/50[0-9]/x/' | xargs)" 'x x x'
	ok "$front: and replaced" soon all_there "$dir"
	is "$front: it goes on" "$(uesim $imsi --new)" 0
}
down() {	# the database, in the middle of requests and for a while
	serve=$(cat "$A/run/serve.pid") mariadbd=$(cat "$A/run/mariadbd.pid")
	kill -s STOP "$serve"
	lock
	background 3
	ok "$front: three requests wait" soon wait_for_it
	kill -s KILL "$mariadbd"
	unlock
	# shellcheck disable=SC2086	# a list of pids
	wait $slow
	is "$front: the database dies, they get 503" "$(cat "$W"/slow.* | xargs)" '503 503 503'
	is "$front: a token gets 503" "$(ask "$base/?app=ap2003&$phone&IMSI=$imsi&token=$(token)")" 503
	is "$front: a SIM gets 503" "$(uesim $imsi --new)" 6
	for command in "line show $imsi" "line set +$msisdn --plan basic" "why $imsi ap2003 --device $imei" \
	    "token revoke $imsi" "line add --operator north --msisdn $third --plan max --imsi $other --k $k2 --opc $opc2"; do
		# shellcheck disable=SC2086	# words of a command
		! ctl $command || echo "$command"
	done >"$W/odd"
	is "$front: ecsctl fails" "$(cat "$W/odd")" ''
	kill -s CONT "$serve"
	ok "$front: the database is back" soon sql_a -e 'SELECT 1'
	is "$front: and so is the service" "$(uesim $imsi --new)" 0
}
staff() {	# what is right, then what is wrong
	ok 'a line is shown' ctl line show $imsi
	ok 'by its number, as JSON' ctl line show "+$msisdn" --json
	ok 'changed' ctl line set $imsi --override ap2005=deny --language fr --address valid --location x-1 --device $imei
	ok 'explained' ctl why $imsi ap2003 --device $imei
	ok 'its device revoked' ctl token revoke --device $imei --operator north
	ok 'the network is changed' ctl network set ap2005 --operator north --state outage --until +1h
	ok 'and back' ctl network set ap2005 --operator north --state offered
	printf 'operator\tmsisdn\timsi\tplan\tk\topc\nnorth\t%s\t%s\tnone\t%s\t%s\n' $third $unknown $k2 $opc2 >"$W/lines"
	for command in "line add --operator north --msisdn $msisdn --plan max --imsi $imsi --k $k2 --opc $opc2" \
	    "line add --operator north --msisdn $msisdn --plan max --imsi $unknown --k $k --opc $opc" \
	    "line add --operator north --msisdn $third --plan max --imsi $unknown --k $k0 --opc ${opc}00" \
	    "line add --from $W/lines" "line show $unknown" "line set $unknown --plan max" \
	    "line set $imsi --plan $imsi" "why $unknown ap2003" "why $imsi $imei" "token revoke $unknown" \
	    "line remove $unknown" "network set $imsi" "network set ap2003 --plmn $imsi" "$imsi"; do
		# shellcheck disable=SC2086	# words of a command
		! ctl $command || echo "$command"
	done >"$W/odd"
	is 'what is wrong is refused' "$(cat "$W/odd")" ''
	ok 'a line is removed' ctl line remove $other
	ok 'keys are rotated' ctl keygen --rotate token
}

start_fronts 6
k0=${k}0
ok 'a line is added' ctl line add --operator north --msisdn $msisdn --plan max --imsi $imsi --iccid $iccid --k $k --opc $opc
ok 'another one' ctl line add --msisdn $second --plan max --imsi $other --iccid $iccid2 --k $k2 --opc $opc2
ok 'one at another operator' ctl line add --msisdn $third --plan max --imsi $south --iccid $iccid3 --k $k --opc $opc
parameters=$(grep -ohE 'P_(STR|INT)\([^)]*' fcgi-bin/entitlement/*.c | awk -F'[,(] *' '{ print $4 }' | sort -u)
ok 'the program has parameters' test "$(echo "$parameters" | wc -l)" -gt 10
for front in lighttpd apache; do
	use $front
	devices
	malformed
	killed
	down
done
staff

# --- what is left of it

logs=$(find "$A/log" "$B/log" -name '*.log')
for word in PARAM_FORMAT AUTH_FAILED AUTH_NEEDED TOO_LARGE 'unknown IMSI' '"status":503' '"msg":"database: '; do
	ok "a log has $word" grep -qh -e "$word" "$A/log/entitled.log"
done
is 'every log of the fronts has lines' "$(for f in $logs; do [ -s "$f" ] || echo "$f"; done)" ''

{
	cat "$W/known"
	harvest
	for f in "$A"/keys/* "$A"/secrets/*; do sed 's/^/file /' "$f"; done
} | sort -u >"$W/all"
for kind in token cookie packet RES AUTS RAND file; do
	ok "there are secrets: $kind" grep -q "^$kind " "$W/all"
done
# The database's files have the numbers; the keys and passwords are files; all are 0700
belong="--except $A/db --except $A/keys --except $A/secrets"
# shellcheck disable=SC2086	# options
out=$(t/leaks "$W/all" "$A" "$B" $belong)
is 'no secret is anywhere else' "$(printf '%s\n' "$out" | sed '$d')" ''
read_=$(printf '%s\n' "$out" | sed -n '$s/ files$//p')
ok '  in tens of files' test "${read_:-0}" -gt 40
is 'where they may be nobody else can read' "$(stat -c %a "$A/keys" "$A/secrets" "$A/db")" "$(printf '700\n700\n700')"
sed -nE 's/^(key|token|cookie|RES|file) //p' "$W/all" >"$W/never"
ok 'the database has the numbers' grep -rqaF "$imsi" "$A/db"
is '  but no key, token, cookie or RES' "$(grep -rlaFf "$W/never" "$A/db")" ''

# It would have been found
token=$(token)
while read -r form line; do
	printf '{"msg":"x%sx"}\n' "$line" >"$B/log/planted"
	has "planted: $form" "$(t/leaks "$W/all" "$B/log")" "$B/log/planted: $form"
done <<END
IMSI $imsi
MSISDN +$(printf %.9s $msisdn)**
ICCID $iccid
EAP_ID 0$imsi@nai
token $(printf '%s' "$token" | cut -c 1-45)
token ${token}
token $(printf 'xy%s' "$token" | base64 -w0)
token $(printf '%s' "$token" | od -An -tx1 | tr -d ' \n')
key $(echo "$k" | tr 'a-f' 'A-F')
IMSI $(printf '%s' $imsi | od -An -tx1 | tr -d '\n' | tr ' ' %)
IMSI $(printf '%s' $imsi | sha256sum | cut -c 1-64)
cookie $(sed -n 's/^cookie //p' "$W/all" | head -n 1)
RES $(sed -n 's/^RES //p' "$W/all" | head -n 1)
END
kill -s TERM "$apache_pid"
done_testing
