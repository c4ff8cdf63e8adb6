#!/bin/sh
# lighttpd and Apache in front of the same programs: same answers, same strength.
. "${0%/*}/lib.sh"
. t/e2e.sh
. t/fronts.sh

IMSIS=$(grep -o '\<00101[0-9]\{10\}\>' db/demo-lines.tsv | sort -u)
IMSI=$(printf '%s\n' "$IMSIS" | head -n 1)
IMEI=356938035643809
RELAY=application/vnd.gsma.eap-relay.v1.0+json
REALM=nai.epc.mnc001.mcc001.3gppnetwork.org
ask="terminal_id=$IMEI&terminal_vendor=v&terminal_model=m&terminal_sw_version=1"
ask="$ask&entitlement_version=8.0"
eap="EAP_ID=0$IMSI%40$REALM"
start_fronts 12

is 'sockets of lighttpd are 0660' "$(stat -c %a "$A"/run/*.sock-0 | sort -u)" 660
is 'sockets of spawn-fcgi are 0660' "$(stat -c %a "$B"/run/*.sock | sort -u)" 660

# The same requests through both.  Ranges are the front's own, as is the way a body is framed.
head -c 40000 /dev/zero | tr '\0' x >"$E/large"
long=$(head -c 10000 /dev/zero | tr '\0' x)
request() {	# request NAME BASE
	name=$1 base=$2
	set -- curl -qsik --http1.1 --noproxy '*' -m 20 -A phone
	case $name in
	no-parameter) "$@" "$base/" ;;
	unknown-app) "$@" "$base/?app=ap9999&$ask&$eap" ;;
	eap-start) "$@" -H "Accept: $RELAY" "$base/?app=ap2004&$ask&$eap" ;;
	eap-bad-base64) "$@" -H "Content-Type: $RELAY" -d '{"eap-relay-packet":"!!"}' \
	    "$base/" ;;
	post-json) "$@" -H 'Content-Type: application/json' -H "Accept: $RELAY" -d "{
	    \"app\":\"ap2004\",\"EAP_ID\":\"0$IMSI@$REALM\",
	    \"terminal_id\":\"$IMEI\",\"terminal_vendor\":\"v\",\"terminal_model\":\"m\",
	    \"terminal_sw_version\":\"1\",\"entitlement_version\":\"8.0\"}" "$base/" ;;
	post-chunked) "$@" -H 'Content-Type: application/json' \
	    -H 'Transfer-Encoding: chunked' -d '{"app":' "$base/" ;;
	repeated) "$@" "$base/?app=ap2004&$ask&$eap&terminal_id=$IMEI" ;;
	large-body) "$@" -H 'Expect:' -H 'Content-Type: application/json' \
	    --data-binary "@$E/large" "$base/" ;;
	long-query) "$@" "$base/?app=ap2004&$ask&$eap&x=$long" ;;
	version) "$@" "$base/?app=ap2004&entitlement_version=x&terminal_id=$IMEI&$eap" ;;
	unknown-path) "$@" "$base/no/such%2Fpath?app=ap2004&$ask&$eap" ;;
	esac | tr -d '\r'
}
plain() {	# what must be equal: status, our headers in order of name, the body
	awk -v headers="$E/h" '
	NR == 1 { print $2; next }
	!body && /^$/ { body = 1; close("sort"); next }
	!body {
		line = tolower($1) substr($0, length($1) + 1)
		if (line ~ /^(date|server|connection|keep-alive|upgrade|accept-ranges):/ ||
		    line ~ /^(transfer-encoding|content-length):/)
			next
		if (line ~ /^set-cookie:/)
			sub(/=[^;]*/, "=*", line)
		print line | "sort"
		next
	}
	{ sub(/"eap-relay-packet":"[^"]*"/, "(packet)"); print }'
}
while read -r name want; do
	got=$(request "$name" "$lighttpd")
	is "$name: $want" "$(printf '%s' "$got" | awk '{ print $2; exit }')" "$want"
	is "$name: the same through both" "$(request "$name" "$apache" | plain)" \
	    "$(printf '%s\n' "$got" | plain)"
done <<END
no-parameter 400
unknown-app 400
eap-start 200
eap-bad-base64 400
post-json 200
post-chunked 400
repeated 400
large-body 413
long-query 413
version 406
unknown-path 404
END
has 'the challenge is an EAP packet in JSON' "$(request eap-start "$lighttpd")" \
    '"eap-relay-packet"'
has 'with the session in a cookie' "$(request eap-start "$lighttpd" | tr 'SC' 'sc')" 'set-cookie: '
for front in lighttpd apache; do
	use $front
	is "$front: a body beyond every limit" "$(head -c 200000 /dev/zero |
	    status --http1.1 -H Expect: -H 'Content-Type: application/json' --data-binary @- "$base/")" 413
	is "$front: a query beyond every limit" "$(status --http1.1 "$base/?x=$long$long$long$long" |
	    sed 's/413\|414\|431/too long/')" 'too long'
	is "$front: machines need a certificate" "$(status "$machine/")" 000
	ok "$front: a machine with one is heard" \
	    test "$(status --cert "$A/tls/demo-peer.pem" "$machine/")" != 000
	has "$front: a TLS session is resumed" "$(openssl s_client -connect "${base#https://}" \
	    -tls1_2 -reconnect </dev/null 2>&1)" 'Reused, TLSv1.2'
done

# Slow requests: eight wait for a row that this test has locked
eight_wait() { [ "$(waiting)" = 8 ]; }
eight() {	# eight BASE   start them; their statuses come to $E/slow.*
	rm -f "$E"/slow.*
	slow='' i=0
	yes "$IMSIS" | head -n 8 >"$E/eight"
	while read -r imsi; do
		i=$((i + 1))
		(
			exec 8>&-
			status -H "Accept: $RELAY" \
			    "$1/?app=ap2004&$ask&EAP_ID=0$imsi@$REALM" >"$E/slow.$i"
		) &
		slow="$slow $!"
	done <"$E/eight"
}
for front in lighttpd apache; do
	use $front
	ok "$front: the row is locked" lock
	eight "$base"
	ok "$front: eight requests wait for it" soon eight_wait
	took=$(curl -qsk --noproxy '*' -o /dev/null -w '%{http_code} %{time_total}' -d '{' \
	    -H 'Content-Type: application/json' "$base/" | tr -d .)
	is "$front: another one is answered" "${took% *}" 400
	ok "$front: within half a second" test "$((1${took#* } - 10000000))" -lt 500000
	is "$front: while they still wait" "$(waiting)" 8
	unlock
	# shellcheck disable=SC2086	# a list of pids
	wait $slow
	is "$front: then they are answered" "$(cat "$E"/slow.* | sed 's/200/.200/g')" \
	    '.200.200.200.200.200.200.200.200'
done

# A killed worker, idle and in the middle of a request
for front in lighttpd apache; do
	use $front
	worker=$(of "$dir" worker | head -n 1)
	kill -s KILL "$worker"
	is "$front: an idle worker is killed, the next request is answered" "$(status "$base/")" 400
	ok "$front: another takes its place" soon all_there "$dir"
	ok "$front: which is not the same" test -z "$(of "$dir" worker | grep -x "$worker")"
	ok "$front: the row is locked" lock
	eight "$base"
	ok "$front: eight requests wait for it" soon eight_wait
	# shellcheck disable=SC2046	# a list of pids
	kill -s KILL $(of "$dir" worker)
	unlock
	# shellcheck disable=SC2086	# a list of pids
	wait $slow
	is "$front: all workers are killed, their requests fail" \
	    "$(cat "$E"/slow.* | sed 's/50[0-9]/x/g')" xxxxxxxx
	ok "$front: all are replaced" soon all_there "$dir"
	is "$front: the next request is answered" "$(status "$base/")" 400
done
ok 'lighttpd has written its access log' soon grep -q . "$A/log/access.log"
is 'lighttpd says that workers died' \
    "$(grep -c 'response not received' "$A/log/lighttpd.log" | sed 's/[1-9][0-9]*/some/')" some
for dir in "$A/log" "$B/log"; do
	ok "${dir#"$E/"}: there are logs" test -s "$(find "$dir" -name '*access.log')"
	is "${dir#"$E/"}: no identifier in any" \
	    "$(grep -rlE "$IMSI|$IMEI|EAP_ID=|terminal_id=" "$dir")" ''
done

# The end
old=$(of "$A" worker | sort)
kill -s TERM "$(cat "$A/run/lighttpd.pid")"
gone() { [ -z "$(printf '%s\n' "$old" | while read -r p; do ours "$dir" | grep -x "$p"; done)" ]; }
dir=$A
ok 'SIGTERM to lighttpd: no worker of it is left' soon gone
ok 'and serve starts it anew' soon answers "$lighttpd/"
# shellcheck disable=SC2046	# one of each program
kill -s TERM $(of "$B" multiwatch)
ok 'SIGTERM to multiwatch: no worker is left' soon none of "$B" worker
is 'Apache says so' "$(status "$apache/")" 503
start_workers
ok 'Apache answers again' soon answers "$apache/"
# shellcheck disable=SC2046
kill -s TERM "$apache_pid" $(of "$B" multiwatch)
ok 'SIGTERM: nothing of Apache is left' soon none ours "$B"
done_testing
