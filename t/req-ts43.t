#!/bin/sh
# Requests: shapes of app, methods, limits, errors, formats (TS.43 v12 2.3-2.10).
. "${0%/*}/lib.sh"
. t/app.sh
app_fixture
tok=$(token 1)
q="$device&entitlement_version=8.0&token=$tok"
post() {	# post BODY [TYPE [ACCEPT]]
	printf '%s' "$1" | QUERY_STRING='' REQUEST_METHOD=POST REQUEST_URI=/ CONTENT_LENGTH=${#1} \
	    CONTENT_TYPE=${2-application/json} HTTP_ACCEPT=${3-} REMOTE_ADDR=127.0.0.1 \
	    "$BUILD/t/bin/entitlement" -c "$conf" | tr -d '\r'
}
json() { printf '{"app":%s,"terminal_id":"%s","terminal_vendor":"vend","terminal_model":"modelY","terminal_sw_version":"versionZ","entitlement_version":"8.0","token":"%s"}' "$1" "$imei" "$tok"; }

# All four shapes of app, and the same answer.
golden req/two-apps.xml ecs "app=ap2004&app=ap2005&$q"
two=$(ecs "app=ap2004&app=ap2005&$q" 2>/dev/null)
is 'comma list' "$(ecs "app=ap2004,ap2005&$q" 2>/dev/null)" "$two"
is 'bracketed string' "$(ecs "app=%5Bap2004%2C+ap2005%5D&$q" 2>/dev/null)" "$two"
is 'JSON array' "$(post "$(json '["ap2004","ap2005"]')" 2>/dev/null)" "$two"
is 'JSON bracketed string' "$(post "$(json '"[ap2004,ap2005]"')" 2>/dev/null)" "$two"
is 'the same app twice is one' "$(ecs "app=ap2004&app=ap2005&app=AP2004&$q" 2>/dev/null)" "$two"
golden req/post.xml  post "$(json '"ap2005"')"
golden req/post.json post "$(json '"ap2005"')" 'application/json; charset=utf-8' application/json
is 'null means absent' "$(ecs "app=ap2004&app=ap2005&gid1=null&$q" 2>/dev/null)" "$two"

# Formats by Accept: JSON only where no XML type is acceptable.
format() { ecs "app=ap2005&$q" "$1" 2>/dev/null | sed -n 's/^Content-Type: //p'; }
xml=text/vnd.wap.connectivity-xml
is 'no Accept' "$(format '')" $xml
is 'wildcard' "$(format '*/*')" $xml
is 'browser' "$(format 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')" $xml
is 'JSON' "$(format 'application/json')" application/json
is 'JSON beside EAP' "$(format 'application/vnd.gsma.eap-relay.v1.0+json, application/json')" application/json
is 'both' "$(format 'application/json, text/vnd.wap.connectivity-xml')" $xml
is 'both, without -xml' "$(format 'application/json, text/vnd.wap.connectivity')" $xml
is 'EAP only' "$(format 'application/vnd.gsma.eap-relay.v1.0+json')" $xml
is 'XML refused' "$(format 'application/json, text/xml;q=0')" application/json

# Languages.
lang() { HTTP_ACCEPT_LANGUAGE=$1 ecs "app=ap2004&$device&token=$(token 2)" 2>/dev/null | value MessageForIncompatible; }
has 'French' "$(lang 'fr-CA,fr;q=0.9,en;q=0.8')" 'Votre forfait'
has 'English' "$(lang 'sv,en;q=0.5,fr;q=0.1')" 'Your plan'
has 'Austria speaks German' "$(lang 'sv,de-AT;q=0.5,fr;q=0.1')" 'Ihr Tarif'
has 'unknown language' "$(lang 'tlh')" 'Your plan'

# Bad input.
golden req/no-app            ecs "$q"
golden req/no-terminal-id    ecs "app=ap2004"
golden req/unknown-app       ecs "app=ap2002&$q"
golden req/known-and-unknown ecs "app=ap2004&app=ap9999&$q"
golden req/repeated          ecs "app=ap2004&$q&token=x"
golden req/bad-escape        ecs "app=ap2004&$q&imsi=%zz"
golden req/nul               ecs "app=ap2004&terminal_id=1%00"
golden req/control           ecs "app=ap2004&$q&app_name=%01"
golden req/long-parameter    ecs "app=ap2004&terminal_id=$(printf '%065d' 0)"
golden req/vers-format       ecs "app=ap2004&$q&vers=abc"
golden req/body-format       post '{"app":'
golden req/body-array        post '["app"]'
golden req/body-nested       post '{"app":{"a":"b"}}'
golden req/body-twice        post '{"app":"ap2004","app":"ap2005"}'
golden req/media-type        post 'app=ap2004' application/x-www-form-urlencoded
golden req/eap-no-packet     post '{}' application/vnd.gsma.eap-relay.v1.0+json
golden req/eap-no-cookie     post '{"eap-relay-packet":"AgEACBcBAAA="}' application/vnd.gsma.eap-relay.v1.0+json
golden req/injection         ecs "app=ap2004&terminal_id=$imei&token=x'+OR+1=1--+"
big=$(printf '%08200d' 0)
golden req/query-8k          ecs "app=ap2004&x=$big"
CONTENT_LENGTH=16385 golden req/body-16k ecs "app=ap2004"
is 'body of 16 KiB is read' "$(post "$(printf '{"app":"%016000d"}' 0)" 2>/dev/null | status_of)" 400
golden req/no-auth           ecs "app=ap2004&$device"
method() { QUERY_STRING=$2 REQUEST_METHOD=$1 REQUEST_URI=${3-/} "$BUILD/t/bin/entitlement" -c "$conf" </dev/null | tr -d '\r'; }
golden req/method            method DELETE "app=ap2004&$q"
golden req/path              method GET "app=ap2004&$q" /nowhere
golden req/eap-id            ecs "app=ap2004&$device&EAP_ID=0001010000000001@nai.epc.mnc002.mcc001.3gppnetwork.org"
golden req/eap-id-pseudonym  ecs "app=ap2004&$device&EAP_ID=2abcdef@nai.epc.mnc001.mcc001.3gppnetwork.org"
golden req/eap-id-operator   ecs "app=ap2004&$device&EAP_ID=0999990000000001@nai.epc.mnc099.mcc999.3gppnetwork.org"

# entitlement_version (TS.43 v12 2.5).
version() { ecs "app=ap2005&$device&token=$tok&entitlement_version=$1" 2>/dev/null | status_of; }
for v in 0.9 1.0 2.0 8.0 11.10 12.0 13.5 20.0; do is "version $v is served" "$(version $v)" 200; done
for v in 0.8 20.1 21.0 8 8. .8 8.0.1 x -1.0; do is "version $v is not" "$(version $v)" 406; done
golden req/version           ecs "app=ap2005&$device&token=$tok&entitlement_version=99.0"
sed -i 's/id = 1$/id = 1 version-max = "9.0" version-refuse = {"3.0"}/' "$conf"
is 'ceiling of the operator' "$(version 9.1) $(version 9.0)" '406 200'
is 'version the operator bars' "$(version 3.0) $(version 3.1)" '406 200'

# gzip: the same document.
HTTP_ACCEPT_ENCODING='gzip, deflate' QUERY_STRING="app=ap2004&app=ap2005&$q" REQUEST_METHOD=GET REQUEST_URI=/ \
    "$BUILD/t/bin/entitlement" -c "$conf" </dev/null >"$T/$$.gz" 2>/dev/null
has 'says gzip' "$(head -c 300 "$T/$$.gz" | tr -d '\0' | tr -d '\r')" 'Content-Encoding: gzip'
at=$(LC_ALL=C awk 'BEGIN { RS = "\r\n" } { n += length($0) + 2 } $0 == "" { print n; exit }' "$T/$$.gz")
is 'unpacks to the document' "$(tail -c +$((at + 1)) "$T/$$.gz" | gunzip 2>/dev/null)" "$(printf '%s\n' "$two" | sed '1,/^$/d')"

# The database is down.
sed -i 's|socket = ".*"|socket = "/nowhere/s"|' "$conf"
golden req/db-down           ecs "app=ap2004&$q"
done_testing
