# oidc.sh - a person who logs in at the provider of t/oidcd, for tests of the entitlement
# program in CGI mode.  Source it after lib.sh and app.sh.
# shellcheck shell=sh
P=$T/$$.p callback=https://127.0.0.1:8443/ cookie='' host=north.example accept='' n_code=0
first="app=ap2004&terminal_id=$imei&entitlement_version=8.0"

oidc_fixture() {	# app_fixture; operator north logs in at oidcd
	app_fixture
	mkdir "$P"
	echo '{}' >"$P/plan"
	t/oidcd "$P" 'es:1' 'se cret&' "$callback" &
	oidcd=$!
	trap 'kill "$oidcd" 2>/dev/null' EXIT
	tries=200
	until [ -s "$P/port" ] || [ "$tries" = 0 ]; do tries=$((tries - 1)); sleep 0.05; done
	issuer=http://127.0.0.1:$(cat "$P/port")
	sed -i '0,/hosts = {}/s//hosts = {"north.example"}/; 0,/hosts = {}/s//hosts = {"south.example"}/' "$conf"
	printf 'se cret&\n' >"$dir/secrets/oidc.north"
	north 'methods = {"eap-aka", "oidc"}' "oidc-issuer = \"$issuer\"" 'oidc-client = "es:1"'
}
north() {	# north LINE...   options of operator north, in place of earlier ones
	for line; do
		sed -i "/^operator \"north\"/,/^}/ { /^	${line%% =*} = /d; s|^	id = 1\$|&\\
	$line| }" "$conf"
	done
}
plan() {	# plan JQ   changes the provider's plan
	jq -c ". + ($1)" "$P/plan" >"$P/plan.new" && mv "$P/plan.new" "$P/plan"
}
ask() {		# ask QUERY   sets $out $status
	out=$(REQUEST_METHOD=GET QUERY_STRING=$1 REQUEST_URI="/?$1" REMOTE_ADDR=127.0.0.1 \
	    HTTP_ACCEPT=$accept HTTP_COOKIE=$cookie HTTP_HOST=$host HTTPS=on \
	    "$BUILD/t/bin/entitlement" -c "$conf" </dev/null 2>"$P/log" | tr -d '\r')
	status=$(printf '%s\n' "$out" | status_of)
	why=$(sed -n 's/.*"why":"\([^"]*\)".*/\1/p' "$P/log")
}
in_location() { printf '%s\n' "$out" | sed -n "s/^Location: .*[?&]$1=\\([^&]*\\).*/\\1/p"; }
begin() {	# begin [PARAMETERS]   sets $state, tells the provider what the redirect says
	n_code=$((n_code + 1)) cookie=''
	ECS_TEST_RANDOM=login-$n_code ask "$first${1-}"
	state=$(in_location state)
	plan "{nonce: \"$(in_location nonce)\", challenge: \"$(in_location code_challenge)\"}"
}
back() {	# back [PARAMETERS]   the person comes back with a code
	ECS_TEST_RANDOM=back-$n_code ask "state=$state&code=code-$n_code${1-}"
}
log_in() { begin && back; }
said() { cat "$P/requests" 2>/dev/null; rm -f "$P/requests"; }
