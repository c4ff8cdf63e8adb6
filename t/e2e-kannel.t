#!/bin/sh
# One-time passwords by Debian's Kannel to an SMSC that speaks SMPP 3.4 (npm's smpp).
. "${0%/*}/lib.sh"
. t/app.sh
. t/otp.sh
{ command -v bearerbox && command -v smsbox; } >"$T/$$.null" || skip 'kannel is not installed'
[ -d t/node/node_modules/smpp ] || skip 'no smpp: npm ci --prefix t/node'
otp_fixture
unset ECS_TEST_NOW
k=$T/$$.kannel
mkdir "$k"
free() { /usr/bin/python3 -c 'import socket
s = [socket.socket() for i in range(3)]
for x in s: x.bind(("127.0.0.1", 0))
print(*(x.getsockname()[1] for x in s))'; }
soon() { tries=300; until "$@"; do tries=$((tries - 1)); [ "$tries" -gt 0 ] || return 1; sleep 0.05; done; }
smsc_start() {
	node t/node/smsc.js "$k" "$@" 2>>"$k/smsc.err" &
	smsc=$!
	soon test -s "$k/smsc"
}
smsc_start
# shellcheck disable=SC2046	# three numbers
set -- $(free)
admin=$1 boxes=$2 http=$3
cat >"$k/conf" <<END
group = core
admin-port = $admin
admin-interface = 127.0.0.1
admin-password = not-used
smsbox-port = $boxes
smsbox-interface = 127.0.0.1
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"
log-level = 1
store-file = "$k/store"

group = smsc
smsc = smpp
smsc-id = double
host = 127.0.0.1
port = $(cat "$k/smsc")
transceiver-mode = true
smsc-username = us
smsc-password = them
system-type = ""
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = $http
sendsms-interface = 127.0.0.1
log-level = 1

group = sendsms-user
username = gateway
password = hush
concatenation = true
max-messages = 3

group = sms-service
keyword = default
text = ""
max-messages = 0
END
bearerbox "$k/conf" >"$k/bearer.log" 2>&1 &
bearer=$!
box=''
trap 'kill "$smsc" $box "$bearer" 2>/dev/null; wait' EXIT
port_up() { bash -c ": <'/dev/tcp/127.0.0.1/$1'" 2>"$T/$$.null"; }
ok 'bearerbox is up' soon port_up "$boxes"
smsbox "$k/conf" >"$k/smsbox.log" 2>&1 &
box=$!
ok 'smsbox is up' soon port_up "$http"
sed -i "s|http://127.0.0.1:1/sendsms|http://127.0.0.1:$http/cgi-bin/sendsms|; s/peer-timeout = 2/peer-timeout = 9/" "$conf"
run_once() { "$BUILD/bin/ecs-outbox" -c "$conf" --once 2>>"$T/$$.log"; }
row() { sql "$db" -e "SELECT state, attempts, error FROM outbox WHERE kind = 'sms' ORDER BY id DESC LIMIT 1" | tr '\t' ' '; }
arrived() { [ "$(wc -l 2>"$T/$$.null" <"$k/arrived")" = "$1" ]; }
last() { tail -n 1 "$k/arrived" | jq -r "$1"; }

begin 15550100001
run_once
is 'Kannel takes it' "$(row)" 'done 1 '
ok 'it arrives at the SMSC' soon arrived 1
is 'for the number, in the alphabet of GSM, in one piece' "$(last '[.to, .from, .data_coding, .udh] | join(" ")')" '15550100001 Operator 0 '
is 'with its text whole' "$(last .text)" "My mobile: Never share this code with anyone. We do not ask for it. Valid for 5 minutes.
Your code to move your number to another phone: $(code)"
answer "$(last .text | grep -o '[0-9]*$')"
is 'and lets the device in' "$(status)" 200

begin 15550100002 '&SMS_port=37273'
run_once
ok 'one for a port arrives' soon arrived 2
# esm_class 0x40: there is a header; 05 04: 16-bit ports; 0x9199 is 37273 (3GPP TS 23.040 9.2.3.24.4).
is 'with the port in its header, in one piece' "$(last '[.udh, (.esm_class / 64 | floor), .data_coding] | join(" ")')" '050491990000 1 0'
has 'and the code' "$(last .text)" "phone: $(code)"

# Other letters
mkdir -p "$T/$$.tree/operators/north/texts"
for x in websheets templates db; do ln -s "$PWD/$x" "$T/$$.tree/$x"; done
echo 'otp-transfer 您的验证码' >"$T/$$.tree/operators/north/texts/en"
echo 'otp-warning 请勿告诉任何人。' >>"$T/$$.tree/operators/north/texts/en"
sed -i "s|^data-dir = .*|data-dir = \"$T/$$.tree\"|" "$conf"
begin 15550100007
run_once
ok 'one in other letters arrives' soon arrived 3
is 'in UCS-2' "$(last '[.data_coding, .text] | join(" ")')" "8 My mobile: 请勿告诉任何人。
您的验证码 $(code)"

# The link is down
p=$(cat "$k/smsc")
kill "$smsc"; wait "$smsc" 2>/dev/null
rm "$k/smsc"
ok 'Kannel notices that the SMSC is gone' soon sh -c "! curl -s 'http://127.0.0.1:$admin/status.txt?password=not-used' | grep -q '(online'"
begin 15550100008
run_once
is 'it takes the message still: 3, queued' "$(row)" 'done 1 '
is '... once' "$(sql "$db" -e "SELECT COUNT(*) FROM outbox WHERE kind = 'sms' AND attempts > 1")" 0
c=$(code)
smsc_start "$p"
ok 'and it arrives when the link is up' soon arrived 4
has '... with its code' "$(last .text)" "$c"

# Credentials
echo 'gateway:wrong' >"$dir/secrets/sms.north"
begin 15550100009
run_once
is 'Kannel does not know us' "$(row)" 'dead 1 the gateway refused our credentials'
is 'no secret, code or number is in our log' "$(grep -nE 'hush|1555[0-9]{7}|phone: |验' "$T/$$.log"; grep -nwF "$c" "$T/$$.log")" ''
done_testing
