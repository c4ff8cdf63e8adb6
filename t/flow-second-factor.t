#!/bin/sh
# A login at the OpenID provider, then the code of an SMS, then the document: TS.43 v12 2.8.2.1.
. "${0%/*}/lib.sh"
. t/app.sh
. t/ws.sh
. t/oidc.sh
oidc_fixture
plan '{claims: {phone_number: "+15550100001", phone_number_verified: true}}'
sheet=/websheet/sms-code
echo "password-of-websheet-12345" >"$dir/secrets/db-websheet"
north 'oidc-second-factor = true' 'sms-url = "http://127.0.0.1:1/"'
host=north.example
accept=text/vnd.wap.connectivity-xml
code() { "$BUILD/t/bin/otpcode" "$conf" 1 "$(sql "$db" -e 'SELECT LOWER(HEX(code)) FROM otp ORDER BY made_ms DESC LIMIT 1')"; }
goes() { printf '%s\n' "$out" | sed -n 's/^Location: //p'; }
hidden() { tr '<' '\n' | sed -n 's/^input type="hidden" name="\([a-z]*\)" value="\([A-Za-z0-9_-]*\)".*/\1=\2/p' | sort -u | paste -sd '&'; }

log_in
is 'the provider knows the person, and the page asks for a code' "$status $(goes | sed 's/?.*//')" "302 https://127.0.0.1:8443$sheet"
is 'which is on its way' "$(sql "$db" -e 'SELECT kind, verb, line_id, state FROM outbox' | tr '\t' ' ')" 'sms login 1 open'
url=$(goes)
back
is 'the provider'\''s answer sent again: answered alike, no second SMS' "$(goes) $(sql "$db" -e 'SELECT COUNT(*) FROM otp')" "$url 1"
factor=${url##*state=}
ECS_TEST_RANDOM=page-1
export ECS_TEST_RANDOM
cookie=$(ws GET "$sheet?${url#*\?}" 2>/dev/null | sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p')
f=$(ECS_TEST_RANDOM=page-2 ws GET "$sheet?state=$factor" 2>/dev/null | hidden)
out=$(ECS_TEST_RANDOM=page-3 ws POST $sheet "$f&action=submit&code=$(code)" 2>/dev/null)
is 'the code leads back' "$(goes)" "https://127.0.0.1:8443/?state=$factor"
cookie=''
ECS_TEST_RANDOM=page-4 ask "state=$factor"
is 'to the document of the first request' "$status $(printf '%s\n' "$out" | sed 's/></>\n</g' | value AppID)" '200 ap2004'
token=$(printf '%s\n' "$out" | sed 's/></>\n</g' | value token)
ECS_TEST_RANDOM=page-5 ask "$first&token=$token"
is 'with a token that is good' "$status" 200
sql "$db" -e 'DELETE FROM otp'

log_in
factor=$(goes); factor=${factor##*state=}
ECS_TEST_RANDOM=page-6 ask "state=$factor"
is 'without the code there is no document' "$status $why" '511 no code was typed'
ECS_TEST_RANDOM=page-7 ask "state=$state&code=code-$n_code"
is 'nor by the way of the login' "$status $(goes | sed 's/?.*//')" "302 https://127.0.0.1:8443$sheet"
sql "$db" -e 'DELETE FROM otp'
for i in 1 2 3; do log_in; done
log_in
is 'a number gets three in ten minutes' "$status $why" '503 one-time passwords for one number'
begin
ECS_TEST_RANDOM=page-8 ask "state=$state&error=access_denied"
is 'a login that failed wants no code' "$status $(printf '%s\n' "$out" | grep -c GeneralErrorURL)" '200 1'
done_testing
