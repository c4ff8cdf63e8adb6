#!/bin/sh
# The page where the code of an SMS is typed after a login: TS.43 v12 2.8.2.1.
. "${0%/*}/lib.sh"
. t/app.sh
. t/otp.sh
. t/ws.sh
otp_fixture
sheet=/websheet/sms-code at=ws/sms-code
host=north.example
first="app=ap2009&$device"

login() {	# login SIM_ID   sets $url, $state and $cookie, and has been sent to the page
	seed
	url=$("$BUILD/t/bin/mkfactor" "$conf" 1 "$1" "$first" 2>>"$T/$$.log")
	state=${url##*state=} cookie=''
	seed
	cookie=$(ws GET "$sheet?${url#*\?}" 2>>"$T/$$.log" | sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p')
}
form() { ws GET "$sheet?state=$state" 2>>"$T/$$.log" | tr '<' '\n' |
    sed -n 's/^input type="hidden" name="\([a-z]*\)" value="\([A-Za-z0-9_-]*\)".*/\1=\2/p' | sort -u | paste -sd '&'; }
typed() {	# typed CODE [FORM]   sets $out
	seed; f=${2-$(form)}
	seed
	out=$(ws POST $sheet "$f&action=submit&code=$1" 2>>"$T/$$.log")
}
again() {
	seed; f=$(form)
	seed
	out=$(ws POST $sheet "$f&action=again" 2>>"$T/$$.log")
}
went() { printf '%s\n' "$out" | sed -n "s/^Status: \([0-9]*\).*/\1/p; s/^Location: //p" | sed "s/$state/STATE/" | paste -sd ' '; }
back() { seed; out=$(ask "state=$state" 2>>"$T/$$.log"); }

# There, typed, and back
login 1
has 'the login leads to the page' "$url" '302 https://127.0.0.1:8443/websheet/sms-code?ticket=AAE'
is 'an SMS is on its way, and no mail' "$(sql "$db" -e 'SELECT kind, verb, line_id FROM outbox')" 'sms	login	1'
is 'the ticket goes from the address bar, the exchange stays' "$(seed; cookie=''; login 2; seed
	ws GET "$sheet?${url#*\?}" 2>/dev/null | sed -n 's/^Location: //p' | sed "s/$state/STATE/")" '/websheet/sms-code?state=STATE'
for language in en fr; do
	later 86400
	ECS_TEST_RANDOM=show-$language
	login 1
	ECS_TEST_RANDOM=show-$language golden $at/ask.$language.html tags GET "$sheet?state=$state"
	ECS_TEST_RANDOM=show-$language golden $at/wrong.$language.html tags GET "$sheet?state=$state&view=wrong"
	ECS_TEST_RANDOM=show-$language golden $at/over.$language.html tags GET "$sheet?state=$state&view=over"
	ECS_TEST_RANDOM=show-$language golden $at/again.$language.html tags GET "$sheet?state=$state&view=again"
done
language=en
for view in missing soon many; do
	has "it says: $view" "$(seed; page "$sheet?state=$state&view=$view")" "$(sed -n "s/^said-$view\(-title\)\{0,1\} //p" websheets/sms-code/texts.fr | head -n 1)"
done
is 'for telephones: digits, and the code from the SMS' "$(page "$sheet?state=$state" | grep -oE 'inputmode="numeric"|autocomplete="one-time-code"' | paste -sd ' ')" \
    'inputmode="numeric" autocomplete="one-time-code"'
later 86400
login 1
c=$(code)
typed "$c"
is 'the right code leads back to the ECS' "$(went)" '303 https://127.0.0.1:8443/?state=STATE'
seed
golden auth/otp/factor ask "state=$state"
is 'fetched again: the same' "$(ask "state=$state" 2>/dev/null)" "$(grep -v '^-- log' t/golden/auth/otp/factor)"
later 11
back
is 'but not for long' "$(status)" 511
typed "$c"
is 'and the page is over' "$(went) $(printf '%s\n' "$out" | title)" '403 This page has expired'
has '... and says how to go on' "$out" 'Close this page and sign in again.'

# Not without the code
later 86400
login 1
back
is 'back without a code' "$(status)" 511
later 86400
login 1
typed "$(other "$(code)")"
is 'a wrong code' "$(went)" '303 /websheet/sms-code?state=STATE&view=wrong'
for i in 2 3 4; do typed "$(other "$(code)" "$i")"; done
is 'a fourth' "$(went)" '303 /websheet/sms-code?state=STATE&view=wrong'
typed "$(code | sed 's/^\(...\)/\1%20/')"
is 'the right one, written as it is read' "$(went)" '303 https://127.0.0.1:8443/?state=STATE'
later 86400
login 1
for i in 1 2 3 4 5; do typed "$(other "$(code)" "$i")"; done
is 'a fifth' "$(went)" '303 /websheet/sms-code?state=STATE&view=over'
typed "$(code)"
is 'after it the right one does not count' "$(went)" 403
later 86400
login 1
for nothing in '' 12345 1234567 abcdef; do
	typed "$nothing"
	is "what is no code is no try: \"$nothing\"" "$(went) $(printf '%s\n' "$out" | title)" '200 Error: Enter the code from our SMS'
done
seed; f=$(form)
typed "$(other "$(code)")" "$f"; one=$(went)
typed "$(other "$(code)")" "$f"
is 'the same form sent twice is one try' "$one; $(went)" '303 /websheet/sms-code?state=STATE&view=wrong; 303 /websheet/sms-code?state=STATE&view=wrong'
for i in 2 3 4; do typed "$(other "$(code)" "$i")"; done
is '... so four are left' "$(went)" '303 /websheet/sms-code?state=STATE&view=wrong'
later 300
typed "$(code)"
is 'five minutes are over' "$(went)" 403
later 86400
login 1
typed "$(code)"
later 300; back
is 'also on the way back' "$(status)" 511

# Again
later 86400
login 1
again
is 'not within a minute' "$(went) $(sql "$db" -e "SELECT COUNT(*) FROM otp WHERE made_ms > (${ECS_TEST_NOW} - 100) * 1000")" \
    '303 /websheet/sms-code?state=STATE&view=soon 1'
c=$(code)
later 60; again
is 'then once more' "$(went)" '303 /websheet/sms-code?state=STATE&view=again'
is '... the same code' "$(code)" "$c"
later 59; again
is 'and not within a minute of that' "$(went)" '303 /websheet/sms-code?state=STATE&view=soon'
later 1; again
is 'a third SMS' "$(went)" '303 /websheet/sms-code?state=STATE&view=again'
later 60; again
is 'is the last in ten minutes' "$(went)" '303 /websheet/sms-code?state=STATE&view=many'
typed "$c"
is 'it counts still' "$(went)" '303 https://127.0.0.1:8443/?state=STATE'
later 60; again
is 'who has typed it gets none' "$(went)" 403
is 'another login of that number has to wait' "$(seed; "$BUILD/t/bin/mkfactor" "$conf" 1 1 "$first" 2>/dev/null)" '503 one-time passwords for one number'

# Whose page
later 86400
login 1; f=$(form) state1=$state cookie1=$cookie
login 2
typed "$(code)" "$f"
is "another session's form" "$(went)" 403
typed 123456 "$(form | sed "s/state=[^&]*/state=$state1/")"
is "another session's exchange" "$(went) $(printf '%s\n' "$out" | title)" '403 This page has expired'
cookie=$cookie1
is "a session of another page" "$(page "/websheet/wifi-calling" | status_of)" 403
typed 123456 "$(form | sed 's/csrf=[^&]*/csrf=00/')"
is 'a form without our token' "$(went)" 403
is 'no session' "$(cookie=''; page "$sheet?state=$state" | status_of)" 403
is 'no exchange named' "$(page "$sheet" | status_of)" 400
is 'the state of a page goes nowhere but here' "$(seed; login 5; seed; cookie=''; t=$(ticket 7 7 0 sms-code)
	ws GET "$sheet?$t&state=x%22%3E%0d%0aX:%20y" 2>/dev/null | sed -n 's/^Location: //p')" /websheet/sms-code
is 'a SIM that is gone' "$(seed; "$BUILD/t/bin/mkfactor" "$conf" 1 4711 "$first" 2>/dev/null)" '511 the SIM is gone'

is 'no code, number or key in the log' "$(for c in $(sql "$db" -e 'SELECT LOWER(HEX(code)) FROM otp'); do
	grep -wF "$("$BUILD/t/bin/otpcode" "$conf" 1 "$c")" "$T/$$.log"; done; grep -E '1555[0-9]{7}|state=|ecs_ws' "$T/$$.log")" ''
done_testing
