#!/bin/sh
# A server's whole story on an installed server: registered, an access token for an assertion that
# the openssl command has signed, an operation, its TOKEN, the end of it.
. "${0%/*}/lib.sh"
. t/e2e.sh
free_port; tls=$free
free_port; http=$free
free_port; peer=$free
./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 2 --detach >"$T/$$.serve" 2>&1
is 'serve' $? 0
url=https://127.0.0.1:$tls
ctl() { "$BUILD/bin/ecsctl" -c "$E/a/entitled.conf" "$@" --operator north; }
post() { curl -qs --noproxy '*' -m 30 --cacert "$E/a/tls/server.crt" "$@"; }
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$E/fleet.pem" 2>/dev/null
openssl pkey -in "$E/fleet.pem" -pubout -out "$E/fleet.pub"
ok 'the operator registers it' ctl requestor add fleet --client-id fleet-client --key "$E/fleet.pub" --alg ES256 \
    --operations ap2011/CheckEligibility
assertion() { t/jwt ES256 "$E/fleet.pem" "$(jq -cn "{iss: \"fleet-client\", sub: \"fleet-client\", aud: \"$url/oauth2/token\", exp: (now + 120 | floor), iat: (now | floor), jti: \"$1\"}")"; }
login() {	# login ASSERTION   prints the body and the status
	post -w '\n%{http_code}' --data-urlencode grant_type=client_credentials --data-urlencode "client_assertion=$1" \
	    --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer "$url/oauth2/token"
}
one=$(assertion "$$-1")
out=$(login "$one")
is 'it gets an access token' "$(printf '%s' "$out" | tail -1) $(printf '%s' "$out" | head -1 | jq -r '.token_type + " " + (.expires_in | tostring)')" '200 Bearer 3600'
acc=$(printf '%s' "$out" | head -1 | jq -r .access_token)
is 'for that assertion once' "$(login "$one" | tail -1)" 401
is 'the machine listener has no token endpoint' "$(status --cert "$E/a/tls/demo-peer.pem" "https://127.0.0.1:$peer/oauth2/token")" 404
ask() {		# ask JQ   the operation, by POST as JSON
	jq -cn "{app: \"ap2011\", operation: \"CheckEligibility\", requestor_id: \"fleet\", enterprise_id: \"acme\", terminal_vendor: \"x\",
	    terminal_model: \"x\", terminal_sw_version: \"x\", entitlement_version: \"12.0\", vers: 1} | $1" |
	    post -w '\n%{http_code}' -H 'Content-Type: application/json' -H 'Accept: application/json' --data-binary @- "$url/"
}
out=$(ask ".access_token = \"$acc\"" | head -1)
is 'with it the operation' "$(printf '%s' "$out" | jq -c .ap2011)" '{"EnterpriseAppEligibility":"1","OperationResult":"1"}'
tok=$(printf '%s' "$out" | jq -r .Token.token)
is 'with its TOKEN likewise' "$(ask ".token = \"$tok\"" | head -1 | jq -r '.ap2011.EnterpriseAppEligibility + " " + .Token.token')" "1 $tok"
is 'not for another enterprise' "$(ask ".token = \"$tok\" | .enterprise_id = \"else\"" | tail -1)" 511
is 'no other operation' "$(ask ".token = \"$tok\" | .app = \"ap2009\"" | tail -1)" 403
ok 'it is revoked' ctl requestor set fleet --revoke
is 'both are over' "$(ask ".token = \"$tok\"" | tail -1) $(ask ".access_token = \"$acc\"" | tail -1)" '511 511'
acc=$(login "$(assertion "$$-2")" | head -1 | jq -r .access_token)
is 'it comes again' "$(ask ".access_token = \"$acc\"" | tail -1)" 200
is 'no token and no assertion is in a log' "$(grep -rlF -e "$one" -e "$acc" -e "$tok" "$E/a/log")" ''
has 'the log says which server' "$(cat "$E/a/log/entitled.log")" '"requestor":"fleet","auth":"assertion"'
done_testing
