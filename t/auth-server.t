#!/bin/sh
# Servers instead of devices: the token endpoint, access tokens of our own, the TOKEN of a server.
. "${0%/*}/lib.sh"
. t/app.sh
. t/server.sh
server_fixture
try() { assert "$1" 2>"$T/$$.err" >"$T/$$.got"; status_of <"$T/$$.got"; }	# status; why is in $T/$$.err
refused() {	# refused TEXT WHY JWT
	is "$1" "$(try "$(form "$3")") $(sed 1,/^$/d "$T/$$.got" | jq -r .error) $(why_of <"$T/$$.err")" "401 invalid_client $2"
}
fleet() { jwt RS256 "$dir/fleet.pem" "$(claims fleet-client "$@")"; }

# --- the token endpoint

golden auth/server/token        assert "$(form "$(fleet j1)")"
export ECS_TEST_RANDOM=another	# what a request is known by
golden auth/server/replayed     assert "$(form "$(fleet j1)")"
refused 'the same jti in another assertion' 'used before' "$(fleet j1 ".exp = $now + 100")"
ECS_TEST_RANDOM=seed
is 'the request that has it, once more' "$(try "$(form "$(fleet j1)")")" 200
is 'ES256' "$(try "$(form "$(jwt ES256 "$dir/mdm.pem" "$(claims mdm-client j1)")")")" 200
is 'PS256' "$(try "$(form "$(jwt PS256 "$dir/bank.pem" "$(claims bank-client j1)")")")" 200
is 'aud may be the base URL' "$(try "$(form "$(fleet j2 '.aud = "https://north.example"')")")" 200
is 'or an array with it' "$(try "$(form "$(fleet j3 '.aud = [.aud]')")")" 200
is 'client_id may be said besides' "$(try "client_id=fleet-client&$(form "$(fleet j4)")")" 200
is 'five minutes ahead' "$(try "$(form "$(fleet j5 ".exp = $now + 300")")")" 200
is 'typ of RFC 7523bis' "$(try "$(form "$(jwt RS256 "$dir/fleet.pem" "$(claims fleet-client j6)" '{"typ":"client-authentication+jwt"}')")")" 200
host=unknown.example
is 'the operator by its audience' "$(try "$(form "$(fleet j7)")")" 200
host=north.example

from=192.0.2.2
refused 'HS256 with the public key for a secret' 'another algorithm' "$(jwt HS256 "$dir/fleet.pub" "$(claims fleet-client k1)")"
refused 'unsigned' 'another algorithm' "$(jwt none "$dir/fleet.pem" "$(claims fleet-client k2)")"
refused 'alg none in other letters' 'another algorithm' "$(jwt none "$dir/fleet.pem" "$(claims fleet-client k2)" '{"alg":"nOnE"}')"
refused 'PS256 where RS256 is registered' 'another algorithm' "$(jwt PS256 "$dir/fleet.pem" "$(claims fleet-client k3)")"
refused 'signed by another key' 'the signature is wrong' "$(jwt RS256 "$dir/other.pem" "$(claims fleet-client k4)")"
refused "another client's key" 'the signature is wrong' "$(jwt RS256 "$dir/bank.pem" "$(claims fleet-client k5)")"
refused 'the wrong audience' 'for another audience' "$(fleet k6 '.aud = "https://south.example/oauth2/token"')"
refused 'us among several' 'for another audience' "$(fleet k7 '.aud = [.aud, "https://else.example"]')"
refused 'no audience' 'for another audience' "$(fleet k8 'del(.aud)')"
refused 'sub is another' 'iss and sub are not both the client' "$(fleet k9 '.sub = "bank-client"')"
refused 'iss is another' 'another algorithm' "$(fleet k10 '.iss = "bank-client"')"
refused 'no iss' 'not a JWT of a client' "$(fleet k11 'del(.iss)')"
refused 'expired' 'expired' "$(fleet k12 ".exp = $now")"
refused 'no exp' 'expired' "$(fleet k13 'del(.exp)')"
refused 'too far ahead' 'it would live too long' "$(fleet k14 ".exp = $now + 301")"
refused 'from the future' 'not valid yet' "$(fleet k15 ".iat = $now + 61")"
from=192.0.2.3
refused 'not before' 'not valid yet' "$(fleet k16 ".nbf = $now + 61")"
refused 'no jti' 'no jti, or a long one' "$(fleet k17 'del(.jti)')"
refused 'a jti without end' 'no jti, or a long one' "$(fleet "$(printf '%0257d' 1)")"
refused 'a number for jti' 'not a JWT of a client' "$(fleet k18 '.jti = 18')"
refused 'a client nobody knows' 'its client is no requestor' "$(jwt RS256 "$dir/fleet.pem" "$(claims ghost k19)")"
refused 'the same client of another operator' 'the signature is wrong' "$(jwt RS256 "$dir/other.pem" "$(claims fleet-client k20)")"
kid() { jwt RS256 "$dir/$1.pem" "$(claims fleet-client "$2")" "$3"; }
refused 'a kid nobody has' 'no key of this kid' "$(kid fleet k21 '{"kid":"x"}')"
refused 'a kid that is a path' 'no key of this kid' "$(kid fleet k22 '{"kid":"../../../../dev/null"}')"
refused 'a kid that is a statement' 'no key of this kid' "$(kid fleet k23 "{\"kid\":\"x' OR '1'='1\"}")"
refused 'a kid that is no string' 'its header is malformed' "$(kid fleet k24 '{"kid":1}')"
refused 'a key that it brings along' 'the signature is wrong' "$(kid other k25 \
    "{\"jwk\":$(jq -cn --arg n x '{kty: "RSA", n: $n, e: "AQAB"}'),\"jku\":\"https://else.example/keys\"}")"
refused 'a critical extension' 'it has a critical extension' "$(kid fleet k26 '{"crit":["exp"]}')"
refused 'another type of token' 'another type of token' "$(kid fleet k27 '{"typ":"at+jwt"}')"
thumb=$("$BUILD/bin/ecsctl" -c "$conf" requestor list --operator north --json | jq -r '.requestors[] | select(.requestor_id == "fleet").keys')
is 'the kid of its key' "$(try "$(form "$(kid fleet k28 "{\"kid\":\"$thumb\"}")")")" 200
refused 'a changed payload' 'the signature is wrong' "$(fleet k29 | sed "s/\.[^.]*\./.$(claims fleet-client k30 | base64 -w0 | tr '+/' '-_' | tr -d =)./")"
refused 'no JWT' 'not a JWT of a client' abc
is 'client_id of another' "$(try "client_id=mdm-client&$(form "$(fleet k31)")") $(why_of <"$T/$$.err")" '401 client_id is another client'
is 'none of these took a jti' "$(sql "$db" -e 'SELECT COUNT(*) FROM assertion')" 10

from=192.0.2.4
golden auth/server/no-assertion  assert grant_type=client_credentials
golden auth/server/secret        assert 'grant_type=client_credentials&client_id=fleet-client&client_secret=x'
golden auth/server/other-grant   assert "grant_type=password&username=a&password=b"
golden auth/server/no-grant      assert "client_assertion=x"
golden auth/server/repeated      assert "grant_type=client_credentials&$(form x)"
golden auth/server/bad-form      assert 'grant_type=%zz'
type=application/json golden auth/server/media assert '{}'
method=GET golden auth/server/get assert ''
golden auth/server/too-large     assert "$(printf '%016400d' 1)"
requestor set fleet --state suspended
refused 'a suspended requestor' 'the requestor is suspended' "$(fleet m1)"
requestor set fleet --state active
cp "$conf" "$conf.own"
sed -i '/^operator "north"/a servers = "introspection" servers-url = "http://127.0.0.1:1"' "$conf"
refused 'where another authorization server is named' 'for another audience' "$(fleet m2)"
cp "$conf.own" "$conf"

# --- how often

from=192.0.2.5
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do try "$(form "$(fleet "n$i")")"; done | sort | uniq -c | awk '{ print $1, $2 }' >"$T/$$.counts"
is 'twenty a minute' "$(cat "$T/$$.counts")" '20 200'
golden auth/server/limited assert "$(form "$(fleet n21)")"
is 'another client is not held up' "$(try "$(form "$(jwt PS256 "$dir/bank.pem" "$(claims bank-client n1)")")")" 200
from=192.0.2.6
is 'nor is it from elsewhere' "$(try "$(form "$(fleet n21)")")" 200

# --- what it opens

acc=$(access fleet-client p1 RS256 fleet)
q="app=ap2011&operation=CheckEligibility&requestor_id=fleet&$dummy"
golden auth/server/check.xml    server "$q&access_token=$acc&enterprise_id=acme"
golden auth/server/check.json   server "$q&access_token=$acc&enterprise_id=acme" application/json
tok=$(answer_of "$q&access_token=$acc&enterprise_id=acme" | value token)
golden auth/server/by-token     server "$q&token=$tok&enterprise_id=acme"
code() { answer_of "$1" | status_of; }
why() { server "$1" 2>&1 >/dev/null | why_of; }
is 'it is returned itself' "$(answer_of "$q&token=$tok" | value token)" "$tok"
is 'the requestor by the token alone' "$(code "app=ap2011&operation=checkeligibility&terminal_id=x&$dummy&token=$tok")" 200
is 'the access token without a requestor_id' "$(code "app=ap2011&operation=CheckEligibility&terminal_id=x&$dummy&access_token=$acc")" 200
is 'it is there for the hour' "$(ECS_TEST_NOW=$((now + 3599)) code "$q&access_token=$acc")" 200
is 'POST' "$(printf '{"app":"ap2011","operation":"CheckEligibility","requestor_id":"fleet","access_token":"%s","terminal_vendor":"x","terminal_model":"x","terminal_sw_version":"x","entitlement_version":"12.0","vers":"1"}' "$acc" >"$T/$$.json"
    HTTP_HOST=$host QUERY_STRING='' REQUEST_METHOD=POST REQUEST_URI=/ CONTENT_LENGTH=$(wc -c <"$T/$$.json") CONTENT_TYPE=application/json \
    "$BUILD/t/bin/entitlement" -c "$conf" <"$T/$$.json" 2>/dev/null | tr -d '\r' | value EnterpriseAppEligibility)" 1
host=unknown.example
is 'our access token says which operator' "$(code "$q&access_token=$acc")" 200
host=north.example

golden auth/server/no-token      server "$q"
golden auth/server/expired       env ECS_TEST_NOW=$((now + 3600)) sh -c "HTTP_HOST=$host QUERY_STRING='$q&access_token=$acc' REQUEST_METHOD=GET REQUEST_URI=/ \"\$BUILD/t/bin/entitlement\" -c $conf </dev/null | tr -d '\r'"
golden auth/server/garbage       server "$q&access_token=abc"
golden auth/server/other-id      server "app=ap2011&operation=CheckEligibility&requestor_id=bank&$dummy&access_token=$acc"
golden auth/server/other-id-token server "app=ap2011&operation=CheckEligibility&requestor_id=bank&$dummy&token=$tok"
golden auth/server/other-enterprise server "$q&enterprise_id=else&token=$tok"
mdm=$(access mdm-client p2 ES256 mdm)
golden auth/server/not-permitted server "app=ap2011&operation=CheckEligibility&requestor_id=mdm&$dummy&access_token=$mdm"
golden auth/server/device-only   server "app=ap2009&operation=CheckEligibility&requestor_id=fleet&$dummy&access_token=$acc"
golden auth/server/unknown-operation server "app=ap2011&operation=FlyAway&requestor_id=mdm&$dummy&access_token=$mdm"
golden auth/server/no-id         server "app=ap2011&operation=CheckEligibility&$dummy&access_token=$acc"
golden auth/server/version       server "app=ap2011&operation=CheckEligibility&requestor_id=fleet&access_token=$acc&entitlement_version=99.0"
bank=$(access bank-client p3 PS256 bank)
is 'operations count without regard to case' "$(code "app=ap2011&operation=CheckEligibility&requestor_id=bank&$dummy&access_token=$bank")" 200

# Three kinds of token, and none is taken for another.
dev=$(token 1)
is "a device's token is no server's" "$(code "$q&token=$dev") $(code "$q&access_token=$dev")" '511 511'
is "nor with the device's terminal_id" "$(code "$q&terminal_id=$imei&token=$dev")" 511
is "a server's token is no device's" "$(code "app=ap2005&$device&token=$tok") $(code "app=ap2009&operation=CheckEligibility&$device&token=$tok")" '511 403'
is 'an access token is no token' "$(code "$q&token=$acc") $(code "app=ap2005&$device&token=$acc")" '511 511'
is 'a token is no access token' "$(code "$q&access_token=$tok")" 511
is 'a dead token beside a good access token' "$(code "$q&token=abc&access_token=$acc")" 200
flip() { printf '%s' "$2" | sed "s/^\(.\{$1\}\)\(.\)/\1$(printf '%s' "$2" | cut -c$(($1 + 1)) | tr 'A-Za-z0-9_-' 'B-ZAb-za1-90AB')/"; }
bad=0; for i in 3 5 20 40 60 80; do [ "$(code "$q&token=$(flip $i "$tok")")$(code "$q&access_token=$(flip $i "$acc")")" = 511511 ] || bad=$((bad + 1)); done
is 'changed ones are dead' $bad 0; bad=0
host=south.example
is 'of another operator' "$(code "$q&access_token=$acc")" 511
host=north.example

# Time, revocation.
later() { ECS_TEST_NOW=$((now + $1)) code "$2"; }
half=$(ECS_TEST_NOW=$((now + 302401)) answer_of "$q&token=$tok&enterprise_id=acme" | value token)
ok 'after half its life: another one' test -n "$half" -a "$half" != "$tok"
is 'which is of the same enterprise' "$(later 302402 "$q&token=$half&enterprise_id=acme") $(later 302402 "$q&token=$half&enterprise_id=x")" '200 511'
is 'the old one ends' "$(later 604800 "$q&token=$tok")" 511
is 'no renewal passes 30 days' "$(ECS_TEST_NOW=$((now + 302401)) answer_of "$q&token=$tok" | value validity | tail -1)" 604800
requestor set fleet --revoke
golden auth/server/revoked server "$q&token=$tok"
is 'the access token, too' "$(why "$q&access_token=$acc")" 'access token revoked'
acc=$(access fleet-client p4 RS256 fleet) tok=$(answer_of "$q&access_token=$acc" | value token)
is 'new ones live' "$(code "$q&access_token=$acc") $(code "$q&token=$tok")" '200 200'
requestor set fleet --state suspended
golden auth/server/suspended server "$q&token=$tok"
requestor remove fleet
is 'a requestor that is gone' "$(code "$q&token=$tok") $(code "$q&access_token=$acc")" '511 511'
requestor add fleet --client-id fleet-client --operations ap2011/CheckEligibility --key "$dir/other.pub"
requestor set fleet --revoke
is 'another one of the same name has none of its tokens' "$(code "$q&token=$tok") $(code "$q&access_token=$acc")" '511 511'

# Assertions are forgotten when nobody could use them any more.
is 'so many were taken' "$(sql "$db" -e 'SELECT COUNT(*) > 30 FROM assertion')" 1
"$BUILD/bin/ecs-outbox" -c "$conf" --once 2>/dev/null
is 'those of the future stay' "$(sql "$db" -e 'SELECT COUNT(*) > 30 FROM assertion')" 1
sql "$db" -e 'UPDATE assertion SET expires_ms = 5 LIMIT 3'
before=$(sql "$db" -e 'SELECT COUNT(*) FROM assertion')
"$BUILD/bin/ecs-outbox" -c "$conf" --once 2>/dev/null
is 'the others go' "$(sql "$db" -e 'SELECT COUNT(*) FROM assertion')" $((before - 3))
rm "$dir/keys/token.north.1"
golden auth/server/no-key assert "$(form "$(jwt PS256 "$dir/bank.pem" "$(claims bank-client q1)")")"
done_testing
