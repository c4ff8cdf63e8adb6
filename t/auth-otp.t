#!/bin/sh
# One-time passwords of devices without a SIM: TS.43 v12 8.3.
. "${0%/*}/lib.sh"
. t/app.sh
. t/otp.sh
otp_fixture
first="app=ap2009&$device"

# The whole way
seed
golden auth/otp/begin ask "$first&msisdn=15550100001"
code=$(code) cookie=$(sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p' t/golden/auth/otp/begin)
ok 'the code has six digits' expr "$code" : '[0-9]\{6\}$'
is 'by mail it is the same' "$(code mail)" "$code"
is 'a message for each channel' "$(sql "$db" -e "SELECT kind, verb, line_id, state FROM outbox ORDER BY kind" | tr '\t\n' '  ')" \
    'sms transfer 1 open mail transfer 1 open '
is 'which is all the same for a number that nobody has' "$(seed
	ask "$first&msisdn=15559999999" 2>/dev/null | sed 's/ecs_otp=[^;]*/KEY/')" \
    "$(grep -v '^-- log' t/golden/auth/otp/begin | sed 's/ecs_otp=[^;]*/KEY/')"
is '... in its rows, too, but for whom they are for' \
    "$(sql "$db" -e "SELECT kind, verb, line_id, app, state, attempts FROM outbox WHERE line_id = 0 ORDER BY kind;
	SELECT line_id, LENGTH(number), LENGTH(code), language, sms_port, expires_ms - made_ms FROM otp WHERE line_id = 0 ORDER BY ref;
	SELECT kind, LENGTH(state), expires_ms FROM exchange ORDER BY sim_id LIMIT 1" | sed 's/^0	/N	/; s/	0	2009/	N	2009/')" \
    "$(sql "$db" -e "SELECT kind, verb, line_id, app, state, attempts FROM outbox WHERE line_id = 1 ORDER BY kind;
	SELECT line_id, LENGTH(number), LENGTH(code), language, sms_port, expires_ms - made_ms FROM otp WHERE line_id = 1 ORDER BY ref;
	SELECT kind, LENGTH(state), expires_ms FROM exchange ORDER BY sim_id DESC LIMIT 1" | sed 's/^1	/N	/; s/	1	2009/	N	2009/')"
seed
golden auth/otp/wrong ask "OTP=$(other "$code")" "$cookie"
seed
golden auth/otp/right ask "otp=$code" "$cookie"
is 'the token is of this authentication, which is no SIM'\''s' \
    "$(ask "app=ap2004&$device&token=$(sed -n 's/.*"token" value="\(.*\)".*/\1/p' t/golden/auth/otp/right)" 2>/dev/null | status_of)" 511
is '... and good for what it was got for' \
    "$(ask "$first&token=$(sed -n 's/.*"token" value="\(.*\)".*/\1/p' t/golden/auth/otp/right)" 2>/dev/null | value OperationResult)" 1

# Copies, and use once
is 'sent again because a connection dropped: answered alike' "$(ask "otp=$code" "$cookie" 2>/dev/null)" \
    "$(grep -v '^-- log' t/golden/auth/otp/right)"
is 'another code is too late then' "$(answer "$(other "$code")"; status)" 511
later 11
golden auth/otp/replay ask "OTP=$code" "$cookie"
is 'another cookie has another code' "$(begin 15550100001; one=$(code); begin 15550100002; answer "$one"; status)" 511
is 'no cookie' "$(ask "OTP=$code" 2>/dev/null | status_of)" 511
is 'a cookie of ours that is none' "$(ask "OTP=$code" ecs_otp=AAAAAAAAAAAAAAAAAAAAAA 2>/dev/null | status_of)" 511
later 86400

# Five tries
tries() {	# tries N   wrong ones, and their statuses
	c=$(code)
	for i in $(seq "$1"); do answer "$(other "$c" "$i")"; printf '%s ' "$(status)"; done
}
begin 15550100001
is 'four wrong ones' "$(tries 4)" '511 511 511 511 '
answer "$(code)"
is 'leave the right one' "$(status)" 200
begin 15550100001
is 'five' "$(tries 5)" '511 511 511 511 511 '
answer "$(code)"
is 'do not' "$(status)" 511
begin 15550100001
answer "$(other "$(code)")"; out1=$out; answer "$(other "$(code)")"
is 'the same wrong one sent twice is one try, answered alike' "$out" "$out1"
later 86400
begin 15550100001
for short in 1 12345 1234567 12345a ''; do answer "$short"; is "what is no code: \"$short\"" "$(status)" "$([ -n "$short" ] && echo 511 || echo 400)"; done
is '... counts' "$(answer "$(code)"; status)" 200
is 'longer than any code' "$(answer 12345678901234567; status)" 400
later 86400

# Its time
begin 15550100001
later 299; is 'just in time' "$(answer "$(code)"; status)" 200
later 86400
begin 15550100001
later 300; answer "$(code)"
is 'five minutes are over' "$(status)" 511
later 86400

# Nobody's number
begin 15559999999
is 'the right code of nobody is wrong' "$(answer "$(code)"; status)" 511
is '... and stays wrong' "$(tries 4)" '511 511 511 511 '
sql "$db" -e "UPDATE line SET state = 'terminated' WHERE id = 9"
begin 15550100009
is 'a line that has ended has no number any more' "$(sql "$db" -e 'SELECT line_id FROM otp ORDER BY made_ms DESC LIMIT 1')" 0
begin 15550200001
is "nor has another operator's" "$(sql "$db" -e 'SELECT line_id FROM otp ORDER BY made_ms DESC LIMIT 1')" 0
later 86400

# What was asked for first counts
seed
out=$(ask "$first&msisdn=15550100001&terminal_id=x" 2>/dev/null)
is 'a request that is wrong sends nothing' "$(status) $(sql "$db" -e "SELECT COUNT(*) FROM otp WHERE made_ms = ${ECS_TEST_NOW}000")" '400 0'
seed
cookie=$(ask "$first&msisdn=%2B15550100001" '' application/json 2>/dev/null | sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p')
is 'a plus is taken' "$(sql "$db" -e "SELECT line_id FROM otp WHERE made_ms = ${ECS_TEST_NOW}000 LIMIT 1")" 1
out=$(seed; ask "app=ap2004&terminal_id=490154203237518&OTP=$(code)" "$cookie" 2>/dev/null)
is 'app, terminal_id and Accept are those of the first request' "$(printf '%s\n' "$out" | sed -n 's/^Content-Type: //p') $(printf '%s' "$out" | grep -o '"ap[0-9]*":')" 'application/json "ap2009":'
begin '+15550100001' '&SMS_port=37273'
is 'a plus that was not escaped, and a port' "$(sql "$db" -e "SELECT line_id, sms_port FROM otp WHERE ref LIKE 'sms%' ORDER BY made_ms DESC, ref LIMIT 1" | tr '\t' ' ')" '1 37273'
later 86400
begin 15550100001 '&SMS_port=37273'
is 'SMS_port' "$(sql "$db" -e 'SELECT sms_port FROM otp ORDER BY made_ms DESC LIMIT 1')" 37273
is 'SMS_port out of range' "$(begin 15550100001 '&SMS_port=65536'; status)" 400
for number in 1555 1234567890123456 1555010000a ++15550100001 "15550100001'"; do
	is "no number: $number" "$(begin "$number"; status)" 400
done
later 86400

# Where it is not enough, or not offered
is 'an AppID that wants more' "$(ask "app=ap2004&$device&msisdn=15550100001" 2>/dev/null | status_of)" 511
is 'a token that is dead is said to be so' "$(ask "$first&msisdn=15550100001&token=AAAA" 2>/dev/null | status_of)" 511
is 'an operator without' "$(HTTP_HOST=south.example ask "$first&msisdn=15550200001" 2>/dev/null | status_of)" 511
is 'nothing was sent for these' "$(sql "$db" -e "SELECT COUNT(*) FROM otp WHERE made_ms = ${ECS_TEST_NOW}000")" 0

# Limits: of a number, known or not, and of an address
several() {	# several N STEP   messages to $number, so many seconds apart; sets $got
	got=''
	for i in $(seq "$1"); do begin "$number"; got="$got$(status) "; later "$2"; done
}
for number in 15550100001 15559999999; do
	later 86400
	several 3 61
	is "$number: three in ten minutes" "$got" '200 200 200 '
	[ "$number" = 15559999999 ] || { seed; golden auth/otp/limit ask "$first&msisdn=$number"; }
	is "$number: and not a fourth" "$(begin "$number"; printf '%s\n' "$out" | grep -E '^(Status|Retry-After)' | paste -sd ' ')" \
	    'Status: 503 too many requests Retry-After: 418'
	later 418
	several 1 601
	is "$number: when the first is ten minutes old, one more" "$got" '200 '
	several 5 601
	is "$number: eight a day" "$got" '200 200 200 200 503 '
	is "$number: until the first's day is over" "$(begin "$number"; printf '%s\n' "$out" | sed -n 's/^Retry-After: //p')" \
	    $((86400 - 3 * 61 - 418 - 6 * 601 + 1))
done
later 86400
is 'at once, so that the rows of one are not seen by the other: three' \
    "$(for i in 1 2 3 4; do begin 15550100001; status; done | paste -sd ' ')" '200 200 200 503'
later 86400
address=198.51.100.99
is 'twelve a minute from one address' "$(for i in $(seq 13); do begin "1555020000$((i + 10))"; status; done | sort | uniq -c | xargs)" '12 200 1 503'
is '... another one may' "$(address=203.0.113.1; begin 15550100007; status)" 200

# Nothing of it is in a log
codes=$(for c in $(sql "$db" -e 'SELECT LOWER(HEX(code)) FROM otp'); do "$BUILD/t/bin/otpcode" "$conf" 1 "$c"; done | sort -u)
ok 'there were codes' test "$(printf '%s\n' "$codes" | wc -l)" -gt 20
is 'no code, number or cookie in the log' "$(grep -v '"us":' "$T/$$.log" | head -n 3; for c in $codes; do grep -wF "$c" "$T/$$.log"; done; grep -E '1555[0-9]{7}|ecs_otp|mail\.example' "$T/$$.log")" ''
done_testing
