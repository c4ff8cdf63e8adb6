# otp.sh - for tests of one-time passwords.  Source it after lib.sh and app.sh.
# shellcheck shell=sh
otp_fixture() {	# app_fixture; operator north takes numbers, by SMS and mail; line 1 has an address
	app_fixture
	for p in websheet ecs-outbox; do echo "password-of-$p-12345" >"$dir/secrets/db-$p"; done
	sed -i '/^operator "north"/a\
	methods = {"eap-aka", "otp"}\
	otp-channels = {"sms", "mail"}\
	sms-url = "http://127.0.0.1:1/sendsms?username={user}\&password={password}\&to={to}\&from={from}\&text={text}\&charset=UTF-8\&coding={coding}\&udh={udh}\&validity=5"\
	sms-from = "Operator"\
	mail-url = "smtp://127.0.0.1:1"\
	mail-from = "no-reply@operator.example"\
	peer-timeout = 2' "$conf"
	sed -i '/^limits/,/^}/s/auth-address = .*/auth-address = 12/' "$conf"
	sed -i '0,/hosts = {}/s//hosts = {"north.example"}/' "$conf"
	sql "$db" -e "UPDATE line SET email = 'someone@mail.example' WHERE id = 1"
	echo 'gateway:hush' >"$dir/secrets/sms.north"
}
# The device names its operator by the Host header: it has no SIM to tell.
export HTTP_HOST=north.example
ask() {		# ask QUERY [COOKIE [ACCEPT]]   one request of a device
	HTTP_COOKIE=${2-} QUERY_STRING=$1 HTTP_ACCEPT=${3-} REQUEST_METHOD=GET REQUEST_URI="/?$1" \
	    REMOTE_ADDR=${address-198.51.100.7} "$BUILD/t/bin/entitlement" -c "$conf" </dev/null | tr -d '\r'
}
seed() {	# each request has randomness of its own, in a subshell, too
	echo >>"$T/$$.seeds"
	ECS_TEST_RANDOM=otp-$(wc -l <"$T/$$.seeds")
	export ECS_TEST_RANDOM
}
begin() {	# begin MSISDN [PARAMETERS]   sets $cookie and $out
	seed
	out=$(ask "app=ap2009&$device&msisdn=$1${2-}" 2>>"$T/$$.log")
	cookie=$(printf '%s\n' "$out" | sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p')
}
code() {	# code [CHANNEL]   of the last message
	"$BUILD/t/bin/otpcode" "$conf" 1 "$(sql "$db" -e "SELECT LOWER(HEX(code)) FROM otp
	    WHERE ref LIKE '${1-sms}-%' ORDER BY made_ms DESC, ref LIMIT 1")"
}
other() { printf '%06d' $(((1$1 - 1000000 + ${2-1}) % 1000000)); }	# other CODE [N]   a wrong one
later() { ECS_TEST_NOW=$((ECS_TEST_NOW + $1)); }
answer() {	# answer CODE   sets $out
	seed
	out=$(ask "OTP=$1" "$cookie" 2>>"$T/$$.log")
}
status() { printf '%s\n' "$out" | status_of; }
