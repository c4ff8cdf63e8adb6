#!/bin/sh
# One-time passwords leave: by an SMS gateway and by mail, while they are good for something.
. "${0%/*}/lib.sh"
. t/app.sh
. t/otp.sh
otp_fixture
unset ECS_TEST_NOW	# ecs-outbox knows no clock but the real one
sed -i '/^database/i outbox { max-attempts = 3 backoff-max = 60 workers = 2 }' "$conf"
d=$T/$$.messages
mkdir "$d"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$d/key" -out "$d/crt" -days 2 -subj /CN=mail.localhost \
    -addext subjectAltName=DNS:mail.localhost 2>"$T/$$.null"
cat "$d/key" "$d/crt" >"$d/both"
start() {	# start [CERTIFICATE]   sets $pid
	rm -f "$d/http" "$d/smtp"
	t/messaged "$d" "$@" &
	pid=$!
	until [ -s "$d/http" ] && [ -s "$d/smtp" ]; do sleep 0.05; done
	sed -i "s|http://127.0.0.1:[0-9]*/sendsms|http://127.0.0.1:$(cat "$d/http")/sendsms|
	    s|smtp://[^:]*:[0-9]*|smtp://${mail_host:-127.0.0.1}:$(cat "$d/smtp")|" "$conf"
}
trap 'kill "$pid" 2>/dev/null' EXIT
start
run_once() { "$BUILD/bin/ecs-outbox" -c "$conf" --once 2>>"$T/$$.log"; }
row() { sql "$db" -e "SELECT state, attempts, error FROM outbox WHERE kind = '$1' ORDER BY id DESC LIMIT 1" | tr '\t' ' '; }
due() { sql "$db" -e "UPDATE outbox SET next_ms = 0, lease_ms = 0 WHERE state = 'open'"; }
sms() { tail -n 1 "$d/sms" | jq -r "$1"; }
arrived() { if [ $# = 0 ]; then cat "$d/sms" "$d/mail"; else cat "$d/$1"; fi 2>"$T/$$.null" | wc -l; }	# how many
fresh() { rm -f "$d/sms" "$d/mail"; sql "$db" -e 'DELETE FROM otp; DELETE FROM outbox; DELETE FROM exchange'; rm -f "$dir/limits"; }

# SMS
begin 15550100001
run_once
is 'the message was taken' "$(row sms)" 'done 1 '
is 'to whom, from whom, as whom' "$(sms '[.to, .from, .username, .password, .path] | join(" ")')" '15550100001 Operator gateway hush /sendsms'
is 'in the alphabet of GSM, plain, and not for long' "$(sms '[.coding, .udh, .charset, .validity] | join("/")')" '0//UTF-8/5'
is 'what it says' "$(sms .text)" "My mobile: Never share this code with anyone. We do not ask for it. Valid for 5 minutes.
Your code to move your number to another phone: $(code)"
ok 'it is one message' test "$(sms .text | tr -d '\n' | wc -c)" -lt 159
answer "$(sms .text | grep -o '[0-9]*$')"
is 'and with it the device is in' "$(status)" 200
fresh
begin 15550100002 '&SMS_port=37273'
run_once
# 3GPP TS 23.040 9.2.3.24.4: six octets, element 05 of four, destination and source.
is 'for a port' "$(sms .udh)" 06050491990000
is 'without an address nothing is mailed' "$(row mail)" 'dropped 1 the line has no address'
fresh
begin 15559999999
run_once
is 'nobody gets none' "$(row sms), $(row mail), $(arrived)" 'dropped 1 nobody has the number, dropped 1 nobody has the number, 0'
fresh
sql "$db" -e "UPDATE line SET language = 'fr' WHERE id = 2"
begin 15550100002
run_once
is "in the language of the line" "$(sms .text)" "Mon mobile: Ne donnez ce code à personne. Nous ne le demandons jamais. Valable 5 minutes.
Votre code pour transférer votre numéro : $(code)"
is '... which GSM has the letters for' "$(sms .coding)" 0
mkdir -p "$T/$$.tree/operators/north/texts"
for x in websheets templates db; do ln -s "$PWD/$x" "$T/$$.tree/$x"; done
echo 'otp-transfer Dein Code für 号码:' >"$T/$$.tree/operators/north/texts/en"
sed "s|^data-dir = .*|data-dir = \"$T/$$.tree\"|" "$conf" >"$conf.own"
fresh; begin 15550100001; conf_was=$conf conf=$conf.own; run_once; conf=$conf_was
is "an operator's own text, in other letters" "$(sms .coding) $(sms .text | tail -n 1)" "2 Dein Code für 号码: $(code)"

# What the gateway says
said() {	# said TEXT ANSWER ROW [NEXT-ANSWER...]
	fresh; begin 15550100002
	what=$1 want=$3 first=$2; shift 3
	printf '%s\n' "$first" "$@" >"$d/sms-plan"
	run_once
	is "$what" "$(row sms)" "$want"
	rm -f "$d/sms-plan"
}
said 'queued, for the link is down: it has it' '202 3: Queued for later delivery' 'done 1 '
said 'queued otherwise' '202 4: something' 'open 1 answered with status 202'
said 'another gateway that says yes' '200 {"id":7}' 'done 1 '
said 'it does not know us' '403 Authorization failed for sendsms' 'dead 1 the gateway refused our credentials'
said 'it wants no such message' '400 Missing receiver number, rejected' 'dead 1 the gateway refused the message'
said 'it is in trouble' '503 Temporal failure, try again later.' 'open 1 answered with status 503'
due; run_once
is '... and then not' "$(row sms)" 'done 2 '
said 'it is in trouble for long' '503 x' 'open 1 answered with status 503'
sql "$db" -e 'UPDATE otp SET expires_ms = UNIX_TIMESTAMP() * 1000 - 1'; due; run_once
is '... longer than the code is good for' "$(row sms)" 'dropped 2 its one-time password is over'
mv "$dir/secrets/sms.north" "$dir/sms.away"
said 'without our secret' '202 0: x' 'open 1 no secret sms with user:password'
mv "$dir/sms.away" "$dir/secrets/sms.north"
fresh; begin 15550100002
sql "$db" -e "INSERT INTO outbox (operator, kind, verb, line_id, app, ref, next_ms, created_at, owner, lease_ms, attempts)
    VALUES (1, 'provision', 'withdraw', 2, 2004, 'busy', UNIX_TIMESTAMP() * 1000 + 20000, 0, REPEAT('x', 16), UNIX_TIMESTAMP() * 1000 + 20000, 1)"
sql "$db" -e "UPDATE outbox SET id = 1 WHERE ref = 'busy'"
run_once
is 'it waits for nothing else of the line' "$(row sms)" 'done 1 '

# Mail
fresh; begin 15550100001
run_once
is 'the mail was taken' "$(row mail)" 'done 1 '
mail() { tail -n 1 "$d/mail" | jq -r "$1"; }
is 'from whom, to whom, as nobody' "$(mail '[.from, .to[], .user] | join("; ")' | sed 's/ SIZE=[0-9]*//')" 'FROM:<no-reply@operator.example>; TO:<someone@mail.example>; '
mail .data >"$d/mail.eml"
read_mail() { /usr/bin/python3 -c '
import email, email.policy, email.utils, sys, time
m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
assert not m.defects, m.defects
assert abs(time.time() - email.utils.parsedate_to_datetime(m["Date"]).timestamp()) < 60
print(m["Subject"], m["From"], m["To"], m["Auto-Submitted"], m["Message-ID"].rpartition("@")[2], sep="|")
print(m.get_content(), end="")' "$d/mail.eml"; }
is 'another mail reader reads it' "$(read_mail | tr -d '\r')" \
    "Your code|no-reply@operator.example|someone@mail.example|auto-generated|operator.example>
My mobile: Never share this code with anyone. We do not ask for it. Valid for 5 minutes.
Your code to move your number to another phone: $(code mail)"
is 'no line is long, all end in CR LF' "$(mail .data | awk 'length > 79 || !/\r$/' | grep -vc '^$')" 0
answer "$(read_mail | tr -d '\r' | grep -o '[0-9]*$' | tail -n 1)"
is 'and with it the device is in' "$(status)" 200
long="Ein sehr langer Betreff für Leute, die gern lesen, was man ihnen schickt — 号码 und mehr als eine Zeile: ja"
printf 'otp-subject %s\r\nBcc: x@evil.example\n' "$long" >"$T/$$.tree/operators/north/texts/en"
fresh; begin 15550100001; conf=$conf.own; run_once; conf=$conf_was
mail .data >"$d/mail.eml"
is 'a long subject of any letters' "$(read_mail | awk -F'|' 'NR == 1 { print $1 }')" "$long"
fresh
sql "$db" -e "UPDATE line SET email = CONCAT('a@mail.example>', CHAR(13), CHAR(10), 'RCPT TO:<b@mail.example') WHERE id = 1"
begin 15550100001; run_once
is 'what is no address goes nowhere' "$(row mail), $(arrived mail)" "dead 1 the line's address is none, 0"
sql "$db" -e "UPDATE line SET email = 'someone@mail.example' WHERE id = 1"
refused() {	# refused TEXT PLAN ROW
	fresh; begin 15550100001
	echo "$2" >"$d/mail-plan"
	run_once
	is "$1" "$(row mail)" "$3"
	rm -f "$d/mail-plan"
}
refused 'an address that is none there' 'RCPT 550 no such someone@mail.example' 'dead 1 it refused the message'
refused 'one that is later' 'RCPT 451 greylisted' 'open 1 SMTP failed'
refused 'the data' 'DATA 554 no' 'dead 1 it refused the message'
echo 'mailer:hush too' >"$dir/secrets/mail.north"
fresh; begin 15550100001; run_once
is 'with our secret' "$(row mail) $(mail .user)" 'done 1  mailer hush too'
refused '... which it does not take' 'AUTH 535 no' 'dead 1 it refused our credentials'

# TLS, where it is not this machine; names below localhost are, but we need not know.
mail_host=mail.localhost
kill "$pid"; start
fresh; begin 15550100001; run_once
is 'no STARTTLS, no mail' "$(row mail), $(arrived mail)" 'open 1 it offers no STARTTLS, 0'
kill "$pid"; start "$d/both"
fresh; begin 15550100001; run_once
is 'a certificate that nobody vouches for' "$(row mail), $(arrived mail)" 'open 1 its certificate is not trusted, 0'
sed -i "/^operator \"north\"/a\\	peer-ca = \"$d/crt\"" "$conf"
due; run_once
is 'one that we know' "$(row mail) $(mail '[.tls, .user] | join(" ")')" 'done 2  true mailer hush too'

# A day later nothing is left
sql "$db" -e "UPDATE otp SET made_ms = made_ms - 86400000 - 5000; UPDATE outbox SET next_ms = next_ms - 86400000 - 60000;
    INSERT INTO outbox (operator, kind, verb, line_id, app, ref, state, next_ms, created_at) VALUES (1, 'provision', 'x', 1, 2004, 'old', 'done', 1, 0)"
run_once
is 'they are forgotten, others are not' "$(sql "$db" -e 'SELECT COUNT(*) FROM otp; SELECT ref FROM outbox' | xargs)" '0 old'

is 'no secret, code, number or address is in a log' "$(grep -nE 'hush|1555[0-9]{7}|mail\.example|[^0-9a-f.:][0-9]{6}[^0-9a-f.:]' "$T/$$.log" | grep -v '"us":[0-9]*}$')" ''
done_testing
