# server.sh - for tests of servers that ask for devices.  Source it after lib.sh and app.sh.
# shellcheck shell=sh
now=1800000000
TOKEN_URL=https://north.example/oauth2/token

server_fixture() {	# operators by host; fleet (RS256), mdm (ES256), bank (PS256) at north; fleet at south
	app_fixture
	for p in admin ecs-outbox; do echo "password-of-$p-12345" >"$dir/secrets/db-$p"; done
	sed -i '/^operator "north"/,/^}/{s/hosts = {}/hosts = {"north.example"}/; s|url = .*|url = "https://north.example"|}
	    /^operator "south"/,/^}/{s/hosts = {}/hosts = {"south.example"}/; s|url = .*|url = "https://south.example"|}' "$conf"
	for k in fleet bank other; do
		openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$dir/$k.pem" 2>/dev/null
	done
	openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$dir/mdm.pem" 2>/dev/null
	for k in fleet bank other mdm; do openssl pkey -in "$dir/$k.pem" -pubout -out "$dir/$k.pub"; done
	requestor add fleet --client-id fleet-client --operations ap2011/CheckEligibility --key "$dir/fleet.pub"
	requestor add mdm --client-id mdm-client --operations ap2011/AcquirePlan --key "$dir/mdm.pub" --alg ES256
	requestor add bank --client-id bank-client --operations ap2011/checkeligibility,ap2014/GetPhoneNumber \
	    --key "$dir/bank.pub" --alg PS256
	requestor add fleet --operator south --client-id fleet-client --operations ap2011/CheckEligibility \
	    --key "$dir/other.pub"
	sql "$db" -e 'UPDATE requestor SET epoch = 1'	# tokens of golden files
}
requestor() {
	case " $* " in *" --operator "*) set -- requestor "$@" ;; *) set -- requestor "$@" --operator north ;; esac
	"$BUILD/bin/ecsctl" -c "$conf" "$@" >/dev/null
}
host=north.example from=192.0.2.1
claims() {	# claims CLIENT JTI [MORE]   of a good assertion; MORE are jq assignments
	jq -cn "{iss: \"$1\", sub: \"$1\", aud: \"$TOKEN_URL\", exp: ($now + 240), jti: \"$2\"} ${3:+| $3}"
}
assert() {	# assert FORM   one POST to the token endpoint
	printf '%s' "$1" | HTTP_HOST=$host REQUEST_METHOD=${method-POST} REQUEST_URI=/oauth2/token CONTENT_LENGTH=${#1} \
	    CONTENT_TYPE=${type-application/x-www-form-urlencoded} REMOTE_ADDR=$from \
	    "$BUILD/t/bin/admin" -c "$conf" | tr -d '\r'
}
form() {	# form JWT   the body of a request with it
	printf 'grant_type=client_credentials&client_assertion_type=urn%%3Aietf%%3Aparams%%3Aoauth%%3Aclient-assertion-type%%3Ajwt-bearer&client_assertion=%s' "$1"
}
jwt() { t/jwt "$@"; }
access() {	# access CLIENT JTI ALG KEY   an access token of our own endpoint
	assert "$(form "$(jwt "$3" "$dir/$4.pem" "$(claims "$1" "$2")")")" 2>/dev/null | sed 1,/^$/d | jq -r .access_token
}
server() {	# server QUERY [ACCEPT]   one request of a server
	HTTP_HOST=$host QUERY_STRING=$1 HTTP_ACCEPT=${2-} REQUEST_METHOD=GET REQUEST_URI="/?$1" REMOTE_ADDR=$from \
	    "$BUILD/t/bin/entitlement" -c "$conf" </dev/null | tr -d '\r'
}
answer_of() { server "$@" 2>/dev/null; }
why_of() { sed -n 's/.*"why":"\([^"]*\)".*/\1/p'; }
dummy='terminal_vendor=x&terminal_model=x&terminal_sw_version=x&entitlement_version=12.0'
