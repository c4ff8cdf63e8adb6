#!/bin/sh
# Login at an OpenID provider (TS.43 v12 2.8.2, 2.8.4), and what must not pass for one.
. "${0%/*}/lib.sh"
. t/app.sh
. t/oidc.sh
oidc_fixture
at=auth/oidc
plan '{claims: {phone_number: "+15550100001", phone_number_verified: true}}'

# There
at_home() { HTTP_HOST=$host ECS_TEST_RANDOM=golden ecs "$first"; }
golden $at/redirect at_home
begin
is 'nonce and state are not the same' "$([ "$(in_location nonce)" != "$state" ] && echo differ)" differ
is 'a code challenge of S256' "$(in_location code_challenge_method) $(in_location code_challenge | tr -d '\n' | wc -c)" 'S256 43'
plan '{discovery: {authorization_endpoint: "https://login.example/auth?tenant=7"}}'
begin
has 'an endpoint that has a query keeps it' "$out" 'auth?tenant=7&response_type=code'
plan '{discovery: {}}'

# And back
said >/dev/null
log_in
is 'a login gets the document' "$status" 200
is 'of the app that was asked for' "$(printf '%s\n' "$out" | sed 's/></>\n</g' | value AppID)" ap2004
token=$(printf '%s\n' "$out" | sed -n 's/.*name="token" value="\([^"]*\)".*/\1/p')
ok 'with a token' test -n "$token"
is 'the provider was asked four times' "$(said | tail -n 3 | xargs)" \
    'GET /.well-known/openid-configuration POST /token GET /jwks'
ask "$first&token=$token"
is 'the token is good for the next request' "$status" 200
log_in
before=$out
plan '{status: {"/token": 500}}'
ask "state=$state&code=code-$n_code"
is 'a copy of the answer gets the same document' "$out" "$before"
ask "state=$state&code=code-$n_code&x=1"
is 'another message with this state is refused' "$status $why" '403 the challenge is used up'
ECS_TEST_NOW=1800000011 ask "state=$state&code=code-$n_code"
is 'and a copy too late' "$status $why" '403 replay'
plan '{status: {}}'
begin
cookie=ecs_oidc=$state back
is 'with its cookie' "$status" 200
begin
cookie=ecs_oidc=$(printf %022d 0) back
is "with another browser's" "$status $why" '403 state of another browser'
back
is 'which leaves the login alone' "$status" 200
begin
ECS_TEST_NOW=1800000600 back
is 'ten minutes later' "$status $why" '511 the exchange expired'
state=AAAAAAAAAAAAAAAAAAAAAA
back
is 'a state of nobody' "$status $why" '511 no such exchange'
begin '&app=ap2003'
accept='text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' back
is 'two apps in one document' "$(printf '%s\n' "$out" | sed 's/></>\n</g' | value AppID | xargs)" 'ap2004 ap2003'
accept=application/json begin
accept='text/html,application/xhtml+xml' back
has 'in the form that the first request wanted' "$out" 'Content-Type: application/json'
begin && back '&code=other'
is 'two codes' "$status" 400
begin && back '&error=x'
is 'code and error' "$status" 400
ask "state=$state"
is 'neither' "$status" 511
accept=

refused() {	# refused TEXT WHY PLAN   a login under this plan gets the one 403
	begin
	saved=$(cat "$P/plan")
	plan "$3"
	back
	printf '%s\n' "$saved" >"$P/plan"
	is "$1" "$status $why" "403 $2"
	is "$1: the answer does not say so" "$(printf '%s\n' "$out" | tail -n 1)" 'authentication failed'
}
t='ID token:'
refused 'a signature of nobody' "$t the signature is wrong" '{tamper: true}'
refused 'HS256 with the public key' "$t another algorithm" '{alg: "HS256"}'
refused 'no signature' "$t another algorithm" '{alg: "none"}'
refused 'PS256 where RS256 is pinned' "$t another algorithm" '{alg: "PS256"}'
refused 'the name of another key' "$t the signature is wrong" '{key: "rsa2", header: {kid: "rsa1"}}'
refused 'the name of a key of another type' "$t no key for the algorithm" '{header: {kid: "ec"}}'
refused 'a key that is not published' "$t no key of this kid" '{key: "rsa2"}'
refused 'a path for a key' "$t no key of this kid" '{header: {kid: "../../etc/passwd"}}'
refused 'SQL for a key' "$t no key of this kid" "{header: {kid: \"' OR 1=1\"}}"
refused 'keys it brings along' "$t no key of this kid" "{key: \"rsa2\", header: {jku: \"$issuer/jwks2\"}}"
refused 'a critical extension' "$t it has a critical extension" '{header: {crit: ["b64"], b64: false}}'
refused 'another issuer' "$t another issuer" "{claims: {iss: \"$issuer/\"}}"
refused 'for another client' "$t for another client" '{claims: {aud: "other"}}'
refused 'for several, none named' "$t another authorized party" '{claims: {aud: ["es:1", "x"]}}'
refused 'for several, another one named' "$t another authorized party" '{claims: {aud: ["es:1", "x"], azp: "x"}}'
refused 'expired' "$t expired" '{claims: {exp: 1799999940}}'
refused 'without an end' "$t expired" '{claims: {exp: null}}'
refused 'from the future' "$t issued in the future" '{claims: {iat: 1800000061}}'
refused 'without a beginning' "$t issued in the future" '{claims: {iat: null}}'
refused 'not valid yet' "$t not valid yet" '{claims: {nbf: 1800000061}}'
refused 'another nonce' "$t another nonce" '{claims: {nonce: "AAAAAAAAAAAAAAAAAAAAAA"}}'
refused 'no nonce' "$t another nonce" '{claims: {nonce: null}}'
refused 'no subject' "$t no subject" '{claims: {sub: null}}'
refused 'times as texts' "$t malformed claims" '{claims: {exp: "1900000000"}}'
refused 'a code used before' 'the OpenID provider refused the code' \
    '{status: {"/token": 400}, body: {"/token": "{\"error\":\"invalid_grant\"}"}}'
refused 'a verifier of another login' 'the OpenID provider refused the code' '{challenge: "x"}'
within() {	# within TEXT PLAN
	begin
	saved=$(cat "$P/plan")
	plan "$2"
	back
	printf '%s\n' "$saved" >"$P/plan"
	is "$1" "$status$why" 200
}
within 'expired less than a minute ago' '{claims: {exp: 1799999941, phone_number: "+15550100001", phone_number_verified: true}}'
within 'from less than a minute ahead' '{claims: {iat: 1800000060, phone_number: "+15550100001", phone_number_verified: true}}'
within 'for several, we are named' '{claims: {aud: ["x", "es:1"], azp: "es:1", phone_number: "+15550100001", phone_number_verified: true}}'
within 'one key without a name' '{jwks: ["rsa1"], header: {kid: null}}'

# Whose line it is
nobody="the provider's claim names no line"
who() {		# who TEXT WHY CLAIMS
	refused "$1" "$2" "{claims: $3}"
}
who 'a number of nobody' "$nobody" '{phone_number: "+15550109999", phone_number_verified: true}'
who 'a number of a line of another operator' "$nobody" '{phone_number: "+15550200001", phone_number_verified: true}'
who 'a number not verified' "$nobody" '{phone_number: "+15550100001", phone_number_verified: false}'
who 'verified is a text' "$nobody" '{phone_number: "+15550100001", phone_number_verified: "true"}'
who 'a national number' "$nobody" '{phone_number: "15550100001", phone_number_verified: true}'
who 'a number with an extension' "$nobody" '{phone_number: "+15550100001;ext=5", phone_number_verified: true}'
sql "$db" -e "UPDATE line SET state = 'terminated' WHERE id = 4; UPDATE sim SET state = 'suspended' WHERE id = 5"
who 'a line that has ended' "$nobody" '{phone_number: "+15550100004", phone_number_verified: true}'
who 'a line whose SIM is suspended' "$nobody" '{phone_number: "+15550100005", phone_number_verified: true}'
within 'a number as people write it' '{claims: {phone_number: "+1 (555) 010-0001", phone_number_verified: true}}'
within 'a barred line is told so in the document' '{claims: {phone_number: "+15550100003", phone_number_verified: true}}'
plan '{claims: {}}'
within 'the claim is in userinfo' '{userinfo: {phone_number: "+15550100001", phone_number_verified: true}}'
refused 'userinfo of somebody else' 'userinfo is of another subject' \
    '{userinfo: {sub: "other", phone_number: "+15550100001", phone_number_verified: true}}'
refused 'userinfo that does not verify' "$nobody" '{userinfo: {phone_number: "+15550100001"}}'
refused 'the claim is nowhere' 'the OpenID provider tells no such claim' '{}'
refused 'userinfo with a member twice' 'userinfo is malformed' '{body: {"/me": "{\"sub\":\"subject\",\"sub\":\"x\"}"}}'
north 'oidc-names = "sub"' 'oidc-claim = "sub"'
refused 'a sub that no line has' "$nobody" '{}'
sql "$db" -e "UPDATE line SET oidc_sub = 'subject' WHERE id = 7"
within 'the sub of a line' '{}'
refused 'the same with a blank behind it' "$nobody" '{claims: {sub: "subject "}}'
refused 'or in capitals' "$nobody" '{claims: {sub: "SUBJECT"}}'
north 'oidc-names = "imsi"' 'oidc-claim = "imsi"'
within 'the IMSI of a line' '{claims: {imsi: "001010000000001"}}'
refused 'an IMSI of nobody' "$nobody" '{claims: {imsi: "001010000000099"}}'
plan '{claims: {imsi: "001010000000001"}}'

# Algorithms by configuration
north 'oidc-alg = "ES256"'
within 'ES256' '{alg: "ES256", key: "ec"}'
refused 'RS256 then is not taken' "$t another algorithm" '{}'
north 'oidc-alg = "PS256"'
within 'PS256' '{alg: "PS256"}'
north 'oidc-alg = "RS256"'

# The issuer of the answer (RFC 9207)
begin && back "&iss=$issuer"
is 'the right one' "$status" 200
begin && back '&iss=https%3A%2F%2Fevil.example'
is 'another one' "$status $why" '403 answer of another issuer'
plan '{discovery: {authorization_response_iss_parameter_supported: true}}'
log_in
is 'none, where it was promised' "$status $why" '403 answer without an issuer'
begin && back "&iss=$issuer"
is 'there, as promised' "$status" 200
plan '{discovery: {}}'

# Operators
host=south.example begin
is 'an operator without OpenID' "$status $why" '511 no token and no EAP_ID'
begin
is 'an operator with it, by host' "$status" 302
host=south.example back
is 'a state of another operator' "$status $why" '403 state of another operator'
host=''
begin '&IMSI=001010000000001'
is 'by IMSI' "$status" 302
begin '&IMSI=001020000000001'
is 'by IMSI, the other one' "$status" 511
begin
is 'by nothing' "$status" 511
begin '&IMSI=001010000000001&temporary_token=x'
is 'a temporary token is no login' "$status" 511
begin '&IMSI=001010000000001&token=x'
is 'nor is a dead token' "$status" 511
first=$first\&IMSI=001010000000001
north 'version-max = "7.0"'
begin
is 'a version that is not served' "$status" 406
north 'version-max = "20.0"'

# The provider fails
down() {	# down TEXT WHY PLAN
	begin
	saved=$(cat "$P/plan")
	plan "$3"
	back
	printf '%s\n' "$saved" >"$P/plan"
	is "$1" "$status $why" "503 $2"
	rm -f "$dir/gates"
}
down 'no tokens' 'the OpenID provider gave no tokens' '{status: {"/token": 500}}'
down 'tokens that are no JSON' "the OpenID provider's tokens are malformed" '{body: {"/token": "x"}}'
down 'no ID token' "the OpenID provider's tokens are malformed" '{answer: {id_token: null}}'
down 'another type of token' "the OpenID provider's tokens are malformed" '{answer: {token_type: "DPoP"}}'
down 'no keys' 'the OpenID provider does not tell of itself' '{status: {"/jwks": 404}}'
down 'keys that are none' "the OpenID provider's keys are no JWK set" '{body: {"/jwks": "[]"}}'
down 'a stranger to it' 'the OpenID provider does not know this client' '{status: {"/token": 401}, body: {"/token": "{\"error\":\"invalid_client\"}"}}'
north 'peer-timeout = 1'
down 'slow' 'OpenID provider: no answer in time' '{sleep: {"/token": 2}}'
nowhere() {	# nowhere TEXT WHY DISCOVERY
	plan "{discovery: $3}"
	begin
	is "$1" "$status $why" "503 $2"
	rm -f "$dir/gates"
}
wrong='the OpenID provider has an endpoint we do not go to'
nowhere 'another issuer tells of itself' 'the OpenID provider is another issuer' '{issuer: "https://evil.example"}'
nowhere 'tokens without TLS' "$wrong" '{token_endpoint: "http://login.example/token"}'
nowhere 'a name before our address' "$wrong" '{jwks_uri: "http://127.0.0.1@evil.example/jwks"}'
nowhere 'our address in a name' "$wrong" '{jwks_uri: "http://127.0.0.1.evil.example/jwks"}'
nowhere 'a port that is none' "$wrong" '{jwks_uri: "http://127.0.0.1:80@evil.example/jwks"}'
nowhere 'a script' "$wrong" '{authorization_endpoint: "javascript:alert(1)"}'
nowhere 'a header line' "$wrong" '{authorization_endpoint: "https://login.example/\r\nX: y"}'
nowhere 'a file' "$wrong" '{userinfo_endpoint: "file:///etc/passwd"}'
nowhere 'no endpoint' "$wrong" '{token_endpoint: null}'
plan '{discovery: {}, status: {"/.well-known/openid-configuration": 500}}'
for i in 1 2 3 4 5; do begin; done
is 'nobody home' "$status $why" '503 the OpenID provider does not tell of itself'
begin
is 'after that it is left alone' "$status $why" '503 oidc failed lately; it is left alone'
has 'with a time' "$out" 'Retry-After: '
rm -f "$dir/gates"
plan '{status: {}}'
begin
mv "$dir/secrets/oidc.north" "$dir/secrets/oidc.away"
back
is 'without a secret' "$status" 503
mv "$dir/secrets/oidc.away" "$dir/secrets/oidc.north"
log_in
is 'and all is well again' "$status" 200

# The provider says no (TS.43 v12 2.8.4)
no() {	# no ACCEPT   a login that ends with an error, all of the answer
	accept=$1 begin "${2-}"
	said >/dev/null
	q="state=$state&error=access_denied&error_description=The+person+said+no"
	ECS_TEST_RANDOM=golden-no QUERY_STRING=$q REQUEST_URI="/?$q" REQUEST_METHOD=GET \
	    REMOTE_ADDR=127.0.0.1 HTTP_HOST=$host HTTP_ACCEPT=$1 "$BUILD/t/bin/entitlement" -c "$conf" </dev/null |
	    tr -d '\r'
}
golden $at/denied.xml no ''
golden $at/denied.json no application/json
golden $at/denied-two no '' '&app=ap2003'
services=$first first="app=ap2009&operation=CheckEligibility&terminal_id=$imei&entitlement_version=8.0&IMSI=001010000000001"
golden $at/denied-operation no ''
first=$services
begin && ask "state=$state&error=access_denied"
is 'no token comes with it' "$(printf '%s' "$out" | grep -ci token)" 0
is 'and the provider is not asked' "$(said)" 'GET /.well-known/openid-configuration'
back
is 'the state is used up by it' "$status" 403

# Limits
sed -i 's/auth-address = 600/auth-address = 2/' "$conf"
rm -f "$dir/limits"
for i in 1 2 3; do begin; done
is 'logins from one address are counted' "$status $why" '503 authentications a minute'
done_testing
