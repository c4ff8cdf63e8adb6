# eap.sh - a device without a web server for tests of EAP-AKA; source it after lib.sh.
# One line, whose card is t/card; t/bin/entitlement answers in CGI mode.
# shellcheck shell=sh
imsi=001010000000001 realm=nai.epc.mnc001.mcc001.3gppnetwork.org
id=0$imsi@$realm
k=465b5ce8b199b49faa5f0a2ee238a6bc opc=cd63cb71954a9f4e48a5994e37a02baf
relay=application/vnd.gsma.eap-relay.v1.0+json
now=1700000000 address=198.51.100.1 accept=$relay type='' cookie='' forwarded=''
app='app=ap2004&terminal_id=356938035643809&entitlement_version=8.0'
W=$T/$$.w
mkdir "$W"

fixture
ecsctl() { "$BUILD/bin/ecsctl" -c "$conf" "$@"; }
made() {	# made WHAT COMMAND...
	what=$1
	shift
	"$@" >"$W/made" 2>&1 || { cat "$W/made" >&2; echo "Bail out!  no $what"; exit 1; }
}
sql -e "DROP DATABASE $db"	# the programs' users come with the tables
made keys ecsctl keygen
made tables ecsctl migrate --sql "$(sql_dir)"
sql "$db" <<-END
	INSERT INTO plan (id, operator, code, name) VALUES (1, 1, 'basic', 'Basic');
	INSERT INTO feature (operator, app) VALUES (1, 2003), (1, 2004);
	INSERT INTO plan_feature (operator, plan_id, app) VALUES (1, 1, 2003), (1, 1, 2004);
	INSERT INTO network_feature (operator, app, state)
	VALUES (1, 2003, 'offered'), (1, 2004, 'offered');
END
made line ecsctl line add --operator north --msisdn 15550000001 --plan basic --imsi "$imsi" \
    --k "$k" --opc "$opc"

request() {	# request METHOD QUERY   body on stdin; sets $status $body $whole
	cat >"$W/in"
	env ECS_TEST_NOW="$now" REQUEST_METHOD="$1" QUERY_STRING="$2" REQUEST_URI="/?$2" \
	    SCRIPT_NAME=/ HTTPS=on REMOTE_ADDR="$address" HTTP_ACCEPT="$accept" CONTENT_TYPE="$type" \
	    CONTENT_LENGTH="$(wc -c <"$W/in")" ${cookie:+"HTTP_COOKIE=$cookie"} \
	    ${forwarded:+"HTTP_X_FORWARDED_FOR=$forwarded"} \
	    "$BUILD/t/bin/entitlement" -c "$conf" <"$W/in" 2>>"$W/log" | tr -d '\r' >"$W/out"
	whole=$(cat "$W/out")
	status=$(sed -n 's/^Status: \([0-9]*\).*/\1/p' "$W/out")
	body=$(sed '1,/^$/d' "$W/out")
	case $body in
	'{"eap-relay-packet"'*) printf '%s' "$body" >"$W/challenge" ;;
	esac
}
header() { sed -n "s/^$1: //p; /^\$/q" "$W/out"; }
value() {	# value NAME   of a parm in the last document
	printf '%s\n' "$body" | sed -n "s/.*name=\"$1\" value=\"\\([^\"]*\\)\".*/\\1/p" | head -n 1
}
begin() {	# begin [PARAMETERS]   a new exchange, in a minute of its own
	now=$((now + 60)) cookie=''
	get "$app&EAP_ID=$id${1-}"
	cookie=$(header Set-Cookie | sed 's/;.*//')
}
get() { type='' && request GET "$1" </dev/null; }
sim() { t/card --k "$k" --opc "$opc" --identity "$id" "$@" <"$W/challenge"; }
post() { type=$relay && request POST "${1-}"; }
answer() {	# answer [CARD OPTION...]   what the card says to the last challenge
	sim "$@" >"$W/answer" && post <"$W/answer"
}
again() { post <"$W/answer"; }
refused() {	# refused TEXT STATUS [CARD OPTION...]   and the challenge is used up
	what=$1 want=$2
	shift 2
	begin
	cp "$W/challenge" "$W/first"
	answer "$@"
	is "$what" "$status" "$want"
	cp "$W/first" "$W/challenge"
	answer
	is "$what: a second answer is too late" "$status" 403
}
seq_he() { sql "$db" -e "SELECT seq FROM sim_key"; }
