#!/bin/sh
# Login at npm's oidc-provider through lighttpd, as a person with a browser does it.  $NODE is the
# node to run it with, else the one of the path.
. "${0%/*}/lib.sh"
[ -d t/node/node_modules/oidc-provider ] || skip 'no oidc-provider: npm ci --prefix t/node'
. t/e2e.sh

free_port; tls=$free
free_port; http=$free
free_port; peer=$free
free_port; issuer=http://127.0.0.1:$free
base=https://127.0.0.1:$tls W=$E/w
mkdir "$W"
./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 1 --detach >"$W/serve" 2>&1
is 'the server runs' $? 0
provider() {	# provider KID   a new one, with a key of that name
	[ -z "${provider-}" ] || { kill "$provider"; wait "$provider" 2>/dev/null; }
	: >"$W/provider"
	"${NODE:-node}" t/node/provider.mjs "${issuer##*:}" es 'se:cret' "$base/" "$1" >"$W/provider" 2>"$W/provider.err" &
	provider=$!
	soon grep -q ready "$W/provider"
}
trap 'kill "$provider" 2>/dev/null; clean_up' EXIT
ok 'the provider runs' provider one

sql_a() { mariadb --no-defaults -S "$E/a/run/mariadb.sock" -u root -N entitled -e "$1"; }
workers() { for p in $(ours "$E/a"); do tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null | grep -q '^[^ ]*entitlement\.fcgi' && echo "$p"; done; }
echo 'se:cret' >"$E/a/secrets/oidc.north"
sed -i "/^operator \"north\"/,/^}/ { s|^	id = 1\$|&\\
	methods = {\"eap-aka\", \"oidc\"}\\
	oidc-issuer = \"$issuer\"\\
	oidc-client = \"es\"\\
	peer-timeout = 3|; s/hosts = {}/hosts = {\"127.0.0.1\"}/ }" "$E/a/entitled.conf"
anew() {	# the workers read the configuration at their start
	old=$(workers)
	# shellcheck disable=SC2086	# pids
	kill $old
	changed() { [ -n "$(workers)" ] && [ "$(workers)" != "$old" ]; }
	soon changed
}
ok 'the workers start anew' anew

# A line whose plan has Wi-Fi calling
msisdn=$(sql_a "SELECT l.msisdn FROM line l JOIN plan_feature p ON p.plan_id = l.plan_id AND p.app = 2004
    WHERE l.operator = 1 AND l.state = 'active' LIMIT 1")
first="$base/?app=ap2004&terminal_id=356938035643809&entitlement_version=8.0"
xml=text/vnd.wap.connectivity-xml
get() { curl -qsk --noproxy '*' -m 30 -o "$W/body" -D "$W/head" -w '%{http_code}' "$@"; }
location() { tr -d '\r' <"$W/head" | sed -n 's/^[Ll]ocation: //p'; }
begin() { get -H "Accept: $xml" "$first"; }
person() {	# person SUB URL   what a browser does at the provider; prints where it is sent
	rm -f "$W/jar"
	at=$2 form=''
	for step in 1 2 3 4 5 6 7 8; do
		case $at in
		"$base"/*) break ;;
		/*) at=$issuer$at ;;
		esac
		get -b "$W/jar" -c "$W/jar" ${form:+-d "$form"} "$at" >/dev/null
		form='' next=$(location)
		if [ -n "$next" ]; then
			at=$next
		elif grep -q 'value="login"' "$W/body"; then
			form="prompt=login&login=$1&password=x"
		else
			form='prompt=consent'
		fi
	done
	printf '%s\n' "$at" >"$W/at.$step"
	printf '%s\n' "$at"
}
log_in() {	# log_in SUB   all the way; prints the status
	begin >/dev/null
	back=$(person "$1" "$(location)")
	echo "$back" >"$W/back"
	get -H "Accept: $xml" "$back"
}
in_url() { sed -n "s/.*[?&]$1=\\([^&]*\\).*/\\1/p"; }

is 'who has neither token nor SIM is sent away' "$(begin)" 302
has 'to the provider' "$(location)" "$issuer/auth?response_type=code&scope=openid%20phone&client_id=es&"
is 'and comes back with a document' "$(log_in "$msisdn")" 200
has 'of the app' "$(cat "$W/body")" '"AppID" value="ap2004"'
token=$(sed -n 's/.*name="token" value="\([^"]*\)".*/\1/p' "$W/body")
ok 'with a token' test -n "$token"
cp "$W/body" "$W/before"
is 'the provider told who it is' "$(in_url iss <"$W/back")" "$(printf '%s' "$issuer" | sed 's|:|%3A|g; s|/|%2F|g')"
is 'the same call-back again' "$(get -H "Accept: $xml" "$(cat "$W/back")")" 200
ok 'gets the same document' cmp -s "$W/body" "$W/before"
is 'the token works' "$(get "$first&token=$token")" 200
is 'and says how it came' "$(tail -n 1 "$E/a/log/entitled.log" | jq -r .auth)" token
is 'the log tells of the login and of the copy' "$(grep -cE '"auth":"(oidc|copy)","status":200' "$E/a/log/entitled.log")" 2
is 'another login' "$(log_in "$msisdn")" 200
is 'somebody without a line' "$(log_in 15550199999)" 403
is 'a number not verified' "$(log_in "$msisdn-unverified")" 403

# Codes and states
begin >/dev/null
one=$(person "$msisdn" "$(location)")
begin >/dev/null
two=$(person "$msisdn" "$(location)")
code=$(echo "$one" | in_url code)
is 'a code of another login, whose verifier is another' \
    "$(get "$(echo "$two" | sed "s/code=[^&]*/code=$code/")")" 403
is 'the provider itself refused' "$(tail -n 1 "$E/a/log/entitled.log" | jq -r .why)" 'the OpenID provider refused the code'
begin >/dev/null
used=$(in_url code <"$W/back")
is 'a code used before' "$(get "$(person "$msisdn" "$(location)" | sed "s/code=[^&]*/code=$used/")")" 403
begin >/dev/null
is 'another issuer' "$(get "$(person "$msisdn" "$(location)" | sed 's/iss=[^&]*/iss=x/')")" 403
begin >/dev/null
is 'no issuer, where the provider promises one' "$(get "$(person "$msisdn" "$(location)" | sed 's/&iss=[^&]*//')")" 403
state=$(begin >/dev/null; location | in_url state)
is 'the person says no' "$(get -H "Accept: $xml" "$base/?state=$state&error=access_denied&iss=$(echo "$one" | in_url iss)")" 200
is 'a page says so' "$(sed -n 's/.*name="GeneralErrorURL" value="\([^"]*\)".*/\1/p' "$W/body")" "$base/websheet/problem"
data=$(sed -n 's/.*name="GeneralErrorUserData" value="\([^"]*\)".*/\1/p' "$W/body")
is 'which opens' "$(get -d "$data" "$base/websheet/problem")" 200
has 'in words' "$(cat "$W/body")" '<title>You were not signed in</title>'

# Keys change, the provider goes
ok 'the provider has a new key' provider two
is 'a login with it' "$(log_in "$msisdn")" 200
ok 'and another one at once' provider three
is 'for which the keys are not read again so soon' "$(log_in "$msisdn") $(tail -n 1 "$E/a/log/entitled.log" | jq -r .why)" '403 ID token: no key of this kid'
begin >/dev/null
late=$(person "$msisdn" "$(location)")
kill -s STOP "$provider"
is 'a provider that hangs' "$(get "$late") $(tr -d '\r' <"$W/head" | grep -ci '^retry-after')" '503 1'
ok 'within the time it has' test "$(tail -n 1 "$E/a/log/entitled.log" | jq '.us < 4000000')" = true
kill -s CONT "$provider"
kill "$provider"
wait "$provider" 2>/dev/null
is 'while it is gone, people are still sent there' "$(begin)" 302
is 'but nobody gets in' "$(get "$base/?state=$(location | in_url state)&code=x&iss=$(echo "$one" | in_url iss)")" 503
ok 'a process that never knew it' anew
is 'sends nobody anywhere' "$(begin)" 503

is 'no code, state, secret, token or number in a log' \
    "$(grep -lrE 'code=|state=|se:cret|se%3Acret|eyJ|1555[0-9]{7}' "$E/a/log")" ''
done_testing
