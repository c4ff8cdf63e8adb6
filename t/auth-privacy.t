#!/bin/sh
# Who is refused does not learn why: an unknown IMSI, a SIM without a key, one that the HLR
# refuses, a wrong RES look alike, cost the database the same, and take as long.
. "${0%/*}/lib.sh"
. t/eap.sh
keyless=001010000000002 unknown=001010000000009
made 'SIM without a key' ecsctl line add --operator north --msisdn 15550000002 --plan basic --imsi $keyless --k "$k" --opc "$opc"
sql "$db" -e "DELETE k FROM sim_key k JOIN sim s ON s.id = k.sim_id WHERE s.imsi = '$keyless'"
sed -i 's/\(auth-[a-z-]*\) = [0-9]*/\1 = 100000/' "$conf"
counters() { sql -e "SELECT SELECT_COMMANDS, UPDATE_COMMANDS, OTHER_COMMANDS, ROWS_INSERTED, ROWS_UPDATED, ROWS_DELETED
    FROM information_schema.USER_STATISTICS WHERE USER = '${db}_entitlement'"; }
begun() { counters >"$W/before"; }
seen() {	# seen NAME   keeps what a device has of the last answer, and what it cost
	cp "$W/out" "$W/seen.$1"
	{
		counters | cat "$W/before" - | awk 'NR == 1 { split($0, a) } NR == 2 { for (i = 1; i <= NF; i++) printf "%d ", $i - a[i] }'
		tail -n 1 "$W/log" | sed 's/.*"db":\([0-9]*\).*/db \1/'
	} >"$W/cost.$1"
	tail -n 1 "$W/log" | sed 's/.*"why":"\([^"]*\)".*/\1/' >"$W/why.$1"
}
start() {	# start NAME IMSI   one that did not clear away old exchanges, as one in sixteen does
	while :; do
		cookie='' now=$((now + 60))
		begun
		get "$app&EAP_ID=0$2@$realm"
		seen "$1"
		[ "$(cut -d' ' -f6 "$W/cost.$1")" != 0 ] || break
	done
	cookie=$(header Set-Cookie | sed 's/;.*//')
}
end() {		# end NAME [CARD OPTION...]
	name=$1
	shift
	sim "$@" >"$W/answer"
	begun
	post <"$W/answer"
	seen "$name"
}
alike() {	# alike TEXT NAME NAME
	is "$1: status, headers and body" "$(cat "$W/seen.$2")" "$(cat "$W/seen.$3")"
	is "$1: for the database" "$(cat "$W/cost.$2")" "$(cat "$W/cost.$3")"
}

# The server's own AuC
start known $imsi
is 'one with a key is challenged' "$status" 200
end wrong --wrong-res
start unknown $unknown
is 'an unknown IMSI is not' "$status $(cat "$W/why.unknown")" '403 unknown IMSI'
start keyless $keyless
is 'nor is a SIM without a key' "$status $(cat "$W/why.keyless")" '403 no key for this SIM'
alike 'unknown and without a key' unknown keyless
ok '  it asked the database' grep -q 'db [2-9]' "$W/cost.unknown"
is 'nor is a wrong RES answered otherwise' "$(cat "$W/seen.wrong")" "$(cat "$W/seen.unknown")"
start known $imsi
end mac --wrong-mac
alike 'wrong RES and wrong AT_MAC' wrong mac
start known $imsi
cookie=ecs=AAAAAAAAAAAAAAAAAAAAAA
end strange
start known $imsi
now=$((now + 61))
end expired
is 'a strange cookie and an old one' "$(cat "$W/seen.strange")" "$(cat "$W/seen.expired")"

# How long it takes, one after the other in one process
for i in $(seq 200); do
	echo "$app&EAP_ID=0$unknown@$realm"
	echo "$app&EAP_ID=0$keyless@$realm"
done | t/fcgi "$BUILD/fcgi-bin/entitlement.fcgi" -c "$conf" >"$W/fcgi" 2>"$W/times"
is 'four hundred are refused' "$(grep -c '^Status: 403' "$W/fcgi")" 400
is '  and all alike' "$(awk '/^--$/ { print s; s = "" ; next } { s = s $0 "|" }' "$W/fcgi" | sort -u | wc -l)" 1
/usr/bin/python3 - "$W/times" <<'END'
import json, statistics, sys
us = [json.loads(l)["us"] for l in open(sys.argv[1]) if '"us"' in l][20:]
unknown, keyless = us[0::2], us[1::2]
print("# median: unknown IMSI %d us, SIM without a key %d us; of the pairs' differences %+d us, deviation %d us" % (
    statistics.median(unknown), statistics.median(keyless),
    statistics.median(b - a for a, b in zip(unknown, keyless)),
    statistics.pstdev([b - a for a, b in zip(unknown, keyless)])))
END

# Another HLR, which knows one SIM
H=$T/$$.hlr
mkdir "$H" "$H/tls"
conf/make-tls "$H/tls" || { echo "Bail out!  no certificates"; exit 1; }
t/hlrd "$H" "$H/tls" "$imsi" "$k" "$opc" 2>"$H/err" &
hlrd=$!
trap 'kill $hlrd 2>/dev/null' EXIT
tries=100
until [ -s "$H/port" ] || [ "$((tries -= 1))" = 0 ]; do sleep 0.1; done
sed -i "/^operator \"north\"/a hlr = \"http\"\\nhlr-url = \"https://localhost:$(cat "$H/port")/vectors\"\\n\
peer-ca = \"$H/tls/server.crt\"\\npeer-certificate = \"$H/tls/demo-peer.pem\"\\npeer-timeout = 5" "$conf"
shape() { sed 's/ecs=[^;]*/KEY/; s/"eap-relay-packet":"[^"]*"/PACKET/' "$W/seen.$1"; }

start refused $keyless
is 'http: one whom the HLR refuses' "$status $(cat "$W/why.refused")" '403 the HLR knows no such SIM, or AUTS is wrong'
start neither $unknown
alike 'http: whom it refuses, of ours or not' refused neither
is 'http: both as with our own AuC' "$(cat "$W/seen.refused")" "$(cat "$W/seen.unknown")"
start ours $imsi
end ours-wrong --wrong-res
ours=$(cat "$W/seen.ours-wrong")
sql "$db" -e "DELETE FROM sim WHERE imsi = '$imsi'"
cp "$W/seen.ours" "$W/ours"
ours_shape=$(shape ours) ours_cost=$(cat "$W/cost.ours")
start theirs $imsi
is 'http: one whom it knows and we do not is challenged like others' "$(shape theirs)" "$ours_shape"
is '  for the database' "$(cat "$W/cost.theirs")" "$ours_cost"
end theirs-wrong --wrong-res
is 'http: its wrong RES is refused like theirs' "$(cat "$W/seen.theirs-wrong")" "$ours"
is '  for the database' "$(cat "$W/cost.theirs-wrong")" "$(cat "$W/cost.ours-wrong")"
start theirs $imsi
end theirs-right
is 'http: and a right RES, too' "$(cat "$W/seen.theirs-right")" "$ours"
is '  for the database' "$(cat "$W/cost.theirs-right")" "$(cat "$W/cost.ours-wrong")"
is '  which only the log knows' "$(cat "$W/why.theirs-right")" 'unknown IMSI'
is 'no IMSI in the log' "$(grep -c 00101000000000 "$W/log")" 0
done_testing
