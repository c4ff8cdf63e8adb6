#!/bin/sh
# Every way to authenticate, with right and wrong proofs, and then nothing that identifies a
# subscriber or proves one stands in a file, but where it belongs.  t/e2e-logs.t does the same
# for the server's own AuC and malformed requests.
. "${0%/*}/lib.sh"
. t/e2e.sh
. t/ways.sh
ways_start
W=$E/w
# The state directory of the server is what is looked through, so what is ours stays out of it.
# Parts of an IMSI with so many zeros are in any number; those of these are looked for as a whole.
known() {
	printf 'MSISDN %s\nEAP_ID 0%s@nai\nEAP_ID 6%s@nai\n' "$msisdn" "$imsi" "$imsi" >>"$W/known"
	echo "$imsi" >>"$W/imsis"
}
printf 'key %s\nkey %s\n' $k $opc >"$W/known"
wire() { phone "$@" --wire; printf '%s\n' "$out" >>"$W/wire"; }
stories() {	# stories WAY NN   of line NN, by its SIM
	person "$2"
	known
	wire status --new --app ap2004
	is "$1: a phone is served, with what is missing" "$rc" 5
	is "$1: by its SIM" "$(how)" eap-aka
	wire status --app ap2004
	wire status --new --app ap2004 --resync
	wire status --new --app ap2004 --wrong-res
	is "$1: a wrong RES is not" "$rc" 3
	wire status --new --app ap2004 --aka-prime
	# An IMSI that nobody knows
	imsi=001017394628150
	known
	echo "IMSI $imsi" >>"$W/known"
	wire status --new --app ap2004
	is "$1: nor is a stranger" "$rc" 3
}

configure "$way_auc"
stories auc 22

if way_radius_start 32; then
	configure "$way_radius"
	stories radius 32
else
	left_out
fi

if way_gsup_start 42; then
	configure "$way_gsup"
	stories gsup 42
else
	left_out
fi

mkdir "$W/hlrd"
begin t/hlrd "$W/hlrd" "$E/a/tls" 001010000000962 $k $opc 2>"$W/hlrd/err"
soon test -s "$W/hlrd/port"
needs "peer-ca = \"$E/a/tls/server.crt\""
needs "peer-certificate = \"$E/a/tls/demo-peer.pem\""
needs "hlr-url = \"https://localhost:$(cat "$W/hlrd/port")/vectors\""
configure 'hlr = "http"'
stories http 62
jq -r '.resynchronizationInfo // empty | "RAND \(.rand)\nAUTS \(.auts)"' "$W/hlrd/requests" >>"$W/known"
# What it says when it lies
imsi=001010000000962
for text in "$imsi" "{\"rand\":\"$imsi\"}" '{"rand":"23553cbe9637a89d218ae64dae47bf35","autn":"x","xres":"a54211d5e3ba50bf"}'; do
	jq -nc --arg t "$text" '{text: $t}' >"$W/hlrd/plan"
	wire status --new --app ap2004
	is 'http: one that lies' "$rc" 6
done
printf 'RAND 23553cbe9637a89d218ae64dae47bf35\nRES a54211d5e3ba50bf\n' >>"$W/known"	# TS 35.208 set 1

if way_oidc_start; then
	configure "$way_oidc"
	person 52
	known
	wire status --no-sim --new --app ap2004
	is 'oidc: a person is served' "$(how)" oidc
	wire status --no-sim --new --app ap2004 --login 15550199999
	wire status --no-sim --new --app ap2004 --cancel
	echo 'MSISDN 15550199999' >>"$W/known"
else
	left_out
fi

# Codes by SMS and mail
mkdir "$W/m"
begin t/messaged "$W/m"
soon test -s "$W/m/smtp"
echo 'gateway:hush-hush-hush' >"$E/a/secrets/sms.north"
chmod 600 "$E/a/secrets/sms.north"
configure 'methods = {"eap-aka", "otp"}' 'otp-channels = {"sms"}' 'sms-from = "Operator"' \
    "sms-url = \"http://127.0.0.1:$(cat "$W/m/http")/sendsms?username={user}\\&password={password}\\&to={to}\\&from={from}\\&text={text}\\&charset=UTF-8\\&coding={coding}\\&udh={udh}\\&validity=5\""
person 72
known
p=$(cat "$E/a/run/ecs-outbox.pid")	# it, too, has to read this
kill "$p"
soon gone "$p"
cat >"$W/code" <<END
t=100
until [ -s "$W/m/sms" ] || [ \$((t -= 1)) = 0 ]; do sleep 0.1; done
tail -n 1 "$W/m/sms" | grep -oE '[0-9]{6}' | grep -v 15550 | head -n 1 | tee -a "$W/codes"
END
wire otp --new --otp-command "sh $W/code"
is 'otp: a person is served' "$rc $(how)" '0 otp'
ok 'otp: by a code of six digits' grep -qE '^[0-9]{6}$' "$W/codes"
wire otp --new --otp 000000 --tries 1

# --- what is left of it

harvest() {	# what phones sent and were given, from their side
	grep -ohaE '(token=|name="token" value="|"token":")[A-Za-z0-9_-]{20,}' "$W/wire" | sed 's/.*[="]/token /'
	grep -ohaE 'ecs[a-z_]*=[A-Za-z0-9_-]{16,}' "$W/wire" | sed 's/.*=/cookie /'
	grep -ohaE '"eap-relay-packet": ?"[A-Za-z0-9+/]{24,}' "$W/wire" | sed 's/.*"/packet /'
	sed -nE 's/.*AT_(RES|AUTS|RAND|AUTN) .* ([0-9a-f]{16,})$/\1 \2/p' "$W/wire"
	grep -ohaE '[?&](code|state|nonce)=[A-Za-z0-9_.-]{16,}' "$W/wire" | sed 's/[?&]\(.*\)=/\1 /'
	for f in "$E"/a/keys/* "$E"/a/secrets/*; do sed '/ /d; s/^/file /' "$f"; done
}
{ cat "$W/known"; harvest; } | sort -u >"$W/all"
for kind in token cookie packet RES AUTS RAND file; do
	ok "there are secrets: $kind" grep -q "^$kind " "$W/all"
done
[ ! -d t/node/node_modules/oidc-provider ] || ok 'there are secrets: code' grep -q '^code ' "$W/all"
# run/ready is what serve says of its demo lines, whose IMSIs begin like these
out=$(t/leaks "$W/all" "$E/a" --except "$E/a/db" --except "$E/a/keys" --except "$E/a/secrets" --except "$E/a/run/ready")
is 'no secret is anywhere else' "$(printf '%s\n' "$out" | sed '$d')" ''
ok '  in tens of files' test "$(printf '%s\n' "$out" | sed -n '$s/ files$//p')" -gt 20
is 'nor an IMSI' "$(grep -rlFf "$W/imsis" "$E/a/log" "$E/a/run")" ''
is 'nor a secret of several words' "$(grep -rlE 'a long secret, 2026|a secret of two' "$E/a" | grep -v "^$E/a/secrets/")" ''
# A code is too short to be searched for everywhere: not as a word of a log
while read -r c; do grep -rlwF "$c" "$E/a/log"; done <"$W/codes" >"$W/odd"
is 'no code is a word of a log' "$(cat "$W/odd")" ''
sed -nE 's/^(key|token|cookie|RES|code|state|nonce) //p' "$W/all" | sort -u >"$W/never"
cat "$W/codes" >"$W/code.only"
is 'nor does the database have a key, token, cookie, RES or code as it is' "$(grep -rlaFf "$W/never" "$E/a/db")" ''
is 'nor is one in a place of the outbox' "$(mariadb --no-defaults -S "$E/a/run/mariadb.sock" -u root -N entitled -e \
    "SELECT * FROM outbox; SELECT * FROM otp; SELECT * FROM decision" | grep -awFf "$W/code.only")" ''
# It would have been found
printf '{"msg":"x%sx"}\n' "$(sed -n 's/^token //p' "$W/all" | head -n 1)" >"$E/a/log/planted"
has 'planted: a token' "$(t/leaks "$W/all" "$E/a/log")" planted
done_testing
