#!/bin/sh
# requestor add, set, list, remove.
. "${0%/*}/lib.sh"
. t/ctl.sh
ready
key() {	# key NAME ARG...   a private key and its public half
	k=$1; shift
	openssl genpkey "$@" -out "$D/$k.pem" 2>/dev/null && openssl pkey -in "$D/$k.pem" -pubout -out "$D/$k.pub"
}
key rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
key short -algorithm RSA -pkeyopt rsa_keygen_bits:1024
key p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
key p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
row() { sql "$db" -e "SELECT $1 FROM requestor WHERE requestor_id = '${2-fleet}'" | tr '\t' ' '; }
audit() { sql "$db" -e "SELECT detail FROM audit WHERE action = 'requestor-$1' ORDER BY id DESC LIMIT 1"; }
may=ap2011/CheckEligibility
try requestor add fleet --operator north --client-id fleet-client --operations $may --key "$D/rsa.pub" --name 'Fleet Ltd'
is 'added' "$rc $out" '0 north: requestor fleet is there'
is 'its row' "$(row 'operator, name, client_id, alg, operations, state')" "1 Fleet Ltd fleet-client RS256 $may active"
has 'audit' "$(audit add)" 'fleet name=Fleet Ltd client-id=fleet-client operations=ap2011/CheckEligibility'
modulus=$(openssl rsa -pubin -in "$D/rsa.pub" -noout -modulus | sed 's/.*=//' | tr -d '\n')
is 'PEM becomes a JWK: the modulus' "$(row jwks | jq -r '.keys[0].n' | tr '_-' '/+' | sed 's/$/==/' | base64 -d 2>/dev/null | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F)" "$modulus"
is 'the exponent, and the type' "$(row jwks | jq -r '.keys[0] | .e + " " + .kty')" 'AQAB RSA'
# RFC 7638 3.1, over the members in order.
is 'its kid is its thumbprint' "$(row jwks | jq -r '.keys[0].kid')" \
    "$(row jwks | jq -jc '.keys[0] | {e, kty, n}' | openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | tr -d =)"
try requestor add fleet --operator north --client-id x --operations $may; is 'a second one of that id' "$rc" 1
has 'is told' "$err" 'already'
try requestor add other --operator north --client-id fleet-client --operations $may; is 'a second one of that client' "$rc" 1
try requestor add fleet --operator south --client-id fleet-client --operations $may --json
is 'the same at another operator' "$rc $out" '0 {"changed":1}'
is 'without a key, by its own name' "$(sql "$db" -e "SELECT name, jwks FROM requestor WHERE operator = 2")" "fleet	"
try requestor add mdm --operator north --client-id mdm --alg ES256 --key "$D/p256.pub" --operations "$may,ap2014/GetPhoneNumber" --state suspended
is 'P-256' "$rc $(row 'alg, state' mdm)" '0 ES256 suspended'
is 'the point' "$(row jwks mdm | jq -r '.keys[0] | .crv, .x, .y' | tr '_-' '/+' | awk 'NR > 1 { print $0 "=" }' | while read -r c; do echo "$c" | base64 -d | od -An -v -tx1 | tr -d ' \n'; done)" \
    "$(openssl pkey -pubin -in "$D/p256.pub" -outform DER | tail -c 64 | od -An -v -tx1 | tr -d ' \n')"
cat "$D/rsa.pub" "$D/p256.pub" >"$D/both"
row jwks | jq '.keys[0].kid = "k7" | .keys += [.keys[0] | .kid = "k8"]' >"$D/set.json"
try requestor set fleet --operator north --key "$D/set.json"
is 'a JWKS' "$rc $(row jwks | jq -r '[.keys[].kid] | join(" ")')" '0 k7 k8'
has 'audit' "$(audit set)" 'fleet key='
try requestor list --operator north
has 'listed' "$out" 'fleet         Fleet Ltd  fleet-client  active     RS256  k7,k8'
try requestor list --json; is 'of all operators' "$(get '[.requestors[] | .operator + "." + .requestor_id] | join(" ")')" 'north.fleet north.mdm south.fleet'
is 'keys by name' "$(get '.requestors[0].keys')" k7,k8
was=$(row epoch | head -1)
try requestor set fleet --operator north --revoke --name Fleet
is 'its tokens end' "$rc $(row 'epoch, name' | head -1)" "0 $((was + 1)) Fleet"
has 'audit' "$(audit set)" 'fleet name=Fleet revoke=yes'
epoch=$(row epoch mdm)
try requestor set mdm --operator north --state active --operations ap2011/AcquirePlan --client-id mdm-2
is 'the rest stays' "$(row 'name, client_id, alg, operations, state, epoch' mdm)" "mdm mdm-2 ES256 ap2011/AcquirePlan active $epoch"
try requestor set mdm --operator north --alg RS256 --key "$D/rsa.pub"; is 'another algorithm, with its key' "$rc $(row alg mdm)" '0 RS256'
for w in 'add x' 'add x --client-id y' "add x --operations $may" 'set mdm' 'set mdm --alg PS256' 'set mdm --alg HS256 --key k' \
    'set mdm --alg none --key k' 'set mdm --state gone' 'set mdm --operations ap2011' 'set mdm --operations /x' 'set mdm --operations ap2011/a,' \
    'set mdm --operations ap2011/a,,ap2011/b' 'set m/d --revoke' 'add x --client-id y --operations ap2011/a --revoke'; do
	# shellcheck disable=SC2086	# words
	try requestor $w --operator north
	is "$w is refused" "$rc" 2
done
try requestor set mdm --operator north --client-id 'a b'; is 'a client_id with a blank' "$rc" 2
try requestor set mdm --operator north --operations 'ap2011/a b'; is 'operations with a blank' "$rc" 2
for f in short.pub p384.pub p256.pub both rsa.pem none; do
	try requestor set mdm --operator north --key "$D/$f"
	is "$f is refused" "$rc" 1
done
row jwks | jq '.keys[0].d = "AQAB"' >"$D/private.json"
row jwks | jq '.keys[0].p = "AQAB"' >"$D/prime.json"
printf '{"keys":[]}' >"$D/empty.json"; printf '{"keys":' >"$D/half.json"; : >"$D/nothing"
for f in private.json prime.json empty.json half.json nothing; do try requestor set mdm --operator north --key "$D/$f"; is "$f is refused" "$rc" 1; done
# What would never verify anything: an exponent of 1, a key twice, one that cannot be named.
row jwks | jq '.keys[0].e = "AQ"' >"$D/one.json"
row jwks | jq '.keys += [.keys[0]]' >"$D/twice.json"
row jwks | jq '.keys += [.keys[0] | del(.kid)]' >"$D/nameless.json"
for f in one twice nameless; do try requestor set mdm --operator north --key "$D/$f.json"; is "$f.json is refused" "$rc" 1; done
is 'none of that changed it' "$(row 'alg, epoch, state' mdm)" "RS256 $epoch active"
try requestor set mdm --operator north --alg ES256 --key "$D/p256.pub"
row jwks mdm | jq '.keys[0].y = .keys[0].x' >"$D/off.json"
try requestor set mdm --operator north --key "$D/off.json"; is 'nor a point off the curve' "$rc" 1
try requestor set nobody --operator north --revoke; is 'an unknown one' "$rc" 1; has 'is told' "$err" 'has no requestor "nobody"'
try requestor remove nobody --operator north; is 'cannot be removed' "$rc" 1
try requestor set fleet --revoke; is 'whose requestor?' "$rc" 2
try requestor remove mdm --operator north; is 'removed' "$rc $(row 'COUNT(*)' mdm)" '0 0'
is 'audit' "$(audit remove)" mdm
sed -i 's|operator "north" { id = 1|& servers = "introspection" servers-url = "http://127.0.0.1:1"|' "$conf"
try check; has 'where an authorization server is asked, its secret is missed' "$out" 'servers.north'
printf 'a:b\n' >"$D/secrets/servers.north"; chmod 600 "$D/secrets/servers.north"
try check; is 'and found' "$(printf '%s\n' "$out" | grep 'servers\.north' | cut -c1-2)" ok
try requestor FLEET; is 'half a command' "$rc" 2
done_testing
