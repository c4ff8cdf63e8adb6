#!/bin/sh
# Wi-Fi calling from end to end, with the installed programs: a phone, its person, the page,
# the outbox (TS.43 v12 3; what phones do after the page is in 3.4).
. "${0%/*}/lib.sh"
. t/e2e.sh

free_port; tls=$free
free_port; http=$free
free_port; peer=$free
./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 3 \
    --detach >"$E/serve.out" 2>&1
is 'the server starts' $? 0
conf=$E/a/entitled.conf

k=465b5ce8b199b49faa5f0a2ee238a6bc opc=cd63cb71954a9f4e48a5994e37a02baf	# TS 35.208 test set 1
ctl() { "$BUILD/bin/ecsctl" -c "$conf" "$@"; }
line() {	# line NUMBER [OPTION...]   a line that lacks terms and address, and a new phone
	imsi=0010100000009$1 msisdn=155501009$1
	shift
	ctl line add --imsi "$imsi" --msisdn "$msisdn" --plan max --k $k --opc $opc "$@" \
	    >/dev/null || echo "# no line $imsi"
}
uesim() {	# uesim COMMAND OPTION...
	"$BUILD/bin/uesim" "$@" --url "https://127.0.0.1:$tls/" --cacert "$E/a/tls/server.crt" \
	    --imsi "$imsi" --k $k --opc $opc --state "$E/$imsi.json"
}
phone() {	# phone OPTION...   sets $out and $rc
	out=$(uesim wifi-calling --fast "$@" 2>&1)
	rc=$?
}
ends() {	# ends TEXT EXIT SENTENCE
	has "$1: $3" "$out" "$3"
	is "$1: exit code" "$rc" "$2"
}
why() { ctl why "$imsi" ap2004 --json | jq -r '"\(.status) \(.terms) \(.address) \(.prov)"'; }
of() { printf '%s' "$out" | jq -r "$1"; }	# of FILTER   from a summary of --json-out
sql_a() { mariadb --no-defaults -S "$E/a/run/mariadb.sock" -u root -N entitled -e "$1"; }
done_rows() {	# done_rows   what the outbox has done for this line, in order
	sql_a "SELECT GROUP_CONCAT(CONCAT(kind, '/', verb) ORDER BY o.id)
	    FROM outbox o JOIN line l ON l.id = o.line_id
	    WHERE l.msisdn = '$msisdn' AND o.state = 'done'"
}
withdrawn() { done_rows | grep -q provision/withdraw; }

# One phone from the first look in Settings to the withdrawal
line 01
is 'before: terms and address are missing' "$(why)" 'disabled missing missing missing'
phone --decline
ends decline 5 'Nothing changed: Wi-Fi calling details are missing.'
has 'by the button' "$out" 'calls the phone: VoWiFiWebServiceFlow.dismissFlow()'
is 'declined: as before' "$(why)" 'disabled missing missing missing'
phone
ends 'switching on' 0 'Wi-Fi calling can be switched on.'
has 'the terms are asked with their version' "$out" '(version 1)'
has 'and the address' "$out" 'House number'
has 'the page waits' "$out" 'The page loads itself again'
has 'and calls the phone' "$out" 'by itself: VoWiFiWebServiceFlow.entitlementChanged()'
first=$(printf '%s\n' "$out" | sed -n 's/^Emergency address: location \([^.,]*\).*/\1/p')
ok 'a location is named' test -n "$first"
is 'after: all is there' "$(why)" 'enabled done done done'
is 'what was done, in order' "$(done_rows)" 'emergency/register,provision/prepare,provision/switch'
phone
ends 'again' 0 "Emergency address: location $first"
ok 'no page is opened' test "${out#*The phone opens}" = "$out"
phone --edit-address --json-out
is 'edit: exit code' "$rc" 0
is 'edit: the service stays on' "$(of '[.queries[].state] | unique | join(",")')" on
ok 'edit: it was asked meanwhile' test "$(of .asked_meanwhile)" -ge 4
ok 'edit: another location' test "$(of .location)" != "$first"
is 'edit: the network is left alone' "$(done_rows)" \
    'emergency/register,provision/prepare,provision/switch,emergency/register'
phone --decline
ends 'closed while on' 0 'Nothing changed'
phone --withdraw
ends withdraw 5 'The phone switches Wi-Fi calling off'
has 'it is off for the phone at once' "$(why)" disabled
ok 'the network is told' soon withdrawn
phone
ends 'and on again' 0 'Wi-Fi calling can be switched on.'
is 'all is there again' "$(why)" 'enabled done done done'

# The person errs
line 02
phone --pc 9O001 --hno ''
ends 'two mistakes' 0 'Wi-Fi calling can be switched on.'
has 'told at the field' "$out" 'at "ZIP code": '
has 'told at the other' "$out" 'at "House number": '
line 03
phone --pc 9O001 --no-fix
ends 'a mistake that stays' 5 'The phone leaves Wi-Fi calling off.'
is 'nothing was taken' "$(why)" 'disabled missing missing missing'
phone --country FR --accept-language fr --json-out
is 'in France: exit code' "$rc" 0
is 'in French' "$(of '[.pages[].lang] | unique | join(",")')" fr
is 'a state is asked at first' "$(of '[.pages[0].fields[] | select(test("tat"))] | length')" 1
is 'but not in France' "$(of '[.pages[1:][].fields[] | select(test("gion|tat"))] | length')" 0

# Other phones, and pushes
number=10
for client in samsung strict; do
	line "$number"
	number=$((number + 1))
	phone --as $client --notif-token "push-$client"
	ends "$client" 0 'Wi-Fi calling can be switched on.'
	ok "$client: a push is queued" test "$(sql_a "SELECT COUNT(*) FROM outbox o JOIN line l
	    ON l.id = o.line_id WHERE l.msisdn = '$msisdn' AND o.kind = 'push'")" -gt 0
	phone --as $client --edit-address
	ends "$client edits" 0 'The service stayed on all the time'
	phone --as $client --withdraw
	ends "$client withdraws" 5 'The phone switches Wi-Fi calling off'
done

# A line that may not
line 20 --override 2004=deny
phone
is 'denied: exit code' "$rc" 5
has 'denied: the phone shows why' "$out" 'The phone shows: '

# Only half of it is missing
line 30 --terms 2004=1
phone
ends 'terms were accepted' 0 'Wi-Fi calling can be switched on.'
ok 'they are not asked again' test "${out#*(version}" = "$out"

# Real pages, a real browser
if [ -z "${ENTITLED_NODE_MODULES-}" ] && [ ! -d t/node/node_modules/playwright-core ] ||
    [ ! -x "${ENTITLED_CHROMIUM:-/usr/bin/chromium}" ]; then
	skip 'no playwright-core or no Chromium for --browser'
fi
ENTITLED_BROWSER_JS=$PWD/cmd/uesim/browser.js
export ENTITLED_BROWSER_JS
line 40
phone --insecure --browser --country FR --pc 7 --pictures "$E/pictures"
ends Chromium 0 'Wi-Fi calling can be switched on.'
has 'Chromium: told at the field' "$out" 'at "Postal code": '
ok 'Chromium: pictures' test -s "$E/pictures/01.png"
phone --insecure --browser --edit-address
ends 'Chromium edits' 0 'The service stayed on all the time'
phone --insecure --browser --withdraw
ends 'Chromium withdraws' 5 'The phone switches Wi-Fi calling off'
done_testing
