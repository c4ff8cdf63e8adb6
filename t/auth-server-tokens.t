#!/bin/sh
# Access tokens that the operator's own authorization server vouches for: asked (RFC 7662), or
# signed (RFC 9068).  authd stands in for it; tokens are signed by the openssl command.
. "${0%/*}/lib.sh"
. t/app.sh
. t/server.sh
server_fixture
authd=$T/$$.authd
mkdir "$authd"
t/authd "$authd" &
authd_pid=$!
trap 'kill "$authd_pid"' EXIT
until [ -s "$authd/port" ]; do sleep 0.05; done
url=http://127.0.0.1:$(cat "$authd/port")
cp "$conf" "$conf.own"
servers() {	# servers LINE   of the operator north
	sed "/^operator \"north\"/a\\
	peer-timeout = 1\\
	$1" "$conf.own" >"$conf"
	rm -f "$dir/gates"
}
q="app=ap2011&operation=CheckEligibility&requestor_id=fleet&$dummy&access_token"
got() {		# got TOKEN   status, and why
	server "$q=$1" >"$T/$$.got" 2>"$T/$$.err"
	echo "$(status_of <"$T/$$.got") $(why_of <"$T/$$.err")"
}
asked() { wc -l <"$authd/requests"; }
fault() { echo "$1" >"$authd/fault"; rm -f "$dir/gates"; }

# --- asked

servers "servers = \"introspection\" servers-url = \"$url/introspect\" servers-audience = \"ecs\" servers-issuer = \"https://as.example\""
tell() { jq -cn "{\"tok/1+=\": ({active: true, client_id: \"fleet-client\", aud: \"ecs\", iss: \"https://as.example\", exp: ($now + 100)} ${1:+| $1})}" >"$authd/tokens"; }
tok=tok%2F1%2B%3D
printf 'ecs client:p:w%%\n' >"$dir/secrets/servers.north"
tell
golden auth/server-tokens/introspected server "$q=$tok"
is 'how it was asked' "$(jq -c '[.path, .login, .token]' "$authd/requests")" '["/introspect",["ecs client","p:w%"],"tok/1+="]'
said() {	# said TEXT JQ WANT   about the token
	tell "$2"
	is "$1" "$(got "$tok")" "$3"
}
said 'without exp' 'del(.exp)' '200 '
said 'several audiences' '.aud = ["x", "ecs"]' '200 '
said 'the client is azp' 'del(.client_id) | .azp = "fleet-client"' '200 '
said 'the client is sub' 'del(.client_id) | .sub = "fleet-client"' '200 '
said 'not active' '.active = false' '511 access token not active'
said 'active is a word' '.active = "true"' '511 access token not active'
said 'nothing is said' '{}' '511 access token not active'
said 'expired, whatever else is said' ".exp = $now" '511 access token expired, or not valid yet'
said 'not before' ".nbf = $now + 61" '511 access token expired, or not valid yet'
said 'another audience' '.aud = "x"' '511 access token for another audience'
said 'no audience' 'del(.aud)' '511 access token for another audience'
said 'another issuer' '.iss = "https://as.example/"' '511 access token of another issuer'
said 'a client that is no requestor' '.client_id = "ghost"' '403 its client is no requestor'
said 'a client with a blank behind the name of ours' '.client_id = "fleet-client "' '403 its client is no requestor'
said 'another client' '.client_id = "bank-client"' "403 another requestor's token"
said 'nobody' 'del(.client_id)' '503 servers-url does not say whose token it is'
said 'a client_id without end' ".client_id = (\"x\" * 129)" '503 servers-url does not say whose token it is'
tell
is 'a token nobody issued' "$(got other)" '511 access token not active'
is 'a token of our own endpoint' "$(got "$(cp "$conf.own" "$conf.x"; cp "$conf" "$conf.y"; cp "$conf.x" "$conf"; access fleet-client o1 RS256 fleet; cp "$conf.y" "$conf")")" '511 access token not active'
for f in down:'connection lost before the answer' slow:'no answer in time' 500:'no 200 from servers-url' html:'no introspection answer from servers-url'; do
	fault "${f%%:*}"
	is "the server is ${f%%:*}" "$(got "$tok")" "503 ${f#*:}"
done
golden auth/server-tokens/down server "$q=$tok"
fault ''
for _ in 1 2 3 4 5 6; do echo 400 >"$authd/fault"; said=$(got garbage); done
is 'tokens that it calls malformed close no circuit' "$said" '511 servers-url takes it for no access token'
: >"$authd/fault"
is '... for others' "$(got "$tok")" '200 '
for _ in 1 2 3 4 5; do echo down >"$authd/fault"; got "$tok" >/dev/null; done
before=$(asked)
golden auth/server-tokens/left-alone server "$q=$tok"
is 'it is not asked then' "$(asked)" "$before"
fault ''
printf 'ecs client:wrong' >"$dir/secrets/servers.north"
is 'our password is wrong' "$(got "$tok")" '503 it refuses our client_id and secret'
printf 'nocolon' >"$dir/secrets/servers.north"
is 'the secret has no colon' "$(got "$tok")" '503 secret servers is not client_id:secret'
rm "$dir/secrets/servers.north"
is 'there is none' "$(got "$tok")" '503 secret servers is not client_id:secret'
printf 'ecs client:p:w%%\n' >"$dir/secrets/servers.north"
sed -i '/^operator "south"/,/^}/d' "$conf"
host=anything
is 'the only operator needs no host' "$(got "$tok")" '200 '
host=north.example
cp "$conf.own" "$conf"; servers "servers = \"introspection\" servers-url = \"$url/introspect\""
host=unknown.example
is 'of several operators, none at this host' "$(got "$tok")" '511 no operator at this host, nor by the token'
host=north.example

# A process remembers for a minute; the host is that of the one operator.
sed -i '/^operator "south"/,/^}/d' "$conf"
before=$(asked)
{
	echo "$q=$tok"
	echo "$q=$tok"
	echo "!sh -c 'echo {} >$authd/tokens'"
	echo "$q=$tok"
	echo "$q=other"
} | t/fcgi "$BUILD/t/bin/entitlement" -c "$conf" >"$T/$$.out" 2>/dev/null
is 'what holds is remembered, what does not is not' "$(status_of <"$T/$$.out" | xargs) $(($(asked) - before))" '200 200 200 511 2'
at() { echo "!sh -c 'echo $((now + $1)) >$T/$$.now'"; }	# a line for t/fcgi: so much later
later() { ECS_TEST_NOW=@$T/$$.now t/fcgi "$BUILD/t/bin/entitlement" -c "$conf" 2>/dev/null | status_of | xargs; }
echo $now >"$T/$$.now"
tell 'del(.exp)'
before=$(asked)
is 'for a minute' "$({ echo "$q=$tok"; at 59; echo "$q=$tok"; at 60; echo "$q=$tok"; } | later) $(($(asked) - before))" '200 200 200 2'
echo $now >"$T/$$.now"
tell ".exp = $now + 10"
is 'or until its end' "$({ echo "$q=$tok"; at 9; echo "$q=$tok"; at 10; echo "$q=$tok"; } | later)" '200 200 511'

# --- signed

servers "servers = \"jwks\" servers-url = \"$url/keys\" servers-audience = \"ecs\" servers-issuer = \"https://as.example\" servers-alg = \"ES256\""
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$dir/as.pem" 2>/dev/null
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$dir/as2.pem" 2>/dev/null
jwk() {	# jwk KEY KID   by the openssl command
	openssl pkey -in "$dir/$1.pem" -pubout -outform DER | tail -c 64 >"$T/$$.xy"
	half() { "$@" "$T/$$.xy" | base64 -w0 | tr '+/' '-_' | tr -d =; }
	jq -cn "{kty: \"EC\", crv: \"P-256\", kid: \"$2\", x: \"$(half head -c 32)\", y: \"$(half tail -c 32)\"}"
}
keys() { printf '{"keys":[%s]}' "$1" >"$authd/keys"; }
keys "$(jwk as k1)"
sign() {	# sign JQ [HEADER [ALG [KEY]]]   an access token
	jwt "${3-ES256}" "$dir/${4-as}.pem" "$(jq -cn "{iss: \"https://as.example\", aud: \"ecs\", client_id: \"fleet-client\", sub: \"x\", exp: ($now + 100), iat: $now, jti: \"1\"} ${1:+| $1}")" \
	    "${2-"{\"kid\":\"k1\",\"typ\":\"at+jwt\"}"}"
}
golden auth/server-tokens/signed server "$q=$(sign '')"
at='{"kid":"k1","typ":"at+jwt"}'
a() { is "$1" "$(got "$(sign "$3" "${4-$at}" "${5-ES256}" "${6-as}")")" "$2"; }
a 'typ with application/' '200 ' '' '{"kid":"k1","typ":"application/at+jwt"}'
a 'typ JWT' '200 ' '' '{"kid":"k1","typ":"JWT"}'
a 'no typ, no kid' '200 ' '' '{"typ":null}'
a 'several audiences' '200 ' '.aud = ["x", "ecs"]'
a 'the client is azp' '200 ' 'del(.client_id) | .azp = "fleet-client"'
a 'the client is sub' '200 ' 'del(.client_id) | .sub = "fleet-client"'
a 'another typ' '511 not an access token' '' '{"kid":"k1","typ":"logout+jwt"}'
a 'another issuer' '511 access token of another issuer' '.iss = "https://else.example"'
a 'no issuer' '511 access token of another issuer' 'del(.iss)'
a 'another audience' '511 access token for another audience' '.aud = "x"'
a 'no audience' '511 access token for another audience' 'del(.aud)'
a 'expired' '511 access token expired' ".exp = $now"
a 'no exp' '511 access token expired' 'del(.exp)'
a 'from the future' '511 access token not valid yet' ".iat = $now + 61"
a 'not before' '511 access token not valid yet' ".nbf = $now + 61"
a 'nobody' '511 it does not say whose it is' 'del(.client_id, .sub)'
a 'a client that is no requestor' '403 its client is no requestor' '.client_id = "ghost"'
a 'another client' "403 another requestor's token" '.client_id = "bank-client"'
a 'unsigned' '511 another algorithm' '' "$at" none
a 'HS256' '511 another algorithm' '' "$at" HS256
a 'RS256' '511 another algorithm' '' "$at" RS256 fleet
a 'another key' '511 the signature is wrong' '' "$at" ES256 as2
a 'a kid nobody has' '511 no key of this kid' '' '{"kid":"../k1","typ":"at+jwt"}'
is 'no JWT' "$(got abc)" '511 not a compact JWS'
is 'one that the server has signed for itself' "$(got "$(jwt RS256 "$dir/fleet.pem" "$(claims fleet-client x)")")" '511 another algorithm'
for f in down:'connection lost before the answer' slow:'no answer in time' 500:'no keys at servers-url' html:'servers-url has no usable keys'; do
	fault "${f%%:*}"
	is "the server is ${f%%:*}" "$(got "$(sign '')")" "503 ${f#*:}"
done
fault ''
keys ''
is 'it has no key' "$(got "$(sign '')")" '503 servers-url has no usable keys'
keys "$(jwk as k1)"

# A process keeps the keys; a kid it does not know makes it ask again.
sed -i '/^operator "south"/,/^}/d' "$conf"
before=$(asked)
{
	echo "$q=$(sign '')"
	echo "$q=$(sign '')"
	echo "$q=$(sign '' '{"kid":"k2","typ":"at+jwt"}' ES256 as2)"
	echo "!sh -c 'echo down >$authd/fault'"
	echo "$q=$(sign '')"
} | t/fcgi "$BUILD/t/bin/entitlement" -c "$conf" >"$T/$$.out" 2>/dev/null
is 'kept keys, one question, and one for a key that they lack' "$(status_of <"$T/$$.out" | xargs) $(($(asked) - before))" '200 200 511 200 2'
fault ''
echo $now >"$T/$$.now"
long=$(sign ".exp = $now + 9999") new=$(sign ".exp = $now + 9999" '{"kid":"k2","typ":"at+jwt"}' ES256 as2)
before=$(asked)
is 'a key that is new is asked for at once, but once a minute at the most' "$({
	echo "$q=$long"
	echo "!sh -c 'cp $authd/keys2 $authd/keys'"
	at 59; echo "$q=$new"
	at 60; echo "$q=$new"
	echo "$q=$long"
} | { keys "$(jwk as2 k2)"; mv "$authd/keys" "$authd/keys2"; keys "$(jwk as k1)"; later; }) $(($(asked) - before))" '200 200 200 511 2'
keys "$(jwk as k1)"
echo $now >"$T/$$.now"
before=$(asked)
is 'asked again after five minutes; while it is down an hour is gone by' "$({
	echo "$q=$long"
	at 299; echo "$q=$long"
	at 300; echo "$q=$long"
	echo "!sh -c 'echo down >$authd/fault'"
	at 600; echo "$q=$long"
	at 3899; echo "$q=$long"
	at 3900; echo "$q=$long"
} | later) $(($(asked) - before))" '200 200 200 200 200 503 5'
done_testing
