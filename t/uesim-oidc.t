#!/bin/sh
# uesim logs in where it cannot use its SIM (TS.43 v12 2.8.2, 2.8.4, 2.10 table 13).
. "${0%/*}/lib.sh"
. t/auth-server.sh

status() { phone status --app ap2005 "$@"; }

# The way it should go
start fine
status
ends 'EAP ends in 511' 0 'SMS over IP        on'
has 'it logs in' "$out" 'The person logs in as 15550100101.'
has 'it allows' "$out" 'The person presses "Allow".'
has 'and takes the address over' "$out" 'The browser is sent back; the phone takes the address over.'
first=$(sed -n 2p "$D/log")
last=$(tail -n 1 "$D/log")
is 'asked with the SIM first' "$(sed -n 1p "$D/log" | grep -c EAP_ID=)" 1
is 'then without EAP_ID, token and IMSI' "$(echo "$first" | grep -cE 'EAP_ID|token=|IMSI')" 0
has 'the other parameters are there' "$first" 'terminal_id='
is 'the call-back has the Accept of that request' "${last##*accept=}" "${first##*accept=}"
is 'which is the one of documents' "${last##*accept=}" 'text/vnd.wap.connectivity-xml'
has 'and no cookie of the browser' "$last" '&state=St1x7 cookie= accept='
is 'the browser did not ask the server' "$(asked '^GET /?code=')" 1
is 'no secret is said' "$(echo "$out" | grep -cE 'cSt1|St1x7|uesim$|: uesim')" 0
status
ends 'the token is kept' 0 'with the token it kept'

start fine
status --no-sim
ends 'without SIM' 0 'SMS over IP        on'
is 'nothing is asked with it' "$(asked EAP_ID)" 0
status --no-sim
is 'nor does the token come with an IMSI' "$(grep token= "$D/log" | grep -c IMSI)" 0
start fine
status --msisdn 15550100177
ends 'a phone without SIM' 0 'logs in as 15550100177'
start fine
status --no-sim --login ann --json-out
is 'in the summary' "$(printf '%s' "$out" | jq -r '[.by, .exit] | @csv')" '"login",0'

# Login and consent
start fine
status --no-sim --password wrong
ends 'a wrong password' 3 'The login is not taken; the person gives up.'
has 'what the page says' "$out" 'it says: Wrong password.'
is 'tried once' "$(asked 'password=wrong')" 1
start fine
status --no-sim --cancel
ends 'cancelled' 3 'The browser is sent back with an error: access_denied.'
has 'the document says so' "$out" 'no TOKEN, but an error.'
has 'the page is opened' "$out" 'The phone opens the error page'
has 'and dismissed' "$out" 'The page is dismissed.'
is 'by GET with the user data' "$(asked '^GET /sorry?why=7 ')" 1

# A second factor
start factor
status --no-sim --otp 4711
ends 'a code' 0 'The server wants a second proof (302).'
is 'the call-backs' "$(asked '^GET /?')" 3
has 'no code is said' "$out" 'The person writes the code that was sent.'
ok 'really' test "${out#*4711}" = "$out"
start factor
status --no-sim --otp 1
ends 'a wrong code' 3 'The code is not taken; the person gives up.'
start factor
echo 0 >"$D/n"
status --no-sim --otp-command "n=\$((\$(cat $D/n) + 1)); echo \$n | tee $D/n >/dev/null; [ \$n = 3 ] && echo 4711 || echo \$n"
ends 'the third of a command' 0 'SMS over IP        on'
start factor
status --no-sim --otp-command 'echo 1' --tries 2
ends 'two tries' 3 'gives up'
is 'are two' "$(asked 'otp=1')" 2
start factor
status --no-sim
ends 'no code' 3 'The person has no code'

# No end in sight
start endless
status --no-sim --otp 4711
ends 'always another page' 3 'The server sends the phone away once more (302). It stops'
start never
status
ends '511 after the login' 3 'The server does not take the login (511).'
is 'asked once more' "$(asked '^GET /?terminal_id')" 1
start nologin
status
ends '511 without EAP_ID' 3 'The phone has no other proof.'
has 'Android' "$out" 'leaves every service allowed'
start broken
status --no-sim
ends 'the server fails' 6 'The server failed (500)'

# 302 as it must be
start nowhere
status --no-sim
ends 'no Location' 4 '302 without Location'
start other
status --no-sim
ends '303' 4 'it does not follow'
start mailto
status --no-sim
ends 'no page' 4 '"mailto:x@y.example" is no address of a page.'
start bare
status --no-sim
ends 'no nonce' 0 'note: the address lacks nonce.'
start bare
status --no-sim --as strict
ends 'no nonce, strictly' 4 'The address lacks nonce.'
start open
status --no-sim
ends 'nobody is asked' 0 'The server answered without asking who this is.'

# The error document
for client in aosp samsung huawei strict; do
	start error
	status --no-sim --as $client
	ends "$client: an error" 3 'The phone opens the error page'
done
start errtext
status --no-sim
ends 'only a text' 3 'The phone shows: Ask at the counter.'

# Call-backs of others
start fine
phone attack callback --app ap2005
ends 'call-backs' 0 'The server HELD.'
has 'another state' "$out" 'The call-back with a state that nobody has: refused (511).'
has 'itself' "$out" 'The call-back itself: 200.'
has 'once more' "$out" 'The call-back once more: the same reply (200).'
has 'another code' "$out" 'The call-back with another code: refused (511).'
has 'two logins' "$out" 'The code of one login with the state of another: refused (511).'
start factor
phone attack callback --app ap2005 --otp 4711
ends 'call-backs with a second factor' 0 'The server HELD.'
has 'the one with another code is of the login' "$out" 'The call-back with another code: refused (511).'
start loose
phone attack callback --app ap2005
ends 'a server that takes any' 6 'The server did NOT hold.'
start nologin
phone attack callback --app ap2005
ends 'no login, no attack' 3 'The phone has no other proof.'

# Chromium
if [ -z "${ENTITLED_NODE_MODULES-}" ] && [ ! -d t/node/node_modules/playwright-core ] ||
    [ ! -x "${ENTITLED_CHROMIUM:-/usr/bin/chromium}" ]; then
	skip 'no playwright-core or no Chromium for --browser'
fi
ENTITLED_BROWSER_JS=$PWD/cmd/uesim/browser.js
export ENTITLED_BROWSER_JS
start factor
phone status --app ap2005 --no-sim --browser --otp 4711
ends "in Chromium" 0 "The server wants a second proof (302)."
is 'it did not ask the server either' "$(asked '^GET /?\(code\|factor\)=')" 2
has 'the phone did' "$(grep '^GET /?code=' "$D/log")" 'cookie= accept=text/vnd.wap'
done_testing
