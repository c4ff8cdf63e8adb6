#!/bin/sh
# uesim wifi-calling against a small carrier whose page behaves well or badly.
. "${0%/*}/lib.sh"

D=$(mktemp -d "$T/w.XXXXXX")
server=
stop() { [ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null; server=; }
trap stop EXIT
start() {	# start SCENARIO   a carrier, and a phone with its token
	stop
	rm -f "$D/port"
	perl t/sheet-server.pl "$1" "$D/log" >"$D/port" &
	server=$!
	tries=200
	until [ -s "$D/port" ] || [ "$tries" = 0 ]; do tries=$((tries - 1)); sleep 0.05; done
	printf '%s' '{"imsi":"001010000000001","terminal_id":"352099001761481","seq":[],' \
	    '"k":"465b5ce8b199b49faa5f0a2ee238a6bc","opc":"cd63cb71954a9f4e48a5994e37a02baf",' \
	    '"kept":{"":{"token":"t","vers":"1"}}}' >"$D/state"
}
phone() {	# phone OPTION...   sets $out and $rc
	out=$("$BUILD/bin/uesim" wifi-calling --state "$D/state" --fast \
	    --url "http://127.0.0.1:$(cat "$D/port")/" "$@" 2>&1)
	rc=$?
}
ends() {	# ends TEXT EXIT SENTENCE
	has "$1: $3" "$out" "$3"
	is "$1: exit code" "$rc" "$2"
}
posted() { grep -c '^POST /sheet ticket=a-b_c%3D cookie=$' "$D/log"; }
asked() { cut -d' ' -f1,2 "$D/log" | grep -c "$1"; }

# Switching it on
start fine
phone
ends 'first time' 0 'Wi-Fi calling can be switched on.'
has 'the address' "$out" 'Emergency address: location LOC-120, until 2030-01-01T00:00:00Z.'
has 'what the page asks' "$out" \
    'asks: Terms of Wi-Fi calling (version 2): I accept; Emergency address: House number, ZIP code.'
has 'it waits' "$out" 'The page loads itself again every 1 s; the person waits.'
has 'the page calls' "$out" 'calls the phone by itself: VoWiFiWebServiceFlow.entitlementChanged()'
is 'the user data is posted as it is' "$(posted)" 1
is 'the web view keeps cookies' "$(grep -c '^GET /sheet cookie=ws=s1$' "$D/log")" 4
is 'the entitlement client has none' "$(grep '^GET /?' "$D/log" | grep -c 'cookie=$')" 2
has 'the form as it was filled' "$(cat "$D/log")" \
    'csrf=c&form=0&terms_version=2&accept=1&hno=120&pc=90001&action=submit'
phone
ends 'second time' 0 'Wi-Fi calling can be switched on.'
is 'no page is opened' "$(asked 'POST /sheet')" 2
for client in samsung huawei strict; do
	start get,quick
	phone --as $client --hno '7 b' --notif-token push-1
	ends "$client, by GET" 0 'location LOC-7+b'
	is "$client: the user data is empty" "$(sed -n 2p "$D/log")" 'GET /sheet cookie='
	is "$client: push token" "$(grep -c notif_token=push-1 "$D/log")" 2
done
start elsewhere,quick
phone
ends 'a page of another host' 0 'can be switched on'

# The page complains
start quick
phone --pc 12
ends 'corrected' 0 'can be switched on'
has 'the message, at its field' "$out" 'at "ZIP code": This is no ZIP code.'
start quick
phone --pc 12 --no-fix
ends 'not corrected' 5 'The phone leaves Wi-Fi calling off.'
is 'sent once' "$(asked 'POST /sheet')" 2
start quick,stubborn
phone
ends 'a page that is never content' 5 'does not know how to correct that'
phone --json-out
is 'errors in the summary' "$(printf '%s' "$out" | jq -r '.pages[-1].errors["ZIP code"]')" \
    'This is no ZIP code.'

# Patience
start slow
phone --wait 2
has 'patience ends' "$out" 'The person waits no longer'
start late
phone
ends 'details are missing still, six times' 5 'could not be switched on'
is 'asked six times after the page' "$(asked 'GET /?')" 7

# Editing
start on
phone --edit-address
ends edit 0 'The service stayed on all the time (asked 6 times).'
has 'another house number' "$out" 'location LOC-121'
start on
phone --edit-address --hno 9 --json-out
got=$(printf '%s' "$out" | jq -c '[.location, .asked_meanwhile, .on_meanwhile]')
is 'the summary has it' "$got" '["LOC-9",6,6]'
start on,interrupts
phone --edit-address
ends 'a service that stops meanwhile' 6 'INTERRUPTED: on 5 of 6 times'
start fine
phone --edit-address
ends 'nothing to edit' 5 'is not on'

# Not now; no longer
start fine
phone --decline
ends decline 5 'Nothing changed: Wi-Fi calling details are missing.'
is 'no form is sent' "$(asked 'POST /sheet')" 1
start on
phone --decline
ends 'decline, while on' 0 'Nothing changed'
start on
phone --withdraw
ends withdraw 5 'The phone switches Wi-Fi calling off'
start on,keeps
phone --withdraw
ends 'a consent that stays' 6 'STILL ON'

# A page that cannot be used
start loop
phone
ends 'redirects without end' 4 'gives up after 10 redirects'
is 'eleven requests' "$(asked /sheet)" 11
start script
phone
ends 'a redirect to a script' 4 'cannot go to "javascript:alert(1)"'
start pdf
phone
ends 'no page at all' 4 'gets "application/pdf"'
start used
phone
ends 'a ticket that was used' 3 'The page is refused (403)'
start down
phone
ends 'a page that fails' 6 'The page failed (503)'

# Chromium
if [ -z "${ENTITLED_NODE_MODULES-}" ] && [ ! -d t/node/node_modules/playwright-core ] ||
    [ ! -x "${ENTITLED_CHROMIUM:-/usr/bin/chromium}" ]; then
	skip 'no playwright-core or no Chromium for --browser'
fi
ENTITLED_BROWSER_JS=$PWD/cmd/uesim/browser.js
export ENTITLED_BROWSER_JS
start fine
phone --browser --pictures "$D/pictures"
ends 'in Chromium' 0 'location LOC-120'
has 'its script calls' "$out" 'calls the phone by itself: VoWiFiWebServiceFlow.entitlementChanged()'
ok 'pictures are kept' test -s "$D/pictures/01.png"
is 'the user data is posted as it is' "$(posted)" 1
start on
phone --browser --edit-address
ends 'edit in Chromium' 0 'The service stayed on all the time'
start mute
phone --browser
has 'a script that does not call is found out' "$out" \
    'names VoWiFiWebServiceFlow.entitlementChanged, but its script did not call it'
start fine
phone --browser --decline
ends 'decline in Chromium' 5 'Nothing changed'
has 'its button calls' "$out" \
    'presses "Not now", the page calls the phone: VoWiFiWebServiceFlow.dismissFlow()'
ENTITLED_NODE_MODULES=$D/none phone --browser
[ -d t/node/node_modules/playwright-core ] ||
    ends 'without Playwright' 1 'npm install playwright-core'
done_testing
